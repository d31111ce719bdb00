import { formatMinor } from "../core/values/money.ts";
import type { ImportSource, ReadBatch, ReadOptions } from "../imports/contract.ts";
import type { CsvRecord } from "../imports/csv/records.ts";
import { FIELDS, plainHeading } from "../imports/csv/fields.ts";
import type { Mapping } from "../imports/csv/mapping.ts";
import { firstRows } from "../imports/table/first-rows.ts";
import { headingsKey, type MappingProposal, proposeMapping } from "../imports/table/propose-mapping.ts";

/** A table's own first rows beside how they are read, for a person to confirm or to correct. */
export interface TablePreview {
  readonly headingLine: number;
  readonly headingsKey: string;
  /** What to keep where a person confirms it. */
  readonly mapping: Mapping;
  readonly fields: readonly string[];
  readonly columns: readonly ColumnPreview[];
  readonly rows: readonly RowPreview[];
}

export interface ColumnPreview {
  readonly heading: string;
  /** Null: left alone. */
  readonly field: string | null;
  readonly confidence: number;
  /** A person may say what it holds: it has a name, and no other column has the same. */
  readonly isNamed: boolean;
}

export interface RowPreview {
  readonly line: number;
  readonly cells: readonly string[];
  /** What becomes of the row, in a line: "invoice R-1 of 4711, 1249.90 EUR, due 2026-05-03"; null where nothing does. */
  readonly read: ReadRow | null;
  readonly problems: readonly string[];
}

export interface ReadRow {
  readonly kind: string;
  readonly document: string;
  readonly debtor: string;
  readonly due: string | null;
  readonly amount: string | null;
  readonly currency: string | null;
}

const SHOWN_ROWS = 8;

/** Null where the file is no table at all, or one without rows: then its problem says why. */
export async function previewTable(source: ImportSource, options: ReadOptions): Promise<TablePreview | null> {
  const proposal = await proposeMapping(source, options);
  return "problem" in proposal ? unknownTable(source, options) : presentProposal(proposal);
}

function presentProposal({ layout, headingsKey: key, mapping, columns, rows }: MappingProposal): TablePreview {
  return {
    headingLine: layout.headingLine,
    headingsKey: key,
    mapping,
    fields: FIELDS,
    columns: columns.map((column) => ({ ...column, isNamed: isNamed(column.heading, columns) })),
    rows: rows.slice(0, SHOWN_ROWS).map(({ line, cells, read }) => ({
      line,
      cells: columns.map((_, place) => shown(cells[place] ?? "")),
      read: readRow(read),
      problems: read.problems.map(({ message }) => message),
    })),
  };
}

function isNamed(heading: string, columns: readonly { readonly heading: string }[]): boolean {
  const plain = plainHeading(heading);
  return plain !== "" && columns.filter((each) => plainHeading(each.heading) === plain).length === 1;
}

const LONGEST_CELL = 120;

function shown(cell: string): string {
  return cell.length > LONGEST_CELL ? `${cell.slice(0, LONGEST_CELL)}…` : cell;
}

function readRow({ documents, debtors }: Pick<ReadBatch, "documents" | "debtors">): ReadRow | null {
  const [document] = documents;
  if (document) {
    const { kind, debtor, due, amountMinor, currency } = document;
    return { kind, document: document.document, debtor, due, amount: formatMinor(amountMinor, currency), currency };
  }
  const [debtor] = debtors;
  return debtor ? { kind: "debtor", document: "", debtor: debtor.name ?? debtor.id, due: null, amount: null, currency: null } : null;
}

/** Headings that nobody knows: the first row that is filled with words, and nothing is said of its columns. */
async function unknownTable(source: ImportSource, options: ReadOptions): Promise<TablePreview | null> {
  const tables = await firstRows(source, options);
  const found = tables.map((rows) => ({ rows, heading: headingOf(rows) })).find(({ heading }) => heading !== null);
  if (!found?.heading) return null;
  const { rows, heading } = found;
  const named = heading.cells.map((cell) => ({ heading: cell.trim() }));
  const said = options.mapping?.columns ?? {};
  return {
    headingLine: heading.line,
    headingsKey: headingsKey(heading.cells),
    mapping: { ...options.mapping, columns: said },
    fields: FIELDS,
    columns: named.map((column) => ({ ...column, field: said[column.heading] ?? null, confidence: 0, isNamed: isNamed(column.heading, named) })),
    rows: rows
      .slice(rows.indexOf(heading) + 1)
      .slice(0, SHOWN_ROWS)
      .map(({ line, cells }) => ({ line, cells: named.map((_, place) => shown(cells[place] ?? "")), read: null, problems: [] })),
  };
}

/** The row with the most words and without figures; the first of several. */
function headingOf(rows: readonly CsvRecord[]): CsvRecord | null {
  let best: { row: CsvRecord; words: number } | null = null;
  for (const row of rows) {
    const filled = row.cells.filter((cell) => cell.trim() !== "");
    const words = filled.filter((cell) => /\p{L}/u.test(cell) && !/\d/.test(cell)).length;
    if (words >= 2 && words > filled.length / 2 && words > (best?.words ?? 0)) best = { row, words };
  }
  return best?.row ?? null;
}
