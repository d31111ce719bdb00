import { appendFile, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PDFDocument } from "@cantoo/pdf-lib";
import { afterAll, afterEach, beforeEach, expect, test } from "vitest";
import post from "../channels/post.ts";
import { SAMPLE_CREDITOR, sampleFacts, sampleItem } from "../core/letter/letter-facts.sample.ts";
import { PLAIN_LETTERHEAD } from "../core/letter/letterhead.ts";
import { notice } from "../core/letter/notice.ts";
import { WINDOW_PROFILES } from "../core/letter/window-profiles.ts";
import { readLanguage } from "../languages/read.ts";
import { compose } from "../letters/compose.ts";
import { closePdf, renderPdf } from "../letters/pdf.ts";
import { printFolder, testPrint } from "./print-run.ts";

const DAY = "2026-11-23";
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "firmly-print-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));
afterAll(closePdf);

async function hand(id: string, items = 1, window = "din-5008-b", enclosures = {}): Promise<void> {
  const made = notice(sampleFacts("first", { items: Array.from({ length: items }, (_, index) => sampleItem(index + 1)) }));
  if ("missing" in made) throw new Error(made.missing[0]!.message);
  const bytes = await renderPdf(compose(made.notice, readLanguage("en"), { ...PLAIN_LETTERHEAD, window }), made.notice);
  const files = [{ name: `${id}.pdf`, mediaType: "application/pdf", bytes }];
  const receipt = await post.send(
    { deliveryId: `${id}-post`, day: DAY, recipient: "Acme Ltd, Town", files, ...enclosures },
    { folder, transitBusinessDays: 3 },
  );
  expect(receipt.outcome).toBe("accepted");
}

const print = () => printFolder(join(folder, DAY), SAMPLE_CREDITOR, DAY, true);
const pagesOf = async (file: string): Promise<number> => (await PDFDocument.load(await readFile(join(folder, DAY, file)))).getPageCount();

test("a day's letters are one file per envelope, each letter on a new sheet behind a cover", async () => {
  await hand("L1");
  await hand("L2", 30, "din-5008-b", { enclosures: { returnEnvelope: true, invoiceCopies: ["INV-1"] } });
  await hand("L3", 400);
  await hand("L4", 1, "us-10");
  const { batches, missing } = await print();
  expect(missing).toEqual([]);
  expect(batches.map(({ file, letters, pages, sheets }) => [file, letters, pages, sheets])).toEqual([
    ["batch-dl-1.pdf", 2, 3, 2],
    ["batch-c5-1.pdf", 1, 10, 5],
    ["batch-us-10-1.pdf", 1, 1, 1],
  ]);
  // Cover and its empty back, one page and its empty back, two pages.
  expect(await pagesOf("batch-dl-1.pdf")).toBe(6);
  expect(await pagesOf("batch-c5-1.pdf")).toBe(12);
});

test("no letter is in two batches: the same again makes nothing, later letters make a second file", async () => {
  await hand("L1");
  expect((await print()).batches).toHaveLength(1);
  const first = await readFile(join(folder, DAY, "batch-dl-1.pdf"));
  expect(await print()).toMatchObject({ batches: [], before: 1 });
  await hand("L2");
  await hand("L3");
  expect((await print()).batches).toMatchObject([{ file: "batch-dl-2.pdf", letters: 2 }]);
  expect((await readFile(join(folder, DAY, "batch-dl-1.pdf"))).equals(first)).toBe(true);
});

test("a letter that two processes listed is printed once", async () => {
  await hand("L1");
  const list = join(folder, DAY, "letters.csv");
  await appendFile(list, await readFile(list));
  expect((await print()).batches).toMatchObject([{ letters: 1 }]);
  expect(await print()).toMatchObject({ batches: [], before: 1 });
});

test("a batch that was cut off before it was noted is written again, under the same name", async () => {
  await hand("L1");
  await print();
  const first = await readFile(join(folder, DAY, "batch-dl-1.pdf"));
  await rm(join(folder, DAY, "batches.csv"));
  await appendFile(join(folder, DAY, "batches.csv"), "L1-po");
  expect((await print()).batches).toMatchObject([{ file: "batch-dl-1.pdf", letters: 1 }]);
  expect((await readFile(join(folder, DAY, "batch-dl-1.pdf"))).equals(first)).toBe(true);
  expect((await print()).batches).toEqual([]);
});

test("a letter whose file was changed or is gone is told, and in no batch", async () => {
  await hand("L1");
  await hand("L2");
  await hand("L3");
  await writeFile(join(folder, DAY, "L1.pdf"), "another letter");
  await rm(join(folder, DAY, "L2.pdf"));
  expect(await print()).toMatchObject({ batches: [{ letters: 1 }], missing: ["L1.pdf", "L2.pdf"] });
});

test("a letter that is no PDF/A is told", async () => {
  const plain = await PDFDocument.create();
  plain.addPage();
  const files = [{ name: "L1.pdf", mediaType: "application/pdf", bytes: await plain.save() }];
  await post.send({ deliveryId: "L1-post", day: DAY, recipient: "Acme Ltd, Town", files }, { folder, transitBusinessDays: 3 });
  await hand("L2");
  expect(await print()).toMatchObject({ batches: [{ letters: 2 }], flawed: ["L1.pdf"] });
});

test("a day without letters makes no file", async () => {
  expect(await print()).toMatchObject({ batches: [], before: 0 });
  expect(await readdir(folder)).toEqual([]);
});

test.each(WINDOW_PROFILES.map(({ name }) => name))("a test page for %s", async (name) => {
  const page = await PDFDocument.load(await testPrint(name, "en"));
  expect(page.getPageCount()).toBe(1);
});
test("of no such profile", () => expect(() => testPrint("din-5008-c", null)).toThrow(/din-5008-a, din-5008-b/));
