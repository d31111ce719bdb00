import type { OpenItem } from "../ledger/open-items.ts";
import { addBusinessDays, onOrAfter } from "../values/business-days.ts";
import { addDays, type Day, daysBetween } from "../values/day.ts";
import type { Activity, ActivityOf } from "./activity.ts";
import type { Procedure } from "./procedure.ts";
import type { AccountView, Rules } from "./view.ts";

type PaymentPromise = ActivityOf<"promise">;

export type PromiseStatus = "open" | "kept" | "partly-kept" | "broken" | "withdrawn";

/** A promise to pay and what became of it; derived from payments and days, never recorded (R15). */
export interface PromiseState {
  readonly promise: PaymentPromise;
  readonly status: PromiseStatus;
  /** What came in for it until its last day, minor units. */
  readonly paidMinor: bigint;
  /** The last day on which it still counts: the promised day plus the tolerance in bank days. */
  readonly lastDay: Day;
  /** Why it holds no letter back although it is open; null: it does. */
  readonly idle: "promise-renewals" | "promise-too-far" | null;
}

const NONE: readonly PromiseState[] = [];

/** In the order of recording. */
export function promiseStates(view: AccountView, procedure: Procedure, rules: Rules, today: Day): readonly PromiseState[] {
  const promises = view.activities.filter((activity): activity is PaymentPromise => activity.kind === "promise");
  if (promises.length === 0) return NONE;
  const withdrawn = new Set(view.activities.flatMap((activity) => (activity.kind === "promise-withdrawn" ? [activity.promise] : [])));
  const lastDays = new Map(promises.map(({ id, day }) => [id, addBusinessDays(rules.isBankDay, day, procedure.promise.toleranceBankDays)]));
  const paid = paidUnder(
    promises.filter(({ id }) => !withdrawn.has(id)),
    lastDays,
    view,
  );
  const states: PromiseState[] = [];
  for (const promise of promises) {
    const lastDay = lastDays.get(promise.id)!;
    const paidMinor = paid.get(promise.id) ?? 0n;
    const status = withdrawn.has(promise.id) ? "withdrawn" : statusOf(promise, paidMinor, today <= lastDay);
    states.push({ promise, status, paidMinor, lastDay, idle: idleReason(promise, states, procedure) });
  }
  return states;
}

function statusOf({ amountMinor }: PaymentPromise, paidMinor: bigint, isRunning: boolean): PromiseStatus {
  if (paidMinor >= amountMinor) return "kept";
  if (isRunning) return "open";
  return paidMinor > 0n ? "partly-kept" : "broken";
}

/** Whether a promise covers an item: those it names, else all that were known when it was made. */
export function covers(promise: PaymentPromise, item: Pick<OpenItem, "item" | "knownOn">): boolean {
  return promise.items.length > 0 ? promise.items.includes(item.item) : item.knownOn <= promise.knownOn;
}

/**
 * What was booked on covered items from the day of the promise through its last day. Money counts for one promise only, the
 * one for the earliest day: of two halves that were promised for two days, one payment keeps one.
 */
function paidUnder(promises: readonly PaymentPromise[], lastDays: ReadonlyMap<number, Day>, view: AccountView): Map<number, bigint> {
  const paid = new Map<number, bigint>();
  const inOrder = [...promises].sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : a.id - b.id));
  for (const { item, itemKnownOn, amountMinor, bookedOn } of view.ledger.allocated) {
    let rest = amountMinor;
    for (const promise of inOrder) {
      if (rest <= 0n) break;
      if (bookedOn < promise.happenedOn || bookedOn > lastDays.get(promise.id)! || !covers(promise, { item, knownOn: itemKnownOn })) continue;
      const lacking = promise.amountMinor - (paid.get(promise.id) ?? 0n);
      const taken = rest < lacking ? rest : lacking;
      if (taken <= 0n) continue;
      paid.set(promise.id, (paid.get(promise.id) ?? 0n) + taken);
      rest -= taken;
    }
  }
  return paid;
}

/** A promise for a day too far away, or one more after as many that were not kept as the procedure forgives, holds nothing back. */
function idleReason(promise: PaymentPromise, earlier: readonly PromiseState[], { promise: limits }: Procedure): PromiseState["idle"] {
  if (daysBetween(promise.happenedOn, promise.day) > limits.longestDays) return "promise-too-far";
  let renewed = 0;
  for (let i = earlier.length - 1; i >= 0; i--) {
    const before = earlier[i]!;
    if (!overlap(before.promise, promise)) continue;
    if (before.status === "kept") break;
    // Promises of one call ("half on the 1st, half on the 15th") are one; only a later word renews an earlier one.
    if (before.promise.happenedOn < promise.happenedOn) renewed++;
  }
  return renewed > limits.renewals ? "promise-renewals" : null;
}

function overlap(a: PaymentPromise, b: PaymentPromise): boolean {
  return a.items.length === 0 || b.items.length === 0 || a.items.some((item) => b.items.includes(item));
}

/** The day on which the step after a broken promise is due: the business day after the tolerance ended. */
export function dueAfterBreach(lastDay: Day, rules: Rules): Day {
  return onOrAfter(rules.isBusinessDay, addDays(lastDay, 1));
}

/** Promises made on or after the day on which the item's last letter left. */
export function madeSince(states: readonly PromiseState[], item: OpenItem, letter: Activity | null): readonly PromiseState[] {
  return states.filter(({ promise }) => covers(promise, item) && (!letter || promise.happenedOn >= letter.happenedOn));
}
