import type { Day } from "../../core/values/day.ts";
import { Refusal } from "../refusal/refusal.ts";
import type { ReadOptions } from "../contract.ts";
import { decimalOf, decimalOfCountry, type DecimalSign, noDecimalEvidence, readAmount, weighAmount } from "../csv/amounts.ts";
import { type DateOrder, noOrderEvidence, orderOf, orderOfCountry, readDate, weighDate } from "../csv/dates.ts";
import type { CsvRecord } from "../csv/records.ts";
import type { BankColumns } from "./columns.ts";
import type { BankField } from "./headings.ts";

const MONEY: readonly BankField[] = ["amount", "debit", "credit", "balance", "part", "gross", "fee", "net"];

/** How the table writes amounts and days, decided from the whole of its columns. */
export interface Writing {
  readonly decimal: DecimalSign;
  readonly order: DateOrder;
  /** Debits stand with a minus in their own column. */
  readonly debitsAreNegative: boolean;
}

/** @throws Refusal where the columns leave a doubt */
export function decideWriting(rows: readonly CsvRecord[], { at }: BankColumns, { defaults, mapping }: ReadOptions): Writing {
  const amounts = noDecimalEvidence();
  const dates = noOrderEvidence();
  let debits = 0;
  let negative = 0;
  for (const { cells } of rows) {
    for (const field of MONEY) weighAmount(bareMoney(cells[at.get(field) ?? -1] ?? "").text, amounts);
    for (const field of ["booked", "value"] as const) weighDate(cells[at.get(field) ?? -1] ?? "", dates);
    const debit = cells[at.get("debit") ?? -1] ?? "";
    if (/[1-9]/.test(debit)) {
      debits++;
      if (/^\s*[-−–(]/.test(debit)) negative++;
    }
  }
  const decimal = mapping?.decimal ?? decimalOf(amounts) ?? decimalOfCountry(defaults.country) ?? (amounts.ambiguous === null ? "." : null);
  const order = mapping?.dateOrder ?? orderOf(dates) ?? orderOfCountry(defaults.country) ?? (dates.ambiguous === null ? "dmy" : null);
  if (decimal === "mixed") {
    throw new Refusal(
      "ambiguous-amounts",
      1,
      `The file contradicts itself: "${amounts.point}" has a decimal point and "${amounts.comma}" a decimal comma. Export it again, unchanged.`,
    );
  }
  if (decimal === null) {
    throw new Refusal(
      "ambiguous-amounts",
      1,
      `"${amounts.ambiguous}" may have a decimal or a thousands separator, and no amount of the file tells which. Set the creditor's country, or export the account as CAMT.053 or MT940.`,
    );
  }
  if (order === "mixed") {
    throw new Refusal(
      "ambiguous-dates",
      1,
      `The file contradicts itself: "${dates.dmy}" can only be day/month and "${dates.mdy}" only month/day. Export it again, unchanged.`,
    );
  }
  if (order === null) {
    throw new Refusal(
      "ambiguous-dates",
      1,
      `"${dates.ambiguous}" may be day/month or month/day, and no date of the file tells which. Set the creditor's country, or export the account as CAMT.053 or MT940.`,
    );
  }
  return { decimal, order, debitsAreNegative: negative * 2 > debits };
}

/** "123.40 CR" is a credit of the account, as a bank sees it: the opposite of what a ledger means by it. */
export function bareMoney(text: string): { readonly text: string; readonly side: 1n | -1n | null } {
  const match = text.length > 60 ? null : /^(.*\d)\s*(CR|DR|DB|[CDHSK])\.?$/i.exec(text);
  if (!match) return { text, side: null };
  return { text: match[1]!, side: /^[CHK]/i.test(match[2]!) ? 1n : -1n };
}

/** An amount in minor units with the sign that it is written with; null where the cell is empty, or holds only dots or dashes. @throws Refusal where it is none */
export function moneyOf(cell: string, currency: string, decimal: DecimalSign, line: number): bigint | null {
  if (/^[-–.]{0,5}$/.test(cell)) return null;
  const { text, side } = bareMoney(cell);
  const amount = readAmount(text, decimal, currency);
  if (typeof amount !== "bigint") {
    throw new Refusal(
      "bank-csv-amount-unreadable",
      line,
      `"${cell.slice(0, 40)}" is no amount in ${currency} as this file writes them. Export the account again, unchanged.`,
    );
  }
  return side === null ? amount : side * (amount < 0n ? -amount : amount);
}

/** The day of a cell; null where it is empty. @throws Refusal where it is none */
export function dayOf(cell: string, order: DateOrder, line: number): Day | null {
  if (cell === "") return null;
  const day = readDate(cell, order);
  if (!day) throw new Refusal("bank-csv-date-unreadable", line, `"${cell.slice(0, 40)}" is no day. Export the account again, unchanged.`);
  return day;
}
