import { parseMinor } from "../values/money.ts";
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

/** The ways on which a letter can go, besides the outbox, which takes the place of all of them until a channel is set up. */
export const LETTER_CHANNELS = ["email", "post", "voice"] as const;
export type LetterChannel = (typeof LETTER_CHANNELS)[number];

/** An amount of money in major units by currency; "*" stands for all currencies that are not named. */
export type AmountByCurrency = Readonly<Record<string, string>>;

/** An amount of the policy in an account's currency, minor units; null: none is set for it. */
export function minorOf(amounts: AmountByCurrency, currency: string): bigint | null {
  const given = amounts[currency] ?? amounts["*"];
  // Finer than the currency's minor unit ("12.50" yen): its whole part counts.
  return given === undefined ? null : (parseMinor(given, currency) ?? parseMinor(given.split(".")[0]!, currency));
}

export interface StepRule {
  readonly step: Step;
  /**
   * Days before (negative) or after the effective due date plus grace, or after delivery of the step before. "never": the
   * procedure has no such step (reminder and past-due only).
   */
  readonly trigger: { readonly from: "due-date" | "delivery"; readonly days: number } | { readonly from: "hand-over" } | { readonly from: "never" };
  /** Days from expected delivery to the pay-by day; "due-date" for a reminder, null for the final notice. */
  readonly payByDays: number | "due-date" | null;
  /** The least number of days between expected delivery and pay-by (R5). */
  readonly leastLeadDays: number;
  /** In their order: the letter goes by the first that reaches the debtor. */
  readonly channels: readonly LetterChannel[];
  /** Further deliveries of the same letter, where they reach the debtor. */
  readonly also: readonly LetterChannel[];
  /** The step is taken only if what is at it, or beyond, comes to this much, and to this share of all that is open (SAP's minimum per level). */
  readonly minimum: { readonly amount: AmountByCurrency; readonly percent: number };
  /** Whether a person must approve the letter; never waived from `third` on. */
  readonly approval: boolean;
  /** Who is told that it left: the debtor's salesperson, or an e-mail address. */
  readonly tell: readonly string[];
  /** A fee for the letter itself, once per letter. */
  readonly fee: AmountByCurrency;
}

/** How letters and logs name a procedure: "standard v2". */
export function versionedName({ name, version }: Pick<Procedure, "name" | "version">): string {
  return `${name} v${version}`;
}

/** A dunning procedure: the policy, as data. Sources of its defaults: design rules R1 to R27. */
export interface Procedure {
  readonly name: string;
  readonly version: number;
  /** One line for whoever chooses among procedures. */
  readonly about?: string;
  readonly steps: Readonly<Record<Step, StepRule>>;
  /** Added to the due date before any step counts. Policy only: letters and interest keep the real due date. */
  readonly graceDays: number;
  /** An account gets letters only once its oldest item is so many days in arrears; then all its overdue items go in. */
  readonly leastArrearsDays: number;
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
  /**
   * `renewals`: so many promises in a row may replace one that was not kept; a further one does not hold letters back.
   * `longestDays`: nor does one for a day further away than this.
   */
  readonly promise: { readonly toleranceBankDays: number; readonly renewals: number; readonly longestDays: number };
  /** An instalment is missed when the tolerance has run out; so many missed ones end the plan. `remindDays` before each; 0: no reminder. */
  readonly plan: { readonly toleranceBankDays: number; readonly missesToDefault: number; readonly remindDays: number };
  /** How soon a person is to answer: business days from the day it became known. */
  readonly answers: { readonly replyBusinessDays: number; readonly disputeBusinessDays: number; readonly creditMemoBusinessDays: number };
  /**
   * A call is due on the day after the pay-by of this letter was ignored. `waits`: the next letter waits for the call, at
   * most so many business days. `again`: business days until the next attempt where nobody was reached.
   */
  readonly calls: { readonly after: Step | null; readonly waits: boolean; readonly waitBusinessDays: number; readonly againBusinessDays: number };
  /** What is added to the claim, from this step on (R24). `rate`: percent a year where the contract says so. */
  readonly charges: { readonly from: Step; readonly interest: "none" | "statutory" | { readonly rate: string }; readonly lumpSum: "none" | "statutory" };
  /** From this step on payments must be known (R25). */
  readonly freshness: { readonly from: Step; readonly ledgerAgeDays: number };
  /** Asked before this step where the balance is over the creditor's threshold; without an answer within the wait the letter goes, or waits on. */
  readonly salesCheck: { readonly before: Step; readonly waitBusinessDays: number; readonly unanswered: "send" | "wait" };
}
