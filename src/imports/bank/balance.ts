import { formatMinor } from "../../core/values/money.ts";
import type { Balance, Problem } from "../contract.ts";

/** What a statement is checked by: it must add up, or nothing of its file can be trusted. */
export interface ToBalance {
  readonly line: number;
  /** How the statement is told in a message: its account, its number. */
  readonly name: string;
  readonly currency: string;
  readonly opening: Balance | undefined;
  readonly closing: Balance | undefined;
  /** The sum of all booked movements, credits positive. */
  readonly movedMinor: bigint;
}

/** A statement whose opening balance plus entries is not its closing balance is refused. */
export function balanceProblem({ line, name, currency, opening, closing, movedMinor }: ToBalance): Problem | null {
  if (!opening || !closing || opening.amountMinor + movedMinor === closing.amountMinor) return null;
  const [from, moved, to] = [opening.amountMinor, movedMinor, closing.amountMinor].map((amount) => formatMinor(amount, currency));
  const gap = formatMinor(closing.amountMinor - opening.amountMinor - movedMinor, currency);
  return {
    line,
    code: "statement-unbalanced",
    severity: "fatal",
    message: `Statement ${name} does not add up: it opens at ${from}, moves ${moved} and closes at ${to} ${currency}; ${gap} is missing. Fetch the file again: it is incomplete, or was changed.`,
  };
}
