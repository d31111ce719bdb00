import type { OpenItem } from "../ledger/open-items.ts";
import type { ActivityOf } from "../process/activity.ts";
import { type DunningState, levelRank } from "../process/dunning-state.ts";
import { type Procedure, stepRank } from "../process/procedure.ts";
import type { PromiseState } from "../process/promise.ts";
import { handOverDay } from "../process/schedule.ts";
import type { Rules } from "../process/view.ts";
import { businessDayBefore } from "../values/business-days.ts";
import { addDays, type Day, earliest } from "../values/day.ts";

/** What the call is for. Each has a script of its own in a language's `calls.yaml`. */
export const CALL_GOALS = ["nothing-overdue", "first-word", "day-and-amount", "after-broken-promise", "agreed-call", "before-hand-over"] as const;
export type CallGoal = (typeof CALL_GOALS)[number];

export interface GoalFacts {
  readonly items: readonly OpenItem[];
  readonly state: DunningState;
  readonly promises: readonly PromiseState[];
  readonly lastCall: ActivityOf<"call"> | null;
  readonly procedure: Procedure;
  readonly rules: Rules;
  readonly today: Day;
}

/** The goal of a call, from what happened last; `handOverOn` is the day that the third letter has set. */
export function callGoal(facts: GoalFacts): { readonly goal: CallGoal; readonly item: OpenItem | null; readonly handOverOn: Day | null } {
  const { items, state, promises, lastCall, today } = facts;
  const overdue = items.filter(({ due }) => due < today);
  // Oldest first, as the ledger orders them.
  const item = overdue[0] ?? null;
  const handOverOn = firstHandOver(facts);
  if (!item) return { goal: "nothing-overdue", item: items[0] ?? null, handOverOn };
  if (handOverOn) return { goal: "before-hand-over", item, handOverOn };
  const newest = promises.filter(({ status }) => status !== "withdrawn").at(-1);
  if (newest && (newest.status === "broken" || newest.status === "partly-kept")) return { goal: "after-broken-promise", item, handOverOn };
  if (lastCall?.nextOn && lastCall.nextOn <= today) return { goal: "agreed-call", item, handOverOn };
  const written = overdue.some((each) => levelRank(state, each) >= stepRank("first"));
  return { goal: written ? "day-and-amount" : "first-word", item, handOverOn };
}

function firstHandOver(facts: GoalFacts): Day | null {
  const thirds = facts.items.flatMap(({ item }) => {
    const known = facts.state.items.get(item);
    return known?.level === "third" ? [known.letter] : [];
  });
  return earliest(...thirds.map((letter) => handOverDay(letter, facts)));
}

/** What a caller may agree to without asking, and what only a manager may. */
export interface Concessions {
  /** The last day that a promise may name. */
  readonly promiseUntil: Day;
  /** So many promises may still replace one that was not kept. */
  readonly renewalsLeft: number;
  /** After the third letter only the full amount by then is waited for (R15). */
  readonly fullAmountBy: Day | null;
  /** So many missed instalments end a plan. */
  readonly missesToDefault: number;
  /** Codes; their sentences are `manager-CODE` in the catalogue. */
  readonly needsManager: readonly string[];
}

export function concessionsOf({ promises, procedure, rules, today }: GoalFacts, handOverOn: Day | null, hasCharges: boolean): Concessions {
  const counted = promises.filter(({ status }) => status !== "withdrawn");
  const lastKept = counted.findLastIndex(({ status }) => status === "kept");
  const unkept = counted.slice(lastKept + 1).filter(({ status }) => status === "broken" || status === "partly-kept").length;
  // The promise that was not kept is the first; each later one renews it.
  const renewalsLeft = Math.max(0, procedure.promise.renewals - Math.max(0, unkept - 1));
  // A day on which nothing can be paid is no day to agree to.
  const longest = businessDayBefore(rules.isBankDay, addDays(today, procedure.promise.longestDays + 1));
  const needsManager = ["later-promise", "less-than-owed"];
  if (renewalsLeft === 0) needsManager.push("another-promise");
  if (hasCharges) needsManager.push("waive-charges");
  return {
    promiseUntil: earliest(longest, handOverOn)!,
    renewalsLeft,
    fullAmountBy: handOverOn,
    missesToDefault: procedure.plan.missesToDefault,
    needsManager,
  };
}
