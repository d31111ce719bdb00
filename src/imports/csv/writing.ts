import type { ReadOptions } from "../contract.ts";
import { shapedRows } from "../table/shape.ts";
import type { TableSource } from "../table/source.ts";
import { type DecimalEvidence, type DecimalSign, decimalOf, decimalOfCountry, noDecimalEvidence, weighAmount } from "./amounts.ts";
import { type DateOrder, noOrderEvidence, type OrderEvidence, orderOf, orderOfCountry, weighDate } from "./dates.ts";
import type { Field } from "./fields.ts";
import type { Layout } from "./layout.ts";
import { isSignSure, noSignEvidence, type PaymentSign, paymentSignOf, type SignEvidence, weighSign } from "./payment-sign.ts";
import type { CsvRecord } from "./records.ts";
import { type Unreadable, unreadable } from "./unreadable.ts";

type Base = Pick<Layout, "shape" | "columns" | "kind" | "headingLine">;
type Writing = Pick<Layout, "dateOrder" | "decimal" | "paymentSign">;

/** The first rows of a file, or all of them. */
interface Sample {
  readonly rows: readonly CsvRecord[];
  readonly isWhole: boolean;
}

interface Evidence {
  readonly dates: OrderEvidence;
  readonly amounts: DecimalEvidence;
  readonly signs: SignEvidence;
}

const DATE_FIELDS: readonly Field[] = ["issued", "due", "settled"];
const AMOUNT_FIELDS: readonly Field[] = ["amount", "open", "paidAmount", "lineAmount"];

/**
 * Date order, decimal sign and the payments' sign: from the mapping, else from the columns (all of them, if need be), else
 * from the country.
 */
export async function settleWriting(table: TableSource, base: Base, sample: Sample, options: ReadOptions): Promise<Writing | Unreadable> {
  const needsAll = !sample.isWhole && needsMore(weigh(base, sample.rows), { ...(table.decimal && { decimal: table.decimal }), ...options.mapping });
  const evidence = needsAll ? await weighAll(table, base) : weigh(base, sample.rows);
  const { dates, amounts, signs } = evidence;
  const { mapping, defaults } = options;
  const dateOrder = mapping?.dateOrder ?? orderOf(dates) ?? (dates.ambiguous === null ? "ymd" : orderOfCountry(defaults.country));
  if (dateOrder === null || dateOrder === "mixed") return ambiguousDates(dateOrder, dates, base.headingLine);
  const decimal = mapping?.decimal ?? table.decimal ?? decimalOf(amounts) ?? (amounts.ambiguous === null ? "." : decimalOfCountry(defaults.country));
  if (decimal === null || decimal === "mixed") return ambiguousAmounts(decimal, amounts, base.headingLine);
  const isSure = sample.isWhole || needsAll || isSignSure(signs);
  return { dateOrder, decimal, paymentSign: mapping?.paymentSign ?? (isSure ? paymentSignOf(signs) : null) };
}

/** The sign of a file's payments, from all its rows. */
export async function readPaymentSign(table: TableSource, layout: Layout): Promise<PaymentSign> {
  const signs = noSignEvidence();
  for await (const { records } of shapedRows(table, layout)) for (const { cells } of records) weighSign(cells, layout.columns, layout.kind, signs);
  return paymentSignOf(signs);
}

/** Whether any of these rows moved money. */
export function holdsPayments(records: readonly CsvRecord[], { columns, kind }: Layout): boolean {
  const signs = noSignEvidence();
  for (const { cells } of records) weighSign(cells, columns, kind, signs);
  return signs.plus + signs.minus > 0;
}

function noEvidence(): Evidence {
  return { dates: noOrderEvidence(), amounts: noDecimalEvidence(), signs: noSignEvidence() };
}

function weigh({ columns, kind }: Base, rows: readonly CsvRecord[], evidence: Evidence = noEvidence()): Evidence {
  const mayPay = kind === null || kind === "payment";
  for (const { cells } of rows) {
    for (const field of DATE_FIELDS) weighDate(cells[columns.get(field) ?? -1] ?? "", evidence.dates);
    for (const field of AMOUNT_FIELDS) weighAmount(cells[columns.get(field) ?? -1] ?? "", evidence.amounts);
    if (mayPay) weighSign(cells, columns, kind, evidence.signs);
  }
  return evidence;
}

/** Whether the first rows leave a doubt that the others may settle. */
function needsMore({ dates, amounts }: Evidence, mapping: ReadOptions["mapping"]): boolean {
  return (
    (!mapping?.dateOrder && dates.ambiguous !== null && orderOf(dates) === null) ||
    (!mapping?.decimal && amounts.ambiguous !== null && decimalOf(amounts) === null)
  );
}

async function weighAll(table: TableSource, base: Base): Promise<Evidence> {
  const evidence = noEvidence();
  for await (const { records } of shapedRows(table, base)) weigh(base, records, evidence);
  return evidence;
}

function ambiguousDates(order: DateOrder | "mixed" | null, { ambiguous, dmy, mdy }: OrderEvidence, line: number): Unreadable {
  if (order === null) {
    return unreadable(
      "ambiguous-dates",
      `"${ambiguous}" may be day/month or month/day, and no date of the file tells which. Say it with "dateOrder": "dmy" (or "mdy") in a mapping (--map FILE), or set the creditor's country.`,
      line,
    );
  }
  return unreadable(
    "ambiguous-dates",
    `The file contradicts itself: "${dmy}" can only be day/month and "${mdy}" only month/day. Write all its dates in one order, best as 2026-12-31; with "dateOrder": "dmy" (or "mdy") in a mapping (--map FILE) every line that breaks the order is named.`,
    line,
  );
}

function ambiguousAmounts(sign: DecimalSign | "mixed" | null, { ambiguous, point, comma }: DecimalEvidence, line: number): Unreadable {
  if (sign === null) {
    return unreadable(
      "ambiguous-amounts",
      `"${ambiguous}" may have a decimal or a thousands separator, and no amount of the file tells which. Say it with "decimal": "." (or ",") in a mapping (--map FILE), or set the creditor's country.`,
      line,
    );
  }
  return unreadable(
    "ambiguous-amounts",
    `The file contradicts itself: "${point}" has a decimal point and "${comma}" a decimal comma. Write all its amounts in one way; with "decimal": "." (or ",") in a mapping (--map FILE) every line that breaks it is named.`,
    line,
  );
}
