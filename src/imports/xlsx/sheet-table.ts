import type { ImportSource, Problem } from "../contract.ts";
import type { DecimalSign } from "../csv/amounts.ts";
import type { Mapping } from "../csv/mapping.ts";
import type { CsvRecord, RecordBatch } from "../csv/records.ts";
import { signOfNumbers } from "../table/decimal-sign.ts";
import type { TableSource } from "../table/source.ts";
import { ZipProblem } from "../zip/archive.ts";
import { readSheet, type SheetRow } from "./sheet.ts";
import { XlsxProblem } from "./tags.ts";
import { openWorkbook, type Sheet, type Workbook } from "./workbook.ts";

export interface SheetTable extends TableSource {
  readonly sheetName: string;
  readonly isHidden: boolean;
}

const SAMPLED_ROWS = 3000;

/** The sheets of a workbook as tables, in their order. @throws XlsxProblem, ZipProblem */
export async function openSheetTables(source: ImportSource, mapping: Mapping | undefined): Promise<SheetTable[]> {
  const book = await openWorkbook(source);
  const tables: SheetTable[] = [];
  for (const sheet of book.sheets) tables.push(await openSheet(source.name, sheet, book, mapping));
  return tables;
}

async function openSheet(fileName: string, sheet: Sheet, book: Workbook, mapping: Mapping | undefined): Promise<SheetTable> {
  const rows: SheetRow[] = [];
  for await (const batch of readSheet(sheet, book)) {
    for (const row of batch) rows.push(row);
    if (rows.length >= SAMPLED_ROWS) break;
  }
  const isWhole = rows.length < SAMPLED_ROWS;
  const texts = rows.flatMap(({ cells, fractions }) => cells.filter((_, index) => !fractions.includes(index)));
  const decimal = signOfNumbers(
    texts,
    rows.some(({ fractions }) => fractions.length > 0),
    mapping,
  );
  return {
    name: `${fileName} ${sheet.name}`,
    title: sheet.name,
    sheetName: sheet.name,
    isHidden: sheet.isHidden,
    isGrid: true,
    first: { rows: written(rows, decimal), isWhole },
    open: () => records(sheet, book, decimal),
    ...(decimal && { decimal }),
  };
}

async function* records(sheet: Sheet, book: Workbook, decimal: DecimalSign | undefined): AsyncGenerator<RecordBatch> {
  let hidden: { readonly line: number } | null = null;
  let line = 1;
  try {
    for await (const batch of readSheet(sheet, book)) {
      hidden ??= batch.find(({ isHidden }) => isHidden) ?? null;
      line = batch.at(-1)!.line;
      yield { records: written(batch, decimal) };
    }
    if (hidden) yield { records: [], warning: rowsHidden(hidden.line) };
  } catch (error) {
    if (!(error instanceof XlsxProblem || error instanceof ZipProblem)) throw error;
    yield { records: [], broken: { line, code: error.code, message: error.message, severity: "fatal" } };
  }
}

/** A number's point becomes the file's decimal sign. */
function written(rows: readonly SheetRow[], decimal: DecimalSign | undefined): CsvRecord[] {
  return rows.map(({ line, cells, fractions }) => {
    if (decimal !== "," || fractions.length === 0) return { line, cells };
    return { line, cells: cells.map((cell, index) => (fractions.includes(index) ? cell.replace(".", ",") : cell)) };
  });
}

function rowsHidden(line: number): Problem {
  return {
    line,
    code: "rows-hidden",
    message: `Row ${line} is hidden in the sheet, by a filter or by hand. It was read all the same, as were others like it (said once for this file).`,
    severity: "warning",
  };
}
