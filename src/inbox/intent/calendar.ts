import type { Span } from "../../core/letter/intent-lexicon.ts";
import { addDays, type Day, dayNumber, parseDay, weekday } from "../../core/values/day.ts";

/** Where a day without a year lies: in what comes (a promise) or in what was (a payment). */
export type Direction = "next" | "last";

const two = (number: number): string => String(number).padStart(2, "0");

/** A day and month, of the written year or of the nearest one in that direction; today counts to both. Null: no such day. */
export function dayOf(day: number, month: number, year: string | undefined, today: Day, direction: Direction): Day | null {
  if (month < 1 || month > 12 || day < 1) return null;
  if (year) return parseDay(`${year.length === 2 ? `20${year}` : year}-${two(month)}-${two(day)}`);
  const thisYear = Number(today.slice(0, 4));
  // A 29 February may be eight years off.
  for (let step = 0; step <= 8; step++) {
    const found = parseDay(`${thisYear + (direction === "next" ? step : -step)}-${two(month)}-${two(day)}`);
    if (found && (direction === "next" ? found >= today : found <= today)) return found;
  }
  return null;
}

/** "the 15th": of this month, or of the next (last) one that has such a day. */
export function dayOfSomeMonth(day: number, today: Day, direction: Direction): Day | null {
  if (day < 1 || day > 31) return null;
  let month = Number(today.slice(0, 4)) * 12 + Number(today.slice(5, 7)) - 1;
  for (let step = 0; step < 4; step++) {
    const found = parseDay(`${Math.floor(month / 12)}-${two((month % 12) + 1)}-${two(day)}`);
    if (found && (direction === "next" ? found >= today : found <= today)) return found;
    month += direction === "next" ? 1 : -1;
  }
  return null;
}

/** Monday is 1. Never today: whoever means today says so. */
export function dayOfWeek(number: number, today: Day, direction: Direction): Day {
  const ahead = (((number - weekday(today)) % 7) + 7) % 7;
  return direction === "next" ? addDays(today, ahead || 7) : addDays(today, ahead - 7);
}

function monday(today: Day): Day {
  return addDays(today, 1 - weekday(today));
}

/** A weekday of next week. */
export function dayOfNextWeek(number: number, today: Day): Day {
  return addDays(monday(today), 6 + number);
}

/** The Friday of an ISO week, this year's or, where that is over, next year's. Null: no year has such a week. */
export function fridayOfWeek(week: number, today: Day): Day | null {
  if (week < 1 || week > 53) return null;
  for (const step of [0, 1]) {
    const first = monday(`${Number(today.slice(0, 4)) + step}-01-04` as Day);
    const friday = addDays(first, (week - 1) * 7 + 4);
    // The last day of the week decides: on a Saturday the week is not over.
    if (addDays(friday, 2) >= today) return friday;
  }
  return null;
}

export function lastDayOfMonth(year: number, month: number): Day {
  const next = month === 12 ? `${year + 1}-01-01` : `${year}-${two(month + 1)}-01`;
  return addDays(next as Day, -1);
}

/** Weekdays only: no holidays, which differ by place. */
export function addWeekdays(day: Day, count: number): Day {
  let found = day;
  for (let left = count; left > 0; left--) {
    found = addDays(found, 1);
    while (weekday(found) > 5) found = addDays(found, 1);
  }
  return found;
}

/** The last day of a stretch of time to come. */
export function endOfSpan(span: Span, today: Day): Day {
  const year = Number(today.slice(0, 4));
  const month = Number(today.slice(5, 7));
  const [nextYear, nextMonth] = month === 12 ? [year + 1, 1] : [year, month + 1];
  const inWeek = (days: number): Day => {
    const day = addDays(monday(today), days);
    return dayNumber(day) < dayNumber(today) ? today : day;
  };
  const ends: Readonly<Record<Span, () => Day>> = {
    "this-week": () => inWeek(4),
    "end-of-week": () => inWeek(4),
    "next-week": () => inWeek(11),
    "end-of-next-week": () => inWeek(11),
    "start-of-next-week": () => inWeek(8),
    "middle-of-next-week": () => inWeek(9),
    "week-after-next": () => inWeek(18),
    "middle-of-month": () => dayOfSomeMonth(15, today, "next")!,
    "end-of-month": () => lastDayOfMonth(year, month),
    "middle-of-next-month": () => `${nextYear}-${two(nextMonth)}-15` as Day,
    "end-of-next-month": () => lastDayOfMonth(nextYear, nextMonth),
    "end-of-year": () => `${year}-12-31` as Day,
  };
  return ends[span]();
}
