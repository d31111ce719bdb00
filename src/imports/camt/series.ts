import { formatMinor } from "../../core/values/money.ts";
import type { Balance, Problem, ReadStatement } from "../contract.ts";

interface Last {
  readonly number: number | null;
  readonly closing: Balance | undefined;
}

/** Follows the statements of each account through a file: one that is missing between them is told. */
export class SeriesOfStatements {
  readonly #last = new Map<string, Last>();

  /** What is missing before a statement. Numbers start again each year, and pages share one: only a leap ahead is a gap. */
  follow({ line, account, currency, kind, number, opening, closing }: ReadStatement): Problem[] {
    if (kind !== "statement" || account === "") return [];
    const key = `${account} ${currency}`;
    const own = number !== undefined && /^\d{1,15}$/.test(number) ? Number(number) : null;
    const last = this.#last.get(key);
    this.#last.set(key, { number: own, closing });
    if (!last) return [];
    if (own !== null && last.number !== null && own > last.number + 1) {
      const missing = own - last.number === 2 ? `Statement ${own - 1} of ${account} is` : `Statements ${last.number + 1} to ${own - 1} of ${account} are`;
      return [
        { line, code: "statement-gap", severity: "warning", message: `${missing} not in the file. Fetch what is missing, or payments may be overlooked.` },
      ];
    }
    if (own === null || own !== (last.number ?? 0) + 1 || !opening || !last.closing || opening.amountMinor === last.closing.amountMinor) return [];
    const [ends, begins] = [last.closing, opening].map(({ amountMinor }) => formatMinor(amountMinor, currency));
    const message = `Statement ${own} of ${account} opens at ${begins} ${currency}, and the one before it closes at ${ends}: bookings between them are not in the file.`;
    return [{ line, code: "statement-gap", severity: "warning", message }];
  }
}
