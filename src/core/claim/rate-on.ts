import { addDays, type Day } from "../values/day.ts";
import { addDecimals, formatDecimal, parseDecimal } from "../values/decimal.ts";
import type { ClaimLaw, InterestRule, RateRow, ReferenceRate } from "./claim-law.ts";
import type { InterestRefusal, InterestSegment } from "./interest.ts";

/** A rate over days on which it does not change. `until` null: it does not change any more. */
export interface RatePeriod {
  readonly until: Day | null;
  /** Percent a year; never below zero. */
  readonly percent: string;
  readonly source: string;
}

/** So many places must have said the same of a rate before money is asked for with it. */
const LEAST_SOURCES = 2;
const PLACES = 2;

/**
 * The rate that a rule gives on a day.
 * @param late the first day on which the debt was late: a rule that is fixed at the start looks at no other
 */
export function rateOn(rule: InterestRule, late: Day, day: Day): RatePeriod | InterestRefusal {
  if (rule.kind === "none") return { refused: "no-interest", detail: rule.reason };
  if (rule.kind === "flat") return { until: null, percent: atLeastZero(rule.percent), source: rule.source.title };
  const { reference, addPercent, source } = rule;
  const asked = rule.kind === "fixed-at-start" ? late : day;
  const at = reference.rows.findLastIndex((each) => each.validFrom <= asked);
  const row = reference.rows[at];
  if (row === undefined || asked > reference.knownThrough) return { refused: "rate-missing", detail: missing(reference, asked) };
  if (row.sources.length < LEAST_SOURCES) return { refused: "rate-one-source", detail: oneSource(reference, row) };
  return {
    until: rule.kind === "fixed-at-start" ? null : lastDayOf(reference, at),
    percent: atLeastZero(sum(row.percent, addPercent)),
    source: `${source.title}: ${reference.name} ${row.percent} + ${addPercent}`,
  };
}

/** The rows of the reference rate that segments of a sheet rest on: none of a flat rate. */
export function usedRates({ interest, startsAfterDays }: ClaimLaw, due: Day, segments: readonly InterestSegment[]): readonly RateRow[] {
  if (interest.kind === "none" || interest.kind === "flat") return [];
  const { rows } = interest.reference;
  const asked = segments.map(({ from }) => (interest.kind === "fixed-at-start" ? addDays(due, startsAfterDays) : from));
  return [...new Set(asked.map((day) => rows.findLast(({ validFrom }) => validFrom <= day)!))];
}

/** The last day on which a row applies: before the next one, or the end of what is known. */
function lastDayOf({ rows, knownThrough }: ReferenceRate, at: number): Day {
  const next = rows[at + 1];
  return next && next.validFrom <= knownThrough ? addDays(next.validFrom, -1) : knownThrough;
}

function missing({ name, rows, knownThrough }: ReferenceRate, day: Day): string {
  const known = rows[0] ? `it is known from ${rows[0].validFrom} to ${knownThrough}` : "none is on file";
  return `the ${name} for ${periodOf(day)} is not known: ${known}`;
}

function oneSource({ name }: ReferenceRate, { validFrom, percent, sources }: RateRow): string {
  const count = sources.length === 0 ? "no source" : `one source only (${sources[0]!.title})`;
  return `the ${name} of ${percent} for ${periodOf(validFrom)} has ${count}: two must say the same`;
}

/** "the first half of 2027" */
function periodOf(day: Day): string {
  return `the ${+day.slice(5, 7) <= 6 ? "first" : "second"} half of ${day.slice(0, 4)}`;
}

function sum(a: string, b: string): string {
  return formatDecimal(addDecimals(decimal(a), decimal(b)), PLACES);
}

function atLeastZero(percent: string): string {
  const value = decimal(percent);
  return formatDecimal(value.digits < 0n ? { digits: 0n, scale: 0 } : value, PLACES);
}

function decimal(text: string) {
  const value = parseDecimal(text);
  if (!value) throw new Error(`"${text}" is no rate: write it as percent a year, such as "9" or "-0.88"`);
  return value;
}
