import { type ContactHours, mayArrive } from "../core/process/contact-hours.ts";
import type { Day } from "../core/values/day.ts";
import type { Creditor } from "../core/values/party.ts";
import { timeZonesOf } from "../jurisdictions/time-zones.ts";
import { dayIn, minuteIn } from "./clock.ts";

const QUARTER_MS = 15 * 60_000;
const QUARTERS_A_DAY = 96;

export interface QuietQuestion {
  readonly creditor: Creditor;
  /** The debtor's; null: taken to be the creditor's. */
  readonly country: string | null;
  readonly hours: ContactHours;
  /** The sending day. */
  readonly day: Day;
  readonly instant: Date;
}

/**
 * The instant from which a message that arrives at once may leave, to the quarter of an hour; null where that is now. On a
 * day that is played through, and on a clock of the creditor's own, there is no time of day, and nothing is quiet.
 */
export function quietUntil({ creditor, country, hours, day, instant }: QuietQuestion): Date | null {
  if (creditor.clock !== null || dayIn(creditor.timeZone, instant) !== day) return null;
  const listed = timeZonesOf(country ?? creditor.country);
  const zones = listed.length > 0 ? listed : [creditor.timeZone];
  // Where a country is so wide that its clocks never agree, its first one counts: late, never lost.
  return firstAllowed(zones, hours, instant) ?? firstAllowed(zones.slice(0, 1), hours, instant) ?? null;
}

/** The first instant within a day that is allowed on all clocks: null where that is at once, undefined where there is none. */
function firstAllowed(zones: readonly string[], hours: ContactHours, instant: Date): Date | null | undefined {
  const allowed = (at: Date) =>
    mayArrive(
      hours,
      zones.map((zone) => minuteIn(zone, at)),
    );
  if (allowed(instant)) return null;
  const start = Math.ceil(instant.getTime() / QUARTER_MS);
  for (let quarter = start; quarter < start + QUARTERS_A_DAY; quarter++) {
    const at = new Date(quarter * QUARTER_MS);
    if (allowed(at)) return at;
  }
  return undefined;
}
