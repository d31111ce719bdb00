import type { ImportSource, ReadOptions } from "../contract.ts";
import { openTextTable } from "../csv/text-table.ts";
import type { CsvRecord } from "../csv/records.ts";
import jsonl, { openJsonTables } from "../jsonl.ts";
import xlsx from "../xlsx.ts";
import { openSheetTables } from "../xlsx/sheet-table.ts";
import { XlsxProblem } from "../xlsx/tags.ts";
import { ZipProblem } from "../zip/archive.ts";

/** No file has its headings further below. */
const LONGEST_PREFACE = 60;
const SURE = 0.5;

/**
 * The first rows of every table in a file, whether its headings are known or not: a person can say what they hold, or has
 * said it before. None where the file cannot be opened as a table.
 */
export async function firstRows(source: ImportSource, options: ReadOptions): Promise<readonly (readonly CsvRecord[])[]> {
  const start = await firstChunk(source);
  if (xlsx.recognise(start, source.name) >= SURE) return sheetRows(source);
  if (jsonl.recognise(start, source.name) >= SURE) {
    const tables = await openJsonTables(source, options);
    return "problem" in tables ? [] : tables.map(({ first }) => first.rows.slice(0, LONGEST_PREFACE));
  }
  const table = await openTextTable(source, options.mapping);
  return "problem" in table ? [] : [table.first.rows.slice(0, LONGEST_PREFACE)];
}

async function sheetRows(source: ImportSource): Promise<(readonly CsvRecord[])[]> {
  try {
    const sheets = await openSheetTables(source, undefined);
    return sheets.filter(({ isHidden, first }) => !isHidden && first.rows.length > 0).map(({ first }) => first.rows.slice(0, LONGEST_PREFACE));
  } catch (error) {
    // Old workbooks and damaged ones are refused by their format, with the reason.
    if (error instanceof XlsxProblem || error instanceof ZipProblem) return [];
    throw error;
  }
}

async function firstChunk(source: ImportSource): Promise<Buffer> {
  for await (const chunk of source.open()) return chunk.subarray(0, 64 * 1024);
  return Buffer.alloc(0);
}
