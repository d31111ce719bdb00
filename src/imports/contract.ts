import type { Day } from "../core/values/day.ts";

/** A postal address as the source gave it. `lines` where it gave only a block of text. */
export interface PostalAddress {
  readonly lines?: readonly string[];
  readonly street?: string;
  readonly postalCode?: string;
  readonly city?: string;
  readonly region?: string;
  readonly country?: string;
}

/** A debtor's master data; undefined means "the file does not say", so that it never blanks what is known. */
export interface ReadDebtor {
  readonly line: number;
  readonly id: string;
  readonly name?: string;
  readonly type?: "company" | "sole-trader" | "consumer" | "public";
  readonly language?: string;
  readonly country?: string;
  readonly region?: string;
  readonly segment?: string;
  readonly salesperson?: string;
  readonly contactName?: string;
  readonly email?: string;
  readonly phone?: string;
  readonly address?: PostalAddress;
}

/** One document of a ledger. Ids and numbers are text. Amounts are positive minor units of `currency`. */
export interface ReadDocument {
  readonly line: number;
  readonly kind: "invoice" | "credit-memo" | "payment";
  readonly debtor: string;
  /** Empty for a payment without a number: it is then told apart by its content and its ordinal within the file. */
  readonly document: string;
  readonly instalment: number;
  readonly issued: Day;
  readonly due: Day | null;
  readonly amountMinor: bigint;
  readonly currency: string;
  /** What is still open, where the file says so (a snapshot, or a ledger with an open column). */
  readonly openMinor?: bigint;
  /** The day on which the file says that it was paid in full. */
  readonly settledOn?: Day;
  readonly directDebit?: boolean;
  /** Payments and credit memos: the numbers of the documents they pay. */
  readonly applies?: readonly string[];
}

/** An earlier contact that happened outside of Firmly (R11). */
export interface ReadContact {
  readonly line: number;
  readonly debtor: string;
  readonly day: Day;
  readonly channel: string;
  readonly detail: string;
}

/** A problem names the line (1 is the file's first line), a stable code, and what to do about it. */
export interface Problem {
  readonly line: number;
  readonly code: string;
  readonly message: string;
}

export interface ReadBatch {
  readonly debtors: readonly ReadDebtor[];
  readonly documents: readonly ReadDocument[];
  readonly contacts: readonly ReadContact[];
  readonly problems: readonly Problem[];
}
