import type { OpenItem } from "../ledger/open-items.ts";
import { addBusinessDays, onOrAfter } from "../values/business-days.ts";
import { addDays, type Day, daysBetween, latest } from "../values/day.ts";
import type { ActivityOf } from "./activity.ts";
import { disputeOf } from "./block.ts";
import type { Reason } from "./decision.ts";
import type { DunningState } from "./dunning-state.ts";
import { effectiveDue } from "./pay-by.ts";
import { isLetterStep, type Procedure, STEPS, type Step, stepRank } from "./procedure.ts";
import { dueAfterBreach, madeSince, type PromiseState } from "./promise.ts";
import type { AccountView, Rules } from "./view.ts";

/** The step that an item comes to next, and the day from which it is due if nothing holds it. */
export interface Scheduled {
  readonly item: OpenItem;
  readonly step: Step | "hand-over";
  readonly dueOn: Day;
  readonly why: Reason;
}

export interface Context {
  readonly view: AccountView;
  readonly procedure: Procedure;
  readonly rules: Rules;
  readonly today: Day;
  readonly state: DunningState;
  readonly promises: readonly PromiseState[];
}

/**
 * Null once an item is placed: nothing follows the final notice. A due date that was moved into the future keeps the level
 * (R21), but nothing demands the item before it is overdue again.
 */
export function schedule(item: OpenItem, context: Context): Scheduled | null {
  const next = nextStep(item, context);
  if (!next || (next.step !== "hand-over" && stepRank(next.step) < stepRank("first"))) return next;
  const overdue = addDays(effectiveDue(item, context.rules), 1);
  return next.dueOn < overdue ? { ...next, dueOn: overdue } : next;
}

function nextStep(item: OpenItem, context: Context): Scheduled | null {
  const known = context.state.items.get(item.item);
  if (!known || known.level === "reminder") return beforeFirst(item, context, known?.level === "reminder");
  if (known.level === "past-due") return firstAfterNotice(item, context, known.letter);
  if (known.level === "third") return handOver(item, context, known.letter);
  return known.level === "final" ? null : nextLetter(item, context, known.letter, STEPS[stepRank(known.level) + 1]!);
}

function days(procedure: Procedure, step: Step): number {
  const { trigger } = procedure.steps[step];
  return "days" in trigger ? trigger.days : 0;
}

/** The first-letter day counts from the effective due date. */
export function firstLetterDay(item: OpenItem, { procedure, rules }: Context): Day {
  return addDays(effectiveDue(item, rules), days(procedure, "first"));
}

function beforeFirst(item: OpenItem, context: Context, reminded: boolean): Scheduled {
  const { procedure, rules } = context;
  const due = effectiveDue(item, rules);
  const firstDay = firstLetterDay(item, context);
  // An item that was old when Firmly first saw it starts at `first`, however old; nothing is made up for the past (R10).
  if (item.knownOn > firstDay) {
    return { item, step: "first", dueOn: item.knownOn, why: { code: "first-import", document: item.document, due: item.due, known: item.knownOn } };
  }
  const reminder = reminded ? null : reminderDay(item, due, context);
  if (reminder) return { item, step: "reminder", dueOn: reminder, why: { code: "reminder-due", document: item.document, due: item.due } };
  const dueOn = addDays(due, days(procedure, "past-due"));
  return { item, step: "past-due", dueOn, why: { code: "past-due-due", document: item.document, due: item.due } };
}

/** The day from which a reminder may leave; null where the term is too short or the reminder has lapsed (R3, R9). */
function reminderDay(item: OpenItem, due: Day, { procedure, rules, today }: Context): Day | null {
  if (daysBetween(item.issued, item.due) < procedure.reminder.leastTermDays) return null;
  const opens = addDays(due, days(procedure, "reminder"));
  const sending = onOrAfter(rules.isBusinessDay, opens > today ? opens : today);
  const delivered = rules.expectedDelivery("reminder", sending, new Set()) ?? sending;
  return addDays(delivered, procedure.steps.reminder.leastLeadDays) <= due ? opens : null;
}

function firstAfterNotice(item: OpenItem, context: Context, letter: ActivityOf<"letter">): Scheduled {
  const ordinary = latest(firstLetterDay(item, context), afterPayBy(letter))!;
  return withPromises(item, "first", ordinary, letter, context, { code: "first-due", document: item.document, notice: letter.sentOn, due: item.due });
}

function nextLetter(item: OpenItem, context: Context, letter: ActivityOf<"letter">, step: Step): Scheduled {
  const interval = addDays(letter.deliveredOn, days(context.procedure, step));
  const ordinary = latest(interval, afterPayBy(letter))!;
  return withPromises(item, step, ordinary, letter, context, {
    code: `${step}-due`,
    document: item.document,
    delivered: letter.deliveredOn,
    payBy: letter.payBy,
  });
}

function handOver(item: OpenItem, context: Context, letter: ActivityOf<"letter">): Scheduled {
  const dueOn = addBusinessDays(context.rules.isBusinessDay, letter.payBy ?? letter.deliveredOn, context.procedure.handOverBusinessDays);
  return withPromises(item, "hand-over", dueOn, letter, context, { code: "hand-over-due", document: item.document, payBy: letter.payBy });
}

function afterPayBy(letter: ActivityOf<"letter">): Day {
  return addDays(letter.payBy ?? letter.deliveredOn, 1);
}

/**
 * A promise made since the last letter replaces its pay-by; once broken, the next step from `first` on is due on the
 * business day after its tolerance (R15). An answered dispute sets a new pay-by that the next step follows (R16).
 */
function withPromises(item: OpenItem, step: Step | "hand-over", ordinary: Day, letter: ActivityOf<"letter">, context: Context, why: Reason): Scheduled {
  const answered = disputeOf(item.item, context.view.activities);
  const afterAnswer = answered?.kind === "dispute-resolved" && answered.payBy ? addDays(answered.payBy, 1) : null;
  const broken = madeSince(context.promises, item, letter).filter(({ status }) => status === "broken" || status === "partly-kept");
  if (broken.length === 0) return { item, step, dueOn: latest(ordinary, afterAnswer)!, why };
  const last = broken.reduce((a, b) => (a.lastDay >= b.lastDay ? a : b));
  // A hand-over stands on the day that the third letter's pay-by set: a promise that failed moves it neither way.
  const after = step === "hand-over" ? ordinary : dueAfterBreach(last, context.rules);
  const dueOn = latest(after, afterAnswer)!;
  return { item, step, dueOn, why: { code: "promise-broken", document: item.document, promised: last.promise.day, due: dueOn } };
}

/** Whether this is an item whose next step is a letter in the narrow sense. */
export function comesToLetter(scheduled: Scheduled): boolean {
  return scheduled.step !== "hand-over" && isLetterStep(scheduled.step);
}
