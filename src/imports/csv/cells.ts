import type { Problem } from "../contract.ts";
import type { Field } from "./fields.ts";
import type { Layout } from "./layout.ts";

/** Longer text than this is no name, number or address. */
const LONGEST_CELL = 1000;
const LONGEST_ID = 200;

/** A row that cannot be imported, and why; caught where the row is read. */
export class RowProblem extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** The cells of the row that is being read, by field, and what is to be said about it. */
export interface Cells {
  /** Cleaned text; empty where the file has no such column or the cell is blank. */
  text(field: Field): string;
  /** An id or number, as text: what a spreadsheet wraps around it is taken off. */
  id(field: Field): string;
  has(field: Field): boolean;
  heading(field: Field): string;
  /** Says once per file what is left out though its line is imported. */
  warn(code: string, message: string): void;
}

// Control characters, and a blank where they stood between words.
// oxlint-disable-next-line no-control-regex
const DIRT = /[\u0000-\u001f\u007f\u0080-\u009f\u200b-\u200f\u2028-\u202e\u2060\ufeff]+/g;
// oxlint-disable-next-line no-control-regex
const DIRTY = /[\u0000-\u001f\u007f-\u00a0\u200b-\u200f\u2028-\u202e\u2060\ufeff]/;

/** Text in one line, without what cannot be seen. */
export function cleanText(text: string): string {
  const trimmed = text.trim();
  return DIRTY.test(trimmed) ? trimmed.replace(DIRT, " ").replace(/\s+/g, " ").trim() : trimmed;
}

/** Takes off what spreadsheets put around text that looks like a number: ="00123" and '00123. */
function unwrapId(text: string): string {
  const bare = /^="(.*)"$/.exec(text)?.[1] ?? (/^'\d/.test(text) ? text.slice(1) : text);
  if (/^\d([.,]\d+)?E\+\d+$/i.test(bare)) {
    throw new RowProblem("id-damaged", `"${bare}" is a number that a spreadsheet has cut. Format the column as text in the source, and export again.`);
  }
  return bare;
}

const HASH = 0x23;
/** What a spreadsheet shows where a formula failed. The last one is a formula that was saved without its value. */
const CELL_ERRORS = new Set(
  "#REF! #N/A #VALUE! #DIV/0! #NAME? #NULL! #NUM! #SPILL! #CALC! #FIELD! #BLOCKED! #CONNECT! #GETTING_DATA #BEZUG! #NV #WERT! #FORMULA!".split(" "),
);

function cellError(text: string, heading: string): RowProblem {
  if (text === "#FORMULA!")
    return new RowProblem(
      "cell-without-value",
      `The cell under "${heading}" is a formula that was saved without its value. Open the file in a spreadsheet program, and save it again.`,
    );
  return new RowProblem("cell-error", `The cell under "${heading}" shows ${text}: its formula failed. Correct it in the spreadsheet, and save it again.`);
}

export interface CellReader extends Cells {
  /** Points at the next row. */
  set(cells: readonly string[], line: number): void;
  readonly warnings: Problem[];
}

export function readCells(layout: Layout): CellReader {
  let row: readonly string[] = [];
  let line = 0;
  const warned = new Set<string>();
  const warnings: Problem[] = [];
  const { columns, constants, headings } = layout;
  const heading = (field: Field) => headings[columns.get(field) ?? -1]?.trim().slice(0, 80) || field;
  const text = (field: Field): string => {
    const index = columns.get(field);
    const cell = index === undefined ? undefined : row[index];
    if (cell === undefined || cell === "") return constants[field] ?? "";
    if (cell.length > LONGEST_CELL)
      throw new RowProblem("cell-too-long", `The cell under "${heading(field)}" has ${cell.length} characters; at most ${LONGEST_CELL} are taken.`);
    const clean = cleanText(cell);
    if (clean.charCodeAt(0) === HASH && CELL_ERRORS.has(clean)) throw cellError(clean, heading(field));
    return clean === "" ? (constants[field] ?? "") : clean;
  };
  return {
    text,
    id: (field) => {
      const found = text(field);
      if (found.length > LONGEST_ID)
        throw new RowProblem("cell-too-long", `The cell under "${heading(field)}" has ${found.length} characters; a number or id has at most ${LONGEST_ID}.`);
      return found === "" ? "" : unwrapId(found);
    },
    has: (field) => columns.has(field) || constants[field] !== undefined,
    heading,
    warn: (code, message) => {
      if (warned.has(code)) return;
      warned.add(code);
      warnings.push({ line, code, message: `${message} (said once for this file)`, severity: "warning" });
    },
    set: (cells, at) => {
      row = cells;
      line = at;
    },
    warnings,
  };
}
