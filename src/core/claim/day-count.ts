import { addDays, type Day, daysBetween } from "../values/day.ts";
import type { DayCount } from "./claim-law.ts";

/** The part of a year that days make up, as a sum of exact fractions. */
export interface YearPart {
  /** The days that count. */
  readonly days: number;
  readonly fractions: readonly { readonly days: number; readonly of: number }[];
}

/** How the days from `from` to `to`, both inclusive, count. 30/360 is the European way: every month has 30 days. */
export function yearPart(dayCount: DayCount, from: Day, to: Day): YearPart {
  const after = addDays(to, 1);
  if (dayCount === "30/360") {
    const days = thirtyDayNumber(after) - thirtyDayNumber(from);
    return { days, fractions: [{ days, of: 360 }] };
  }
  const days = daysBetween(from, after);
  return { days, fractions: dayCount === "act/365" ? [{ days, of: 365 }] : byYear(from, after) };
}

function thirtyDayNumber(day: Day): number {
  return +day.slice(0, 4) * 360 + +day.slice(5, 7) * 30 + Math.min(30, +day.slice(8));
}

function byYear(from: Day, after: Day): { days: number; of: number }[] {
  const fractions: { days: number; of: number }[] = [];
  for (let start = from; start < after; ) {
    const year = +start.slice(0, 4);
    const next = `${String(year + 1).padStart(4, "0")}-01-01` as Day;
    const end = next < after ? next : after;
    fractions.push({ days: daysBetween(start, end), of: daysBetween(`${start.slice(0, 4)}-01-01` as Day, next) });
    start = end;
  }
  return fractions;
}
