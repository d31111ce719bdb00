import type { OpenItem } from "../ledger/open-items.ts";
import { addBusinessDays, onOrAfter } from "../values/business-days.ts";
import { addDays, type Day, earliest, latest } from "../values/day.ts";
import type { Activity, ActivityOf } from "./activity.ts";
import type { AccountStop } from "./block.ts";
import type { Context, Scheduled } from "./context.ts";
import type { DecidedItem, Reason } from "./decision.ts";
import { levelRank } from "./dunning-state.ts";
import { effectiveDue, stepDue } from "./pay-by.ts";
import { type Step, stepRank } from "./procedure.ts";
import { comesToLetter } from "./schedule.ts";
import type { Sorted } from "./sort-items.ts";

export interface Message {
  readonly step: Step;
  readonly items: readonly DecidedItem[];
  readonly left: Sorted["left"];
  readonly why: readonly Reason[];
}

/**
 * The letter that is due, with every overdue item that may be in it: those whose own step has come, and those new to
 * dunning, which enter at `first` whatever the letter's step (R8). Its step is that of its most advanced item.
 */
export function lettersDue(context: Context, sorted: Sorted, due: readonly Scheduled[]): Message | null {
  const ready = due.filter(comesToLetter);
  if (ready.length === 0) return null;
  const items: DecidedItem[] = [];
  const left = [...sorted.left];
  for (const item of sorted.free) {
    const own = ready.find((scheduled) => scheduled.item === item);
    if (own) items.push({ item, step: own.step as Step });
    else if (mayRide(item, context)) items.push({ item, step: "first" });
    else if (levelRank(context.state, item) >= stepRank("past-due") && stepDue(item, context) < context.today) left.push(interval(item, sorted));
  }
  const step = items.map((each) => each.step!).reduce((a, b) => (stepRank(a) >= stepRank(b) ? a : b));
  return { step, items, left, why: ready.map((scheduled) => scheduled.why) };
}

function interval(item: OpenItem, sorted: Sorted): Sorted["left"][number] {
  const next = sorted.scheduled.find((scheduled) => scheduled.item === item && scheduled.step === "hand-over");
  const why: Reason = next ? { ...next.why, code: "waits-hand-over", day: next.dueOn } : { code: "waits-for-pay-by", document: item.document };
  return { item, block: "interval", why: [why], reviewOn: null };
}

/** Overdue, below `first`, and no pay-by of an earlier notice still running (R5). */
function mayRide(item: OpenItem, context: Context): boolean {
  const { state, today } = context;
  if (levelRank(state, item) >= stepRank("first") || stepDue(item, context) >= today) return false;
  const known = state.items.get(item.item);
  return known?.level !== "past-due" || !known.letter.payBy || known.letter.payBy < today;
}

/** A past-due notice of all items that come to it, else a reminder that takes along what falls due soon (R9). */
export function messageItems(context: Context, sorted: Sorted, due: readonly Scheduled[]): Message | null {
  const pastDue = due.filter(({ step }) => step === "past-due");
  if (pastDue.length > 0) {
    const items = pastDue.map(({ item }): DecidedItem => ({ item, step: "past-due" }));
    const noticed = sorted.free.filter((item) => context.state.items.get(item.item)?.level === "past-due" && stepDue(item, context) < context.today);
    return { step: "past-due", items, left: [...sorted.left, ...noticed.map((item) => interval(item, sorted))], why: pastDue.map(({ why }) => why) };
  }
  const reminders = due.filter(({ step }) => step === "reminder");
  if (reminders.length === 0) return instalmentMessage(context, sorted);
  const horizon = addDays(context.today, context.procedure.reminder.takeAlongDays);
  const isNear = ({ dueOn, item }: Scheduled) => dueOn <= context.today || item.due <= horizon;
  const taken = sorted.scheduled.filter((scheduled) => scheduled.step === "reminder" && isNear(scheduled) && stillInTime(scheduled.item, context));
  if (taken.length === 0) return null;
  return { step: "reminder", items: taken.map(({ item }) => ({ item, step: "reminder" })), left: sorted.left, why: taken.map(({ why }) => why) };
}

/** What is due of running plans, the missed instalments first: agreed instalments and ordinary invoices never share a message. */
function instalmentMessage({ today }: Context, sorted: Sorted): Message | null {
  const due = sorted.instalments.filter(({ dueOn }) => dueOn <= today);
  const missed = due.filter(({ step }) => step === "past-due");
  const taken = missed.length > 0 ? missed : due;
  if (taken.length === 0) return null;
  const step = taken[0]!.step as Step;
  return { step, items: taken.map(({ item }) => ({ item, step })), left: sorted.left, why: taken.map(({ why }) => why) };
}

