import { PDFDocument, StandardFonts } from "@cantoo/pdf-lib";
import { afterAll, describe, expect, test } from "vitest";
import { lintText } from "../../core/letter/lint/lint.ts";
import type { Notice } from "../../core/letter/notice.ts";
import { readLanguage } from "../../languages/read.ts";
import { compose } from "../compose.ts";
import { letterCases } from "../letter-cases.sample.ts";
import { closePdf, renderPdf } from "../pdf.ts";
import { measurePdf, readPdf } from "./pdf-text.ts";

afterAll(closePdf);

/** DIN 5008 form B, what stays visible however the sheet slides. */
const WINDOW = { left: 20, top: 45, right: 105, bottom: 90 };
const english = readLanguage("en");

async function pageOf(name: string) {
  const notice = letterCases("en").find((each) => each.name === name)!.notice as Notice;
  const bytes = await renderPdf(compose(notice, english), notice);
  return { bytes, notice, page: await readPdf(bytes) };
}

describe("a letter of ours, read from its page", () => {
  test.each(["first-full", "second-plain", "third-full", "final-plain"])("%s says what it has to", async (name) => {
    const { bytes, notice, page } = await pageOf(name);
    const pdf = await measurePdf(bytes, page, WINDOW);
    const { findings, elements } = lintText(page.text, notice.step, english.lexicon, null, { pdf });
    expect(findings.filter(({ severity }) => severity === "E")).toEqual([]);
    expect(elements.missing).toEqual([]);
    expect(pdf.fontsMissing).toEqual([]);
    expect(pdf.pagesNumbered).toBe(true);
    expect(pdf.address!.lines.map(({ text }) => text).join("\n")).toContain("Whitby");
  });

  test("keeps the columns of its table apart", async () => {
    const { page } = await pageOf("first-full");
    expect(page.text).toMatch(/^INV-4701 {3}14 Oct 2026 {3}13 Nov 2026 {3}10 {3}1,240\.50 {3}1,240\.50$/m);
  });
});

async function drawn(draw: (document: PDFDocument) => Promise<void> | void): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  await draw(document);
  return document.save();
}

describe("a page from elsewhere", () => {
  test("with an address below the window, fonts left out and pages without numbers", async () => {
    const bytes = await drawn(async (document) => {
      const font = await document.embedFont(StandardFonts.Helvetica);
      const at = (millimetres: number): number => 842 - (millimetres * 72) / 25.4;
      document.addPage([595, 842]).drawText("Brook & Daughters Ltd", { x: 71, y: at(92), size: 10, font });
      document.addPage([595, 842]).drawText("Kind regards", { x: 71, y: at(60), size: 10, font });
    });
    const page = await readPdf(bytes);
    expect(page.text).toBe("Brook & Daughters Ltd\n\nKind regards");
    const pdf = await measurePdf(bytes, page, WINDOW);
    const { findings } = lintText(page.text, "first", english.lexicon, null, { pdf });
    expect(findings.filter(({ check }) => check === "L22").map(({ code }) => code)).toEqual(["address-hidden", "pages-unnumbered", "font-missing"]);
  });

  test.each([
    ["damaged", new TextEncoder().encode("%PDF-1.7\n1 0 obj\n<< /Type"), /damaged/],
    ["no PDF", new TextEncoder().encode("Dear all"), /damaged/],
    ["huge", new Uint8Array(20_000_001), /larger than 20 MB/],
  ])("%s is refused", async (_name, bytes, why) => {
    await expect(readPdf(bytes)).rejects.toThrow(why);
  });

  test("of many pages, or without text, is refused", async () => {
    await expect(readPdf(await drawn((document) => void Array.from({ length: 61 }, () => document.addPage())))).rejects.toThrow(/61 pages/);
    await expect(readPdf(await drawn((document) => void document.addPage()))).rejects.toThrow(/pictures only/);
  });
});
