import type { Problem, ReadOptions } from "../contract.ts";
import { bucketsOf, isSummary, reportShape } from "../table/report.ts";
import { sapShape } from "../table/sap.ts";
import { type Headed, type Shape, shapedRows, shapeSample } from "../table/shape.ts";
import type { TableSource } from "../table/source.ts";
import { sideShape } from "../table/sides.ts";
import { isRuler } from "../table/row-marks.ts";
import { type DecimalSign, splitAmount } from "./amounts.ts";
import { assignColumns, type Column, type Columns, countHeadings, holdsAmounts } from "./columns.ts";
import type { DateOrder } from "./dates.ts";
import { readCurrency } from "./currencies.ts";
import { type Field, plainHeading } from "./fields.ts";
import { kindOf } from "./file-kind.ts";
import { unknownKinds } from "./unknown-kinds.ts";
import type { LineAmounts, Mapping } from "./mapping.ts";
import type { CsvRecord } from "./records.ts";
import type { PaymentSign } from "./payment-sign.ts";
import { type Unreadable, unreadable } from "./unreadable.ts";
import type { RowKind } from "./words.ts";
import { settleWriting } from "./writing.ts";

/** Everything that is decided about a file before its rows are read. */
export interface Layout {
  /** The line of the heading; rows above it are titles. */
  readonly headingLine: number;
  readonly headings: readonly string[];
  readonly shape: Shape;
  readonly columns: Columns;
  readonly constants: NonNullable<Mapping["constants"]>;
  /** What every row is; null where a type column tells. */
  readonly kind: RowKind | null;
  readonly dateOrder: DateOrder;
  readonly decimal: DecimalSign;
  readonly lineAmounts: LineAmounts | null;
  readonly mode: "movements" | "snapshot";
  /** Null where the first rows do not tell: whoever meets a payment has to read all of them. */
  readonly paymentSign: PaymentSign | null;
  /** The amounts carry their currency ("EUR 12.50"). */
  readonly amountsNameCurrency: boolean;
  /** What should be said of the columns, once. */
  readonly warnings: readonly Problem[];
}

const SAMPLED_CELLS = 300;
const AMOUNT_FIELDS: readonly Field[] = ["amount", "open", "paidAmount", "lineAmount"];
/** Titles, addresses and report parameters above the heading. */
const LONGEST_PREFACE = 60;

/** What headings and first rows tell: which columns there are, and what the rows are. */
export type Headings = Omit<Layout, "mode" | "dateOrder" | "decimal" | "paymentSign" | "amountsNameCurrency"> & { readonly items: readonly CsvRecord[] };

/** Decides how a table is to be read, from its headings and what its columns hold. */
export async function decideLayout(table: TableSource, options: ReadOptions): Promise<Layout | Unreadable> {
  const decided = decideColumns(table, options.mapping);
  if ("problem" in decided) return decided;
  const { items, ...base } = decided;
  const mode = options.mapping?.mode ?? (await modeOf(table, decided));
  const writing = await settleWriting(table, base, { rows: items, isWhole: table.first.isWhole }, options);
  return "problem" in writing ? writing : { ...base, mode, ...writing, amountsNameCurrency: namesCurrency(base.columns, items) };
}

/** Finds the headings of a table and names its columns. */
export function decideColumns(table: TableSource, mapping: Mapping = {}): Headings | Unreadable {
  const heading = findHeading(table.first.rows, mapping);
  if (!heading) return unknownHeading(table.first.rows);
  const at = table.first.rows.indexOf(heading);
  const [above, rows] = [table.first.rows.slice(0, at), table.first.rows.slice(at + 1)];
  const found = nameColumns(heading, rows, mapping);
  const headed: Headed = { heading, columns: found, above, rows, table };
  if (isSummary(headed)) return ageingSummary(heading);
  const shape = sapShape(headed) ?? sideShape(headed) ?? reportShape(headed);
  const columns = placeColumns(found, shape, mapping, heading);
  const headings = [...heading.cells, ...shape.made];
  const items = shapeSample(shape, headed);
  const constants = { ...currencyOfHeading(columns, headings), ...mapping.constants };
  const lineAmounts = mapping.lineAmounts ?? linesOf(columns, heading);
  const kind = kindOf({ columns, constants, headings, hasLines: lineAmounts !== null, fileName: table.name });
  if (!kind && !columns.has("type")) return missingColumns(heading);
  const warnings = kind === "invoice" ? unknownKinds(columns, headings, items, heading.line) : [];
  return { headingLine: heading.line, headings, shape, columns, constants, kind: columns.has("type") ? null : kind, lineAmounts, items, warnings };
}