function stillInTime(item: OpenItem, { procedure, rules, today, closed }: Context): boolean {
  const delivered = rules.expectedDelivery("reminder", today, closed) ?? today;
  return addDays(delivered, procedure.steps.reminder.leastLeadDays) <= effectiveDue(item, rules);
}

/** The business day on which the rest after the newest part payment has ended; null where none is running (R12). */
export function restEnds({ procedure, rules, today }: Context, items: readonly OpenItem[]): Day | null {
  const booked = latest(...items.flatMap((item) => item.parts.map((part) => part.bookedOn)));
  const ends = booked && onOrAfter(rules.isBusinessDay, addDays(booked, procedure.partPaymentRestDays));
  return ends && today < ends ? ends : null;
}

/** What a person who approves a hand-over has to know: an approval from before it does not count (R13). */
const NEWS: ReadonlySet<Activity["kind"]> = new Set([
  "promise",
  "promise-withdrawn",
  "plan",
  "plan-withdrawn",
  "placement-recalled",
  "debtor-hold",
  "debtor-lift",
  "dispute",
  "dispute-resolved",
  "hold",
  "lift",
  "reply",
  "reply-read",
  "insolvency",
  "insolvency-ended",
  "stop-contact",
  "contact-allowed",
]);

/** The different people who approved handing over at least these items, with what is open of each, since their third letter and the last news (R13). */
export function handOverApproved({ view, state }: Context, over: readonly Scheduled[]): readonly string[] {
  const people = new Map<string, string>();
  const news = [...view.activities, ...view.debtorActivities].filter(({ kind }) => NEWS.has(kind)).map(({ knownOn }) => knownOn);
  const since = latest(...over.map(({ item }) => state.items.get(item.item)?.letter.sentOn), ...over.map(placedToo), ...news)!;
  for (const activity of view.activities) {
    if (activity.kind !== "hand-over-approved" || !activity.by || activity.happenedOn < since) continue;
    const person = personKey(activity.by);
    if (!people.has(person) && over.every(({ item }) => approvedAt(activity, item))) people.set(person, activity.by);
  }
  return [...people.values()];
}

/** The day on which somebody said that an item is to follow placed ones: it has no third letter to count from. */
function placedToo({ why }: Scheduled): Day | null {
  return why.code === "place-too" ? (why.day as Day) : null;
}

function approvedAt({ items, open }: ActivityOf<"hand-over-approved">, item: OpenItem): boolean {
  const at = items.indexOf(item.item);
  return at >= 0 && open[at] === String(item.openMinor);
}

/** One person, however the name is typed: "Ann", "ann " and full-width letters are no second pair of eyes. */
export function personKey(name: string): string {
  return name.normalize("NFKC").trim().replace(/\s+/g, " ").toLowerCase();
}

/** Whether the salesperson must be asked first: a large balance, before `second`, not answered, the wait not run out. */
export function salesCheckStop(context: Context, step: Step, due: readonly Scheduled[], totalMinor: bigint): AccountStop | null {
  const { view, procedure, rules, today, state } = context;
  if (step !== procedure.salesCheck.before || view.salesCheckMinor === null || totalMinor <= view.salesCheckMinor) return null;
  const asking = due.filter((scheduled) => scheduled.step === step);
  const since = latest(...asking.map(({ item }) => state.items.get(item.item)?.letter.sentOn ?? null));
  const answers = view.activities.flatMap((activity) => (activity.kind === "sales-check" && (!since || activity.happenedOn >= since) ? [activity] : []));
  const answer = answers.at(-1);
  if (answer?.answer === "no-dispute") return null;
  if (answer)
    return { block: "disputed", ends: "sales-check-answered", reviewOn: null, why: { code: "sales-dispute", day: answer.happenedOn, detail: answer.detail } };
  const dueOn = earliest(...asking.map((scheduled) => scheduled.dueOn))!;
  if (procedure.salesCheck.unanswered === "wait")
    return { task: "sales-check", ends: "sales-check-answered", reviewOn: addDays(today, 1), why: { code: "sales-check-waits", since: dueOn } };
  const ends = addBusinessDays(rules.isBusinessDay, dueOn, procedure.salesCheck.waitBusinessDays);
  if (today >= ends) return null;
  return { task: "sales-check", ends: "sales-check-answered", reviewOn: addDays(today, 1), why: { code: "sales-check", since: dueOn, until: ends } };
}
