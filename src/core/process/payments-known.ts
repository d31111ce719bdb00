import type { Day } from "../values/day.ts";

/** The newest day up to which somebody, or an import, has said that payments are booked. */
export interface Closing {
  /** The bank account's id; null: the ledger as a whole. */
  readonly account: string | null;
  readonly through: Day;
}

/** The day up to which payments are known, and what tells it (R25). */
export interface PaymentsKnown {
  readonly through: Day | null;
  readonly by: "bank" | "ledger";
  /** The bank account that lags behind the others. */
  readonly account?: string;
}

/**
 * Where the closings of bank accounts are told, the earliest of them counts, and an account of the creditor's of which none was
 * told yet is known up to no day; else the newest import of the ledger counts (R25).
 * @param own the ids of the creditor's bank accounts; where it has none in its settings, those that were told are all there are
 */
export function paymentsKnown(closings: readonly Closing[], own: readonly string[]): PaymentsKnown {
  const newest = new Map<string | null, Day>();
  for (const { account, through } of closings) {
    const known = newest.get(account);
    if (!known || known < through) newest.set(account, through);
  }
  const told = [...newest.keys()].filter((account): account is string => account !== null && (own.length === 0 || own.includes(account)));
  if (told.length === 0) return { through: newest.get(null) ?? null, by: "ledger" };
  const accounts = own.length > 0 ? own : told;
  const days = accounts.map((account) => ({ account, through: newest.get(account) ?? null }));
  const last = days.reduce((a, b) => (a.through === null || (b.through !== null && a.through <= b.through) ? a : b));
  return { ...last, by: "bank" };
}
