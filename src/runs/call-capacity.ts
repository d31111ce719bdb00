import type { ClientBase } from "pg";
import { type CallScore, callScore } from "../core/insight/call-score.ts";
import { paymentHistory } from "../core/insight/payment-history.ts";
import type { WantedCall } from "../core/process/allot-calls.ts";
import { promiseStates } from "../core/process/promise.ts";
import type { Day } from "../core/values/day.ts";
import type { Creditor } from "../core/values/party.ts";
import { countCalls } from "../store/call-store.ts";
import type { DecidedAccount } from "./decide-accounts.ts";

/** The calls of a day that some debtors of a creditor share. */
export interface CallPool {
  readonly creditor: string;
  /** "*": all segments that have no number of their own. */
  readonly segment: string;
  readonly perDay: number;
  readonly made: number;
}

/** What is left of the day's calls, by pool; a creditor that limits none is not in it. */
export async function loadCallPools(client: ClientBase, creditors: Iterable<Creditor>, day: Day): Promise<Map<string, CallPool>> {
  const pools = new Map<string, CallPool>();
  for (const creditor of creditors) {
    const limits = Object.entries(creditor.callsPerDay);
    if (limits.length === 0) continue;
    const made = await countCalls(client, creditor.id, day);
    for (const [segment, perDay] of limits) {
      const key = `${creditor.id}|${segment}`;
      const own = made.filter((each) => poolKey(creditor, each.segment) === key);
      pools.set(key, { creditor: creditor.id, segment, perDay, made: own.reduce((sum, each) => sum + each.made, 0) });
    }
  }
  return pools;
}

export function callsLeft(pools: ReadonlyMap<string, CallPool>): Map<string, number> {
  return new Map([...pools].map(([key, { perDay, made }]) => [key, Math.max(0, perDay - made)]));
}

export function poolKey({ id, callsPerDay }: Pick<Creditor, "id" | "callsPerDay">, segment: string | null): string {
  return `${id}|${segment !== null && Object.hasOwn(callsPerDay, segment) ? segment : "*"}`;
}

/** Whether people call debtors of this segment at all. */
export function areCalled({ lettersInsteadOfCalls }: Pick<Creditor, "lettersInsteadOfCalls">, segment: string | null): boolean {
  return !lettersInsteadOfCalls.includes("*") && (segment === null || !lettersInsteadOfCalls.includes(segment));
}

export function scoreOf({ account, view, rules, procedure }: Omit<DecidedAccount, "decision">, today: Day): CallScore {
  return callScore({
    view,
    currency: account.currency,
    promises: promiseStates(view, procedure, rules, today),
    medianDaysLate: paymentHistory(account.entries, today).medianDaysLate,
    today,
  });
}

/** The call of today that the next letter of a decided account waits for; null where it waits for none. */
export function wantedCall(decided: DecidedAccount, creditor: Creditor, today: Day): WantedCall | null {
  const { account, decision } = decided;
  if (decision.kind !== "task" || decision.task !== "call") return null;
  // The next attempt may be due on a later day: then it takes none of today's calls.
  if (!decision.tasks.some(({ task, dueOn }) => task === "call" && dueOn <= today)) return null;
  return { account: account.id, pool: poolKey(creditor, account.segment), points: scoreOf(decided, today).points };
}