/** A list of open items is a snapshot (R22). A list that has a place for settled items is one where it holds none. */
async function modeOf(table: TableSource, base: Headings): Promise<Layout["mode"]> {
  const { shape, items, kind } = base;
  if (kind !== null && kind !== "invoice") return "movements";
  if (typeof shape.isSnapshot === "boolean") return shape.isSnapshot ? "snapshot" : "movements";
  const { unlessFilled } = shape.isSnapshot;
  const isSettled = ({ cells }: CsvRecord) => (cells[unlessFilled] ?? "").trim() !== "";
  if (items.some(isSettled)) return "movements";
  if (table.first.isWhole) return "snapshot";
  for await (const { records } of shapedRows(table, base)) if (records.some(isSettled)) return "movements";
  return "snapshot";
}

/** Fields that a list's shape puts elsewhere; what a mapping names stays where it says. */
function placeColumns(found: Columns, shape: Shape, mapping: Mapping, heading: CsvRecord): Map<Field, number> {
  const named = new Set(Object.values(mapping.columns ?? {}));
  const isNamed = (field: Field) => named.has(field) && found.has(field) && found.get(field)! < heading.cells.length;
  const columns = new Map(found);
  for (const field of shape.without) if (!isNamed(field)) columns.delete(field);
  for (const [field, index] of shape.columns) if (!isNamed(field)) columns.set(field, index);
  return columns;
}

function findHeading(records: readonly CsvRecord[], mapping: Mapping): CsvRecord | null {
  const mapped = new Set(Object.keys(mapping.columns ?? {}));
  let best: { record: CsvRecord; score: number } | null = null;
  for (const record of records.slice(0, LONGEST_PREFACE)) {
    const score = countHeadings(record.cells, mapped) + (bucketsOf(record).length > 0 ? 2 : 0);
    if (score >= 2 && score > (best?.score ?? 0)) best = { record, score };
  }
  return best?.record ?? null;
}

function unknownHeading(records: readonly CsvRecord[]): Unreadable {
  const first = records[0] ? toldCells(records[0].cells) : "nothing";
  return unreadable(
    "heading-unknown",
    `No row of headings was recognised; the first row holds ${first}. Put headings such as debtor, document, issued, due, amount, currency above the columns, or name them in a mapping (--map FILE).`,
  );
}

/** A sentence holds no more of them. */
const CELLS_TOLD = 12;

function toldCells(cells: readonly string[]): string {
  const more = cells.length > CELLS_TOLD ? ` and ${cells.length - CELLS_TOLD} more` : "";
  return (
    cells
      .slice(0, CELLS_TOLD)
      .map((cell) => JSON.stringify(cell.slice(0, 40)))
      .join(", ") + more
  );
}

function ageingSummary(heading: CsvRecord): Unreadable {
  return unreadable(
    "ageing-summary",
    'This is an ageing summary: it tells what each customer owes, and not on which invoices. Export the report with the single documents: "A/R Aging Detail" or "Open Invoices" in QuickBooks, "Aged Receivables Detail" in Xero, "Aged Receivable" with all lines unfolded in Odoo, the list of open items elsewhere.',
    heading.line,
  );
}

function missingColumns(heading: CsvRecord): Unreadable {
  return unreadable(
    "column-missing",
    `The headings ${toldCells(heading.cells)} tell neither invoices (debtor, document, issued, amount) nor payments nor customers. Rename them or use a mapping (--map FILE).`,
    heading.line,
  );
}

