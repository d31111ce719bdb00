import { addAmounts } from "../values/money.tsx";

export interface InstalmentRow {
  readonly day: string;
  readonly amount: string;
}

/**
 * A sum in `count` monthly instalments from `first` on, exact to the smallest unit: what does not divide goes to the first
 * ones. Months that lack the day take their last one. Empty where it makes no sense.
 */
export function splitMonthly(total: string, count: number, first: string): InstalmentRow[] {
  const [whole = "", fraction = ""] = total.split(".");
  if (!/^\d+(\.\d+)?$/.test(total) || !Number.isInteger(count) || count < 1 || !/^\d{4}-\d{2}-\d{2}$/.test(first)) return [];
  const units = BigInt(whole + fraction);
  const parts = BigInt(count);
  return Array.from({ length: count }, (_, place) => {
    const own = units / parts + (BigInt(place) < units % parts ? 1n : 0n);
    const digits = own.toString().padStart(fraction.length + 1, "0");
    const amount = fraction === "" ? digits : `${digits.slice(0, -fraction.length)}.${digits.slice(-fraction.length)}`;
    return { day: addMonths(first, place), amount };
  });
}

/** "2026-01-31" and one month: "2026-02-28". */
export function addMonths(day: string, months: number): string {
  const [year, month, date] = day.split("-").map(Number) as [number, number, number];
  const last = new Date(Date.UTC(year, month + months, 0));
  last.setUTCDate(Math.min(date, last.getUTCDate()));
  return last.toISOString().slice(0, 10);
}

/** What the rows come to; null while one of them is no amount yet. */
export function sumOf(rows: readonly InstalmentRow[]): string | null {
  const amounts = rows.map(({ amount }) => amount.trim());
  return amounts.every((amount) => /^\d+(\.\d+)?$/.test(amount)) ? addAmounts(amounts) : null;
}
