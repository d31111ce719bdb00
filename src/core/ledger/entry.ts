import type { Day } from "../values/day.ts";

/** What a document is: an invoice or fee is owed by the debtor, a credit memo or payment is owed to him. */
export type DocumentKind = "invoice" | "fee" | "credit-memo" | "payment";

interface Booked {
  /** Number in the book; entries of one account are ordered by it. */
  readonly id: number;
  /** The day it took place: issue day, booking day. */
  readonly happenedOn: Day;
  /** The day from which Firmly knew: decisions see only what was known by their day (R1). */
  readonly knownOn: Day;
}

/**
 * A document as booked. A changed amount or due date is a later entry with the same `item` (R21): the item keeps its
 * identity, its level and its history, and the newest known version speaks.
 */
export interface DocumentEntry extends Booked {
  readonly kind: DocumentKind;
  /** The item this is a version of: the id of its first version. */
  readonly item: number;
  /** The document's own number, as text: "000123" and 19-digit numbers survive. */
  readonly document: string;
  readonly instalment: number;
  readonly issued: Day;
  /** The printed due date; credits have none. */
  readonly due: Day | null;
  /** Always positive, minor units of the account's currency. */
  readonly amountMinor: bigint;
  /** A direct debit will collect it: neither reminded nor dunned until it is returned (R23). */
  readonly directDebit?: boolean;
  /** Of a fee that Firmly booked itself with a letter. */
  readonly charge?: ChargeOf;
}

/** What a charge is for. It exists once per (item, kind, period). */
export interface ChargeOf {
  readonly kind: "interest" | "lump-sum" | "fee";
  readonly item: number;
  /** The letter that made it: it is taken back with it. */
  readonly letter: string;
  readonly from: Day;
  readonly to: Day;
}

/** Money of a payment or credit memo set against an item. `source` is null where a list just shows less open (R22). */
export interface AllocationEntry extends Booked {
  readonly kind: "allocation" | "write-off";
  readonly source: number | null;
  readonly target: number;
  readonly amountMinor: bigint;
}

/** Takes back an allocation or write-off: a returned debit, a cheque that bounced, a wrong match. */
export interface ReversalEntry extends Booked {
  readonly kind: "reversal";
  /** The id of the entry that it takes back: an allocation, a write-off, or a payment itself with all its allocations. */
  readonly target: number;
}

export type Entry = DocumentEntry | AllocationEntry | ReversalEntry;

export function isDocument(entry: Entry): entry is DocumentEntry {
  return "document" in entry;
}

/** The newest number of each document, by its item. */
export function documentNumbers(entries: readonly Entry[]): ReadonlyMap<number, string> {
  return new Map(entries.filter(isDocument).map(({ item, document }) => [item, document]));
}
