import type { Decision, Reason } from "./decision.ts";

/** An account whose next letter waits for a call, and how much speaks for making it today. */
export interface WantedCall {
  readonly account: number;
  /** Names the capacity that it draws on; one that is not known has no limit. */
  readonly pool: string;
  readonly points: number;
}

/**
 * The pass over all accounts of a run whose letter waits for a call (R20): those with the most points keep it as long as
 * the day's calls last, and the others get their letter instead. Returns the accounts of the others. `capacity` is how
 * many more calls the day has, by pool.
 */
export function withoutCall(wanted: readonly WantedCall[], capacity: ReadonlyMap<string, number>): ReadonlySet<number> {
  const left = new Map(capacity);
  const others = new Set<number>();
  // Equal points: the older account, so that the order in which they were read changes nothing.
  for (const { account, pool } of [...wanted].sort((a, b) => b.points - a.points || a.account - b.account)) {
    const calls = left.get(pool);
    if (calls === undefined) continue;
    if (calls <= 0) others.add(account);
    else left.set(pool, calls - 1);
  }
  return others;
}

export const CALLS_USED_UP = "calls-used-up";

/** Says of a decision that was made without a call why there is none; it is read again when the letter is delivered. */
export function noteUsedUp(decision: Decision): Decision {
  const reason: Reason = { code: CALLS_USED_UP };
  return { ...decision, why: [...decision.why.filter(({ code }) => code !== NO_CALLS), reason] };
}

/** The reason that stands where no calls are made for an account at all. */
export const NO_CALLS = "letters-instead-of-calls";
