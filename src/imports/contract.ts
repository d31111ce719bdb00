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
  /** Invoices always have one; credits have none. */
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

/** What may be said of a file before its rows are read. */
export interface ReadResult {
  readonly mode: "movements" | "snapshot";
  /** Whether the file's documents are a ledger; false for files that only serve another one (its invoice lines, its price list). */
  readonly ledger: boolean;
  readonly batches: AsyncIterable<ReadBatch>;
}

/** A file format. It is one file of this folder with this as its default export. Adding one: docs/guides/import.md. */
export interface ImportFormat {
  readonly name: string;
  /** How sure this format is, from 0 to 1, that the file is one of its own; told by content, the name is only a hint. */
  recognise(sample: Buffer, fileName: string): number;
  /** Reads in batches, in bounded memory. Bad input is a problem in a batch, never an exception. */
  read(source: ImportSource, options: ReadOptions): Promise<ReadResult>;
}
