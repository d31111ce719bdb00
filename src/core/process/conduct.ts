import type { Source } from "../claim/claim-law.ts";
import type { ContactHours } from "./contact-hours.ts";

/**
 * Whether a message may be left on a debtor's voicemail. Where it may, it has limited content: who is calling, a request to
 * call back, a person and a number; that money is owed is never said before the listener has shown who he is.
 */
export type Voicemail = "allowed" | "with-consent" | "never";

/** Calls at which a machine speaks instead of a person. Whoever listens shows who he is before anything is said of money. */
export interface AutomatedCalls {
  /** "with-consent": only debtors who have agreed to such calls, which is on file. */
  readonly mode: "allowed" | "with-consent" | "never";
  /** What the listener must know. "customer-number": a postcode, which family and neighbours know too, is not enough. */
  readonly pin: "any" | "customer-number";
  /** At most so many within thirty days, beside the caps on all calls; null: no such cap. */
  readonly perThirtyDays: number | null;
  /** Null: what Firmly holds to everywhere. */
  readonly source: Source | null;
}

/** Whether an unpaid debt may be reported to a credit bureau, and what must have happened before. */
export type CreditReportRule =
  /** Why not, for a person: also where no rule is on file. */
  | { readonly allowed: false; readonly reason: string }
  | {
      readonly allowed: true;
      /** So many letters in writing after the due date. */
      readonly leastLetters: number;
      /** The first of them lies at least so many days back. */
      readonly firstLetterDaysAgo: number;
      /** Only what nobody disputes. */
      readonly undisputed: boolean;
      /** The debtor was told in an earlier letter that a report is possible. */
      readonly toldInLetter: boolean;
      /** The least amount of a debt that may be reported, major units; null: none. */
      readonly minimum: { readonly currency: string; readonly amount: string } | null;
    };

/** How a debtor may be approached: the law of his country and what Firmly holds to everywhere, whichever is stricter. */
export interface Conduct {
  /** "de": the file of the country; null: none is on file, and the defaults stand alone. */
  readonly jurisdiction: string | null;
  /** On the debtor's own clock. */
  readonly contactHours: ContactHours;
  /** ISO weekdays on which he may be called or written to, 1 = Monday. Public holidays are closed beside them. */
  readonly weekdays: readonly number[];
  /** Per account: attempts in a day and in seven days, and conversations with the debtor in seven days. */
  readonly calls: { readonly perDay: number; readonly perSevenDays: number; readonly conversationsPerSevenDays: number };
  readonly voicemail: Voicemail;
  readonly automatedCalls: AutomatedCalls;
  readonly creditReport: CreditReportRule;
  readonly sources: readonly Source[];
}
