import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { readFileAlone } from "./read-run.ts";

const folder = mkdtempSync(join(tmpdir(), "firmly-read-"));
afterAll(() => rmSync(folder, { recursive: true }));

test("a picture is refused with a reason, whatever its name", async () => {
  const path = join(folder, "ledger.csv");
  writeFileSync(path, Buffer.concat([Buffer.from("ffd8ffe000104a46494600", "hex"), Buffer.alloc(500, 0)]));
  expect(await readFileAlone(path, {})).toMatchObject({ format: "unknown", entries: [], problems: [{ line: 1, code: "format-unknown" }], refused: true });
  await expect(readFileAlone(path, { as: "xyz" })).rejects.toMatchObject({ code: "format-unknown" });
});

test("a row that comes twice is one document, and one that contradicts another is told", async () => {
  const path = join(folder, "twice.csv");
  const row = "A,1,2026-03-02,2026-04-01,10.00,EUR";
  writeFileSync(path, ["debtor,document,issued,due,amount,currency", row, row, ""].join("\n"));
  expect(await readFileAlone(path, {})).toMatchObject({ entries: [{ document: "1", amount: "10.00" }], problems: [], refused: false });
  writeFileSync(path, ["debtor,document,issued,due,amount,currency", row, row.replace("10.00", "12.00"), ""].join("\n"));
  expect(await readFileAlone(path, {})).toMatchObject({ problems: [{ line: 3, code: "document-contradicts" }], refused: true });
});
