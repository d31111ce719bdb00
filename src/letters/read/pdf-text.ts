import { Worker } from "node:worker_threads";
import { PDFDocument, PDFDict, PDFName, PDFRawStream } from "@cantoo/pdf-lib";
import { UserError } from "../../core/user-error.ts";
import type { Edges, PdfFacts } from "../../core/letter/lint/page-check.ts";

const LARGEST_BYTES = 20_000_000;
const MOST_PAGES = 60;
const MOST_ITEMS = 60_000;
const LONGEST_MS = 15_000;
const MOST_MEMORY_MB = 512;
const MM = 72 / 25.4;
/** A gap wider than this many letter heights separates columns, a smaller one words. */
const COLUMN_GAP = 1.1;
const WORD_GAP = 0.14;
/** Lines further apart than this many letter heights are no longer of one paragraph. */
const PARAGRAPH_GAP = 1.75;
/** So far around the window lines still belong to the address, mm. */
const AROUND_WINDOW = 4;

interface Item {
  readonly text: string;
  /** Points from the top left; `y` is the baseline. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly size: number;
}

interface Page {
  readonly width: number;
  readonly height: number;
  readonly links: readonly string[];
  readonly items: readonly Item[];
}

type Answer = { readonly pages: readonly Page[] } | { readonly tooLarge: string } | { readonly failed: string };

export interface PdfText {
  /** Lines of text; columns of a table three spaces apart, paragraphs an empty line. */
  readonly text: string;
  readonly pages: readonly Page[];
}

/** Reads the text of a PDF file. Nothing in it is run or fetched. @throws UserError `letter-pdf` where it cannot be read, is too large, or holds pictures only */
export async function readPdf(bytes: Uint8Array): Promise<PdfText> {
  if (bytes.length > LARGEST_BYTES) throw refusal(`it is larger than ${LARGEST_BYTES / 1_000_000} MB`);
  const answer = await ask(bytes);
  if ("failed" in answer) throw refusal(answer.failed);
  if ("tooLarge" in answer) throw refusal(`it is too large for a letter: ${answer.tooLarge}`);
  const text = answer.pages.map((page) => pageText(page.items)).join("\n\n");
  if (text.trim() === "") throw refusal("it holds pictures only; recognise the text first");
  return { text, pages: answer.pages };
}

function refusal(why: string): UserError {
  return new UserError("letter-pdf", `The PDF cannot be read: ${why}. Give the letter as text where there is no other file.`);
}

function ask(bytes: Uint8Array): Promise<Answer> {
  return new Promise((resolve) => {
    const worker = new Worker(new URL("./pdf-text-worker.mjs", import.meta.url), {
      workerData: { bytes: new Uint8Array(bytes), mostPages: MOST_PAGES, mostItems: MOST_ITEMS },
      resourceLimits: { maxOldGenerationSizeMb: MOST_MEMORY_MB },
      stdout: true,
      stderr: true,
      env: {},
    });
    const finish = (answer: Answer): void => {
      clearTimeout(timer);
      resolve(answer);
      void worker.terminate();
    };
    const timer = setTimeout(() => finish({ failed: "reading it takes too long" }), LONGEST_MS);
    worker.once("message", finish);
    worker.once("error", () => finish({ failed: "it is damaged, or needs too much memory" }));
    worker.once("exit", () => finish({ failed: "it is damaged" }));
  });
}

/** Pieces on one baseline are a line, from left to right. */
function linesOf(items: readonly Item[]): Item[][] {
  const lines: Item[][] = [];
  for (const item of [...items].sort((a, b) => a.y - b.y || a.x - b.x)) {
    const line = lines.at(-1);
    if (line && Math.abs(line[0]!.y - item.y) < 0.35 * Math.max(line[0]!.size, item.size)) line.push(item);
    else lines.push([item]);
  }
  return lines.map((line) => line.sort((a, b) => a.x - b.x));
}

function pageText(items: readonly Item[]): string {
  let text = "";
  let last: Item | null = null;
  for (const line of linesOf(items)) {
    const [first] = line;
    if (last) text += first!.y - last.y > PARAGRAPH_GAP * Math.max(last.size, first!.size) ? "\n\n" : "\n";
    text += lineText(line);
    last = first!;
  }
  return text;
}

