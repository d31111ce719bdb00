const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const weekday = new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", weekday: "short" });
const long = new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", weekday: "long", day: "numeric", month: "long", year: "numeric" });

/** Days come as ISO text and carry no zone: they are read as UTC midnight only to be written out. */
function read(day: string): Date {
  return new Date(`${day}T00:00:00Z`);
}

export function isDay(text: unknown): text is string {
  return typeof text === "string" && /^\d{4}-\d{2}-\d{2}$/.test(text);
}

/** "2026-11-23" -> "23 Nov 2026". */
export function formatDay(day: string): string {
  return `${Number(day.slice(8))} ${MONTHS[Number(day.slice(5, 7)) - 1]} ${day.slice(0, 4)}`;
}

export const formatWeekday = (day: string): string => `${weekday.format(read(day))} ${formatDay(day)}`;
/** A day of the same year needs no year: "Mon 23 Nov". */
export function formatNearDay(day: string, today: string): string {
  return day.slice(0, 4) === today.slice(0, 4) ? formatWeekday(day).slice(0, -5) : formatWeekday(day);
}

export const formatLongDay = (day: string): string => long.format(read(day));

/** The days in a sentence of the server, as the pages write them: "by 2026-06-01." -> "by 1 Jun 2026." */
export const formatDaysIn = (text: string): string => text.replace(/\b\d{4}-\d{2}-\d{2}\b/g, formatDay);

const moment = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "medium" });

/** An instant (ISO 8601) as the reader's own clock shows it: "23 Nov 2026, 09:14:02". */
export const formatMoment = (instant: string): string => moment.format(new Date(instant));
