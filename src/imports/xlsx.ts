import type { ImportFormat, ImportSource, Problem, ReadOptions, ReadResult } from "./contract.ts";
import { type Unreadable, unreadable } from "./csv/unreadable.ts";
import { weighTable, whyNone } from "./table/choose.ts";
import { readTable } from "./table/read-table.ts";
import type { TableSource } from "./table/source.ts";
import { openSheetTables, type SheetTable } from "./xlsx/sheet-table.ts";
import { XlsxProblem } from "./xlsx/tags.ts";
import { ZipProblem } from "./zip/archive.ts";
import { isArchive } from "./zip/sample.ts";

/** Workbooks of Excel, LibreOffice and others (XLSX): the first sheet with a table is read, in the way of a CSV of the same rows. */
const xlsx: ImportFormat = { name: "xlsx", isTable: true, recognise, read };
export default xlsx;

const COMPOUND = Buffer.from("d0cf11e0a1b11ae1", "hex");

/** Other workbooks are recognised too, to be refused with what to do. */
function recognise(sample: Buffer): number {
  if (isCompound(sample)) return 0.6;
  if (!isArchive(sample)) return 0;
  const text = sample.toString("latin1");
  if (/xl\/(workbook|worksheets|_rels|styles|sharedStrings|theme|vbaProject|metadata)/.test(text)) return 0.95;
  if (/mimetypeapplication\/vnd\.oasis\.opendocument\.spreadsheet|Index\/[^/]{0,60}\.iwa/.test(text)) return 0.9;
  return /\[Content_Types\]\.xml/.test(text) ? 0.7 : 0.05;
}

/** The container of old Office files, and of new ones that have a password. */
function isCompound(sample: Buffer): boolean {
  return sample.subarray(0, COMPOUND.length).equals(COMPOUND);
}

async function read(source: ImportSource, options: ReadOptions): Promise<ReadResult> {
  return readTable(await openXlsxTable(source, options), options);
}

/** The sheet of a workbook that is read. */
export async function openXlsxTable(source: ImportSource, options: ReadOptions): Promise<TableSource | Unreadable> {
  for await (const start of source.open()) {
    if (isCompound(start)) return oldWorkbook(source);
    break;
  }
  try {
    return chooseSheet(await openSheetTables(source, options.mapping), options);
  } catch (error) {
    if (error instanceof XlsxProblem || error instanceof ZipProblem) return unreadable(error.code, error.message);
    throw error;
  }
}

async function oldWorkbook(source: ImportSource): Promise<Unreadable> {
  const encrypted = Buffer.from("EncryptedPackage", "utf16le");
  let tail = Buffer.alloc(0);
  for await (const chunk of source.open()) {
    if (Buffer.concat([tail, chunk]).includes(encrypted))
      return unreadable("xlsx-password", "The workbook is protected with a password. Save it without one as XLSX or CSV.");
    tail = Buffer.from(chunk.subarray(-encrypted.length));
  }
  return unreadable("xlsx-unsupported", "This is a workbook of Excel 97 to 2003 (XLS) or another old Office file, which is not read. Save it as XLSX or CSV.");
}

/** The first sheet with documents, else with customers; hidden ones only where nothing else is there. */
function chooseSheet(sheets: readonly SheetTable[], options: ReadOptions): TableSource | Unreadable {
  const filled = sheets.filter(({ first }) => first.rows.length > 0);
  const shown = filled.filter(({ isHidden }) => !isHidden);
  const weighed = (shown.length > 0 ? shown : filled).map((table) => ({ ...weighTable(table, options), table }));
  const chosen = options.mapping?.serves
    ? weighed[0]
    : (weighed.find(({ holds }) => holds === "documents") ?? weighed.find(({ holds }) => holds === "debtors"));
  if (!chosen) return whyNone(weighed);
  const others = filled.filter((sheet) => sheet !== chosen.table).map(({ sheetName }) => `"${sheetName.slice(0, 40)}"`);
  const warnings: Problem[] = others.length > 0 ? [othersLeftOut(chosen.table.sheetName, others)] : [];
  return { ...chosen.table, warnings };
}

function othersLeftOut(name: string, others: readonly string[]): Problem {
  const shown = others.length > 5 ? `${others.slice(0, 5).join(", ")} and ${others.length - 5} more` : others.join(", ");
  return {
    line: 1,
    code: "sheets-left-out",
    message: `The sheet "${name.slice(0, 40)}" was read, and not ${shown}. To import another one, save it as a file of its own.`,
    severity: "warning",
  };
}
