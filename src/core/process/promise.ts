import type { OpenItem } from "../ledger/open-items.ts";
import { addBusinessDays } from "../values/business-days.ts";
import { addDays, type Day } from "../values/day.ts";
import { sumMinor } from "../values/money.ts";
import type { Activity, ActivityOf } from "./activity.ts";
import type { Procedure } from "./procedure.ts";
import type { AccountView, Rules } from "./view.ts";

export type PromiseStatus = "open" | "kept" | "partly-kept" | "broken" | "withdrawn";

/** A promise to pay and what became of it; derived from payments and days, never recorded (R15). */
export interface PromiseState {
  readonly promise: ActivityOf<"promise">;
  readonly status: PromiseStatus;
  /** The last day on which it still counts: the promised day plus the tolerance in bank days. */
  readonly lastDay: Day;
}

export function promiseStates(view: AccountView, procedure: Procedure, rules: Rules, today: Day): readonly PromiseState[] {
  const withdrawn = new Set<number>();
  const promises: ActivityOf<"promise">[] = [];
  for (const activity of view.activities) {
    if (activity.kind === "promise") promises.push(activity);
    if (activity.kind === "promise-withdrawn") withdrawn.add(activity.promise);
  }
  return promises.map((promise) => {
    const lastDay = addBusinessDays(rules.isBankDay, promise.day, procedure.promise.toleranceBankDays);
    if (withdrawn.has(promise.id)) return { promise, lastDay, status: "withdrawn" };
    const paid = paidUnder(promise, view, lastDay);
    if (paid >= promise.amountMinor) return { promise, lastDay, status: "kept" };
    if (today <= lastDay) return { promise, lastDay, status: "open" };
    return { promise, lastDay, status: paid > 0n ? "partly-kept" : "broken" };
  });
}

/** Whether a promise covers an item: those it names, else all that were known when it was made. */
export function covers(promise: ActivityOf<"promise">, item: OpenItem): boolean {
  return promise.items.length > 0 ? promise.items.includes(item.item) : item.knownOn <= promise.knownOn;
}

/** Money booked on covered items since the promise was made and until it ended; items it settled count too. */
function paidUnder(promise: ActivityOf<"promise">, view: AccountView, lastDay: Day): bigint {
  const paid = view.ledger.allocated.filter(
    (part) =>
      (promise.items.length > 0 ? promise.items.includes(part.item) : part.itemKnownOn <= promise.knownOn) &&
      part.bookedOn >= promise.happenedOn &&
      part.bookedOn <= lastDay,
  );
  return sumMinor(paid.map((part) => part.amountMinor));
}

/** The day on which the step after a broken promise is due: the business day after the tolerance ended. */
export function dueAfterBreach(state: PromiseState, rules: Rules): Day {
  let day = addDays(state.lastDay, 1);
  while (!rules.isBusinessDay(day)) day = addDays(day, 1);
  return day;
}

/** Promises made on or after the day on which the item's last letter left. */
export function madeSince(states: readonly PromiseState[], item: OpenItem, letter: Activity | null): readonly PromiseState[] {
  return states.filter(({ promise }) => covers(promise, item) && (!letter || promise.happenedOn >= letter.happenedOn));
}
