import { spawnSync, execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { NodeCompiler } from "@myriaddreamin/typst-ts-node-compiler";
import { type PDFDict, PDFDocument, PDFName, type PDFRawStream } from "@cantoo/pdf-lib";
import { afterAll, describe, expect, test } from "vitest";
import { sampleFacts, sampleItem, type SampleOptions } from "../core/letter/letter-facts.sample.ts";
import { PLAIN_LETTERHEAD } from "../core/letter/letterhead.ts";
import { type Notice, notice } from "../core/letter/notice.ts";
import { STEPS } from "../core/process/procedure.ts";
import { languageCodes, readLanguage } from "../languages/read.ts";
import { compose } from "./compose.ts";
import { letterCases } from "./letter-cases.sample.ts";
import { sampleParties } from "./letter-parties.sample.ts";
import { closePdf, renderPage } from "./pdf.ts";
import { pageData } from "./pdf-data.ts";
import { wordingOf } from "./wording.ts";

const folder = mkdtempSync(join(tmpdir(), "firmly-pages-"));
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await closePdf();
});
const poppler = spawnSync("pdftotext", ["-v"]).error === undefined;
if (!poppler) console.log("skipped: running totals (pdftotext is missing; install poppler-utils)");

async function pageOf(options: SampleOptions = {}, step: (typeof STEPS)[number] = "second", letterhead = PLAIN_LETTERHEAD) {
  const made = notice(sampleFacts(step, options));
  if ("missing" in made) throw new Error(made.missing[0]!.message);
  return { ...(await renderPage(compose(made.notice, readLanguage("en"), letterhead), made.notice)), notice: made.notice };
}

describe("the file", () => {
  test.each(STEPS)("%s: PDF/A-3a and PDF/UA-1 at once", async (step) => {
    const { bytes, lacks } = await pageOf({}, step);
    expect(lacks).toBeNull();
    const document = await PDFDocument.load(bytes, { updateMetadata: false });
    const metadata = new TextDecoder().decode((document.catalog.lookup(PDFName.of("Metadata")) as PDFRawStream).getContents());
    expect(metadata).toContain("<pdfaid:part>3</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>");
    expect(metadata).toContain("<pdfuaid:part>1</pdfuaid:part>");
    expect(metadata).toContain("<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>");
    expect((document.catalog.lookup(PDFName.of("ViewerPreferences")) as PDFDict).get(PDFName.of("DisplayDocTitle"))?.toString()).toBe("true");
  });

  test("holds what the letter states, for machines", async () => {
    const { bytes, notice: said } = await pageOf({ items: [sampleItem(1), sampleItem(2)] });
    const document = await PDFDocument.load(bytes, { updateMetadata: false });
    const [attached] = document.getAttachments();
    expect(attached!.name).toBe("letter.json");
    expect(JSON.parse(new TextDecoder().decode(attached!.data))).toMatchObject({
      format: "firmly-letter",
      letter: said.letter.reference,
      total: "2481.00",
      currency: "GBP",
      items: [{ document: "INV-4701", open: "1240.50" }, { document: "INV-4702" }],
    });
  });

  test("qpdf finds nothing wrong with it", async (context) => {
    if (spawnSync("qpdf", ["--version"]).error) return context.skip("qpdf is missing");
    const file = join(folder, "checked.pdf");
    writeFileSync(file, (await pageOf()).bytes);
    expect(spawnSync("qpdf", ["--check", file], { encoding: "utf8" })).toMatchObject({ status: 0, stderr: "" });
  });

  test("a broken picture does not keep a letter from leaving", async () => {
    const broken = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, ...Array.from({ length: 80 }, () => 1)]);
    const { bytes } = await pageOf({}, "first", { ...PLAIN_LETTERHEAD, logo: { mediaType: "image/png", bytes: broken, alt: "x" } });
    expect(bytes.length).toBeGreaterThan(10_000);
    const half = Uint8Array.from([...broken.slice(0, 8), 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 9, 0, 0, 0, 9, ...Array.from({ length: 60 }, () => 1)]);
    const again = await pageOf({}, "first", { ...PLAIN_LETTERHEAD, logo: { mediaType: "image/png", bytes: half, alt: "x" } });
    expect(again.lacks).toMatch(/picture/);
  });
});

