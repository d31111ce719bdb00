import type { Balance, Problem } from "../contract.ts";

interface Told {
  readonly number: number | null;
  readonly name: string;
  readonly closing: Balance | undefined;
}

// Numbers that count statements start anew each year; larger ones hold a day or a branch, and jump.
const LARGEST_COUNT = 999;

/**
 * Watches the statements of each account as they follow one another in a file: one that is missing between two of them is
 * told by its number, or by a balance that does not go on.
 */
export class StatementSeries {
  readonly #last = new Map<string, Told>();

  next(statement: {
    readonly line: number;
    readonly account: string;
    readonly currency: string;
    readonly number: string | undefined;
    readonly opening: Balance | undefined;
    readonly closing: Balance | undefined;
  }): Problem | null {
    const { line, account, currency, opening, closing } = statement;
    const key = `${account} ${currency}`;
    const before = this.#last.get(key);
    const told: Told = { number: numberOf(statement.number), name: statement.number ?? "", closing };
    this.#last.set(key, told);
    if (!before) return null;
    const isAfter = !before.closing || !opening || before.closing.day <= opening.day;
    const breaks = isAfter && before.closing !== undefined && opening !== undefined && before.closing.amountMinor !== opening.amountMinor;
    const skips = before.number !== null && told.number !== null && told.number > before.number + 1 && told.number <= LARGEST_COUNT;
    if (!breaks && !skips) return null;
    const which =
      before.name !== "" && told.name !== "" && before.name !== told.name ? `between numbers ${before.name} and ${told.name}` : "between two statements";
    return {
      line,
      code: "statement-gap",
      severity: "warning",
      message: `Account ${account}: a statement is missing ${which}${breaks ? "; the balances do not follow one another" : ""}. Fetch it from the bank and import it, too.`,
    };
  }
}

/** "00015/001" and "15" count 15; zero counts nothing. */
function numberOf(text: string | undefined): number | null {
  const digits = /^\s*0*(\d{1,9})(?:\D|$)/.exec(text ?? "")?.[1];
  return digits === undefined || Number(digits) === 0 ? null : Number(digits);
}
