import { type Day, daysBetween, weekday } from "../../values/day.ts";
import type { Step } from "../../process/procedure.ts";
import { type FoundDate, findDates } from "./dates.ts";
import { type Check, findAll, type Finding, type LintInput, matchesAny } from "./finding.ts";
import { placeOf, type Sentence, type ShapedText } from "./text-shape.ts";

/** Least days from expected delivery to the pay-by day (R5). */
const LEAST_LEAD_DAYS: Readonly<Record<Step, number>> = { reminder: 1, "past-due": 1, first: 7, second: 7, third: 10, final: 0 };
const SATURDAY = 6;

/** L03: dates exist, weekdays fit them, and the pay-by day is a working day that leaves enough time. */
export const checkDates: Check = (input) => {
  const { shaped, lexicon } = input;
  const findings: Finding[] = [];
  const at = (offset: number, severity: "E" | "W", message: string, suggestion: string): void =>
    void findings.push({ check: "L03", severity, ...placeOf(shaped, offset), message, suggestion });
  for (const date of findDates(shaped.text, lexicon.language)) {
    if (date.impossible) at(date.index, "E", `"${date.text}" is no day of the calendar.`, "Write the day that is meant.");
    else if (date.day && date.weekday && weekday(date.day) !== date.weekday)
      at(date.index, "E", `"${date.text}": the weekday does not fit the date.`, "Correct the weekday or the date.");
  }
  for (const { date, offset } of deadlines(input)) checkDeadline(date, offset, input, at);
  const { facts } = input;
  if (facts?.payBy && input.step !== "final" && !findDates(shaped.text, lexicon.language).some((date) => date.day === facts.payBy))
    at(0, "E", `The pay-by day ${facts.payBy} is not in the letter.`, "State it as weekday and date.");
  return findings;
};

function checkDeadline(
  date: FoundDate,
  offset: number,
  { facts, step, shaped, lexicon }: LintInput,
  at: (offset: number, severity: "E" | "W", message: string, suggestion: string) => void,
): void {
  const { day } = date;
  if (!day) return date.impossible ? undefined : at(offset, "W", `"${date.text}" can be read as two different days.`, "Write the month as a word.");
  // The pay-by day of the notice comes from the calendars of both parties, who may rest on other days.
  if (weekday(day) >= SATURDAY && day !== facts?.payBy) at(offset, "E", `The pay-by day "${date.text}" is on a weekend.`, "Choose the next business day.");
  if (facts?.payBy && day !== facts.payBy)
    at(offset, "E", `The letter asks for payment by ${day}, but the pay-by day is ${facts.payBy}.`, "State one pay-by day, the agreed one.");
  const from: Day | null = facts?.deliveredOn ?? facts?.sentOn ?? letterDay(shaped, lexicon.language);
  const least = facts?.leastLeadDays ?? LEAST_LEAD_DAYS[step];
  if (from && daysBetween(from, day) < least)
    at(offset, "E", `From expected delivery on ${from} to ${day} there are fewer than ${least} days.`, `Give at least ${least} days.`);
}

/** Dates that a sentence asks to pay by. */
function deadlines({ shaped, lexicon }: LintInput): { date: FoundDate; offset: number }[] {
  return shaped.sentences
    .filter((sentence) => asksForPayment(sentence, lexicon.paymentRequests))
    .flatMap((sentence) =>
      findDates(sentence.text, lexicon.language)
        .filter((date) => matchesAny(lexicon.deadlineWords, sentence.text.slice(Math.max(0, date.index - 24), date.index)))
        .map((date) => ({ date, offset: sentence.start + date.index })),
    );
}

/** The day that the letter itself is dated: a line that is nothing but a date. */
function letterDay({ passages }: ShapedText, language: string): Day | null {
  for (const passage of passages) {
    if (passage.kind !== "label") continue;
    const [date] = findDates(passage.text, language);
    if (date?.day && passage.text.replace(date.text, "").replace(/^\W*\p{L}{0,12}\W*$/u, "") === "") return date.day;
  }
  return null;
}

function asksForPayment(sentence: Sentence, requests: readonly string[]): boolean {
  return matchesAny(requests, sentence.text);
}

/** L04: a vague deadline in a sentence that asks for payment and names no day. "Contact me immediately" alone is allowed. */
export const checkVagueDeadline: Check = ({ shaped, lexicon, step }) => {
  if (step === "final") return [];
  return shaped.sentences.flatMap((sentence): Finding[] => {
    if (!asksForPayment(sentence, lexicon.paymentRequests) || findDates(sentence.text, lexicon.language).length > 0) return [];
    return findAll(lexicon.vagueDeadlines, sentence.text)
      .slice(0, 1)
      .map((match) => ({
        check: "L04",
        severity: "E",
        ...placeOf(shaped, sentence.start + match.index),
        message: `"${match.text}" is too vague for a payment.`,
        suggestion: "Name one day to pay by, as weekday and date.",
      }));
  });
};
