import { appendFile, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Debtor } from "../core/values/party.ts";
import type { Message } from "./contract.ts";
import post from "./post.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "firmly-post-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function message(id: string, recipient = "Acme Ltd, 1 High St, Town, AB1 2CD, GB"): Message {
  return { deliveryId: id, day: "2026-11-23", recipient, files: [{ name: `${id}.pdf`, mediaType: "application/pdf", bytes: Buffer.from(`page of ${id}`) }] };
}
const settings = () => ({ folder, transitBusinessDays: 3 });
const list = () => readFile(join(folder, "2026-11-23", "letters.csv"), "utf8");

test("hands over a page and one line of the list, once however often it is repeated", async () => {
  for (const id of ["L1-post", "L2-post", "L1-post", "L2-post"]) expect(await post.send(message(id), settings())).toMatchObject({ outcome: "accepted" });
  const lines = (await list()).trimEnd().split("\n");
  expect(lines.map((line) => line.split(",")[0])).toEqual(["L1-post", "L2-post"]);
  expect(lines[0]).toMatch(/^L1-post,L1-post\.pdf,[0-9a-f]{64},"Acme Ltd, 1 High St, Town, AB1 2CD, GB"$/);
  expect(await readFile(join(folder, "2026-11-23", "L2-post.pdf"), "utf8")).toBe("page of L2-post");
});

test("a page without its line, or with half a line, was not handed over", async () => {
  expect(await post.reconcile(message("L1-post"), settings())).toBe("not-sent");
  await post.send(message("L1-post"), settings());
  expect(await post.reconcile(message("L1-post"), settings())).toBe("accepted");
  await appendFile(join(folder, "2026-11-23", "letters.csv"), "L2-post,L2-po");
  expect(await post.reconcile(message("L2-post"), settings())).toBe("not-sent");
  await post.send(message("L2-post"), settings());
  expect(await post.reconcile(message("L2-post"), settings())).toBe("accepted");
  expect((await list()).split("\n").filter((line) => line.startsWith("L2-post,L2-post.pdf,"))).toHaveLength(1);
});

test("many at once do not tear each other's lines", async () => {
  const ids = Array.from({ length: 40 }, (_, n) => `L${n}-post`);
  await Promise.all(ids.map((id) => post.send(message(id), settings())));
  const lines = (await list()).trimEnd().split("\n");
  expect(lines.map((line) => line.split(",")[0]).sort()).toEqual([...ids].sort());
});

test("names that a spreadsheet would run stay text", async () => {
  await post.send(message("L1-post", "=cmd|' /c calc'!A0, 1 High St, Town"), settings());
  expect(await list()).toContain(`"'=cmd|' /c calc'!A0, 1 High St, Town"`);
});

const debtor: Debtor = {
  id: "1",
  name: "Acme Ltd",
  type: "company",
  language: null,
  country: "GB",
  region: null,
  segment: null,
  salesperson: null,
  contactName: null,
  email: null,
  phone: null,
  address: { street: "1 High St", postalCode: "AB1 2CD", city: "Town" },
};

test("an address is a name and at least two lines a postman can use", () => {
  expect(post.recipient(debtor, settings())).toBe("Acme Ltd, 1 High St, Town, AB1 2CD, GB");
  expect(post.recipient({ ...debtor, address: { lines: ["Block 3 ", "", "Somewhere\n5"], country: "ID" } }, settings())).toBe(
    "Acme Ltd, Block 3, Somewhere 5, ID",
  );
  expect(post.recipient({ ...debtor, address: { lines: ["Town"] } }, settings())).toBeNull();
  expect(post.recipient({ ...debtor, address: { street: "1 High St" } }, settings())).toBeNull();
  expect(post.recipient({ ...debtor, address: null }, settings())).toBeNull();
  expect(post.recipient({ ...debtor, name: " " }, settings())).toBeNull();
});
