import { noDecimalEvidence, splitAmount, weighAmount } from "./amounts.ts";
import { readCountry } from "./countries.ts";
import { readDate } from "./dates.ts";
import { type Field, fieldsOf, plainHeading } from "./fields.ts";
import { readDebtorType, readKind, readPaymentStatus, readStatus } from "./words.ts";

/** Where each field stands: an index into a row's cells. */
export type Columns = ReadonlyMap<Field, number>;

/** A heading with some of the cells below it. */
export interface Column {
  readonly index: number;
  readonly heading: string;
  /** Filled cells only. */
  readonly sample: readonly string[];
}

function isDate(text: string): boolean {
  const day = readDate(text, "dmy") ?? readDate(text, "mdy");
  return day !== null && day >= "1900" && day < "2200";
}

function isNumber(text: string): boolean {
  return splitAmount(text) !== null;
}

function share(column: Column, test: (text: string) => boolean): number {
  return column.sample.length === 0 ? 0 : column.sample.filter(test).length / column.sample.length;
}

/** Whether nearly all that a column holds are amounts. */
export function holdsAmounts(column: Column): boolean {
  return column.sample.length > 0 && share(column, isNumber) > 0.9;
}

function hasFractions(column: Column): boolean {
  const evidence = noDecimalEvidence();
  for (const text of column.sample) weighAmount(text, evidence);
  return evidence.point !== null || evidence.comma !== null || column.sample.some((text) => !/^[01]$/.test(text.trim()));
}

/** What a column must hold to be taken for a field. A column without a filled cell may be anything. */
const HOLDS: Partial<Record<Field, (column: Column) => boolean>> = {
  type: (column) => share(column, (text) => readKind(text) !== null) > 0.5,
  debtorType: (column) => share(column, (text) => readDebtorType(text) !== null) > 0.5,
  status: (column) => share(column, (text) => readStatus(text) !== null || readPaymentStatus(text) !== null) > 0.5,
  settled: (column) => share(column, isDate) > 0.5,
  paidAmount: (column) => share(column, isNumber) > 0.5 && hasFractions(column),
  open: (column) => share(column, isNumber) > 0.5,
  lineAmount: (column) => share(column, isNumber) > 0.5,
  country: (column) => share(column, (text) => readCountry(text) !== null) > 0.5,
  instalment: (column) => share(column, (text) => /^\s*\d{1,3}(\s*\/\s*\d{1,3})?\s*$/.test(text)) > 0.5,
  termsDays: (column) => share(column, (text) => /\d|receipt|sofort|immediat|vista|contanti/i.test(text)) > 0.5,
  address: (column) =>
    column.sample.some((text) => text.includes("\n")) ||
    /full|complet|company|billing|mailing|postal|customer|billto|lengkap/.test(plainHeading(column.heading)),
};

function mayHold(field: Field, column: Column): boolean {
  return column.sample.length === 0 || (HOLDS[field]?.(column) ?? true);
}

/** Headings that say outright what they count; where several columns claim the amount, these are what the debtor owes. */
// "Total in Currency" (Odoo) stands beside the total in the company's own currency.
const WHOLE_AMOUNT = /total|gross|brutto|ttc|topay|gesamt|incl/;
// A program's own id of an invoice ("Invoice ID") stands beside the number that its customer knows.
const INVOICE_NUMBER = /^(invoice|inv)(number|no|num)$/;
const INVOICE_HEADING = /^(invoice|inv|rechnung|re$|fattura|facture|factura|faktur|bill)/;

/** The order in which fields pick their column: sure ones first, so that an ambiguous heading is left for the others. */
const PICK_ORDER: readonly Field[] = [
  "type",
  "debtorType",
  "status",
  "due",
  "open",
  "paidAmount",
  "amount",
  "lineAmount",
  "currency",
  "termsDays",
  "document",
  "debtor",
  "name",
  "issued",
  "settled",
  "applies",
];

/**
 * Finds the column of each field. `fixed` is what a mapping says: a field, or null for a column to be left alone.
 * A heading that may mean several things goes to the field that has no other column, if what it holds fits.
 */
export function assignColumns(columns: readonly Column[], fixed: ReadonlyMap<number, Field | null>): Map<Field, number> {
  const found = new Map<Field, number>();
  for (const [index, field] of fixed) if (field !== null && !found.has(field)) found.set(field, index);
  const taken = new Set(fixed.keys());
  const claims = new Map<Field, Column[]>();
  for (const column of columns) {
    if (taken.has(column.index)) continue;
    for (const field of fieldsOf(column.heading)) if (mayHold(field, column)) claims.set(field, [...(claims.get(field) ?? []), column]);
  }
  for (const field of new Set([...PICK_ORDER, ...claims.keys()])) {
    if (found.has(field)) continue;
    const free = (claims.get(field) ?? []).filter((column) => !taken.has(column.index));
    const column = pick(field, free, claims, found);
    if (!column) continue;
    found.set(field, column.index);
    taken.add(column.index);
  }
  return found;
}

function pick(field: Field, free: readonly Column[], claims: ReadonlyMap<Field, Column[]>, found: ReadonlyMap<Field, number>): Column | undefined {
  const only = (column: Column, ...others: Field[]) => !others.some((other) => claims.get(other)?.includes(column));
  const sure = (...others: Field[]) => free.find((column) => only(column, ...others));
  switch (field) {
    case "amount":
      return (
        free.find((column) => plainHeading(column.heading).includes("incurrency")) ??
        free.find((column) => WHOLE_AMOUNT.test(plainHeading(column.heading))) ??
        free[0]
      );
    case "document":
      // Beside a type, "invoice" names what a payment pays; without one, it is the number that the debtor knows.
      return found.has("type")
        ? (sure("applies") ?? free[0])
        : (free.find((column) => INVOICE_NUMBER.test(plainHeading(column.heading))) ??
            free.find((column) => INVOICE_HEADING.test(plainHeading(column.heading))) ??
            sure("applies") ??
            free[0]);
    case "debtor":
      return sure("name") ?? free[0];
    case "name":
      return sure("debtor", "contact") ?? sure("debtor") ?? free[0];
    case "issued":
      return sure("settled") ?? free[0];
    case "street":
      return sure("address") ?? free[0];
    default:
      return free[0];
  }
}

/** How many different fields a row would name if it were the heading; a row that holds a date or an amount is data. */
export function countHeadings(cells: readonly string[], mapped: ReadonlySet<string>): number {
  if (cells.some((cell) => /^[-+(]?\s*\d[\d.,'\s]*\)?$/.test(cell.trim()) || isDate(cell))) return 0;
  const fields = new Set<string>();
  for (const cell of cells) {
    if (mapped.has(cell.trim())) fields.add(cell);
    else for (const field of fieldsOf(cell).slice(0, 1)) fields.add(field);
  }
  return fields.size;
}
