import Holidays from "date-holidays";
import type { IsBusinessDay } from "../core/values/business-days.ts";
import { addDays, type Day, weekday } from "../core/values/day.ts";
import { type Region, resolveCountry, resolveRegion } from "./region.ts";

/** Outside of these years the rules of the holiday tables are guesses (and some never end): weekends only. */
const FIRST_YEAR = 1970;
const LAST_YEAR = 2100;

/** A whole day, also one on which the clocks are put forward. */
const WHOLE_DAY_HOURS = 23;
const HOUR_MS = 3_600_000;

type Closure = "public" | "bank";

/** Spellings of a place that are remembered: a ledger's region is free text, and must not fill the memory. */
const MOST_SPELLINGS = 10_000;

const calendars = new Map<string, IsBusinessDay>();
const spellings = new Map<string, IsBusinessDay>();
const pairs = new WeakMap<IsBusinessDay, WeakMap<IsBusinessDay, IsBusinessDay>>();

/**
 * Business days of a country: neither weekend nor public holiday there. A region ("BY", "DE-BY", "Bayern", "Bavaria") adds
 * its own holidays; one that is not known adds none. A country that is not known, or null, has weekends only.
 * The answer for one country and region is always the same function, so that it can be compared and cached by identity.
 * Sources: date-holidays for holidays, CLDR (through Intl) for weekends.
 */
export function businessDays(country: string | null, region: string | null): IsBusinessDay {
  return calendar(country, region, ["public"]);
}

/** Days on which banks book: business days on which the banks do not close by themselves, not even early. */
export function bankDays(country: string | null, region: string | null): IsBusinessDay {
  return calendar(country, region, ["public", "bank"]);
}

/** Open for both: for a message, the creditor who sends it and the debtor who gets it (R3). */
export function bothOpen(a: IsBusinessDay, b: IsBusinessDay): IsBusinessDay {
  if (a === b) return a;
  let known = pairs.get(a);
  if (!known) pairs.set(a, (known = new WeakMap()));
  let both = known.get(b);
  if (!both) known.set(b, (both = (day) => a(day) && b(day)));
  return both;
}

function calendar(country: string | null, region: string | null, closures: readonly Closure[]): IsBusinessDay {
  const spelling = `${country}/${region}/${closures.length}`;
  const spelled = spellings.get(spelling);
  if (spelled) return spelled;
  const place = { country: resolveCountry(country), region: resolveRegion(country, region) };
  const key = `${place.country}/${place.region}/${closures.length}`;
  let known = calendars.get(key);
  if (!known) calendars.set(key, (known = buildCalendar(place, closures)));
  if (spellings.size >= MOST_SPELLINGS) spellings.clear();
  spellings.set(spelling, known);
  return known;
}

function buildCalendar(place: Region, closures: readonly Closure[]): IsBusinessDay {
  const weekend = weekendOf(place.country);
  if (!place.country) return (day) => !weekend.has(weekday(day));
  const table = place.region ? new Holidays(place.country, place.region) : new Holidays(place.country);
  const years = new Map<string, ReadonlySet<Day>>();
  // Millions of questions a run fall on a few hundred days: one look-up each, no arithmetic.
  const answers = new Map<Day, boolean>();
  return (day) => {
    const answer = answers.get(day);
    if (answer !== undefined) return answer;
    if (weekend.has(weekday(day))) return remember(answers, day, false);
    const year = day.slice(0, 4);
    if (+year < FIRST_YEAR || +year > LAST_YEAR) return true;
    let holidays = years.get(year);
    if (!holidays) years.set(year, (holidays = holidaysOf(table, +year, closures)));
    return remember(answers, day, !holidays.has(day));
  };
}

function remember(answers: Map<Day, boolean>, day: Day, open: boolean): boolean {
  const year = +day.slice(0, 4);
  // Bounded: a ledger full of absurd dates must not grow the cache without end.
  if (year >= FIRST_YEAR && year <= LAST_YEAR) answers.set(day, open);
  return open;
}

/**
 * The days closed in a year. A public holiday that begins at noon leaves the morning for a letter and does not count; a
 * bank that closes early does, since what is paid on that day may be booked on the next.
 */
function holidaysOf(table: Holidays, year: number, closures: readonly Closure[]): ReadonlySet<Day> {
  const days = new Set<Day>();
  // The year before, for what begins on its last days and reaches into this one.
  for (const found of [...table.getHolidays(year - 1), ...table.getHolidays(year)]) {
    if (!(closures as readonly string[]).includes(found.type)) continue;
    const hours = (found.end.getTime() - found.start.getTime()) / HOUR_MS;
    const wholeDays = hours >= WHOLE_DAY_HOURS ? Math.floor((hours + 1) / 24) : found.type === "bank" ? 1 : 0;
    const first = found.date.slice(0, 10) as Day;
    for (let offset = 0; offset < wholeDays; offset++) days.add(addDays(first, offset));
  }
  return days;
}

type WeekLocale = Intl.Locale & { getWeekInfo?(): { weekend: number[] }; weekInfo?: { weekend: number[] } };

/** ISO weekdays of the weekend, 1 = Monday. Saturday and Sunday where the country or the platform does not say. */
export function weekendOf(country: string | null): ReadonlySet<number> {
  const locale: WeekLocale | null = country ? new Intl.Locale(`und-${country}`) : null;
  // Node 20 has the property, later ones have the method.
  const info = locale?.getWeekInfo?.() ?? locale?.weekInfo;
  return new Set(info?.weekend ?? [6, 7]);
}
