import type { OpenItem } from "../ledger/open-items.ts";
import { onOrAfter } from "../values/business-days.ts";
import { addDays, type Day, earliest } from "../values/day.ts";
import { sumMinor } from "../values/money.ts";
import { type AccountStop, accountStop, itemStop, mendStop, openHolds } from "./block.ts";
import { closedChannels } from "./closed-channels.ts";
import type { Block, DecidedItem, Decision, Reason } from "./decision.ts";
import { dunningState, levelRank } from "./dunning-state.ts";
import { handOverApproved, lettersDue, messageItems, restEnds, type Sorted, salesCheckStop } from "./dun.ts";
import { moneyFence, moneyWarning } from "./money-fence.ts";
import { effectiveDue, payByDay } from "./pay-by.ts";
import { type Procedure, type Step, stepRank } from "./procedure.ts";
import { pauseBefore } from "./pause.ts";
import { covers, promiseStates } from "./promise.ts";
import { type Context, type Scheduled, schedule } from "./schedule.ts";
import type { AccountView, Rules } from "./view.ts";

/**
 * What happens to an account today, and why: exactly one decision, also when it is "nothing, because ...". Pure: the same
 * view, procedure, rules and day give the same decision. The order of what applies first is R19 of the design rules.
 */
export function decide(view: AccountView, procedure: Procedure, rules: Rules, today: Day): Decision {
  const { items } = view.ledger;
  if (items.length === 0) return { ...base(view, []), kind: "clear", why: [{ code: "nothing-open" }] };
  const state = dunningState(view);
  const context: Context = { view, procedure, rules, today, state, promises: promiseStates(view, procedure, rules, today) };
  const placed = items.filter((item) => state.items.get(item.item)?.level === "final");
  if (placed.length > 0) return afterPlacement(context, placed);
  const stop = accountStop(view, today);
  if (stop) return stopped(context, stop, atLevel(context, items), []);
  const sorted = sort(context);
  const due = sorted.scheduled.filter((scheduled) => scheduled.dueOn <= today);
  return (
    fenced(context, sorted, due) ??
    handedOver(context, sorted, due) ??
    lettered(context, sorted, due) ??
    noticed(context, sorted, due) ??
    waiting(context, sorted)
  );
}

function base(view: AccountView, items: readonly DecidedItem[]) {
  const credits = view.ledger.credits;
  const totalMinor = sumMinor(items.map(({ item }) => item.openMinor)) - sumMinor(credits.map((credit) => credit.openMinor));
  return { items, left: [], credits, charges: [], totalMinor, why: [] as readonly Reason[], tasks: [], ends: null, reviewOn: null };
}

function atLevel({ state }: Context, items: readonly OpenItem[]): DecidedItem[] {
  return items.map((item) => ({ item, step: state.items.get(item.item)?.level ?? null }));
}

function stopped(context: Context, stop: AccountStop, items: readonly DecidedItem[], left: Sorted["left"], step: Step | null = null): Decision {
  const reviewOn = earliest(stop.reviewOn, ...left.map((each) => each.reviewOn));
  const shared = { ...base(context.view, items), left, why: [stop.why, ...left.flatMap((each) => each.why)], ends: stop.ends, reviewOn };
  if (stop.task) return { ...shared, kind: "task", task: stop.task, step };
  return { ...shared, kind: "blocked", block: stop.block! };
}

/** Placed items belong to the agency; another overdue item needs a person's word: place it too, or dun it (R18). */
function afterPlacement(context: Context, placed: readonly OpenItem[]): Decision {
  const { view, rules, today, state } = context;
  const letter = state.items.get(placed[0]!.item)!.letter;
  const why: Reason = { code: "placed", day: letter.sentOn, documents: placed.map((item) => item.document) };
  // Insolvency, stop-contact and holds come after "placed" (R19), but nobody is asked to place what they cover.
  const stop = accountStop(view, today);
  const sorted = sort(context);
  const left = sorted.left.filter(({ item }) => !placed.includes(item));
  const others = sorted.free.filter((item) => !placed.includes(item));
  const overdue = stop ? [] : others.filter((item) => effectiveDue(item, rules) < today);
  if (overdue.length > 0) {
    return stopped(context, { task: "place-or-dun", ends: "placed-or-released", reviewOn: nextOverdue(others, context), why }, atLevel(context, overdue), left);
  }
  const blocked: AccountStop = { block: "placed", ends: "recalled", reviewOn: earliest(nextOverdue(others, context), stop?.reviewOn), why };
  return stopped(context, blocked, atLevel(context, [...placed, ...others]), left);
}

