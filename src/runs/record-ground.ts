import type { PoolClient } from "pg";
import { type DocumentEntry, isDocument } from "../core/ledger/entry.ts";
import { UserError } from "../core/user-error.ts";
import type { Day } from "../core/values/day.ts";
import { formatMinor, parseMinor } from "../core/values/money.ts";
import { type DecidedAccount, decideBesideOthers } from "./decide-accounts.ts";

/** The account as it stands before the new activity, and how a person names what is in it. */
export interface RecordGround extends DecidedAccount {
  readonly happenedOn: Day;
  readonly asOf: Day;
  /** The item of a document's number: of several instalments the oldest that is open. */
  readonly itemOf: (document: string) => number;
  /** All items of a document's number: an invoice in instalments is one document. */
  readonly itemsOf: (document: string) => readonly number[];
  readonly documentOf: (item: number) => string;
  readonly minor: (amount: string) => bigint;
  /** "1234.50 EUR" */
  readonly money: (minor: bigint) => string;
}

/** In the caller's transaction, which holds the account's row. */
export async function recordGround(client: PoolClient, account: number, happenedOn: Day, asOf: Day): Promise<RecordGround> {
  const { entries, ...decided } = await decideBesideOthers(client, account, asOf);
  const { currency } = decided.account;
  const documents = entries.filter((entry): entry is DocumentEntry => isDocument(entry) && (entry.kind === "invoice" || entry.kind === "fee"));
  const open = decided.view.ledger.items.map(({ item }) => item);
  const itemsOf = (document: string): readonly number[] => {
    const found = [...new Set(documents.filter((entry) => entry.document === document).map(({ item }) => item))];
    if (found.length === 0) throw new UserError("document-unknown", `Account A${account} has no document "${document}".`);
    return found;
  };
  return {
    ...decided,
    happenedOn,
    asOf,
    itemsOf,
    itemOf: (document) => open.find((item) => itemsOf(document).includes(item)) ?? itemsOf(document)[0]!,
    documentOf: (item) => documents.findLast((entry) => entry.item === item)?.document ?? `item ${item}`,
    minor: (amount) => {
      const minor = parseMinor(amount, currency);
      if (minor === null) throw new UserError("amount-invalid", `"${amount}" is no amount in ${currency}. Write it like 1234.50.`);
      return minor;
    },
    money: (minor) => `${formatMinor(minor, currency)} ${currency}`,
  };
}
