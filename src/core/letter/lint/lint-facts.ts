import type { Day } from "../../values/day.ts";

export type Enabled = "agency" | "attorney" | "credit-report" | "credit-terms";

export interface ItemFacts {
  readonly document: string;
  readonly due: Day;
  readonly overdueDays: number;
  /** Undisputed and unpaid, minor units; null: not known. */
  readonly openMinor: bigint | null;
}

/** Interest, lump sum or fee that the letter asks for. */
export interface ChargeFacts {
  readonly kind: "interest" | "lump-sum" | "fee";
  readonly amountMinor: bigint;
  /** What has to be said of interest: the yearly rate in percent ("11.75") and the days it runs; empty where an earlier letter has said it. */
  readonly rates: readonly { readonly percent: string; readonly from: Day; readonly to: Day }[];
}

/** What the law that governs the claim lets a creditor add, for this debtor; null: nothing is on file. */
export interface LawfulCharges {
  readonly interest: boolean | null;
  readonly "lump-sum": boolean | null;
  readonly fee: boolean | null;
  /** Where it says so. */
  readonly source: string;
}

/** A document that the letter must not ask for. */
export interface LeftOutFacts {
  readonly document: string;
  /** The word for a person: "in dispute", "promised", "on hold", "paid". */
  readonly why: string;
}

/** How the letter is about to leave. */
export interface SendingFacts {
  /** The channel, and why it must not be used; null: it is open. */
  readonly closed: { readonly channel: string; readonly why: string } | null;
  /** Quiet at the reader's until then; null: it may arrive now. */
  readonly quietUntil: string | null;
  /** When the same text last went to the same person; null: never. */
  readonly sameTextOn: Day | null;
  /** So many days lie between two messages at least. */
  readonly leastGapDays: number;
}

/** What is known about the account, so that what the letter says can be compared with it. Null: not known; then nothing is guessed. */
export interface LintFacts {
  readonly sentOn: Day | null;
  readonly deliveredOn: Day | null;
  /** Today, for a letter that is not dated: a day to pay by before it is past. */
  readonly readOn: Day | null;
  readonly payBy: Day | null;
  readonly currency: string | null;
  readonly items: readonly ItemFacts[];
  readonly totalMinor: bigint | null;
  /** Every amount that the letter may state, minor units. */
  readonly amountsMinor: ReadonlySet<bigint>;
  /** Consequences that the creditor has enabled; none is questioned where that is not known. */
  readonly enabled: ReadonlySet<Enabled> | null;
  /** A company may be given less time than a person (R5). */
  readonly leastLeadDays: number | null;
  readonly charges: readonly ChargeFacts[] | null;
  readonly lawful: LawfulCharges | null;
  readonly leftOut: readonly LeftOutFacts[] | null;
  /** Whether an unpaid debt may be reported to a credit bureau here, and why not. */
  readonly creditReport: { readonly allowed: boolean; readonly reason: string } | null;
  /** Every contact in the log, and every other day before the letter that it may name (issued, due, paid). */
  readonly contacts: readonly { readonly day: Day; readonly isLetter: boolean }[] | null;
  readonly otherDays: ReadonlySet<Day>;
  /** What is printed of the sender: the name with its legal form, ISO country, lines. */
  readonly company: { readonly name: string; readonly country: string | null; readonly lines: readonly string[] } | null;
  /** What can be read on the closed envelope; the names of the parties are no words of ours. */
  readonly envelope: { readonly lines: readonly string[]; readonly names: readonly string[] } | null;
  readonly sending: SendingFacts | null;
  /** Whether default depends on telling a consumer of it (BGB 286 (3)). */
  readonly thirtyDayNotice: boolean | null;
}

export const NOTHING_KNOWN: LintFacts = {
  sentOn: null,
  deliveredOn: null,
  readOn: null,
  payBy: null,
  currency: null,
  items: [],
  totalMinor: null,
  amountsMinor: new Set(),
  enabled: null,
  leastLeadDays: null,
  charges: null,
  lawful: null,
  leftOut: null,
  creditReport: null,
  contacts: null,
  otherDays: new Set(),
  company: null,
  envelope: null,
  sending: null,
  thirtyDayNotice: null,
};