function lineText(line: readonly Item[]): string {
  let text = "";
  let end: number | null = null;
  for (const item of line) {
    const gap = end === null ? 0 : item.x - end;
    text += gap > COLUMN_GAP * item.size ? "   " : gap > WORD_GAP * item.size && !text.endsWith(" ") ? " " : "";
    text += item.text.replace(/[\u00A0\u202F\t]/g, " ").replace(/\u00AD/g, "");
    end = item.x + item.width;
  }
  return text.trimEnd();
}

/**
 * What can be measured on the page (L22).
 * @param visible the part of the first page that the envelope's window always shows, in millimetres; null: not known
 */
export async function measurePdf(bytes: Uint8Array, { pages }: PdfText, visible: Edges | null): Promise<PdfFacts> {
  return {
    pages: pages.length,
    address: visible && { lines: addressLines(pages[0]!, visible), visible },
    pagesNumbered: pages.every((page, index) => numbersItself(page, index + 1, pages.length)),
    fontsMissing: await fontsMissing(bytes),
    links: pages.flatMap((page) => page.links),
  };
}

function addressLines({ items }: Page, visible: Edges): (Edges & { text: string })[] {
  return linesOf(items)
    .map((line) => line.filter((item) => isNear(boxOf([item]), visible)))
    .filter((line) => line.length > 0)
    .map((line) => ({ ...boxOf(line), text: lineText(line) }));
}

/** Whether it starts where an address would: the columns beside the window are not of it. */
function isNear({ left, top, bottom }: Edges, visible: Edges): boolean {
  const middle = (top + bottom) / 2;
  return left >= visible.left - AROUND_WINDOW && left < visible.right && middle > visible.top - AROUND_WINDOW && middle < visible.bottom + AROUND_WINDOW;
}

/** In millimetres; letters reach about 0.75 of their size above the baseline and 0.2 below. */
function boxOf(line: readonly Item[]): Edges {
  return {
    left: Math.min(...line.map(({ x }) => x)) / MM,
    right: Math.max(...line.map(({ x, width }) => x + width)) / MM,
    top: Math.min(...line.map(({ y, size }) => y - 0.75 * size)) / MM,
    bottom: Math.max(...line.map(({ y, size }) => y + 0.2 * size)) / MM,
  };
}

/** "Page 1 of 3", in whatever language: both numbers in one line, and little else. */
function numbersItself({ items }: Page, number: number, of: number): boolean {
  const both = new RegExp(String.raw`^\P{N}{0,14}\b${number}\b\P{N}{1,10}\b${of}\b\P{N}{0,6}$`, "u");
  return linesOf(items).some((line) => line.some((item) => both.test(item.text.trim())) || both.test(lineText(line)));
}

/** Fonts that the file names without bringing them. A file that this reader does not understand says nothing. */
async function fontsMissing(bytes: Uint8Array): Promise<string[]> {
  try {
    const document = await PDFDocument.load(bytes, { ignoreEncryption: true, updateMetadata: false });
    const missing = new Set<string>();
    for (const [, object] of document.context.enumerateIndirectObjects()) {
      if (!(object instanceof PDFDict) || object instanceof PDFRawStream || object.lookup(PDFName.of("Type")) !== PDFName.of("Font")) continue;
      const kind = object.lookup(PDFName.of("Subtype"));
      // A composite font has its file with the font below it; a Type 3 font is drawn in the file itself.
      if (kind === PDFName.of("Type0") || kind === PDFName.of("Type3")) continue;
      const descriptor = object.lookup(PDFName.of("FontDescriptor"));
      const has = descriptor instanceof PDFDict && ["FontFile", "FontFile2", "FontFile3"].some((key) => descriptor.has(PDFName.of(key)));
      if (!has) missing.add(String(object.lookup(PDFName.of("BaseFont")) ?? "without a name").replace(/^\//, ""));
    }
    return [...missing];
  } catch {
    return [];
  }
}