describe.skipIf(!poppler)("running totals", () => {
  const minorOf = (text: string): number => Math.round(Number(text.replaceAll(",", "")) * 100);

  test.each([13, 25, 26, 27, 28, 29, 30, 31, 75, 76, 77, 78, 79, 80, 400])(
    "%i items: what is carried is brought, and is the sum of the rows above",
    async (count) => {
      const items = Array.from({ length: count }, (_, index) =>
        sampleItem(index + 1, { openMinor: BigInt(1_000 + index * 37), ...(index % 9 === 4 && { document: `INV-2026-EXPORT-DIVISION-${index}-LONG-NUMBER` }) }),
      );
      const { bytes } = await pageOf({ items });
      const file = join(folder, "letter.pdf");
      writeFileSync(file, bytes);
      const pages = execFileSync("pdftotext", ["-layout", file, "-"], { encoding: "utf8" }).split("\f").slice(0, -1);
      let sum = 0;
      let carried: number | null = null;
      let rows = 0;
      for (const page of pages) {
        const brought = /Brought forward\s+([\d,.]+)/.exec(page);
        expect(brought ? minorOf(brought[1]!) : null).toBe(carried);
        for (const row of page.matchAll(/14 Oct 2026\s+13 Nov 2026\s+\d+\s+[\d,.]+\s+([\d,.]+)$/gm)) {
          sum += minorOf(row[1]!);
          rows++;
        }
        const forward = /Carried forward\s+([\d,.]+)/.exec(page);
        carried = forward ? minorOf(forward[1]!) : null;
        if (carried !== null) expect(carried).toBe(sum);
      }
      expect(rows).toBe(count);
      expect(minorOf(/Total to pay\s+([\d,.]+)/.exec(pages.join(""))![1]!)).toBe(sum);
      expect(carried).toBeNull();
    },
  );
});

test.skipIf(!poppler).each(languageCodes())("%s: every page of 400 invoices holds invoices, and all but the last carry their sum forward", async (code) => {
  const { creditor, debtor, currency } = sampleParties(code);
  const made = notice(sampleFacts("second", { creditor, debtor, currency, items: Array.from({ length: 400 }, (_, index) => sampleItem(index + 1)) }));
  if ("missing" in made) throw new Error(made.missing[0]!.message);
  const language = readLanguage(code);
  const file = join(folder, `many-${code}.pdf`);
  writeFileSync(file, (await renderPage(compose(made.notice, language), made.notice)).bytes);
  const pages = execFileSync("pdftotext", ["-layout", file, "-"], { encoding: "utf8" }).split("\f").slice(0, -1);
  const listed = pages.map((page) => [...page.matchAll(/^\s*INV-\d+\s.*\d$/gm)].length);
  const tables = listed.slice(0, listed.findLastIndex((count) => count > 0) + 1);
  expect(Math.min(...tables)).toBeGreaterThan(0);
  const forward = wordingOf(language, debtor.country).label("page.carried-forward");
  const carried = (page: string): boolean => page.split("\n").some((line) => line.trim().startsWith(`${forward} `) && /\d$/.test(line.trim()));
  expect(pages.slice(0, tables.length - 1).every(carried)).toBe(true);
});

test.skipIf(!poppler).each(languageCodes())("%s: a second page holds more than the payment box, and no day is torn apart", async (code) => {
  const full = letterCases(code).find(({ name }) => name === "third-full")!.notice;
  const letter = compose(full as Notice, readLanguage(code), { ...PLAIN_LETTERHEAD, window: "us-10" });
  const file = join(folder, `closing-${code}.pdf`);
  writeFileSync(file, (await renderPage(letter, full)).bytes);
  const pages = execFileSync("pdftotext", ["-layout", file, "-"], { encoding: "utf8" }).split("\f").slice(0, -1);
  const title = letter.blocks.find((block) => block.kind === "payment")!.title;
  expect(pages).toHaveLength(2);
  // The line with the sender and the letter's number, and two paragraphs.
  const lines = pages[1]!.slice(0, pages[1]!.indexOf(title)).split("\n");
  expect(lines.filter((line) => line.trim() !== "").length).toBeGreaterThan(3);
  expect(pages.join("\n")).not.toMatch(/ \d{1,2}\.?\n\s*\p{L}+ (de )?2026/u);
});

test.each(STEPS)("%s: the engine's own check of PDF/UA-1 finds nothing", (step) => {
  const made = notice(sampleFacts(step, { items: [sampleItem(1), sampleItem(2)] }));
  if ("missing" in made) throw new Error(made.missing[0]!.message);
  const page = pageData(compose(made.notice, readLanguage("en")), made.notice);
  const templates = fileURLToPath(new URL("templates", import.meta.url));
  const fonts = dirname(createRequire(import.meta.url).resolve("@expo-google-fonts/noto-sans/package.json"));
  const blobs = ["400Regular/NotoSans_400Regular.ttf", "600SemiBold/NotoSans_600SemiBold.ttf"].map((file) => readFileSync(join(fonts, file)));
  const compiler = NodeCompiler.create({ workspace: templates, fontArgs: [{ fontBlobs: blobs }] });
  for (const { name, bytes } of [...page.files, { name: "data.json", bytes: page.json }, { name: "close.json", bytes: "0" }])
    compiler.mapShadow(join(templates, name), Buffer.from(bytes));
  const { result } = compiler.compile({ mainFilePath: join(templates, "letter.typ") });
  expect(compiler.pdf(result!, { pdfStandard: "ua-1" }).length).toBeGreaterThan(10_000);
});