function nameColumns(heading: CsvRecord, rows: readonly CsvRecord[], mapping: Mapping): Map<Field, number> {
  // Titles of groups, totals and rulers tell nothing about a column.
  const body = rows.filter(({ cells }) => cells.filter((cell) => cell.trim() !== "").length > 1 && !isRuler(cells));
  const columns: Column[] = heading.cells.map((cell, index) => ({
    index,
    heading: cell.trim(),
    sample: body
      .map((row) => row.cells[index] ?? "")
      .filter((text) => text.trim() !== "")
      .slice(0, SAMPLED_CELLS),
  }));
  const fixed = new Map<number, Field | null>();
  for (const [name, field] of Object.entries(mapping.columns ?? {})) {
    const column = columns.find((each) => each.heading === name.trim()) ?? columns.find((each) => plainHeading(each.heading) === plainHeading(name));
    if (column) fixed.set(column.index, field);
  }
  // The account of an ageing list is the ledger's, not the customer's.
  const ages = bucketsOf(heading);
  for (const { index, heading: text } of columns)
    if (ages.includes(index) || (ages.length > 0 && plainHeading(text) === "account" && !fixed.has(index))) fixed.set(index, null);
  const found = assignColumns(columns, fixed);
  nameAmount(columns, found, fixed);
  const amounts = found.has("amount") || found.has("open") || found.has("lineAmount");
  if (!found.has("amount") && !found.has("open") && found.has("paidAmount")) {
    found.set("amount", found.get("paidAmount")!);
    found.delete("paidAmount");
  }
  const id = columns.find((column) => plainHeading(column.heading) === "id" && ![...found.values()].includes(column.index) && !fixed.has(column.index));
  // "ID" is that of the rows: of the documents where there are amounts, else of the customers.
  if (id && amounts && !found.has("document")) found.set("document", id.index);
  else if (id && !amounts && !found.has("debtor")) found.set("debtor", id.index);
  // "Number" in a list of customers is the customer's.
  if (!found.has("debtor") && !amounts && !found.has("issued") && found.has("document") && [...fixed.values()].every((field) => field !== "document")) {
    found.set("debtor", found.get("document")!);
    found.delete("document");
  }
  return found;
}

/** Where no heading is known for the amount, one that speaks of it: "Open advance (EUR)", "Amount of claim". */
function nameAmount(columns: readonly Column[], found: Map<Field, number>, fixed: ReadonlyMap<number, Field | null>): void {
  if (AMOUNT_FIELDS.some((field) => found.has(field))) return;
  const taken = new Set(found.values());
  const free = columns.filter((column) => !taken.has(column.index) && !fixed.has(column.index) && holdsAmounts(column));
  const says = (pattern: RegExp) => free.filter((column) => pattern.test(plainHeading(column.heading)));
  const open = says(/^(open|outstanding|unpaid|remaining|offen|residuo|aperto|restant|ouvert|pendiente|sisa)/);
  const amount = says(/amount|betrag|importo|montant|importe|jumlah/);
  if (open.length === 1) found.set("open", open[0]!.index);
  else if (amount.length === 1) found.set("amount", amount[0]!.index);
}

/** "Amount (EUR)" names the currency of the whole column. */
function currencyOfHeading(columns: Columns, headings: readonly string[]): Mapping["constants"] {
  const amount = headings[columns.get("amount") ?? columns.get("open") ?? -1] ?? "";
  const code = columns.has("currency") ? undefined : /[^a-z]([a-z]{3})[^a-z]*$/i.exec(amount)?.[1];
  return code && readCurrency(code) ? { currency: code.toUpperCase() } : {};
}

function linesOf(columns: Columns, heading: CsvRecord): LineAmounts | null {
  const index = columns.get("lineAmount");
  return index === undefined || columns.has("amount") || columns.has("open") ? null : { multiply: [heading.cells[index]!.trim()] };
}

function namesCurrency(columns: Columns, rows: readonly CsvRecord[]): boolean {
  const amount = columns.get("amount") ?? columns.get("open");
  return amount !== undefined && rows.some((row) => readCurrency(splitAmount(row.cells[amount] ?? "")?.currency ?? "") !== null);
}
