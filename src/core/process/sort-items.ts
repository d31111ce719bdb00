import type { OpenItem } from "../ledger/open-items.ts";
import { addDays, type Day, earliest } from "../values/day.ts";
import { formatMinor, sumMinor } from "../values/money.ts";
import { itemStop, openHolds } from "./block.ts";
import type { Context, Scheduled } from "./context.ts";
import type { Block, Reason } from "./decision.ts";
import type { DisputeState } from "./dispute.ts";
import { levelRank } from "./dunning-state.ts";
import { stepDue } from "./pay-by.ts";
import { instalmentItems, type PlanState, planCovers, planReviewOn } from "./plan.ts";
import { stepRank } from "./procedure.ts";
import { covers, type PromiseState } from "./promise.ts";
import { schedule, scheduleInstalment, triggerDays } from "./schedule.ts";

/** An item, or the part of one, that no letter asks for today. */
export interface LeftItem {
  readonly item: OpenItem;
  readonly block: Block;
  readonly why: readonly Reason[];
  readonly reviewOn: Day | null;
}

/** An account's items, parted: free to be dunned, or left out with the reason and the day it may end. */
export interface Sorted {
  readonly free: readonly OpenItem[];
  readonly left: readonly LeftItem[];
  /** The next step of each free item. */
  readonly scheduled: readonly Scheduled[];
  /** The next message about each instalment of a running plan. */
  readonly instalments: readonly Scheduled[];
}

interface Free {
  readonly item: OpenItem;
  readonly next: Scheduled | null;
}

/** Parts the items of an account. Of an item in part dispute the undisputed rest is free, and the disputed part is left. */
export function sortItems(context: Context, items: readonly OpenItem[]): Sorted {
  const left: LeftItem[] = [];
  const free: Free[] = [];
  const holds = openHolds(context.view.activities, context.today);
  for (const item of items) {
    const stop = itemStop(item, holds);
    const dispute = context.disputes.get(item.item);
    if (stop) left.push({ item, block: stop.block!, why: [stop.why], reviewOn: stop.reviewOn });
    else if (dispute && dispute.excludedMinor >= item.openMinor) left.push(disputed(item, dispute));
    else {
      const undisputed = dispute && dispute.excludedMinor > 0n ? undisputedRest(item, dispute) : item;
      const next = schedule(undisputed, context);
      const agreed = planOver(undisputed, next, context) ?? promiseOver(undisputed, next, context);
      if (agreed) left.push(agreed);
      else free.push({ item: undisputed, next });
      if (undisputed !== item) left.push(disputedPart({ ...item, openMinor: dispute!.excludedMinor }, dispute!, context.view.currency));
    }
  }
  return { left, free: free.map(({ item }) => item), scheduled: withRiders(context, free), instalments: scheduleInstalments(context) };
}

function undisputedRest(item: OpenItem, { excludedMinor }: DisputeState): OpenItem {
  return { ...item, openMinor: item.openMinor - excludedMinor, disputedMinor: excludedMinor };
}

function disputed(item: OpenItem, { dispute, answer, state }: DisputeState): LeftItem {
  if (state === "credit-expected") {
    return { item, block: "credit-expected", why: [{ code: "credit-expected", document: item.document, day: answer!.happenedOn }], reviewOn: null };
  }
  return { item, block: "disputed", why: [{ code: "disputed", document: item.document, day: dispute.happenedOn, reason: dispute.reason }], reviewOn: null };
}

/** The reason names the amount: of the rest, payment is asked for. */
function disputedPart(item: OpenItem, state: DisputeState, currency: string): LeftItem {
  const left = disputed(item, state);
  return { ...left, why: left.why.map((why) => ({ ...why, code: `${why.code}-part`, amount: formatMinor(item.openMinor, currency), currency })) };
}

/** After the third letter only a plan agreed by its pay-by day stops the hand-over. */
function planOver(item: OpenItem, next: Scheduled | null, { plans, state, today }: Context): LeftItem | null {
  for (const running of plans) {
    const { plan, status } = running;
    if (status !== "running" || !planCovers(plan, item)) continue;
    const payBy = next?.step === "hand-over" ? state.items.get(item.item)?.letter.payBy : null;
    if (payBy && plan.happenedOn > payBy) continue;
    const upcoming = running.instalments.find((each) => each.status !== "paid");
    const why: Reason = { code: "plan-open", document: item.document, agreed: plan.happenedOn, next: upcoming?.day ?? null };
    return { item, block: "planned", why: [why], reviewOn: planReviewOn(running, today) };
  }
  return null;
}

