import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestStore } from "../../../test/support/test-store.ts";
import type { Store } from "../../store/database.ts";
import { check } from "../check.ts";
import { readLetterheadFile, showLetterhead } from "./letterhead-source.ts";
import { type GivenLetterhead, saveLetterhead } from "./save-letterhead.ts";

let store: Store;
let folder: string;
beforeAll(async () => {
  store = await createTestStore();
  folder = mkdtempSync(join(tmpdir(), "firmly-letterhead-"));
  await store.pool.query("insert into creditor (id, name, settings) values ('default', 'Northgate Paper Ltd', '{}')");
});
afterAll(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

const LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 10"><path d="M0 0h40v10z" fill="#17405f"/></svg>';
const said = { creditor: "default", by: "Ann", reason: "the new logo", asOf: "2026-03-02" } as const;
const save = (given: GivenLetterhead | null, reason: string = said.reason) => saveLetterhead(store, { ...said, given, reason });
const file = (text: string): string => {
  const path = join(folder, "letterhead.yaml");
  writeFileSync(path, text);
  return path;
};

test("a letterhead is read from a file, its pictures by their paths from there, and kept in versions", async () => {
  writeFileSync(join(folder, "logo.svg"), LOGO);
  const path = file('colours: { accent: "#7A1F1F" }\nsignatory: { name: Ann Reed, title: Head of Credit }\nwindow: din-5008-a\nlogo: logo.svg\n');
  const given = await readLetterheadFile(path);
  expect(await save(given)).toEqual({ version: 1, isNew: true });
  expect(await save(given)).toEqual({ version: 1, isNew: false });
  const shown = await showLetterhead(store, "default");
  expect(shown).toMatchObject({
    version: 1,
    accent: "#7a1f1f",
    window: "din-5008-a",
    signatory: { name: "Ann Reed", title: "Head of Credit" },
    signature: null,
  });
  expect(shown.logo).toEqual({ mediaType: "image/svg+xml", alt: "Northgate Paper Ltd", bytes: Buffer.from(LOGO).toString("base64") });
  // Another colour, the same logo.
  expect(await save({ ...given, accent: "#1f4f1f", logo: "keep" })).toEqual({ version: 2, isNew: true });
  expect((await showLetterhead(store, "default")).logo).toEqual(shown.logo);
  expect(await save(null, "plain again")).toEqual({ version: 3, isNew: true });
  const plain = await showLetterhead(store, "default");
  expect([plain.version, plain.logo, plain.accent]).toEqual([0, null, "#17405f"]);
  expect(plain.versions.map(({ isPlain }) => isPlain)).toEqual([false, false, true]);
  expect((await check(store)).problems).toEqual([]);
  await expect(store.pool.query("update letterhead set reason = 'x'")).rejects.toThrow(/never changed/);
});

test.each([
  ['colours: { accent: "#eeeeee" }', /contrast of 1\.2 to 1/],
  ["colours: { accent: red }", /no colour/],
  ["window: letterbox", /no "letterbox"; known: din-5008-a/],
  ["logo: missing.png", /cannot be read/],
  ["logo: letterhead.yaml", /logo: it is no PNG, JPEG or SVG/],
  ['signatory: { name: " " }', /signatory\.name: is missing/],
  ["logos: x.png", /logos/],
  ["colours: [", /no valid YAML/],
])("what cannot be printed is refused: %s", async (text, why) => {
  const before = (await showLetterhead(store, "default")).versions.length;
  await expect(readLetterheadFile(file(text)).then((given) => save(given))).rejects.toThrow(why);
  expect((await showLetterhead(store, "default")).versions).toHaveLength(before);
});
