import type { Day } from "../values/day.ts";

/** A rate in force from a day on, percent a year as a decimal text ("-0.88"), with the two places it was read at. */
export interface RateRow {
  readonly validFrom: Day;
  readonly percent: string;
  /** Fewer than two sources: the rate is not used (refused with `rate-one-source`). */
  readonly sources: readonly Source[];
}

/** Where a legal value comes from, and when somebody last looked there. */
export interface Source {
  readonly title: string;
  readonly url: string;
  /** Null: there is nothing to look up, it is agreed between the parties. */
  readonly verifiedOn: Day | null;
}

/** A published reference rate: ECB main refinancing operations, German base rate, Bank of England. */
export interface ReferenceRate {
  readonly id: string;
  readonly name: string;
  /** Oldest first. Each row holds until the next; the newest until `knownThrough`. */
  readonly rows: readonly RateRow[];
  /** The last day of the last period of which the rate is known: after it interest is refused, never carried on. */
  readonly knownThrough: Day;
}

/**
 * How late-payment interest comes about. `floating`: follows the reference rate of each half-year; `fixed-at-start`: the
 * rate of the half-year in which the debt became late stays (UK, SI 2002/1675 art. 4); `flat`: a rate of its own.
 */
export type InterestRule =
  | {
      readonly kind: "floating" | "fixed-at-start";
      readonly reference: ReferenceRate;
      readonly addPercent: string;
      readonly dayCount: DayCount;
      readonly source: Source;
    }
  | { readonly kind: "flat"; readonly percent: string; readonly dayCount: DayCount; readonly source: Source }
  /** No interest can be asked for by letter: why, for a person. */
  | { readonly kind: "none"; readonly reason: string; readonly source: Source };

export type DayCount = "act/365" | "act/act" | "30/360";

/** A lump sum for the cost of recovery, by the size of the debt; the first row whose `below` exceeds the amount applies (null: no limit). */
export interface LumpSumRule {
  readonly currency: string;
  readonly rows: readonly { readonly below: string | null; readonly amount: string }[];
  readonly source: Source;
  /** Owed only together with the statutory interest: a contract that sets its own rate has none of it. */
  readonly onlyWithStatutoryInterest?: true;
}

/** What the law that governs a claim adds to it, for a type of debtor, on a day. */
export interface ClaimLaw {
  /** "de", "eu": the file that it stands in. */
  readonly jurisdiction: string;
  readonly interest: InterestRule;
  /** Null: there is none for this debtor. */
  readonly lumpSum: LumpSumRule | null;
  /** Why there is no lump sum, for a person. */
  readonly noLumpSum?: string;
  /** The first day of interest counts so many days after the due date: 1, the day after. */
  readonly startsAfterDays: number;
  /** The law that moves a due date off a weekend or public holiday to the next business day; absent: none is on file, and the printed day stands. */
  readonly closedDueDay?: Source;
  /** What must be true for that start, and what else counts, for a person: the ledger cannot know how the due date was agreed. */
  readonly startNote?: string;
}
