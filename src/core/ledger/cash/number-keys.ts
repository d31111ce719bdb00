import type { CashTransaction } from "./cash.ts";
import { type Atom, atomsOf, documentKey, stretchesOf } from "./document-number.ts";

/** A place of a transaction in which numbers may stand. */
export interface Passage {
  readonly text: string;
  readonly atoms: readonly Atom[];
  /** A field that holds a document's number and nothing else. */
  readonly isDocument: boolean;
}

/** What a payer writes is short; the rest of a hostile text is not read. */
const LONGEST_TEXT = 4_000;
const LONGEST_FIELD = 140;
const MOST_FIELDS = 40;
const MOST_ATOMS = 400;
const MOST_KEYS = 400;

// Read once for its keys and once more for the match.
const read = new WeakMap<CashTransaction, readonly Passage[]>();

/** The places of a transaction that may name something: its text, its references, its document numbers. */
export function passagesOf(transaction: CashTransaction): readonly Passage[] {
  const known = read.get(transaction);
  if (known) return known;
  const passages = readPassages(transaction);
  read.set(transaction, passages);
  return passages;
}

function readPassages(transaction: CashTransaction): Passage[] {
  const passages: Passage[] = [];
  const add = (text: string, longest: number, isDocument: boolean): void => {
    const cut = text.slice(0, longest);
    if (cut !== "") passages.push({ text: cut, atoms: atomsOf(cut, MOST_ATOMS), isDocument });
  };
  for (const document of transaction.documents.slice(0, MOST_FIELDS)) add(document, LONGEST_FIELD, true);
  add(transaction.text, LONGEST_TEXT, false);
  for (const reference of [transaction.reference, ...transaction.otherReferences].slice(0, MOST_FIELDS)) {
    if (reference !== null && !transaction.text.includes(reference)) add(reference, LONGEST_FIELD, false);
  }
  return passages;
}

/**
 * All forms of document numbers that a transaction may name, to be looked up among the `documentKey` of a ledger's
 * documents: single numbers, and neighbouring ones joined over blanks, ends of lines, dashes. At most 400, whatever the
 * text; most of them name nothing.
 */
export function numberKeys(transaction: CashTransaction): readonly string[] {
  const known = found.get(transaction);
  if (known) return known;
  const keys = readKeys(transaction);
  found.set(transaction, keys);
  return keys;
}

const found = new WeakMap<CashTransaction, readonly string[]>();

function readKeys(transaction: CashTransaction): string[] {
  const keys = new Set<string>();
  for (const passage of passagesOf(transaction)) {
    if (passage.isDocument) keys.add(documentKey(passage.text));
    for (const { key } of stretchesOf(passage.atoms)) if (keys.size < MOST_KEYS) keys.add(key);
  }
  keys.delete("");
  return [...keys];
}
