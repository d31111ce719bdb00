import type { OpenItem } from "../ledger/open-items.ts";
import { addBusinessDays, onOrAfter } from "../values/business-days.ts";
import { addDays, type Day, daysBetween, latest } from "../values/day.ts";
import type { ActivityOf } from "./activity.ts";
import type { Context, Scheduled } from "./context.ts";
import type { Reason } from "./decision.ts";
import { effectiveDue, stepDue } from "./pay-by.ts";
import { planCovers } from "./plan.ts";
import { isLetterStep, type Procedure, STEPS, type Step, stepRank } from "./procedure.ts";
import { dueAfterBreach, madeSince } from "./promise.ts";

/**
 * Null once an item is placed: nothing follows the final notice. A due date that was moved into the future keeps the level
 * (R21), but nothing demands the item before it is overdue again.
 */
export function schedule(item: OpenItem, context: Context): Scheduled | null {
  const next = nextStep(item, context);
  if (!next || (next.step !== "hand-over" && stepRank(next.step) < stepRank("first"))) return next;
  const overdue = addDays(stepDue(item, context), 1);
  return next.dueOn < overdue ? { ...next, dueOn: overdue } : next;
}

function nextStep(item: OpenItem, context: Context): Scheduled | null {
  const known = context.state.items.get(item.item);
  if (!known || known.level === "reminder") return beforeFirst(item, context, known?.level === "reminder");
  if (known.level === "past-due") return firstAfterNotice(item, context, known.letter);
  if (known.level === "third") return handOver(item, context, known.letter);
  return known.level === "final" ? null : nextLetter(item, context, known.letter, STEPS[stepRank(known.level) + 1]!);
}

/** Days of a step's trigger; null where the procedure has no such step. */
export function triggerDays(procedure: Procedure, step: Step): number | null {
  const { trigger } = procedure.steps[step];
  if (trigger.from === "never") return null;
  return "days" in trigger ? trigger.days : 0;
}

/** The first-letter day counts from the effective due date and the days of grace. */
export function firstLetterDay(item: OpenItem, context: Context): Day {
  return addDays(stepDue(item, context), triggerDays(context.procedure, "first") ?? 0);
}

/** A dispute that was answered before any letter has its own pay-by: nothing follows before it (R16). */
function beforeFirst(item: OpenItem, context: Context, reminded: boolean): Scheduled {
  const next = ordinaryBeforeFirst(item, context, reminded);
  const afterAnswer = answeredPayBy(item, context);
  if (!afterAnswer || next.dueOn >= afterAnswer) return next;
  // A reminder that could only leave after the due date lapses (R3).
  if (next.step === "reminder" && !inTime(item, afterAnswer, context)) return beforeFirst(item, context, true);
  return { ...next, dueOn: afterAnswer };
}

/** The day after the pay-by that the answer to a dispute has set. */
function answeredPayBy(item: OpenItem, { disputes }: Context): Day | null {
  const payBy = disputes.get(item.item)?.answer?.payBy;
  return payBy ? addDays(payBy, 1) : null;
}

function ordinaryBeforeFirst(item: OpenItem, context: Context, reminded: boolean): Scheduled {
  const { procedure } = context;
  const firstDay = firstLetterDay(item, context);
  // An item that was old when Firmly first saw it starts at `first`, however old; nothing is made up for the past (R10).
  if (item.knownOn > firstDay) {
    return { item, step: "first", dueOn: item.knownOn, why: { code: "first-import", document: item.document, due: item.due, known: item.knownOn } };
  }
  const reminder = reminded ? null : reminderDay(item, context);
  if (reminder) return { item, step: "reminder", dueOn: reminder, why: { code: "reminder-due", document: item.document, due: item.due } };
  const days = triggerDays(procedure, "past-due");
  if (days === null) return { item, step: "first", dueOn: firstDay, why: { code: "first-due", document: item.document, notice: null, due: item.due } };
  return { item, step: "past-due", dueOn: addDays(stepDue(item, context), days), why: { code: "past-due-due", document: item.document, due: item.due } };
}

/** The day from which a reminder may leave; null where the term is too short or the reminder has lapsed (R3, R9). */
function reminderDay(item: OpenItem, context: Context): Day | null {
  const { procedure } = context;
  const days = triggerDays(procedure, "reminder");
  if (days === null || daysBetween(item.issued, item.due) < procedure.reminder.leastTermDays) return null;
  return inTime(item, addDays(effectiveDue(item, context.rules), days), context);
}

/** The day itself, where a reminder that leaves on it, or on the first possible day after, still arrives before the due date. */
function inTime(item: OpenItem, opens: Day, { procedure, rules, today, closed }: Context): Day | null {
  const sending = onOrAfter(rules.isBusinessDay, opens > today ? opens : today);
  const delivered = rules.expectedDelivery("reminder", sending, closed) ?? sending;
  return addDays(delivered, procedure.steps.reminder.leastLeadDays) <= effectiveDue(item, rules) ? opens : null;
}

