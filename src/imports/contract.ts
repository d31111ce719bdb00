import type { Day } from "../core/values/day.ts";
import type { DebtorType, PostalAddress } from "../core/values/party.ts";
import type { Mapping } from "./csv/mapping.ts";

/** A debtor's master data; undefined means "the file does not say", so that it never blanks what is known. */
export interface ReadDebtor {
  readonly line: number;
  readonly id: string;
  readonly name?: string;
  readonly type?: Exclude<DebtorType, "unknown">;
  readonly language?: string;
  readonly country?: string;
  readonly region?: string;
  readonly segment?: string;
  readonly salesperson?: string;
  readonly contactName?: string;
  readonly email?: string;
  readonly phone?: string;
  readonly address?: PostalAddress;
  /** Accounts that it pays from: IBANs with right check digits, without blanks. */
  readonly iban?: readonly string[];
}

/** One document of a ledger. Ids and numbers are text. Amounts are positive minor units of `currency`. */
export interface ReadDocument {
  readonly line: number;
  /** A `return` is a payment that came back (a returned direct debit, a bounced cheque): its amount is positive, too. */
  readonly kind: "invoice" | "credit-memo" | "payment" | "return";
  readonly debtor: string;
  /** Empty for a payment or return without a number: it is then told apart by its content and its ordinal within the file. */
  readonly document: string;
  readonly instalment: number;
  readonly issued: Day;
  /** Credits have none. An invoice without one is only shown: a problem `due-date-missing` on its line says that it needs terms. */
  readonly due: Day | null;
  /** The due date follows from terms and not from the file: it is no change of a due date that is known. */
  readonly dueDerived?: boolean;
  readonly amountMinor: bigint;
  /** The list shows only what is open (R22): the amount of a known document stays, and less open is a part payment. */
  readonly amountIsOpen?: boolean;
  readonly currency: string;
  /** What is still open, where the file says so (a snapshot, or a ledger with an open column). */
  readonly openMinor?: bigint;
  /**
   * The day on which the file says that it was paid in full; null: the file would say, and it was not. With `openMinor` 0,
   * null is a mere word for it ("paid"), without a day.
   */
  readonly settledOn?: Day | null;
  readonly directDebit?: boolean;
  /** Payments and credit memos: the numbers of the documents they pay. Returns: those that name what came back. */
  readonly applies?: readonly string[];
  /** Invoices: how they ask to be paid. A reference printed on an invoice finds its payment again. */
  readonly paymentMeans?: readonly PaymentMeans[];
  /** Invoices: less will do if it is paid early. */
  readonly discounts?: readonly CashDiscount[];
}

export interface PaymentMeans {
  /** UNTDID 4461 ("58" is a SEPA credit transfer); FatturaPA's "MP05" is translated to it. Empty: not told. */
  readonly code: string;
  /** The account to pay to, without blanks: an IBAN, or the number as the invoice names it where the country has none. */
  readonly iban?: string;
  /** The payment reference: RF, QRR, or whatever the invoice asks the payer to quote. */
  readonly reference?: string;
}

export interface CashDiscount {
  /** The last day on which it may be taken. */
  readonly until: Day;
  /** What it takes off, in minor units of the document's currency. */
  readonly amountMinor: bigint;
}

/** A balance of a bank account: positive where the bank owes. */
export interface Balance {
  readonly day: Day;
  readonly amountMinor: bigint;
}

/**
 * A bank statement, or a piece of one: a long one comes in pieces over several batches, with the same `ordinal`, its
 * transactions in the file's order. What is known only at its end (the closing balance) stands on the piece that is `last`.
 */
export interface ReadStatement {
  readonly line: number;
  /** Tells the statements of one file apart: 1 is the first. */
  readonly ordinal: number;
  readonly last: boolean;
  /** An IBAN without blanks where the file tells one, else the account's number as the bank writes it; empty: the file does not say. */
  readonly account: string;
  readonly currency: string;
  /** Booked statement of a day or month (camt.053, MT940); report within the day (camt.052, MT942); notice of single bookings (camt.054). */
  readonly kind: "statement" | "report" | "notice";
  /** The statement's number in its series, as the bank writes it: "00015/001" -> "15/1" is left to the reader. */
  readonly number?: string;
  /** Booked balances only; never those that are merely available. */
  readonly opening?: Balance;
  readonly closing?: Balance;
  readonly transactions: readonly ReadTransaction[];
}

