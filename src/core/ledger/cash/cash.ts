import type { Day } from "../../values/day.ts";

/** A credit on one of the creditor's bank accounts, and all that it says about itself. */
export interface CashTransaction {
  readonly id: number;
  readonly booked: Day;
  /** Positive, minor units. */
  readonly amountMinor: bigint;
  readonly currency: string;
  readonly payerName: string | null;
  /** Without blanks. */
  readonly payerIban: string | null;
  readonly ultimatePayer: string | null;
  /** Structured reference, else end-to-end id. */
  readonly reference: string | null;
  /** Other references, and the document numbers of structured remittance information. */
  readonly otherReferences: readonly string[];
  readonly documents: readonly string[];
  readonly text: string;
  /** Charges that were taken off before the money arrived. */
  readonly chargesMinor: bigint;
  /** Accounts on which a person has undone or declined a match of this transaction: it is never posted there by itself. */
  readonly declined: readonly number[];
}

/** An open invoice or fee, as cash application sees it. */
export interface CashItem {
  readonly item: number;
  readonly document: string;
  readonly instalment: number;
  readonly issued: Day;
  readonly due: Day;
  readonly openMinor: bigint;
  readonly isFee: boolean;
  /** Structured references that the invoice prints (RF, QRR ...). */
  readonly references: readonly string[];
  readonly discounts: readonly { readonly until: Day; readonly amountMinor: bigint }[];
}

/** A credit memo with something left. */
export interface CashCredit {
  readonly item: number;
  readonly document: string;
  readonly openMinor: bigint;
}

/** Money that the ledger has booked from elsewhere (the accounting system), and that no bank transaction has been joined with yet. */
export interface BookedPayment {
  readonly item: number;
  readonly document: string;
  readonly amountMinor: bigint;
  readonly bookedOn: Day;
}

/** An item that the ledger's lists say was paid, without a payment: what the bank shows is then this money, and not more of it. */
export interface SettledItem {
  readonly item: number;
  readonly document: string;
  readonly references: readonly string[];
  /** What was set against it by the list's word alone. */
  readonly amountMinor: bigint;
  readonly settledOn: Day;
}

/** An item that money has paid already, by a match or a person's word: who names it again pays twice, and never another item. */
export interface PaidItem {
  readonly item: number;
  readonly document: string;
  readonly references: readonly string[];
  readonly amountMinor: bigint;
  readonly paidOn: Day;
}

/** A set of items that the debtor was asked for in one sum: a letter, a promise, an instalment of a plan. */
export interface AskedSum {
  readonly what: "letter" | "promise" | "plan";
  /** The reference that a letter prints. */
  readonly reference: string | null;
  readonly items: readonly number[];
  /** A promised sum; null: what is open of the items. */
  readonly amountMinor: bigint | null;
}

/** An account (debtor, creditor, currency) that a transaction may belong to. */
export interface CashAccount {
  readonly account: number;
  readonly debtor: string;
  readonly name: string;
  readonly currency: string;
  readonly items: readonly CashItem[];
  readonly credits: readonly CashCredit[];
  readonly booked: readonly BookedPayment[];
  readonly settled: readonly SettledItem[];
  /** What was paid of late (a year back is enough). */
  readonly paid: readonly PaidItem[];
  readonly asked: readonly AskedSum[];
  /** IBANs that have paid for this account before, by transactions that a rule or a person has posted. */
  readonly ibans: readonly string[];
  /** Names under which it was paid for before. */
  readonly aliases: readonly string[];
  /** The payer's standing rule: what names nothing goes to the oldest items. */
  readonly oldestFirst: boolean;
}

/** What the creditor lets pass. */
export interface CashRules {
  /** Whose law orders a part payment that names nothing (ISO 3166-1 alpha-2); null: the order of due dates alone. */
  readonly country: string | null;
  /** Short by so much at most (the greater of the two, and never more than 5 % of the item) is written off as bank charges. */
  readonly tolerance: { readonly percent: number; readonly amountMinor: bigint };
  /** A cash discount for all invoices that state none of their own; null: none. */
  readonly discount: { readonly percent: number; readonly days: number } | null;
}

/** The rungs of the ladder, in their order; "by-hand" is a person's word. */
export type CashRule =
  | "already-booked"
  | "already-settled"
  | "reference"
  | "document-number"
  | "amount"
  | "account-total"
  | "overdue-total"
  | "asked-sum"
  | "discount"
  | "charges"
  | "subset-sum"
  | "oldest-first"
  | "on-account"
  | "return"
  | "by-hand";

/** Why a match is believed: shown to the person who accepts it, stored with what is posted. */
export interface CashEvidence {
  /** How the payer is known: an IBAN or name that has paid before, a name that is the debtor's, one that is like it. */
  readonly payer: "iban" | "alias" | "name" | "similar-name" | "reference" | "none";
  /** The pieces of the transaction that name something, as they stand in it, with what they name. */
  readonly found: readonly { readonly text: string; readonly names: string }[];
  /** What speaks against it, as a code: "payer-differs", "number-of-other-debtor", "not-unique", "short", "over", "too-many-items", "other-currency" ... */
  readonly doubts: readonly string[];
}

export interface CashAllocation {
  /** null: the money itself; else the credit memo that is set off along with it. */
  readonly credit: number | null;
  readonly item: number;
  readonly amountMinor: bigint;
}

export interface CashProposal {
  readonly account: number;
  readonly rule: CashRule;
  /** From 0 to 1, for the order in which proposals are shown. */
  readonly confidence: number;
  readonly allocations: readonly CashAllocation[];
  /** Residuals within tolerance, and discounts taken: closed as write-offs. */
  readonly writeOffs: readonly { readonly item: number; readonly amountMinor: bigint; readonly reason: "charges" | "discount" }[];
  /** Of "already-booked" and "already-settled" alone: what the transaction would be joined with; nothing is booked then. */
  readonly joins?: readonly number[];
  /** What remains unapplied on the account. */
  readonly onAccountMinor: bigint;
  readonly evidence: CashEvidence;
}

export type CashMatch =
  /** Certain: it posts by itself. */
  | { readonly kind: "post"; readonly posting: CashProposal }
  /** The ledger knows this money already: the transaction is joined with it, and nothing is booked. */
  | {
      readonly kind: "known";
      readonly account: number;
      readonly rule: "already-booked" | "already-settled";
      /** The booked payment, or the settled items. */
      readonly items: readonly number[];
      readonly evidence: CashEvidence;
    }
  /** Likely ones first, at most five. Also an account without any allocation: its payer seems to be known, and nothing more. */
  | { readonly kind: "propose"; readonly proposals: readonly CashProposal[] }
  | { readonly kind: "none" };
