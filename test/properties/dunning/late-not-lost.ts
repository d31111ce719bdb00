import { isLetterStep, type Procedure, type Step } from "../../../src/core/process/procedure.ts";
import { addDays, type Day, daysBetween } from "../../../src/core/values/day.ts";
import { DAYS, type Event, type History, procedureOf, START } from "./histories.ts";
import type { Law } from "./laws.ts";
import { openAfter, openFrom } from "./naive.ts";
import { isOpenIn, play } from "./play.ts";

type Invoice = Extract<Event, { kind: "invoice" }>;
interface Leaves {
  readonly step: Step;
  readonly on: Day;
}

interface Alone {
  readonly lone: History;
  readonly known: Day;
  readonly invoice: Invoice;
}

/** The first invoice of a history alone, large enough for every step, with all that delays it: holidays, outages, transit, the cap. */
function alone(history: History): Alone | null {
  if (!known.has(history)) known.set(history, aloneIn(history));
  return known.get(history)!;
}

/** So that both laws look at one play of it. */
const known = new WeakMap<History, Alone | null>();

function aloneIn(history: History): Alone | null {
  const first = history.events.find(({ event }) => event.kind === "invoice");
  if (first?.event.kind !== "invoice") return null;
  const invoice: Invoice = { ...first.event, amount: 600_00, instalments: 1, directDebit: false };
  const events = [{ ...first, event: invoice }];
  const lone: History = { ...history, events, unposted: [], salesCheck: null, phone: false, approvals: "two", channels: null };
  return { lone, known: addDays(START, first.day), invoice };
}

/** The days on which an invoice's messages leave, by a calendar alone: a step goes on the first day on which it can. */
function calendar(history: History, known: Day, { age, term }: Invoice, reminders: readonly Day[]): Leaves[] {
  const procedure = procedureOf(history);
  const isOpen = isOpenIn(history);
  const end = addDays(START, DAYS);
  const isRun = (day: Day) => day >= known && !history.outages.includes(daysBetween(START, day));
  const due = addDays(known, term - age);
  const stepDue = addDays(openFrom(isOpen, due), procedure.graceDays);
  const firstDay = addDays(stepDue, daysOf(procedure, "first")!);
  const leaves: Leaves[] = reminders.map((on) => ({ step: "reminder", on }));
  const arrears = addDays(due, procedure.leastArrearsDays);

  /** The pay-by day of the message; null: it does not leave any more. */
  const leave = (step: Step, dueOn: Day): Day | null => {
    for (let day = dueOn; day <= end; day = addDays(day, 1)) {
      if (!isRun(day) || !isOpen(day) || !isFarEnough(procedure, leaves, step, day)) continue;
      leaves.push({ step, on: day });
      const { payByDays, leastLeadDays } = procedure.steps[step];
      const lead = Math.max(typeof payByDays === "number" ? payByDays : 0, leastLeadDays, step === "third" ? history.lawfulLead : 0);
      return openFrom(isOpen, addDays(day, history.transit + lead));
    }
    return null;
  };

  const notice = daysOf(procedure, "past-due");
  let payBy: Day | null = START;
  let next = last(firstDay, addDays(stepDue, 1), arrears);
  if (known > firstDay) next = last(known, next);
  else if (notice !== null) {
    payBy = leave("past-due", addDays(stepDue, notice));
    if (payBy) next = last(next, addDays(payBy, 1));
  }
  for (const step of ["first", "second", "third"] as const) {
    if (!payBy) return leaves;
    if (step !== "first") next = last(addDays(leaves.at(-1)!.on, history.transit + daysOf(procedure, step)!), addDays(payBy, 1));
    payBy = leave(step, next);
  }
  if (!payBy) return leaves;
  // Two people approve on the day on which they are asked; the notice leaves with a later run.
  let asked = openAfter(isOpen, payBy, procedure.handOverBusinessDays);
  while (!isRun(asked)) asked = addDays(asked, 1);
  leave("final", addDays(asked, 1));
  return leaves;
}

function isFarEnough({ gapDays, contactCap }: Procedure, before: readonly Leaves[], step: Step, day: Day): boolean {
  if (before.some(({ on }) => daysBetween(on, day) < gapDays.messages)) return false;
  if (isLetterStep(step) && before.some((each) => isLetterStep(each.step) && daysBetween(each.on, day) < gapDays.letters)) return false;
  return before.filter(({ on }) => daysBetween(on, day) < contactCap.days).length < contactCap.messages;
}

function daysOf({ steps }: Procedure, step: Step): number | null {
  const { trigger } = steps[step];
  return trigger.from === "never" ? null : "days" in trigger ? trigger.days : 0;
}

function last(...days: Day[]): Day {
  return days.reduce((a, b) => (a > b ? a : b));
}

const late: Law = {
  name: "a run after missed ones is late, and loses nothing: a lone invoice's messages leave on the first days that are possible",
  check: (engine, history) => {
    const only = alone(history);
    if (!only) return [];
    const { sent } = play(engine, only.lone);
    const reminders = sent.filter(({ letter }) => letter.step === "reminder").map(({ letter }) => letter.sentOn);
    const expected = calendar(only.lone, only.known, only.invoice, reminders).map(({ step, on }) => `${step} ${on}`);
    const actual = sent.map(({ letter }) => `${letter.step} ${letter.sentOn}`);
    return expected.join() === actual.join() ? [] : [`leaves ${actual.join(", ")} instead of ${expected.join(", ")}`];
  },
};

const reminded: Law = {
  name: "a lone invoice that is known in time is reminded once, on its day",
  check: (engine, history) => {
    const only = alone(history);
    if (!only || history.outages.length > 0) return [];
    const { lone, known, invoice } = only;
    const procedure = procedureOf(history);
    const isOpen = isOpenIn(lone);
    const days = daysOf(procedure, "reminder");
    const due = openFrom(isOpen, addDays(known, invoice.term - invoice.age));
    if (days === null || invoice.term < procedure.reminder.leastTermDays) return [];
    const on = openFrom(isOpen, last(known, addDays(due, days)));
    const isInTime = addDays(on, history.transit + procedure.steps.reminder.leastLeadDays) <= due && on <= addDays(START, DAYS);
    const actual = play(engine, lone).sent.flatMap(({ letter }) => (letter.step === "reminder" ? [letter.sentOn] : []));
    const expected = isInTime ? [on] : [];
    return expected.join() === actual.join() ? [] : [`is reminded on ${actual.join(", ")}, not on ${expected.join(", ")}`];
  },
};

/** R3: a step that is held up goes on the first possible day. */
export const lateNotLost: readonly Law[] = [late, reminded];
