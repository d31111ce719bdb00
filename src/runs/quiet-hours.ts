import { type ContactHours, mayArrive, stricterHours } from "../core/process/contact-hours.ts";
import { type Day, weekday } from "../core/values/day.ts";
import type { Creditor, DebtorType } from "../core/values/party.ts";
import { businessDays } from "../jurisdictions/calendar.ts";
import { capitalClock } from "../jurisdictions/capital-clock.ts";
import { conductOf } from "../jurisdictions/conduct.ts";
import type { Jurisdiction } from "../jurisdictions/contract.ts";
import { timeZonesOf } from "../jurisdictions/time-zones.ts";
import { dayIn, minuteIn } from "./clock.ts";

const QUARTER_MS = 15 * 60_000;
const QUARTERS_A_DAY = 96;
/** A weekend and the night before it; after longer holidays it is asked again. */
const MOST_DAYS = 4;

/** Where nobody knows which of a country's clocks the debtor lives by: the middle of the day in the capital. */
const UNKNOWN_CLOCK: ContactHours = { from: 10 * 60, to: 16 * 60 };

export interface QuietQuestion {
  readonly creditor: Creditor;
  /** A country that is not told is taken to be the creditor's. */
  readonly debtor: { readonly country: string | null; readonly type: DebtorType };
  /** The procedure's hours; those of the law bind beside them, and the stricter win. */
  readonly hours: ContactHours;
  readonly laws: ReadonlyMap<string, Jurisdiction>;
  /** The sending day. */
  readonly day: Day;
  readonly instant: Date;
}

/**
 * The instant from which a message that arrives at once may leave, to the quarter of an hour; null where that is now. On a
 * day that is played through, and on a clock of the creditor's own, there is no time of day, and nothing is quiet.
 */
export function quietUntil({ creditor, debtor, hours, laws, day, instant }: QuietQuestion): Date | null {
  if (creditor.clock !== null || dayIn(creditor.timeZone, instant) !== day) return null;
  const place = debtor.country ?? creditor.country;
  const { contactHours, weekdays } = conductOf(laws, place, debtor.type, day);
  const allowed = stricterHours(contactHours, hours);
  const isOpenDay = businessDays(place, null);
  const openOn = ({ zone, hours: own }: Clock, at: Date) => {
    if (!mayArrive(own, [minuteIn(zone, at)])) return false;
    // There it may be Saturday already.
    const there = dayIn(zone, at);
    return weekdays.includes(weekday(there)) && isOpenDay(there);
  };
  for (const clocks of clocksOf(place, creditor.timeZone, allowed, instant)) {
    const first = firstAllowed((at) => clocks.every((clock) => openOn(clock, at)), instant);
    if (first !== undefined) return first;
  }
  return new Date(instant.getTime() + MOST_DAYS * QUARTERS_A_DAY * QUARTER_MS);
}

interface Clock {
  readonly zone: string;
  readonly hours: ContactHours;
}

/**
 * The clocks that must all show an allowed time, the strictest choice first. Where a country's clocks differ, it is not known by which the
 * debtor lives: then it must be the middle of the day in the capital, and an allowed hour everywhere. A country so wide that this never
 * comes goes by its capital: late, never lost.
 */
function clocksOf(place: string | null, creditorZone: string, hours: ContactHours, instant: Date): readonly (readonly Clock[])[] {
  const zones = timeZonesOf(place);
  const first = zones[0];
  // A country that has no clock on file is as unknown as one with many.
  if (first === undefined) return [[{ zone: creditorZone, hours: place === null ? hours : stricterHours(UNKNOWN_CLOCK, hours) }]];
  const shown = new Set(zones.map((zone) => `${dayIn(zone, instant)} ${minuteIn(zone, instant)}`));
  if (shown.size === 1) return [[{ zone: first, hours }]];
  const capital = { zone: capitalClock(place) ?? first, hours: stricterHours(UNKNOWN_CLOCK, hours) };
  // The capital first: it says no most of the time, and the others need not be asked.
  return [[capital, ...zones.map((zone) => ({ zone, hours }))], [capital]];
}

/** The first instant within the next days that is open: null where that is at once, undefined where there is none. */
function firstAllowed(open: (at: Date) => boolean, instant: Date): Date | null | undefined {
  if (open(instant)) return null;
  const start = Math.ceil(instant.getTime() / QUARTER_MS);
  for (let quarter = start; quarter < start + MOST_DAYS * QUARTERS_A_DAY; quarter++) {
    const at = new Date(quarter * QUARTER_MS);
    if (open(at)) return at;
  }
  return undefined;
}
