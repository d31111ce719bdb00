import type { CashAccount, CashCredit, CashItem, CashTransaction } from "./cash.ts";
import { letterReferences } from "../../values/reference.ts";
import { documentNumber } from "./document-number.ts";
import { type NumberNamed, numbersNamed } from "./named.ts";
import { type Payer, payersOf } from "./payer.ts";
import { isCheckedReference, referenceKey, referencesIn } from "./reference-key.ts";

/** A reference of the transaction that an account's item, letter or settled item prints. */
export interface ReferenceNamed {
  readonly text: string;
  readonly kind: "item" | "asked" | "settled" | "paid";
  readonly items: readonly number[];
  /** Long, or with right check digits: it is not there by chance. */
  readonly isStrong: boolean;
}

/** One account with all that the transaction says of it. */
export interface View {
  readonly account: CashAccount;
  readonly items: readonly CashItem[];
  readonly credits: readonly CashCredit[];
  readonly payer: Payer;
  /** Numbers of this account, weak ones left out. */
  readonly numbers: readonly NumberNamed[];
  /** Weak ones: they name nothing, and yet may be meant. */
  readonly hints: readonly NumberNamed[];
  readonly references: readonly ReferenceNamed[];
  /** Numbers and references of other accounts, weak ones left out. */
  readonly foreign: readonly NumberNamed[];
  readonly hasForeignReference: boolean;
  readonly isDeclined: boolean;
  /** Numbers in the text that are no known document's. */
  readonly unknown: readonly string[];
  /** A reference with right check digits that nothing of this account prints. */
  readonly hasUnknownReference: boolean;
}

/** A letter's own reference; and an item's, where it has no check digits and is more than the document's number. */
const STRONG_LETTER = 8;
const STRONG_ITEM = 10;

/** Looks at a transaction from each account that it may belong to, in the order of their numbers. */
export function viewsOf(transaction: CashTransaction, candidates: readonly CashAccount[]): View[] {
  const single = new Map(candidates.map((account) => [account.account, account]));
  const accounts = [...single.values()].filter(({ currency }) => currency === transaction.currency).sort((a, b) => a.account - b.account);
  const payers = payersOf(transaction, accounts);
  const { named, unknown } = numbersNamed(transaction, accounts);
  const strong = named.filter(({ strength }) => strength !== "weak");
  const found = referencesIn(transaction);
  const references = accounts.map((account) => referencesNamed(account, found));
  const hits = references.filter((each) => each.length > 0).length;
  const taken = new Set(references.flat().map(({ text }) => text));
  const hasUnknown = found.some(({ key, text }) => !taken.has(text) && isCheckedReference(key));
  return accounts.map((account, place) => ({
    account,
    items: [...account.items].filter(({ openMinor }) => openMinor > 0n).sort(byDue),
    credits: [...account.credits].filter(({ openMinor }) => openMinor > 0n).sort((a, b) => a.item - b.item),
    payer: payers[place]!,
    numbers: strong.filter((each) => each.account === account.account),
    hints: named.filter(({ account: id, strength }) => strength === "weak" && id === account.account),
    references: references[place]!,
    foreign: strong.filter((each) => each.account !== account.account),
    hasForeignReference: hits > (references[place]!.length > 0 ? 1 : 0),
    isDeclined: transaction.declined.includes(account.account),
    unknown,
    hasUnknownReference: hasUnknown,
  }));
}

function byDue(a: CashItem, b: CashItem): number {
  if (a.due !== b.due) return a.due < b.due ? -1 : 1;
  if (a.document !== b.document) return a.document < b.document ? -1 : 1;
  return a.instalment - b.instalment || a.item - b.item;
}

function referencesNamed(account: CashAccount, found: readonly { readonly text: string; readonly key: string }[]): ReferenceNamed[] {
  if (found.length === 0) return [];
  const texts = new Map(found.map(({ key, text }) => [key, text]));
  const named = new Map<string, { text: string; kind: ReferenceNamed["kind"]; items: Set<number>; isStrong: boolean }>();
  const look = (reference: string, kind: ReferenceNamed["kind"], items: readonly number[], document = ""): void => {
    const key = referenceKey(reference);
    const text = key === "" ? undefined : texts.get(key);
    if (text === undefined) return;
    const id = `${kind} ${key}`;
    const known = named.get(id);
    if (known) for (const item of items) known.items.add(item);
    else named.set(id, { text, kind, items: new Set(items), isStrong: isStrong(key, kind, document) });
  };
  for (const item of account.items) for (const reference of item.references) look(reference, "item", [item.item], item.document);
  for (const asked of account.asked) {
    if (asked.reference !== null) for (const printed of letterReferences(asked.reference)) look(printed, "asked", asked.items);
  }
  for (const item of account.settled) for (const reference of item.references) look(reference, "settled", [item.item]);
  for (const item of account.paid) for (const reference of item.references) look(reference, "paid", [item.item]);
  return [...named.values()].map((each) => ({ ...each, items: [...each.items] }));
}

function isStrong(key: string, kind: ReferenceNamed["kind"], document: string): boolean {
  if (isCheckedReference(key)) return true;
  const digits = key.replace(/[^0-9]/g, "");
  return kind === "asked" ? key.length >= STRONG_LETTER : key.length >= STRONG_ITEM && !digits.includes(documentNumber(document).core);
}

/** The pieces of the transaction that name something of this account. */
export function evidenceOf(view: View): { text: string; names: string }[] {
  const { references, numbers, payer, account } = view;
  const documents = new Map([...account.items, ...account.settled, ...account.paid].map(({ item, document }) => [item, document]));
  return [
    ...references.map(({ text, items }) => ({ text, names: items.map((item) => documents.get(item) ?? String(item)).join(", ") })),
    ...numbers.map(({ text, document }) => ({ text, names: document })),
    ...payer.found,
  ];
}
