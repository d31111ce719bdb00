import { formatMinor } from "../../core/values/money.ts";
import { Refusal } from "../refusal/refusal.ts";
import { readAmount } from "./values.ts";

type Side = "debit" | "credit";

/** Number and sum of a report's entries (:90D:, :90C:), against those that were read. */
export class EntryTotals {
  /** Entries below a floor limit are summed and not listed. */
  hasFloor = false;
  readonly #read = { debit: { count: 0, sum: 0n }, credit: { count: 0, sum: 0n } };
  readonly #told: Partial<Record<Side, { readonly count: number; readonly sum: bigint }>> = {};

  add(amountMinor: bigint): void {
    const side = this.#read[amountMinor < 0n ? "debit" : "credit"];
    side.count++;
    side.sum += amountMinor < 0n ? -amountMinor : amountMinor;
  }

  /** "3EUR1234,56" */
  tell(side: Side, text: string, currency: string): void {
    const match = /^(\d{1,5})([A-Z]{3})([\d.,]+)$/.exec(text);
    const sum = match ? readAmount(match[3]!, currency) : null;
    if (match && sum !== null) this.#told[side] = { count: +match[1]!, sum };
  }

  /** @throws Refusal where the report's own totals say otherwise */
  check(line: number, currency: string): void {
    if (this.hasFloor) return;
    for (const side of ["debit", "credit"] as const) {
      const told = this.#told[side];
      const { count, sum } = this.#read[side];
      if (!told || (told.count === count && told.sum === sum)) continue;
      throw new Refusal(
        "statement-totals-differ",
        line,
        `The report counts ${told.count} ${side} entries of ${formatMinor(told.sum, currency)} ${currency}, and holds ${count} of ${formatMinor(sum, currency)}. Fetch the file again: it is incomplete, or was changed.`,
      );
    }
  }
}
