import type { CsvRecord } from "../csv/records.ts";
import { columnIndex, type Merge, readMerges } from "./merges.ts";
import { dayOfSerial, plainNumber } from "./numbers.ts";
import { readTags, type TagHandler, tooLarge } from "./tags.ts";
import { LONGEST_CELL, type Sheet, textCollector, unescape, type Workbook } from "./workbook.ts";

const LARGEST_SHEET = 512 * 1024 * 1024;
const LAST_ROW = 1_048_576;
/** Nobody has so many headings; what stands farther to the right is a remark. */
const MOST_COLUMNS = 500;
const FORMULA_WITHOUT_VALUE = "#FORMULA!";

/** A cell's text; numbers are told from texts, since they have a decimal point by themselves. */
export interface SheetRow extends CsvRecord {
  /** The columns whose cells are numbers with a fraction. */
  readonly fractions: readonly number[];
  readonly isHidden: boolean;
}

/**
 * The rows of a sheet that hold anything, in batches: days as 2026-12-31, numbers as plain decimals with a point.
 * @throws XlsxProblem, ZipProblem
 */
export async function* readSheet(sheet: Sheet, book: Workbook): AsyncGenerator<SheetRow[]> {
  const reader = new RowCollector(book, await readMerges(sheet.source));
  for await (const _ of readTags(sheet.source, reader, LARGEST_SHEET)) if (reader.rows.length > 0) yield reader.take();
}

class RowCollector implements TagHandler {
  rows: SheetRow[] = [];
  readonly #book: Workbook;
  readonly #merges: ReadonlyMap<number, readonly Merge[]>;
  readonly #inline = textCollector();
  #spans: { readonly merge: Merge; readonly text: string }[] = [];
  #row = 0;
  #isHidden = false;
  #cells: string[] = [];
  #fractions: number[] = [];
  #column = -1;
  #type = "";
  #style = 0;
  #value = "";
  #hasFormula = false;
  #in: "value" | "inline" | null = null;

  constructor(book: Workbook, merges: ReadonlyMap<number, readonly Merge[]>) {
    this.#book = book;
    this.#merges = merges;
  }

  take(): SheetRow[] {
    const taken = this.rows;
    this.rows = [];
    return taken;
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    switch (name) {
      case "row":
        this.#row = Number(attributes.r ?? this.#row + 1);
        if (!(this.#row >= 1 && this.#row <= LAST_ROW)) throw tooLarge("It has rows that no sheet has");
        this.#isHidden = /^(1|true)$/.test(attributes.hidden ?? "");
        this.#cells = [];
        this.#fractions = [];
        this.#column = -1;
        break;
      case "c":
        this.#column = attributes.r === undefined ? this.#column + 1 : columnIndex(/^[A-Z]{1,3}/.exec(attributes.r)?.[0] ?? "");
        this.#type = attributes.t ?? "n";
        this.#style = Number(attributes.s ?? 0);
        this.#value = "";
        this.#hasFormula = false;
        break;
      case "f":
        this.#hasFormula = true;
        break;
      case "v":
        this.#in = "value";
        break;
      case "is":
        this.#in = "inline";
        break;
      default:
        if (this.#in === "inline") this.#inline.open(name, attributes);
    }
  }

  text(text: string): void {
    if (this.#in === "value" && this.#value.length < LONGEST_CELL) this.#value += text;
    else if (this.#in === "inline") this.#inline.text(text);
  }

  close(name: string): void {
    if (name === "v") this.#in = null;
    else if (name === "is") {
      this.#in = null;
      this.#value = this.#inline.take();
    } else if (name === "c") this.#closeCell();
    else if (name === "row") this.#closeRow();
    else if (this.#in === "inline") this.#inline.close(name);
  }

  #closeCell(): void {
    if (this.#column < 0 || this.#column >= MOST_COLUMNS) return;
    const text = this.#value === "" && this.#hasFormula && this.#type !== "str" ? FORMULA_WITHOUT_VALUE : this.#cellText();
    if (text === "") return;
    while (this.#cells.length < this.#column) this.#cells.push("");
    this.#cells[this.#column] = text;
  }

  #cellText(): string {
    const value = this.#value;
    switch (this.#type) {
      case "s":
        return this.#book.strings[Number(value)] ?? "";
      case "b":
        return value.trim() === "1" ? "true" : value.trim() === "0" ? "false" : value;
      case "d":
        return value.trim().replace(/T.*$/, "");
      case "inlineStr":
      case "e":
        return value;
      case "str":
        return unescape(value);
      default:
        return this.#number(value.trim());
    }
  }

  #number(value: string): string {
    const number = value === "" ? null : plainNumber(value);
    if (number === null) return value;
    const format = this.#book.formats[this.#style] ?? "plain";
    if (format === "day") return dayOfSerial(Number(value), this.#book.is1904) ?? number;
    if (typeof format === "object" && /^\d+$/.test(number)) return number.padStart(format.digits, "0");
    if (number.includes(".") && !number.includes("E")) this.#fractions.push(this.#column);
    return number;
  }

  #closeRow(): void {
    const starts = this.#merges.get(this.#row) ?? [];
    this.#spans = this.#spans.filter(({ merge }) => merge.last >= this.#row);
    if (this.#cells.some((cell) => cell.trim() !== "")) {
      for (const { merge, text } of this.#spans) {
        while (this.#cells.length <= merge.column) this.#cells.push("");
        if (this.#cells[merge.column] === "") this.#cells[merge.column] = text;
      }
      this.rows.push({ line: this.#row, cells: this.#cells, fractions: this.#fractions, isHidden: this.#isHidden });
    }
    for (const merge of starts) {
      const text = this.#cells[merge.column] ?? "";
      if (text !== "" && merge.column < MOST_COLUMNS && this.#spans.length < MOST_COLUMNS) this.#spans.push({ merge, text });
    }
  }
}
