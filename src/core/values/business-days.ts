import { addDays, type Day } from "./day.ts";

/** Tells business days from holidays and weekends. Built outside the core from dated calendars. */
export type IsBusinessDay = (day: Day) => boolean;

/** No calendar in the world closes for longer; a longer search means the calendar itself is broken. */
const LONGEST_CLOSURE_DAYS = 60;

function seek(open: IsBusinessDay, day: Day, direction: 1 | -1): Day {
  let found = day;
  for (let tried = 0; tried <= LONGEST_CLOSURE_DAYS; tried++) {
    if (open(found)) return found;
    found = addDays(found, direction);
  }
  throw new Error(`no business day within ${LONGEST_CLOSURE_DAYS} days of ${day}`);
}

/** The day itself when it is a business day, else the next one. */
export function onOrAfter(open: IsBusinessDay, day: Day): Day {
  return seek(open, day, 1);
}

/** The last business day strictly before `day`. */
export function businessDayBefore(open: IsBusinessDay, day: Day): Day {
  return seek(open, addDays(day, -1), -1);
}

/** The `count`-th business day after `day` (count >= 1), or `day` itself for 0. */
export function addBusinessDays(open: IsBusinessDay, day: Day, count: number): Day {
  let found = day;
  for (let step = 0; step < count; step++) found = onOrAfter(open, addDays(found, 1));
  return found;
}
