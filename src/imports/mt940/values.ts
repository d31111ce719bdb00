import { type Day, daysBetween, parseDay } from "../../core/values/day.ts";
import { boundedMinor } from "../bank/amount.ts";
import type { Balance } from "../contract.ts";
import { isCurrency } from "../bank/currency.ts";

/** Two digits of a year: SWIFT formats have no century. */
function fullYear(text: string): number {
  return +text + (+text < 80 ? 2000 : 1900);
}

/**
 * A day of a year. Banks that count 30 days to each month write a value date of 30 February: it is the month's last day.
 * Null where month or day cannot be one.
 */
function dayOf(year: number, month: number, day: number): Day | null {
  if (month < 1 || month > 12 || day < 1 || day > 31) return null;
  for (let last = day; last > day - 4; last--) {
    const found = parseDay(`${year}-${String(month).padStart(2, "0")}-${String(last).padStart(2, "0")}`);
    if (found) return found;
  }
  return null;
}

/** "261231" */
export function readDay(text: string): Day | null {
  return dayOf(fullYear(text.slice(0, 2)), +text.slice(2, 4), +text.slice(4, 6));
}

/** An entry date has no year: "0102" beside a value date of 30 December is of the next one. It is the nearest. */
export function readEntryDay(text: string, value: Day): Day | null {
  const year = +value.slice(0, 4);
  const days = [year - 1, year, year + 1].flatMap((each) => dayOf(each, +text.slice(0, 2), +text.slice(2, 4)) ?? []);
  return days.sort((a, b) => Math.abs(daysBetween(value, a)) - Math.abs(daysBetween(value, b)))[0] ?? null;
}

/** An amount with a decimal comma ("1234,5", "1234,"), in minor units; null where it is none, or finer than the currency. */
export function readAmount(text: string, currency: string): bigint | null {
  const match = /^(\d{1,18})(?:[.,](\d{0,6}))?$/.exec(text);
  return match ? boundedMinor(`${match[1]}${match[2] ? `.${match[2]}` : ""}`, currency) : null;
}

const BALANCE = /^([CD])\s?(\d{6})([A-Z]{3})?\s*(\d[\d.,]*)\s*$/;

/**
 * A balance, "C261231EUR1234,56". Some old systems leave the currency of the closing balance out: it is the opening's.
 * Null where it is none.
 */
export function readBalance(text: string, known: string | null): (Balance & { readonly currency: string }) | null {
  const match = BALANCE.exec(text.trim());
  const currency = match?.[3] ?? known;
  if (!match || !currency || !isCurrency(currency)) return null;
  const day = readDay(match[2]!);
  const amount = readAmount(match[4]!, currency);
  return day && amount !== null ? { day, currency, amountMinor: match[1] === "D" ? -amount : amount } : null;
}