/** Half now, half later: when the first half was not kept, the other half is no reason to wait. A promise that was made after the broken one is. */
function isFallen({ happenedOn }: PromiseState["promise"], item: OpenItem, { promises }: Context): boolean {
  return promises.some(({ promise, status }) => (status === "broken" || status === "partly-kept") && promise.happenedOn >= happenedOn && covers(promise, item));
}

/** Of several promises the last one to run out: as long as one is open, the item waits. */
function promiseOver(item: OpenItem, next: Scheduled | null, context: Context): LeftItem | null {
  let last: PromiseState | null = null;
  for (const state of context.promises) {
    const { promise, status, idle } = state;
    if (status !== "open" || idle || !covers(promise, item) || isFallen(promise, item, context)) continue;
    // After the third letter only the full amount, not later than the hand-over day, waits (R15).
    if (next?.step === "hand-over") {
      const covered = context.view.ledger.items.filter((other) => covers(promise, other));
      if (promise.day > next.dueOn || promise.amountMinor < sumMinor(covered.map((other) => other.openMinor))) continue;
    }
    if (!last || state.lastDay > last.lastDay) last = state;
  }
  if (!last) return null;
  const { promise, lastDay } = last;
  // The first of those that it stands with may be broken before it is.
  const beside = context.promises.filter((each) => each.status === "open" && each.promise.happenedOn >= promise.happenedOn && covers(each.promise, item));
  const reviewOn = addDays(earliest(lastDay, ...beside.map((each) => each.lastDay))!, 1);
  return { item, block: "promised", why: [{ code: "promise-open", document: item.document, promised: promise.day, lastDay }], reviewOn };
}

function scheduleInstalments(context: Context): Scheduled[] {
  const running = context.plans.filter(({ status }) => status === "running");
  return running.flatMap((plan) => ofPlan(plan, context));
}

function ofPlan(plan: PlanState, context: Context): Scheduled[] {
  return instalmentItems(plan, context.view).flatMap((item) => {
    const { status, lastDay } = plan.instalments[item.instalment - 1]!;
    return scheduleInstalment(item, status === "missed", lastDay, context) ?? [];
  });
}

/**
 * An account at `first` or above gets no separate reminders or notices: its newer items ride with the next letter (R9),
 * and come to a letter of their own only where the older ones have none left.
 */
function withRiders(context: Context, free: readonly Free[]): Scheduled[] {
  const first = stepRank("first");
  const atLetters = free.some(({ item }) => levelRank(context.state, item) >= first);
  const anchored = free.some(({ item, next }) => levelRank(context.state, item) >= first && next?.step !== "hand-over");
  const scheduled: Scheduled[] = [];
  for (const { item, next } of free) {
    if (!next) continue;
    if (!atLetters || levelRank(context.state, item) >= first) scheduled.push(next);
    else if (!anchored) scheduled.push(ownFirst(item, next, context));
  }
  return scheduled;
}

/** Without what is too little for its step: newer items that would have ridden with it come on their own days. */
export function withoutBelow(context: Context, sorted: Sorted, below: readonly LeftItem[]): Sorted {
  const free = sorted.free.filter((item) => !below.some((each) => each.item === item));
  const kept = sorted.scheduled.filter(({ item }) => free.includes(item));
  const next = withRiders(
    context,
    free.map((item) => ({ item, next: schedule(item, context) })),
  );
  const riders = next.filter(({ item }) => !kept.some((each) => each.item === item));
  const instalments = sorted.instalments.filter(({ item }) => !below.some((each) => each.item === item));
  return { free, scheduled: [...kept, ...riders], instalments, left: [...sorted.left, ...below] };
}

function ownFirst(item: OpenItem, next: Scheduled, context: Context): Scheduled {
  if (next.step === "first") return next;
  const day = addDays(stepDue(item, context), triggerDays(context.procedure, "first") ?? 0);
  return {
    item,
    step: "first",
    dueOn: day > item.knownOn ? day : item.knownOn,
    why: { code: "first-due", document: item.document, notice: null, due: item.due },
  };
}
