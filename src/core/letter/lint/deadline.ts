import type { Step } from "../../process/procedure.ts";
import { type Day, daysBetween, weekday } from "../../values/day.ts";
import { type FoundDate, findDates } from "./dates.ts";
import { type Check, type Finding, findingAt, type LintInput, readingDay } from "./finding.ts";
import { findAll, matchesAny } from "./patterns.ts";
import { type Sentence, type ShapedText } from "./text-shape.ts";

/** Least days from expected delivery to the pay-by day (R5). */
const LEAST_LEAD_DAYS: Readonly<Record<Step, number>> = { reminder: 1, "past-due": 1, first: 7, second: 7, third: 10, final: 0 };
const SATURDAY = 6;

export interface Deadline {
  readonly date: FoundDate;
  /** In the text. */
  readonly offset: number;
  readonly sentence: Sentence;
}

/** L03: dates exist, weekdays fit them, and the pay-by day is a working day that leaves enough time. */
export const checkDates: Check = (input) => {
  const { shaped, lexicon, facts } = input;
  const dates = findDates(shaped.text, lexicon.language);
  const findings: Finding[] = [];
  const at = (code: string, offset: number, message: string, suggestion: string): void =>
    void findings.push(findingAt(input, { check: "L03", code, severity: "E" }, offset, message, suggestion));
  for (const date of dates) {
    if (date.impossible) at("no-such-day", date.index, `"${date.text}" is no day of the calendar.`, "Write the day that is meant.");
    else if (date.day && date.weekday && weekday(date.day) !== date.weekday)
      at("weekday-wrong", date.index, `"${date.text}": the weekday does not fit the date.`, "Correct the weekday or the date.");
  }
  for (const deadline of deadlinesOf(input)) findings.push(...checkDeadline(deadline, input));
  if (facts.payBy && input.step !== "final" && !dates.some((date) => date.day === facts.payBy))
    at("pay-by-missing", 0, `The pay-by day ${facts.payBy} is not in the letter.`, "State it as weekday and date.");
  return findings;
};

function checkDeadline({ date, offset }: Deadline, input: LintInput): Finding[] {
  const { facts, step, shaped, lexicon } = input;
  const { day } = date;
  const findings: Finding[] = [];
  const at = (code: string, severity: "E" | "W", message: string, suggestion: string): void =>
    void findings.push(findingAt(input, { check: "L03", code, severity }, offset, message, suggestion));
  if (!day) {
    if (!date.impossible) at("two-readings", "W", `"${date.text}" can be read as two different days.`, "Write the month as a word.");
    return findings;
  }
  // The pay-by day of the notice comes from the calendars of both parties, who may rest on other days.
  if (weekday(day) >= SATURDAY && day !== facts.payBy) at("weekend", "E", `The pay-by day "${date.text}" is on a weekend.`, "Choose the next business day.");
  if (facts.payBy && day !== facts.payBy)
    at("pay-by-differs", "E", `The letter asks for payment by ${day}, but the pay-by day is ${facts.payBy}.`, "State one pay-by day, the agreed one.");
  const from = readingDay(input) ?? letterDay(shaped, lexicon.language);
  const least = facts.leastLeadDays ?? LEAST_LEAD_DAYS[step];
  if (from && daysBetween(from, day) < least)
    at("too-soon", "E", `From expected delivery on ${from} to ${day} there are fewer than ${least} days.`, `Give at least ${least} days.`);
  else if (!from && facts.readOn && day <= facts.readOn) at("past", "E", `The pay-by day "${date.text}" is past.`, `Give at least ${least} days.`);
  return findings;
}

/** Dates that a sentence asks to pay by. */
export function deadlinesOf({ shaped, lexicon }: LintInput): Deadline[] {
  return shaped.sentences
    .filter((sentence) => matchesAny(lexicon.paymentRequests, sentence.text))
    .flatMap((sentence) =>
      findDates(sentence.text, lexicon.language)
        .filter((date) => matchesAny(lexicon.deadlineWords, sentence.text.slice(Math.max(0, date.index - 24), date.index)))
        .map((date) => ({ date, offset: sentence.start + date.index, sentence })),
    );
}

/** The day that the letter itself is dated: a line that is nothing but a date, or a row of the references above the greeting ("Date   3 March 2026"). */
export function letterDay({ passages }: ShapedText, language: string): Day | null {
  const greeting = passages.find(({ kind }) => kind === "salutation")?.start ?? 0;
  for (const passage of passages) {
    const isReference = passage.kind === "table" && passage.start < greeting;
    if (passage.kind !== "label" && !isReference) continue;
    for (const line of isReference ? passage.text.split("\n") : [passage.text]) {
      const [date] = findDates(line, language);
      if (date?.day && /^\W*\p{L}{0,12}\W*$/u.test(line.replace(date.text, ""))) return date.day;
    }
  }
  return null;
}

/** L04: a vague deadline in a sentence that asks for payment and names no day. "Contact me immediately" alone is allowed. */
export const checkVagueDeadline: Check = (input) => {
  const { shaped, lexicon, step } = input;
  if (step === "final") return [];
  return shaped.sentences.flatMap((sentence): Finding[] => {
    if (!matchesAny(lexicon.paymentRequests, sentence.text) || findDates(sentence.text, lexicon.language).length > 0) return [];
    const [match] = findAll(lexicon.vagueDeadlines, sentence.text);
    if (!match) return [];
    const kind = { check: "L04", code: "vague-deadline", severity: "E" } as const;
    const message = `"${match.text}" is too vague for a payment.`;
    return [findingAt(input, kind, sentence.start + match.index, message, "Name one day to pay by, as weekday and date.")];
  });
};
