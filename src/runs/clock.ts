import { UserError } from "../core/user-error.ts";
import type { Day } from "../core/values/day.ts";
import type { Creditor } from "../core/values/party.ts";
import type { Store } from "../store/database.ts";
import { completeCreditor, loadCreditor, loadCreditors, readCreditors, saveCreditor } from "../store/settings-store.ts";
import { loadPostedThrough, savePostedThrough } from "../store/decision-store.ts";
import { inTransaction } from "../store/transaction.ts";

/** This instant. Nothing else asks the machine for the time in order to decide something. */
export function now(): Date {
  return new Date();
}

/** There are a few hundred time zones, and a clock is dear to build. */
const dayClocks = new Map<string, Intl.DateTimeFormat>();
const minuteClocks = new Map<string, Intl.DateTimeFormat>();

function clockOf(clocks: Map<string, Intl.DateTimeFormat>, timeZone: string, shows: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  let clock = clocks.get(timeZone);
  if (!clock) clocks.set(timeZone, (clock = new Intl.DateTimeFormat("en", { timeZone, ...shows })));
  return clock;
}

/** The calendar day that an instant falls on in a time zone (IANA name). */
export function dayIn(timeZone: string, instant: Date): Day {
  const clock = clockOf(dayClocks, timeZone, { calendar: "iso8601", year: "numeric", month: "2-digit", day: "2-digit" });
  const parts = clock.formatToParts(instant);
  const part = (type: string) => parts.find((each) => each.type === type)!.value;
  return `${part("year").padStart(4, "0")}-${part("month")}-${part("day")}` as Day;
}

/** What a clock in a time zone shows at an instant, in minutes after midnight. */
export function minuteIn(timeZone: string, instant: Date): number {
  const [hour, minute] = clockOf(minuteClocks, timeZone, { hourCycle: "h23", hour: "2-digit", minute: "2-digit" })
    .formatToParts(instant)
    .filter(({ type }) => type === "hour" || type === "minute")
    .map(({ value }) => Number(value));
  return hour! * 60 + minute!;
}

/** An instant as a clock in a time zone shows it: "08:00 on 2026-11-24 (Europe/London)". */
export function timeIn(timeZone: string, instant: Date): string {
  const minute = minuteIn(timeZone, instant);
  const two = (value: number) => String(value).padStart(2, "0");
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)} on ${dayIn(timeZone, instant)} (${timeZone})`;
}

/** The creditor's today: its own clock where it lives on one (the demo), else the day in its time zone. */
export function todayOf(creditor: Creditor): Day {
  return creditor.clock ?? dayIn(creditor.timeZone, now());
}

/**
 * Today, for one creditor by id, or for all that there are; without any, the machine's own day.
 * @throws UserError `creditor-unknown`; `days-differ` where the creditors' clocks show different days
 */
export async function todayFor(store: Pick<Store, "pool">, creditor?: string): Promise<Day> {
  if (creditor !== undefined) return todayOf(await loadCreditor(store, creditor));
  const creditors = await loadCreditors(store);
  const days = new Set(creditors.map(todayOf));
  if (days.size > 1) {
    const list = creditors.map((each) => `${each.id} ${todayOf(each)}`).join(", ");
    throw new UserError("days-differ", `Today is not the same day for all creditors (${list}). Name one with --creditor, or the day with --as-of.`);
  }
  return [...days][0] ?? todayHere();
}

/** The machine's own day: for what concerns no creditor. */
export function todayHere(): Day {
  return dayIn(Intl.DateTimeFormat().resolvedOptions().timeZone, now());
}

/**
 * Sets the clock of a creditor that lives on one of its own.
 * @throws UserError `creditor-unknown`; `clock-real` for a creditor that follows the real calendar
 */
export async function moveClock(store: Pick<Store, "pool">, creditor: string, day: Day): Promise<Creditor> {
  await loadCreditor(store, creditor);
  return inTransaction(store, async (client) => {
    const [stored] = await readCreditors(client, creditor, true);
    if (!stored!.settings.clock) {
      throw new UserError(
        "clock-real",
        `Creditor "${creditor}" follows the real calendar: its clock cannot be moved. Only a creditor with a \`clock\` of its own, such as the demo, can.`,
      );
    }
    // On a clock of its own nobody posts payments by hand: what is booked up to the day is all there is.
    const isBank = (await loadPostedThrough(client, day)).get(creditor)?.by === "bank";
    const own = isBank ? completeCreditor(creditor, stored!.name, stored!.settings).bankAccounts.map(({ id }) => id) : [];
    for (const bankAccount of [null, ...own]) await savePostedThrough(client, { creditor, bankAccount, through: day, by: "clock", asOf: day });
    return saveCreditor(client, { ...stored!, settings: { ...stored!.settings, clock: day } });
  });
}
