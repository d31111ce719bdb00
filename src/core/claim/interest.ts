import { addDays, type Day, earliest, latest } from "../values/day.ts";
import { parseDecimal } from "../values/decimal.ts";
import { sumMinor } from "../values/money.ts";
import type { ClaimLaw } from "./claim-law.ts";
import { type YearPart, yearPart } from "./day-count.ts";
import { rateOn } from "./rate-on.ts";

/** Simple interest on one amount at one rate over days without a change. */
export interface InterestSegment {
  /** First and last day, both inclusive. */
  readonly from: Day;
  readonly to: Day;
  readonly days: number;
  /** Percent a year, as a decimal text ("11.27"). */
  readonly rate: string;
  /** The amount that it runs on, minor units. */
  readonly principalMinor: bigint;
  readonly amountMinor: bigint;
  /** Where the rate comes from. */
  readonly source: string;
}

export interface InterestSheet {
  readonly totalMinor: bigint;
  readonly segments: readonly InterestSegment[];
}

/** Why there is no interest: `rate-missing`, `rate-one-source`, `no-interest`, with what is missing. */
export interface InterestRefusal {
  readonly refused: "rate-missing" | "rate-one-source" | "no-interest";
  readonly detail: string;
}

/** Days on which a debt, or a part of it, bears no interest. */
export interface FreeStretch {
  readonly from: Day;
  /** The last day; null: not ended. */
  readonly to: Day | null;
  /** What of it is free, minor units; null: all of it. */
  readonly lessMinor: bigint | null;
}

export interface InterestRequest {
  readonly law: ClaimLaw;
  /** The day on which it was due in law (`lawfulDue`): what the jurisdiction calls the start follows from it. */
  readonly due: Day;
  /** What was owed on the due date, minor units. */
  readonly amountMinor: bigint;
  /** What was paid of it and when it was credited: interest runs through the day of credit. */
  readonly payments: readonly { readonly day: Day; readonly amountMinor: bigint }[];
  /** Days on which the debt or a part of it bears none. Default: there are none. */
  readonly free?: readonly FreeStretch[];
  /** The first day that is charged, where an earlier letter has charged those before it; null: from the start. */
  readonly from: Day | null;
  /** The last day, inclusive. */
  readonly to: Day;
}

/**
 * Simple late-payment interest by day, one segment per period of the rate and per change of what is open, each rounded half up
 * to the minor unit. A rate that is missing or has one source only is refused, never guessed, and then the whole sheet is:
 * half a sum would look like a whole one.
 */
export function lateInterest({ law, due, amountMinor, payments, free = [], from, to }: InterestRequest): InterestSheet | InterestRefusal {
  const { interest } = law;
  if (interest.kind === "none") return { refused: "no-interest", detail: interest.reason };
  const late = addDays(due, law.startsAfterDays);
  const segments: InterestSegment[] = [];
  for (let day = latest(late, from)!; day <= to; ) {
    const openMinor = openOn(amountMinor, payments, day);
    if (openMinor <= 0n) break;
    const unchanged = earliest(to, nextPayment(payments, day), lastDayUnchanged(free, day))!;
    const principalMinor = openMinor - freeOn(free, openMinor, day);
    if (principalMinor <= 0n) {
      day = addDays(unchanged, 1);
      continue;
    }
    const rate = rateOn(interest, late, day);
    if ("refused" in rate) return rate;
    const end = earliest(unchanged, rate.until)!;
    const { days, fractions } = yearPart(interest.dayCount, day, end);
    const amount = roundHalfUp(principalMinor, rate.percent, fractions);
    segments.push({ from: day, to: end, days, rate: rate.percent, principalMinor, amountMinor: amount, source: rate.source });
    day = addDays(end, 1);
  }
  return { totalMinor: sumMinor(segments.map((segment) => segment.amountMinor)), segments };
}

/** What runs on a day: a payment stops the interest on its amount from the day after it was credited. */
function openOn(amountMinor: bigint, payments: InterestRequest["payments"], day: Day): bigint {
  return payments.reduce((open, payment) => (payment.day < day ? open - payment.amountMinor : open), amountMinor);
}

function freeOn(free: readonly FreeStretch[], openMinor: bigint, day: Day): bigint {
  return sumMinor(free.filter(({ from, to }) => from <= day && (to === null || to >= day)).map(({ lessMinor }) => lessMinor ?? openMinor));
}

/** The last day before something begins to be free, or the last on which something is. */
function lastDayUnchanged(free: readonly FreeStretch[], day: Day): Day | null {
  return earliest(...free.map(({ from, to }) => (from > day ? addDays(from, -1) : to !== null && to >= day ? to : null)));
}

function nextPayment(payments: InterestRequest["payments"], day: Day): Day | null {
  return earliest(...payments.map((payment) => (payment.day >= day ? payment.day : null)));
}

/** principal x percent / 100 x the part of a year, exact until the one rounding. */
function roundHalfUp(principalMinor: bigint, percent: string, fractions: YearPart["fractions"]): bigint {
  const { digits, scale } = parseDecimal(percent)!;
  const year = fractions.reduce((product, { of }) => product * BigInt(of), 1n);
  const part = sumMinor(fractions.map(({ days, of }) => (BigInt(days) * year) / BigInt(of)));
  const denominator = 100n * 10n ** BigInt(scale) * year;
  return (2n * principalMinor * digits * part + denominator) / (2n * denominator);
}