function nextOverdue(items: readonly OpenItem[], { rules, today }: Context): Day | null {
  return earliest(...items.map((item) => addDays(effectiveDue(item, rules), 1)).filter((day) => day > today));
}

/** Parts the items into those that may be dunned, with their next step, and those left out, with the reason. */
function sort(context: Context): Sorted {
  const { view, today } = context;
  const left: Sorted["left"][number][] = [];
  const free: { item: OpenItem; next: Scheduled | null }[] = [];
  const holds = openHolds(view.activities, today);
  for (const item of view.ledger.items) {
    const stop = itemStop(item, view, holds);
    const next = schedule(item, context);
    const promise = stop ? null : promiseOver(item, next, context);
    if (stop) left.push({ item, block: stop.block!, why: [stop.why], reviewOn: stop.reviewOn });
    else if (promise) left.push({ item, block: "promised", why: [promise.why], reviewOn: promise.reviewOn });
    else free.push({ item, next });
  }
  return { left, free: free.map(({ item }) => item), scheduled: withRiders(context, free) };
}

/**
 * An account at `first` or above gets no separate reminders or notices: its newer items ride with the next letter (R9),
 * and come to a letter of their own only where the older ones have none left.
 */
function withRiders(context: Context, free: readonly { item: OpenItem; next: Scheduled | null }[]): Scheduled[] {
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

function ownFirst(item: OpenItem, next: Scheduled, context: Context): Scheduled {
  if (next.step === "first") return next;
  const day = addDays(effectiveDue(item, context.rules), dueDays(context.procedure, "first"));
  return {
    item,
    step: "first",
    dueOn: day > item.knownOn ? day : item.knownOn,
    why: { code: "first-due", document: item.document, notice: null, due: item.due },
  };
}

function dueDays(procedure: Procedure, step: Step): number {
  const { trigger } = procedure.steps[step];
  return trigger.from === "due-date" ? trigger.days : 0;
}

function promiseOver(item: OpenItem, next: Scheduled | null, context: Context): { why: Reason; reviewOn: Day } | null {
  for (const { promise, status, lastDay } of context.promises) {
    if (status !== "open" || !covers(promise, item)) continue;
    // After the third letter only the full amount, not later than the hand-over day, waits (R15).
    if (next?.step === "hand-over") {
      const covered = context.view.ledger.items.filter((other) => covers(promise, other));
      if (promise.day > next.dueOn || promise.amountMinor < sumMinor(covered.map((other) => other.openMinor))) continue;
    }
    return { why: { code: "promise-open", document: item.document, promised: promise.day, lastDay }, reviewOn: addDays(lastDay, 1) };
  }
  return null;
}

/** From `second` on, hand-over included, payments must be known and applied (R25); credit that covers stops any letter (R12). */
function fenced(context: Context, sorted: Sorted, due: readonly Scheduled[]): Decision | null {
  const { view, procedure, rules, today } = context;
  const from = stepRank(procedure.freshness.from);
  if (!due.some(({ step }) => step === "hand-over" || stepRank(step) >= from)) return null;
  const stop = moneyFence(view, procedure, rules, today);
  return stop && stopped(context, stop, atLevel(context, sorted.free), sorted.left);
}

function creditCovers(context: Context, sorted: Sorted, items: readonly DecidedItem[]): Decision | null {
  const { credits } = context.view.ledger;
  // Money that is proposed for this account most likely pays what the letter would ask for.
  const proposed = context.view.proposedCash.filter(({ isLikeliest }) => isLikeliest);
  if (credits.length === 0 && proposed.length === 0) return null;
  const { totalMinor } = base(context.view, items);
  if (totalMinor - sumMinor(proposed.map(({ amountMinor }) => amountMinor)) > 0n) return null;
  const why: Reason =
    totalMinor > 0n
      ? { code: "cash-covers", transactions: proposed.map(({ transaction }) => `T${transaction}`) }
      : { code: "credit-covers", documents: credits.map((credit) => credit.document) };
  return stopped(context, { block: "credit-covers", ends: "credit-applied", reviewOn: context.today, why }, atLevel(context, sorted.free), sorted.left);
}

function handedOver(context: Context, sorted: Sorted, due: readonly Scheduled[]): Decision | null {
  const over = due.filter(({ step }) => step === "hand-over");
  if (over.length === 0) return null;
  const rest = restEnds(context, sorted.free);
  if (rest) return waitUntil(context, sorted, rest, { code: "part-payment-rest", until: rest });
  const items: DecidedItem[] = over.map(({ item }) => ({ item, step: "final" }));
  const named = over.map(({ item }) => item);
  const others = sorted.free.filter((item) => !named.includes(item));
  const left = [...sorted.left, ...others.map((item) => ({ item, block: "hand-over" as Block, why: [], reviewOn: null }))];
  const covered = creditCovers(context, sorted, items);
  if (covered) return covered;
  const why = [...over.map((each) => each.why), ...latePromises(context, over)];
  const approvals = handOverApproved(context, over);
  if (approvals.length < 2) {
    const approvedBy = approvals.length > 0 ? [{ code: "approved-by", by: approvals }] : [];
    const shared = { ...base(context.view, atLevel(context, named)), left, ends: "two-approvals", reviewOn: context.today };
    return { ...shared, kind: "hand-over", why: [...why, ...approvedBy] };
  }
  return leave(context, { ...sorted, left }, "final", items, [...why, { code: "approved-by", by: approvals }]);
}

/** Promises that come too late, or short, to hold a hand-over back: a person decides whether to wait for them (R15). */
function latePromises({ promises }: Context, over: readonly Scheduled[]): Reason[] {
  const open = promises.filter(({ promise, status }) => status === "open" && over.some(({ item }) => covers(promise, item)));
  return open.map(({ promise }) => ({ code: "promise-too-late", promised: promise.day }));
}

function lettered(context: Context, sorted: Sorted, due: readonly Scheduled[]): Decision | null {
  const letters = lettersDue(context, sorted, due);
  if (!letters) return null;
  const { step, items, left, why } = letters;
  const demanded = step === "third" ? null : finalDemand(sorted);
  if (demanded) return waitUntil(context, sorted, demanded.dueOn, { ...demanded.why, code: "waits-hand-over", day: demanded.dueOn });
  const covered = creditCovers(context, sorted, items);
  if (covered) return covered;
  const rest = step === "third" ? restEnds(context, sorted.free) : null;
  if (rest) return waitUntil(context, sorted, rest, { code: "part-payment-rest", until: rest });
  const question = salesCheckStop(context, step, due, base(context.view, items).totalMinor);
  if (question) return stopped(context, question, atLevel(context, sorted.free), sorted.left, step);
  return leave(context, { ...sorted, left }, step, items, why);
}

/**
 * The item whose third letter has named the day of its hand-over. Until then no milder letter goes out about newer items:
 * it would follow the last warning with a first reminder. They wait, and are listed in the hand-over (R18).
 */
function finalDemand(sorted: Sorted): Scheduled | null {
  const demanded = sorted.scheduled.filter(({ step }) => step === "hand-over");
  return demanded.reduce<Scheduled | null>((first, each) => (first && first.dueOn <= each.dueOn ? first : each), null);
}

/** A past-due notice, else a reminder. */
function noticed(context: Context, sorted: Sorted, due: readonly Scheduled[]): Decision | null {
  const message = messageItems(context, sorted, due);
  if (!message) return null;
  return creditCovers(context, sorted, message.items) ?? leave(context, { ...sorted, left: message.left }, message.step, message.items, message.why);
}

/** The last gates before a message leaves: something to mend, the gaps, the business day, an address. */
function leave(context: Context, sorted: Sorted, step: Step, items: readonly DecidedItem[], why: readonly Reason[]): Decision {
  const { view, procedure, rules, today } = context;
  const mend = mendStop(view);
  if (mend) return stopped(context, mend, atLevel(context, sorted.free), sorted.left, step);
  const pause = pauseBefore(step, context);
  if (pause) return waitUntil(context, sorted, pause.until, { ...pause, step }, ...why);
  const deliveredOn = rules.expectedDelivery(step, today, closedChannels(view, today));
  if (!deliveredOn) {
    const stop: AccountStop = { task: "fix-address", ends: "address-fixed", reviewOn: today, why: { code: "address-missing", step } };
    return stopped(context, stop, atLevel(context, sorted.free), sorted.left, step);
  }
  const payBy = payByDay(
    step,
    deliveredOn,
    items.map(({ item }) => item),
    procedure,
    rules,
  );
  const reasons = [...why, ...sorted.left.flatMap((each) => each.why), ...moneyWarning(view, procedure, rules, today, step)];
  // Written out: this runs for every letter of a run, and copying the base costs more than deciding.
  const { credits, charges, totalMinor, ends } = base(view, items);
  return { kind: "dun", step, items, left: sorted.left, credits, charges, totalMinor, payBy, deliveredOn, why: reasons, tasks: [], ends, reviewOn: today };
}

function waitUntil(context: Context, sorted: Sorted, until: Day, ...why: readonly Reason[]): Decision {
  // What waits here may be stopped by payments gone stale meanwhile, so it is looked at again every day (R26).
  const reviewOn = addDays(context.today, 1);
  return {
    ...base(context.view, atLevel(context, sorted.free)),
    left: sorted.left,
    kind: "wait",
    until,
    why: [...why, ...sorted.left.flatMap((each) => each.why), ...callTask(context, sorted).why],
    ends: until,
    reviewOn,
  };
}

/** Nothing is due: the day on which the next thing can happen, or, where every item is blocked, the block. */
function waiting(context: Context, sorted: Sorted): Decision {
  const { rules, today } = context;
  const next = sorted.scheduled.filter(({ dueOn }) => dueOn > today).sort((a, b) => (a.dueOn < b.dueOn ? -1 : a.dueOn > b.dueOn ? 1 : 0));
  const call = callTask(context, sorted);
  const days = [...next.slice(0, 1).map(({ dueOn }) => dueOn), ...sorted.left.map(({ reviewOn }) => reviewOn)];
  const soonest = earliest(...days);
  const shared = { ...base(context.view, atLevel(context, sorted.free)), left: sorted.left };
  const leftWhy = sorted.left.flatMap((each) => each.why);
  if (!soonest || (sorted.free.length === 0 && !sorted.left.some(({ block }) => block === "promised"))) {
    const first = sorted.left[0]!;
    return { ...shared, kind: "blocked", block: first.block, why: leftWhy, ends: first.reviewOn ?? blockEnds(first.block), reviewOn: soonest };
  }
  const until = onOrAfter(rules.isBusinessDay, soonest);
  // The day on which it can leave: a step that falls on a Saturday waits for Monday.
  const reasons = next[0] ? [{ ...next[0].why, code: `waits-${next[0].step}`, day: onOrAfter(rules.isBusinessDay, next[0].dueOn) }] : [];
  return { ...shared, kind: "wait", until, why: [...leftWhy, ...reasons, ...call.why], ends: until, reviewOn: earliest(soonest, call.reviewOn) };
}

/** From the day after the first letter's pay-by a call is the best next action; it stands beside the wait and holds nothing (R19). */
function callTask({ view, state, today }: Context, sorted: Sorted): { why: Reason[]; reviewOn: Day | null } {
  const letters = sorted.scheduled.flatMap(({ item, step }) => (step === "second" ? [state.items.get(item.item)!.letter] : []));
  const days = letters.flatMap(({ payBy }) => (payBy ? [addDays(payBy, 1)] : []));
  const day = earliest(...days);
  if (!day) return { why: [], reviewOn: null };
  if (today < day) return { why: [], reviewOn: day };
  const called = view.activities.some((activity) => activity.kind === "call" && activity.happenedOn >= day);
  return { why: called ? [] : [{ code: "call-due", day }], reviewOn: null };
}

function blockEnds(block: Block): string {
  if (block === "disputed") return "dispute-resolved";
  return block === "direct-debit" ? "direct-debit-returned" : "hold-lifted";
}
