import { PDFArray, PDFDict, PDFDocument, PDFName } from "@cantoo/pdf-lib";
import type { Day } from "../core/values/day.ts";

/** An envelope by what goes into it: so many sheets of paper of that size. */
export type EnvelopeClass = "dl" | "c5" | "c4" | "us-10" | "us-flat";

/** The most sheets that an envelope takes, folded as its class folds them. Machines that fold and insert take no more. */
const MOST_SHEETS: readonly (readonly [EnvelopeClass, "a4" | "us-letter", number])[] = [
  ["dl", "a4", 3],
  ["c5", "a4", 8],
  ["c4", "a4", Number.POSITIVE_INFINITY],
  ["us-10", "us-letter", 4],
  ["us-flat", "us-letter", Number.POSITIVE_INFINITY],
];

export function envelopeClass(paper: "a4" | "us-letter", sheets: number): EnvelopeClass {
  return MOST_SHEETS.find(([, size, most]) => size === paper && sheets <= most)![0];
}

/** A letter in a batch: its pages, from 0, counted from the first letter's first page. */
export interface BatchedLetter {
  readonly index: number;
  readonly from: number;
  readonly pages: number;
  readonly sheets: number;
}

/** The letters of one envelope class, in one file that grows letter by letter: only one of them is in memory besides. */
export class PrintBatch {
  readonly #document: PDFDocument;
  readonly #duplex: boolean;
  readonly letters: BatchedLetter[] = [];

  private constructor(document: PDFDocument, duplex: boolean) {
    this.#document = document;
    this.#duplex = duplex;
  }

  static async start(duplex: boolean): Promise<PrintBatch> {
    return new PrintBatch(await PDFDocument.create({ updateMetadata: false }), duplex);
  }

  /** Appends a letter. Printed on both sides, an odd number of pages gets an empty one: every letter starts on a new sheet. */
  async add(index: number, letter: PDFDocument): Promise<void> {
    const from = this.#document.getPageCount();
    const pages = letter.getPageCount();
    const copied = await this.#document.copyPages(letter, letter.getPageIndices());
    for (const page of copied) {
      forgetStructure(page.node);
      this.#document.addPage(page);
    }
    if (this.#duplex && pages % 2 === 1) this.#document.addPage([copied[0]!.getWidth(), copied[0]!.getHeight()]);
    this.letters.push({ index, from, pages, sheets: sheetsOf(pages, this.#duplex) });
  }

  /** The whole file behind its cover. The same letters give the same bytes. */
  async finish(cover: Uint8Array, day: Day): Promise<Uint8Array> {
    const front = await PDFDocument.load(cover, { updateMetadata: false });
    const pages = await this.#document.copyPages(front, front.getPageIndices());
    for (const [at, page] of pages.entries()) {
      forgetStructure(page.node);
      this.#document.insertPage(at, page);
    }
    if (this.#duplex && pages.length % 2 === 1) this.#document.insertPage(pages.length, [pages[0]!.getWidth(), pages[0]!.getHeight()]);
    const date = new Date(`${day}T00:00:00Z`);
    this.#document.setTitle(front.getTitle() ?? "");
    this.#document.setCreationDate(date);
    this.#document.setModificationDate(date);
    return this.#document.save({ useObjectStreams: false, addDefaultPage: false, updateFieldAppearances: false });
  }
}

export function sheetsOf(pages: number, duplex: boolean): number {
  return duplex ? Math.ceil(pages / 2) : pages;
}

/** Told by the width of its first page. */
export function paperOf(letter: PDFDocument): "a4" | "us-letter" {
  return letter.getPage(0).getWidth() > 605 ? "us-letter" : "a4";
}

export function openLetter(bytes: Uint8Array): Promise<PDFDocument> {
  return PDFDocument.load(bytes, { updateMetadata: false });
}

/** A page's numbers in the structure of its own file would point anywhere in that of another; links are not for paper. */
export function forgetStructure(page: PDFDict, keepLinks = false): void {
  page.delete(PDFName.of("StructParents"));
  if (!keepLinks) return void page.delete(PDFName.of("Annots"));
  const notes = page.lookup(PDFName.of("Annots"));
  if (!(notes instanceof PDFArray)) return;
  for (let index = 0; index < notes.size(); index++) {
    const note = notes.lookup(index);
    if (note instanceof PDFDict) note.delete(PDFName.of("StructParent"));
  }
}
