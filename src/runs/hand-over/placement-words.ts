import { type Day, dayNumber } from "../../core/values/day.ts";

const DAYS = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });

/** "2026-10-20" -> "20 Oct 2026". */
export function writtenDay(day: string): string {
  return DAYS.format(dayNumber(day as Day) * 86_400_000);
}

/** "-1234.50" -> "-1,234.50". */
export function money(amount: string): string {
  return amount.replace(/\d+/, (whole) => whole.replace(/\B(?=(\d{3})+$)/g, ","));
}

const BOOKED = {
  payment: "Payment",
  "credit-memo": "Credit note",
  "write-off": "Written off",
  list: "Less open in a later list",
  returned: "Taken back",
} as const;

export function bookedAs(kind: keyof typeof BOOKED): string {
  return BOOKED[kind];
}

const STEPS: Readonly<Record<string, string>> = {
  reminder: "Reminder",
  "past-due": "Past-due notice",
  first: "First letter",
  second: "Second letter",
  third: "Third letter",
  final: "Notice of referral",
};

export function stepName(step: string): string {
  return STEPS[step] ?? step;
}

/** The name of a letter's file among those of other letters: post has the letter's number in it already. */
export function enclosedAs(letter: string, name: string): string {
  return name.includes(letter) ? name : `${letter}-${name}`;
}
