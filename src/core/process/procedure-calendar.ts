import { type Procedure, STEPS, type Step } from "./procedure.ts";

/** What a procedure does with an item that nobody pays, where every message goes by e-mail and no day is a holiday. */
export interface CalendarLine {
  /** Days after the due date; negative is before. */
  readonly day: number;
  readonly what: Step | "call" | "hand-over";
  /** The day by which it asks for the money, counted in the same way; null where it asks for none. */
  readonly payBy: number | null;
  /** So many business days after `day`; 0: on the day itself. */
  readonly businessDaysLater: number;
}

/** The calendar of a procedure for one item, in the order of the days. */
export function procedureCalendar(procedure: Procedure): CalendarLine[] {
  const { steps, graceDays, calls, handOverBusinessDays } = procedure;
  const lines: CalendarLine[] = [];
  let delivered = 0;
  for (const step of STEPS) {
    const { trigger, payByDays } = steps[step];
    if (trigger.from === "never" || trigger.from === "hand-over") continue;
    // A reminder counts from the due date itself: grace is for what comes after it.
    const day = trigger.from === "delivery" ? delivered + trigger.days : trigger.days + (step === "reminder" ? 0 : graceDays);
    const payBy = payByDays === "due-date" ? 0 : payByDays === null ? null : day + payByDays;
    lines.push({ day, what: step, payBy, businessDaysLater: 0 });
    if (step === calls.after && payBy !== null) lines.push({ day: payBy + 1, what: "call", payBy: null, businessDaysLater: 0 });
    delivered = day;
  }
  const { payBy, day } = lines.findLast(({ what }) => what === "third")!;
  lines.push({ day: payBy ?? day, what: "hand-over", payBy: null, businessDaysLater: handOverBusinessDays });
  return lines.sort((a, b) => a.day - b.day);
}
