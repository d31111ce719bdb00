import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { type FolderFile, listFiles, StillFiles } from "./still-files.ts";

const file = (name: string, size: number): FolderFile => ({ name, size, mtimeMs: 0, stamp: `${name}:${size}` });
const names = (files: readonly FolderFile[]) => files.map(({ name }) => name);

test("a file is whole when it has not changed for a while", () => {
  const still = new StillFiles(2000);
  expect(still.look([file("a", 10)], 0)).toEqual([]);
  expect(still.look([file("a", 20)], 1500)).toEqual([]);
  expect(still.look([file("a", 20)], 3000)).toEqual([]);
  expect(names(still.look([file("a", 20)], 3500))).toEqual(["a"]);
});

test("files that are copied together come together, but none waits for ever", () => {
  const still = new StillFiles(2000);
  for (let now = 0; now < 60_000; now += 1000) expect(still.look([file("ready", 10), file("grows", now + 1)], now)).toEqual([]);
  expect(names(still.look([file("ready", 10), file("grows", 99)], 60_000))).toEqual(["ready"]);
});

test("an empty file may be one that is filled later: it waits longer, and alone", () => {
  const still = new StillFiles(2000);
  still.look([file("empty", 0), file("b", 1)], 0);
  expect(names(still.look([file("empty", 0), file("b", 1)], 2000))).toEqual(["b"]);
  expect(names(still.look([file("empty", 0)], 60_000))).toEqual(["empty"]);
});

test("folders, links, hidden and unfinished files are no files to import", async () => {
  const folder = mkdtempSync(join(tmpdir(), "firmly-still-"));
  mkdirSync(join(folder, "imported"));
  symlinkSync("/etc/passwd", join(folder, "leads-away.csv"));
  for (const name of [".hidden", "a.csv.part", "b.TMP", "c.crdownload", "~$open.xlsx", "d.csv~", "ledger.csv"]) writeFileSync(join(folder, name), "x");
  expect(names(await listFiles(folder))).toEqual(["ledger.csv"]);
});
