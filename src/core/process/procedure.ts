import type { ContactHours } from "./contact-hours.ts";

/** The steps of a dunning procedure, in their order. */
export const STEPS = ["reminder", "past-due", "first", "second", "third", "final"] as const;
export type Step = (typeof STEPS)[number];

export function stepRank(step: Step): number {
  return STEPS.indexOf(step);
}

/** A letter in the narrow sense: `first` and up. Reminders and past-due notices are messages only (R6). */
export function isLetterStep(step: Step): boolean {
  return stepRank(step) >= stepRank("first");
}

/** `email-else-post` is one delivery; `email-and-post` are two deliveries of the same letter. */
export type ChannelPlan = "email" | "email-else-post" | "email-and-post";

export interface StepRule {
  readonly step: Step;
  /** Days before (negative) or after the effective due date, or after delivery of the step before. */
  readonly trigger: { readonly from: "due-date" | "delivery"; readonly days: number } | { readonly from: "hand-over" };
  /** Days from expected delivery to the pay-by day; "due-date" for a reminder, null for the final notice. */
  readonly payByDays: number | "due-date" | null;
  /** The least number of days between expected delivery and pay-by (R5). */
  readonly leastLeadDays: number;
  readonly channels: ChannelPlan;
}

/** A dunning procedure: the policy, as data. Sources of its defaults: design rules R1 to R27. */
export interface Procedure {
  readonly name: string;
  readonly version: number;
  readonly steps: Readonly<Record<Step, StepRule>>;
  /** Business days after the third letter's pay-by on which the hand-over task arises. */
  readonly handOverBusinessDays: number;
  /** Least difference of dates between two messages, and between two letters, of one debtor (R6). */
  readonly gapDays: { readonly messages: number; readonly letters: number };
  /** At most so many messages to one debtor within so many days, over all its accounts and channels (R14). */
  readonly contactCap: { readonly messages: number; readonly days: number };
  /** When a message that arrives at once may reach the debtor, on the debtor's own clock (R14). */
  readonly contactHours: ContactHours;
  /** A reminder takes along items falling due within so many days, and skips those with a shorter term (R9). */
  readonly reminder: { readonly takeAlongDays: number; readonly leastTermDays: number };
  /** Neither `third` nor hand-over so soon after a part payment was booked (R12). */
  readonly partPaymentRestDays: number;
  readonly promise: { readonly toleranceBankDays: number };
  /** From this step on payments must be known (R25). */
  readonly freshness: { readonly from: Step; readonly ledgerAgeDays: number };
  /** Asked before this step where the balance is over the creditor's threshold; no answer within the wait lets it go. */
  readonly salesCheck: { readonly before: Step; readonly waitBusinessDays: number };
}
