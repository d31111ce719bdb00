import { CsvError, parse } from "csv-parse";
import type { Problem } from "../contract.ts";

/** A row as cells, and the line of the file on which it begins. */
export interface CsvRecord {
  readonly line: number;
  readonly cells: readonly string[];
}

export interface RecordBatch {
  readonly records: CsvRecord[];
  /** Set on the last batch, where the file's own structure is broken: what follows cannot be read. */
  readonly broken?: Problem;
  /** Rows that cannot be read at all, while the others can. */
  readonly bad?: readonly Problem[];
  /** What is to be said once, with nothing left out. */
  readonly warning?: Problem;
}

export interface RecordOptions {
  readonly delimiter: string;
  /** Whether the file holds a quote anywhere. Without one, a line is a row, and splitting it is all there is to do. */
  readonly hasQuotes: boolean;
  /** A quote within a cell that does not begin with one is a part of it (="0123", as spreadsheets protect text); else it is a mistake. */
  readonly loose?: boolean;
}

/** A row of this size is no row of a ledger: a quote was opened and never closed. It also bounds the memory. */
const LONGEST_RECORD = 256 * 1024;

/** Splits UTF-8 bytes into rows. Blank lines are left out but counted. */
export async function* readRecords(bytes: AsyncIterable<Buffer>, options: RecordOptions): AsyncGenerator<RecordBatch> {
  if (options.hasQuotes) yield* readQuoted(bytes, options);
  else yield* readPlain(bytes, options.delimiter);
}

async function* readPlain(bytes: AsyncIterable<Buffer>, delimiter: string): AsyncGenerator<RecordBatch> {
  const decoder = new TextDecoder("utf-8");
  let rest = "";
  let line = 0;
  const take = (text: string, records: CsvRecord[]) => {
    line++;
    if (text !== "") records.push({ line, cells: text.split(delimiter) });
  };
  for await (const chunk of bytes) {
    const text = decoder.decode(chunk, { stream: true });
    rest += text;
    const lines = /[\r\n]/.test(text) || rest.length === text.length ? rest.split(/\r\n|\n|\r(?=[^\n])/) : [rest];
    rest = lines.pop()!;
    const records: CsvRecord[] = [];
    for (const text of lines) take(text, records);
    if (rest.length > LONGEST_RECORD) {
      yield { records, broken: tooLong(line + 1) };
      return;
    }
    if (records.length > 0) yield { records };
  }
  const records: CsvRecord[] = [];
  for (const text of (rest + decoder.decode()).split(/\r\n|\n|\r/)) take(text, records);
  yield { records };
}

function tooLong(line: number): Problem {
  return {
    line,
    code: "row-too-long",
    severity: "fatal",
    message: `The row that begins on line ${line} has more than ${LONGEST_RECORD / 1024} KB. Check that this is a table with one row a line, and save it anew as CSV.`,
  };
}

/**
 * The parser is fed a chunk at a time and emptied after each: its queue then never outgrows a chunk, and the rows before a
 * mistake are still there when it stops, so that the mistake's line is known.
 */
async function* readQuoted(bytes: AsyncIterable<Buffer>, { delimiter, loose = false }: RecordOptions): AsyncGenerator<RecordBatch> {
  const queue = { readableHighWaterMark: Number.MAX_SAFE_INTEGER, autoDestroy: false };
  const parser = parse({ delimiter, relax_column_count: true, relax_quotes: loose, max_record_size: LONGEST_RECORD, ...queue });
  let failed: Error | undefined;
  parser.on("error", (error) => (failed ??= error));
  let line = 1;
  const empty = (): CsvRecord[] => {
    const records: CsvRecord[] = [];
    for (let cells = parser.read() as string[] | null; cells !== null; cells = parser.read() as string[] | null) {
      if (cells.length > 1 || cells[0] !== "") records.push({ line, cells });
      line += 1 + lineEndsIn(cells);
    }
    return records;
  };
  for await (const chunk of bytes) {
    await new Promise<void>((resolve) => parser.write(chunk, () => resolve()));
    const records = empty();
    if (records.length > 0) yield { records };
    if (failed) break;
  }
  if (!failed) await new Promise<void>((resolve) => parser.end(() => resolve()));
  const records = empty();
  parser.destroy();
  if (failed && !(failed instanceof CsvError)) throw failed;
  yield failed ? { records, broken: describe(failed, line) } : { records };
}

function lineEndsIn(cells: readonly string[]): number {
  let ends = 0;
  for (const cell of cells) {
    if (cell.includes("\n")) ends += cell.split("\n").length - 1;
    else if (cell.includes("\r")) ends += cell.split("\r").length - 1;
  }
  return ends;
}

function describe(error: CsvError, line: number): Problem {
  if (error.code === "CSV_MAX_RECORD_SIZE" || error.code === "CSV_QUOTE_NOT_CLOSED") {
    return {
      line,
      code: "quote-not-closed",
      severity: "fatal",
      message: `A quote that is opened in the row of line ${line} is never closed. Close it, or double every quote that belongs to the text.`,
    };
  }
  return {
    line,
    code: "quote-misplaced",
    severity: "fatal",
    message: `The row of line ${line} has a quote in the middle of a cell. Put the whole cell into quotes and double those that belong to the text.`,
  };
}