/** A booked movement of a bank account. What is pending is left out. A bulk booking is told by its single payments where their sum is its amount. */
export interface ReadTransaction {
  readonly line: number;
  readonly booked: Day;
  readonly value?: Day;
  /** Credits to the account are positive. Minor units of the statement's currency. */
  readonly amountMinor: bigint;
  /** The other side: who paid, of a credit; who was paid, of a debit. The IBAN has no blanks. */
  readonly payer: { readonly name?: string; readonly iban?: string };
  /** On whose behalf, where the bank tells that. */
  readonly ultimatePayer?: string;
  /** The structured creditor reference (RF, QRR); else the end-to-end id; never a placeholder such as NOTPROVIDED or NONREF. */
  readonly reference?: string;
  /** All other identifications that a payer or an own direct debit may have given: end-to-end id, mandate, instruction, cheque number. */
  readonly otherReferences?: readonly string[];
  /** Document numbers of structured remittance information (camt: RfrdDocInf/Nb). */
  readonly documents?: readonly string[];
  /** What the payer wrote, joined again where the format cuts it: numbers that were split over lines are whole. */
  readonly text: string;
  /** It takes back an earlier booking: a reversal mark, a returned payment. */
  readonly reversal: boolean;
  /** Why it came back, as the bank says it: "AC04", "MS03". */
  readonly returnReason?: string;
  /** The bank's own reference of the booking: the same one in another file is the same booking. */
  readonly bankReference?: string;
  /** The bank's code of what it is: "PMNT/RCDT/ESCT", a GVC, "195", "DEP". */
  readonly code?: string;
  /** Charges that the bank took off before it credited `amountMinor`; positive. */
  readonly chargesMinor?: bigint;
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
  /**
   * Without one the line is not imported, and neither is the file unless the user asked for the rest (`--partial`).
   * `warning`: imported all the same. `fatal`: nothing of this file can be trusted.
   */
  readonly severity?: "warning" | "fatal";
}

export interface ReadBatch {
  /** Data rows that this batch was made from. */
  readonly rows: number;
  readonly debtors: readonly ReadDebtor[];
  readonly documents: readonly ReadDocument[];
  readonly contacts: readonly ReadContact[];
  readonly problems: readonly Problem[];
  /** Bank formats. Credits in them are no documents: whose they are is for cash application to find out. */
  readonly statements?: readonly ReadStatement[];
}

/** A file as bytes. It may be opened more than once: what a column means is decided from the whole of it. */
export interface ImportSource {
  /** The file's name without its folder. */
  readonly name: string;
  readonly open: () => AsyncIterable<Buffer>;
}

export interface ReadOptions {
  /** What the creditor's settings say where the file says nothing. */
  readonly defaults: { readonly currency: string | null; readonly termsDays: number | null; readonly country: string | null };
  /** The day of the import: what is dated long after it gets a warning. */
  readonly asOf?: Day;
  readonly mapping?: Mapping;
  /** The other files of the same import, for a mapping that takes amounts from the lines of another file. */
  readonly companions?: readonly ImportSource[];
}

/** How columns were understood, for a person to confirm; only tables have it. */
export interface ReadLayout {
  readonly headingLine: number;
  readonly headings: readonly string[];
  /** Field by heading; a heading without one is ignored. */
  readonly columns: Readonly<Record<string, string>>;
}

/** What may be said of a file before its rows are read. */
export interface ReadResult {
  readonly mode: "movements" | "snapshot";
  /** Whether the file's documents are a ledger; false for files that only serve another one (its invoice lines, its price list). */
  readonly ledger: boolean;
  readonly batches: AsyncIterable<ReadBatch>;
  readonly layout?: ReadLayout;
}

/** A file format. It is one file of this folder with this as its default export. Adding one: docs/guides/import.md. */
export interface ImportFormat {
  readonly name: string;
  /** Rows under headings: a person may say what each column holds. */
  readonly isTable?: boolean;
  /** The file itself is an invoice as people read it: it is kept under this media type, so that a copy of it can go with a letter. */
  readonly keptAs?: "application/pdf";
  /** How sure this format is, from 0 to 1, that the file is one of its own; told by content, the name is only a hint. */
  recognise(sample: Buffer, fileName: string): number;
  /** Reads in batches, in bounded memory. Bad input is a problem in a batch, never an exception. */
  read(source: ImportSource, options: ReadOptions): Promise<ReadResult>;
}
