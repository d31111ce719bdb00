import { addDays, type Day, daysBetween, weekday } from "./day.ts";

/** In the order of ISO weekdays. */
export const WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;

/** The steps that a creditor may let go without a person, at most. */
export const FREE_STEPS = ["reminder", "past-due", "first", "second"] as const;

/** What a creditor has done every day without anybody asking for it. */
export interface DailySchedule {
  /** Clock time in its time zone: "07:00". */
  readonly dailyAt: string;
  /** Letters up to this step leave without a person's approval; null: as their procedures say. */
  readonly approveUpTo: (typeof FREE_STEPS)[number] | null;
  /** Null: every day. Letters keep to business days by themselves. */
  readonly days: readonly (typeof WEEKDAYS)[number][] | null;
}

/** Longer than any outage that should be caught up with. */
const LOOK_BACK_DAYS = 366;

/**
 * Whether the day's run is due. A clock that jumps over the time of day (summer time begins) has passed it at once; one that comes by it twice finds
 * the day done. Days that were missed, while nothing was running, are made up for by one run: today's, at once.
 * @param last the day of the last run; null: none yet
 * @param minute what the clock shows, in minutes after midnight
 */
export function isDue(schedule: DailySchedule, last: Day | null, today: Day, minute: number): boolean {
  if (last !== null && last >= today) return false;
  if (isDay(schedule, today) && minute >= minuteOf(schedule)) return true;
  if (last === null) return false;
  for (let back = 1; back < Math.min(daysBetween(last, today), LOOK_BACK_DAYS); back++) if (isDay(schedule, addDays(today, -back))) return true;
  return false;
}

/** The day of the next run by the clock; whatever was missed comes before it. */
export function nextDay(schedule: DailySchedule, last: Day | null, today: Day, minute: number): Day {
  let day = (last !== null && last >= today) || minute >= minuteOf(schedule) ? addDays(today, 1) : today;
  while (!isDay(schedule, day)) day = addDays(day, 1);
  return day;
}

function isDay({ days }: DailySchedule, day: Day): boolean {
  return days === null || days.includes(WEEKDAYS[weekday(day) - 1]!);
}

function minuteOf({ dailyAt }: DailySchedule): number {
  const [hour, minute] = dailyAt.split(":").map(Number);
  return hour! * 60 + minute!;
}
