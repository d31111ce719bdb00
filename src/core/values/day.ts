/** A plain calendar day, ISO 8601 (`2026-11-23`): no time, no zone. Compares correctly as text. */
export type Day = `${number}-${number}-${number}`;

const PATTERN = /^\d{4}-\d{2}-\d{2}$/;
const DAY_MS = 86_400_000;

// A ledger of a million items names a few thousand days: what has been worked out once is looked up afterwards.
const MOST_DAYS = 100_000;
const numbers = new Map<Day, number>();
const days = new Map<number, Day>();

/** Days since 1970-01-01 in the proleptic Gregorian calendar. `day` must be valid. */
export function dayNumber(day: Day): number {
  const known = numbers.get(day);
  if (known !== undefined) return known;
  // Date.UTC is arithmetic, not a clock.
  const number = Date.UTC(+day.slice(0, 4), +day.slice(5, 7) - 1, +day.slice(8, 10)) / DAY_MS;
  if (numbers.size < MOST_DAYS) numbers.set(day, number);
  return number;
}

export function dayFromNumber(number: number): Day {
  const known = days.get(number);
  if (known !== undefined) return known;
  const day = new Date(number * DAY_MS).toISOString().slice(0, 10) as Day;
  if (days.size < MOST_DAYS) days.set(number, day);
  return day;
}

/** Reads an ISO 8601 day; null where the text is none or names a day that does not exist (30 February). */
export function parseDay(text: string): Day | null {
  if (!PATTERN.test(text)) return null;
  const day = text as Day;
  return dayFromNumber(dayNumber(day)) === day ? day : null;
}

export function addDays(day: Day, days: number): Day {
  return days === 0 ? day : dayFromNumber(dayNumber(day) + days);
}

/** Whole days from `from` to `to`; negative where `to` is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return dayNumber(to) - dayNumber(from);
}

/** ISO weekday: 1 is Monday, 7 is Sunday. */
export function weekday(day: Day): number {
  return ((((dayNumber(day) + 3) % 7) + 7) % 7) + 1;
}

export function earliest(...days: (Day | null | undefined)[]): Day | null {
  let found: Day | null = null;
  for (const day of days) if (day && (!found || day < found)) found = day;
  return found;
}

export function latest(...days: (Day | null | undefined)[]): Day | null {
  let found: Day | null = null;
  for (const day of days) if (day && (!found || day > found)) found = day;
  return found;
}