/** An instalment of a running plan is reminded before its day, and noticed once when it is missed; the plan does the rest. */
export function scheduleInstalment(item: OpenItem, missed: boolean, lastDay: Day, context: Context): Scheduled | null {
  const { procedure, rules, state } = context;
  const level = state.items.get(item.item)?.level;
  const why = { document: item.document, instalment: item.instalment, due: item.due };
  if (level === "past-due") return null;
  if (missed) return { item, step: "past-due", dueOn: dueAfterBreach(lastDay, rules), why: { code: "instalment-missed", ...why } };
  if (level === "reminder" || procedure.plan.remindDays === 0) return null;
  const opens = inTime(item, addDays(effectiveDue(item, rules), -procedure.plan.remindDays), context);
  return opens && { item, step: "reminder", dueOn: opens, why: { code: "instalment-due", ...why } };
}

function firstAfterNotice(item: OpenItem, context: Context, letter: ActivityOf<"letter">): Scheduled {
  const ordinary = latest(firstLetterDay(item, context), afterPayBy(letter))!;
  return withAgreements(item, "first", ordinary, letter, context, { code: "first-due", document: item.document, notice: letter.sentOn, due: item.due });
}

function nextLetter(item: OpenItem, context: Context, letter: ActivityOf<"letter">, step: Step): Scheduled {
  const interval = addDays(letter.deliveredOn, triggerDays(context.procedure, step) ?? 0);
  const ordinary = latest(interval, afterPayBy(letter))!;
  return withAgreements(item, step, ordinary, letter, context, {
    code: `${step}-due`,
    document: item.document,
    delivered: letter.deliveredOn,
    payBy: letter.payBy,
  });
}

function handOver(item: OpenItem, context: Context, letter: ActivityOf<"letter">): Scheduled {
  const dueOn = handOverDay(letter, context);
  return withAgreements(item, "hand-over", dueOn, letter, context, { code: "hand-over-due", document: item.document, payBy: letter.payBy });
}

/** The day of the hand-over that a third letter has set. */
export function handOverDay({ payBy, deliveredOn }: ActivityOf<"letter">, { rules, procedure }: Pick<Context, "rules" | "procedure">): Day {
  return addBusinessDays(rules.isBusinessDay, payBy ?? deliveredOn, procedure.handOverBusinessDays);
}

function afterPayBy(letter: ActivityOf<"letter">): Day {
  return addDays(letter.payBy ?? letter.deliveredOn, 1);
}

/**
 * What was agreed since the last letter replaces its pay-by; once a promise or plan is broken, the next step from `first` on
 * is due on the business day after its tolerance (R15, R16). An answered dispute sets a new pay-by that the next step follows.
 */
function withAgreements(item: OpenItem, step: Step | "hand-over", ordinary: Day, letter: ActivityOf<"letter">, context: Context, why: Reason): Scheduled {
  const afterAnswer = answeredPayBy(item, context);
  const broken = lastBreach(item, letter, context);
  if (!broken) return { item, step, dueOn: latest(ordinary, afterAnswer)!, why };
  // A hand-over stands on the day that the third letter's pay-by set: a promise that failed moves it neither way.
  const after = step === "hand-over" ? ordinary : dueAfterBreach(broken.lastDay, context.rules);
  const dueOn = latest(after, afterAnswer)!;
  return { item, step, dueOn, why: { ...broken.why, due: dueOn } };
}

/** The promise or plan over the item, made since its last letter, that was broken last. */
function lastBreach(item: OpenItem, letter: ActivityOf<"letter">, { promises, plans }: Context): { lastDay: Day; why: Reason } | null {
  let last: { lastDay: Day; why: Reason } | null = null;
  for (const { lastDay, status, promise } of madeSince(promises, item, letter)) {
    if ((status !== "broken" && status !== "partly-kept") || (last && lastDay < last.lastDay)) continue;
    last = { lastDay, why: { code: "promise-broken", document: item.document, promised: promise.day } };
  }
  for (const { plan, brokenAfter, status } of plans) {
    if (status !== "broken" || !brokenAfter || plan.happenedOn < letter.happenedOn || !planCovers(plan, item) || (last && brokenAfter < last.lastDay)) continue;
    last = { lastDay: brokenAfter, why: { code: "plan-broken", document: item.document, agreed: plan.happenedOn, missed: brokenAfter } };
  }
  return last;
}

/** Whether this is an item whose next step is a letter in the narrow sense. */
export function comesToLetter(scheduled: Scheduled): boolean {
  return scheduled.step !== "hand-over" && isLetterStep(scheduled.step);
}
