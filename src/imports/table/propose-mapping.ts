import type { ImportSource, Problem, ReadBatch, ReadLayout, ReadOptions } from "../contract.ts";
import { type Field, fieldsOf, plainHeading } from "../csv/fields.ts";
import { decideLayout, type Layout } from "../csv/layout.ts";
import type { Mapping } from "../csv/mapping.ts";
import { rowReader } from "../csv/rows.ts";
import { openTable } from "./open-table.ts";
import { layoutOf } from "./read-table.ts";
import { shapeSample } from "./shape.ts";
import type { TableSource } from "./source.ts";

/** How a file was understood, for a person to confirm. */
export interface MappingProposal {
  /** What to keep, so that the next file with these headings is read without a question. */
  readonly mapping: Mapping;
  readonly headingsKey: string;
  readonly layout: ReadLayout;
  readonly columns: readonly ProposedColumn[];
  /** The first rows, as the file has them and as they are read. */
  readonly rows: readonly ProposedRow[];
}

export interface ProposedColumn {
  readonly heading: string;
  /** Null: the column is left alone. */
  readonly field: Field | null;
  /** From 0 to 1: how sure it is that the column holds this field, or none. */
  readonly confidence: number;
}

export interface ProposedRow {
  readonly line: number;
  /** In the order of the headings; what a list tells outside of the row (its customer) stands behind them. */
  readonly cells: readonly string[];
  readonly read: Pick<ReadBatch, "debtors" | "documents" | "contacts" | "problems">;
}

const SHOWN_ROWS = 10;

/** Proposes a mapping for a table of any kind, or says why it cannot be read. A mapping among the options is kept, and added to. */
export async function proposeMapping(source: ImportSource, options: ReadOptions): Promise<MappingProposal | { readonly problem: Problem }> {
  const table = await openTable(source, options);
  if ("problem" in table) return table;
  const layout = await decideLayout(table, options);
  if ("problem" in layout) return layout;
  const columns = proposedColumns(layout, options.mapping ?? {});
  return {
    mapping: { ...options.mapping, ...mappingOf(layout, table, columns) },
    headingsKey: headingsKey(ownHeadings(layout)),
    layout: layoutOf(layout),
    columns,
    rows: layout.lineAmounts ? [] : firstRows(table, layout, options),
  };
}

/** The same for all files with the same headings in the same order, whatever their case, blanks and punctuation. */
export function headingsKey(headings: readonly string[]): string {
  const plain = headings.map(plainHeading);
  while (plain.at(-1) === "") plain.pop();
  return JSON.stringify(plain);
}

function ownHeadings({ headings, shape }: Layout): readonly string[] {
  return headings.slice(0, headings.length - shape.made.length).map((heading) => heading.trim());
}

function proposedColumns(layout: Layout, mapping: Mapping): ProposedColumn[] {
  const fields = new Map([...layout.columns].map(([field, index]) => [index, field]));
  return ownHeadings(layout).map((heading, index) => {
    const field = fields.get(index) ?? null;
    return { heading, field, confidence: mapping.columns && Object.hasOwn(mapping.columns, heading) ? 1 : confidenceOf(heading, field, layout) };
  });
}

function confidenceOf(heading: string, field: Field | null, { shape }: Layout): number {
  const known = fieldsOf(heading);
  // A heading that is known for something was passed over: another column was better, or its cells did not fit.
  if (field === null) return known.length > 0 && shape.kind === "plain" ? 0.5 : heading === "" ? 0.9 : 0.7;
  if (shape.columns.has(field)) return 0.8;
  return known.length === 1 && known[0] === field ? 0.95 : known.includes(field) ? 0.8 : 0.6;
}

function mappingOf({ mode, dateOrder, decimal, shape, paymentSign }: Layout, table: TableSource, columns: readonly ProposedColumn[]): Mapping {
  const count = (heading: string) => columns.filter((column) => plainHeading(column.heading) === plainHeading(heading)).length;
  // Two columns of one name cannot be told apart by it, and what a list's own shape places is found again by it.
  const named = columns.filter(({ heading, field }) => heading !== "" && count(heading) === 1 && !(field && shape.columns.has(field)));
  return {
    mode,
    columns: Object.fromEntries(named.filter(({ field }) => field !== null || shape.kind === "plain").map(({ heading, field }) => [heading, field])),
    ...(dateOrder !== "ymd" && { dateOrder }),
    ...(table.decimal === undefined && { decimal }),
    ...(paymentSign === "negative" && { paymentSign }),
  };
}

function firstRows(table: TableSource, layout: Layout, options: ReadOptions): ProposedRow[] {
  const { rows } = table.first;
  const at = rows.findIndex(({ line }) => line === layout.headingLine);
  const items = shapeSample(layout.shape, { above: rows.slice(0, at), rows: rows.slice(at + 1) }).slice(0, SHOWN_ROWS);
  const reader = rowReader({ ...layout, paymentSign: layout.paymentSign ?? "positive" }, options, null);
  return items.map((item) => {
    const { debtors, documents, contacts, problems } = reader.read([item]);
    return { line: item.line, cells: item.cells, read: { debtors, documents, contacts, problems } };
  });
}
