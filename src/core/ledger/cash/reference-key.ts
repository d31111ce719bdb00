import { isCreditorReference, isQrReference } from "../../values/reference.ts";
import type { CashTransaction } from "./cash.ts";

/** A structured reference as it stands in a transaction, and the form in which references are compared. */
export interface ReferenceFound {
  readonly text: string;
  readonly key: string;
}

const LEAST = 5;
const LONGEST_TEXT = 4_000;
const MOST_FOUND = 120;
const QRR_LENGTH = 27;
const RF_LENGTH = 25;
const PLACEHOLDERS = new Set(["NOTPROVIDED", "NONREF", "NOREF", "NONE", "UNKNOWN", "NOTAVAILABLE"]);

/**
 * The form in which references are compared: letters and digits alone, upper case, without leading zeros (which ISO 11649
 * allows in the body of an RF reference, and printers add before a QRR). Empty where too little is left to tell anything.
 */
export function referenceKey(text: string): string {
  const plain = text
    .slice(0, 140)
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, "");
  const isPadded = plain.startsWith("RF") && plain[4] === "0" && isCreditorReference(plain);
  const key = isPadded ? plain.slice(0, 4) + plain.slice(4).replace(/^0+(?=.)/, "") : plain.replace(/^0+/, "");
  return key.length < LEAST || PLACEHOLDERS.has(key) ? "" : key;
}

/** Whether a reference carries check digits that are right: RF, QRR, or the Belgian structured communication. */
export function isCheckedReference(key: string): boolean {
  return isCreditorReference(key) || (/^\d{20,27}$/.test(key) && isQrReference(key.padStart(QRR_LENGTH, "0")));
}

/** All references that a transaction names, in its fields and inside its text; at most 120. */
export function referencesIn(transaction: CashTransaction): ReferenceFound[] {
  const found = new Map<string, ReferenceFound>();
  const add = (text: string): void => {
    const key = referenceKey(text);
    if (key !== "" && !found.has(key) && found.size < MOST_FOUND) found.set(key, { text, key });
  };
  for (const field of [transaction.reference, ...transaction.otherReferences.slice(0, 40), ...transaction.documents.slice(0, 40)]) {
    if (field === null) continue;
    add(field);
    searchText(field.slice(0, 140), add);
  }
  searchText(transaction.text.slice(0, LONGEST_TEXT), add);
  return [...found.values()];
}

export function referenceKeys(transaction: CashTransaction): string[] {
  return referencesIn(transaction).map(({ key }) => key);
}

function searchText(text: string, add: (text: string) => void): void {
  for (const start of text.matchAll(/\bRF ?\d/gi)) addCreditorReferences(text, start.index, add);
  // References of digits alone, printed in groups: QRR, and the Belgian +++123/4567/89012+++.
  for (const run of text.matchAll(/\d[\d ]{18,60}\d|\d{3}\/\d{4}\/\d{5}/g)) addDigits(run[0], add);
  for (const word of text.matchAll(/[A-Za-z0-9][A-Za-z0-9\-/.]{4,48}/g)) if (/\d/.test(word[0])) add(word[0]);
  // Letter references have letters and digits, and may have none of the latter.
  for (const word of text.matchAll(/\b[A-Z0-9]{10,11}\b/g)) add(word[0]);
}

/** An RF reference may be printed in groups, and the text goes on behind it: every length with right check digits counts. */
function addCreditorReferences(text: string, start: number, add: (text: string) => void): void {
  let plain = "";
  for (let place = start; place < text.length && place < start + 2 * RF_LENGTH && plain.length < RF_LENGTH; place++) {
    const sign = text[place]!;
    if (/\s/.test(sign)) continue;
    if (!/[A-Za-z0-9]/.test(sign)) return;
    plain += sign;
    const next = text[place + 1];
    // It ends where a word ends, and never inside of one.
    if (plain.length >= 5 && (next === undefined || !/[A-Za-z0-9]/.test(next)) && isCreditorReference(plain)) add(text.slice(start, place + 1));
  }
}

function addDigits(run: string, add: (text: string) => void): void {
  const plain = run.replace(/\D/g, "");
  if (plain.length <= QRR_LENGTH) {
    add(run);
    return;
  }
  for (let start = 0; start + QRR_LENGTH <= plain.length && start < 40; start++) {
    const part = plain.slice(start, start + QRR_LENGTH);
    if (isQrReference(part)) add(part);
  }
}
