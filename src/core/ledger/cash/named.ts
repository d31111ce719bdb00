import type { CashAccount, CashTransaction } from "./cash.ts";
import {
  type Atom,
  type DocumentNumber,
  documentKey,
  documentNumber,
  isLabel,
  labelBefore,
  type Stretch,
  stretchesOf,
  withoutZeros,
} from "./document-number.ts";
import { numberKeys, type Passage, passagesOf } from "./number-keys.ts";

/** A document of an account: its items (instalments), credit memo, booked payment, or what was paid or settled. */
export interface NamedDocument {
  readonly account: number;
  readonly document: string;
  readonly kind: "item" | "credit" | "booked" | "settled" | "paid";
  readonly items: readonly number[];
}

/** A number in the transaction that is a document's. */
export interface NumberNamed extends NamedDocument {
  readonly text: string;
  /**
   * "full": with its letters, or said to be an invoice's, or long. "plain": the bare digits. "weak": short, a year, a date, an
   * amount, a customer's number: it may stand there by chance, and names nothing by itself.
   */
  readonly strength: "full" | "plain" | "weak";
}

export interface NumbersIn {
  readonly named: readonly NumberNamed[];
  /** Stretches that are no known document's. */
  readonly unknown: readonly string[];
}

interface Entry extends NamedDocument {
  readonly items: number[];
  readonly number: DocumentNumber;
}

/** The documents of the accounts whose keys are wanted, by their keys. */
function index(accounts: readonly CashAccount[], wanted: ReadonlySet<string>): Map<string, Entry[]> {
  const byKey = new Map<string, Entry[]>();
  for (const { account, items, credits, booked, settled, paid } of accounts) {
    const add = (kind: Entry["kind"], list: readonly { readonly document: string; readonly item: number }[]): void => {
      for (const { document, item } of list) {
        const key = documentKey(document);
        if (key === "" || !wanted.has(key)) continue;
        const entries = byKey.get(key) ?? [];
        if (entries.length === 0) byKey.set(key, entries);
        const known = entries.find((each) => each.account === account && each.kind === kind && each.document === document);
        if (known) known.items.push(item);
        else entries.push({ account, document, kind, items: [item], number: documentNumber(document) });
      }
    };
    // The number of a charge is a letter's with a short one behind it: it would be found in any text.
    add(
      "item",
      items.filter(({ isFee }) => !isFee),
    );
    add("credit", credits);
    add("booked", booked);
    add("settled", settled);
    add("paid", paid);
  }
  return byKey;
}

/** The documents that a transaction names by their numbers, among those of the given accounts. */
export function numbersNamed(transaction: CashTransaction, accounts: readonly CashAccount[]): NumbersIn {
  const byKey = index(accounts, new Set(numberKeys(transaction)));
  const named = new Map<string, NumberNamed>();
  const unknown: string[] = [];
  for (const passage of passagesOf(transaction)) {
    const { hits, taken } = readPassage(passage, byKey, transaction);
    for (const hit of hits) {
      const id = `${hit.account} ${hit.kind} ${hit.document}`;
      const before = named.get(id);
      if (!before || rank(hit) > rank(before)) named.set(id, hit);
    }
    for (const stretch of plainStretches(passage.atoms)) {
      if (!taken.some(({ start, end }) => stretch.start < end && start < stretch.end)) unknown.push(passage.text.slice(stretch.start, stretch.end));
    }
  }
  return { named: [...named.values()], unknown };
}

function rank({ strength }: NumberNamed): number {
  return strength === "full" ? 2 : strength === "plain" ? 1 : 0;
}

interface Taken {
  readonly start: number;
  readonly end: number;
  readonly strength: NumberNamed["strength"];
}

function readPassage(passage: Passage, byKey: Map<string, Entry[]>, transaction: CashTransaction): { hits: NumberNamed[]; taken: Taken[] } {
  const found: { stretch: Stretch; entry: Entry; strength: NumberNamed["strength"] }[] = [];
  for (const stretch of stretchesOf(passage.atoms)) {
    for (const entry of byKey.get(stretch.key) ?? []) {
      const strength = strengthOf(passage, stretch, entry.number, transaction);
      if (strength !== null) found.push({ stretch, entry, strength });
    }
  }
  // What stands together goes before what was joined over blanks, and the longer before the shorter that is a part of it.
  const length = ({ start, end }: Stretch): number => end - start;
  found.sort((a, b) => Number(a.stretch.isJoined) - Number(b.stretch.isJoined) || length(b.stretch) - length(a.stretch) || a.stretch.start - b.stretch.start);
  const taken: Taken[] = [];
  const hits: NumberNamed[] = [];
  for (const { stretch, entry, strength } of found) {
    const { start, end } = stretch;
    if (taken.some((other) => start < other.end && other.start < end && !(other.start === start && other.end === end))) continue;
    taken.push({ start, end, strength });
    const { number: _, ...document } = entry;
    hits.push({ ...document, text: passage.text.slice(letterStart(passage.atoms, stretch), end), strength });
  }
  return { hits: strongest(hits), taken };
}

/** One stretch may be the key of "A-1000" and of "B-1000": where it has the letters of one, it is not the other. */
function strongest(hits: readonly NumberNamed[]): NumberNamed[] {
  const lettered = new Set(hits.filter(hasItsLetters).map(({ text }) => text));
  const full = new Set(hits.filter(({ strength }) => strength === "full").map(({ text }) => text));
  return hits.filter((hit) => (lettered.has(hit.text) ? hasItsLetters(hit) : hit.strength === "full" || !full.has(hit.text)));
}

function hasItsLetters({ strength, text, document }: NumberNamed): boolean {
  const letters = /^[^0-9]*[A-Z]/i
    .exec(text)?.[0]
    .replace(/[^A-Za-z]/g, "")
    .toUpperCase();
  return strength === "full" && letters !== undefined && documentNumber(document).letters === letters;
}

function letterStart(atoms: readonly Atom[], { first }: Stretch): number {
  const before = atoms[first - 1];
  return before && !before.isNumber && /^[-/._]?$/.test(atoms[first]!.gap) ? before.start : atoms[first]!.start;
}

/** Eight digits and more are hardly ever in a text by chance. */
const LONG = 8;
const LEAST = 4;

/** How strongly a stretch of the text names a document with the same key; null: its letters or parts say that it is another one. */
function strengthOf(passage: Passage, stretch: Stretch, number: DocumentNumber, transaction: CashTransaction): NumberNamed["strength"] | null {
  const { atoms, text, isDocument } = passage;
  const { first, last } = stretch;
  const letters = lettersOf(atoms, stretch);
  const suffix = suffixOf(atoms, last);
  const hasLetters = number.letters !== "" && letters.endsWith(bare(number.letters)) && bare(number.letters) !== "";
  const isStrange = letters !== "" && !hasLetters && !isLabel(letters);
  // "B-1000" is not "A-1000".
  if (isStrange && number.letters !== "" && !isLabel(number.letters)) return null;
  if (suffix !== number.suffix && suffix !== "" && number.suffix !== "") return null;
  if (!cutsAgree(atoms, stretch, number)) return null;
  if (isDocument) return suffix === number.suffix ? "full" : "plain";
  if (isStrange || suffix !== number.suffix || labelBefore(atoms, first) === "foreign") return "weak";
  if (!hasUsualZeros(atoms, stretch, number)) return "weak";
  const said = labelBefore(atoms, first) === "invoice";
  if (isByTheWay(text.slice(atoms[first]!.start, stretch.end), text.slice(Math.max(0, stretch.start - 3), stretch.start), transaction) && !hasLetters && !said)
    return "weak";
  if (hasLetters || said) return number.core.length >= 3 || hasLetters ? "full" : "weak";
  if (number.core.length < LEAST) return "weak";
  return number.core.length >= LONG && !stretch.isJoined ? "full" : "plain";
}

/** Payers write all zeros of a number or none. "00007" for "000007" is more likely to be "001007" with a digit missing. */
function hasUsualZeros(atoms: readonly Atom[], { first, last }: Stretch, number: DocumentNumber): boolean {
  let digits = "";
  for (let place = first; place <= last; place++) if (atoms[place]!.isNumber) digits += atoms[place]!.text;
  const plain = withoutZeros(digits);
  return digits === number.digits || plain === withoutZeros(number.digits) || plain === number.core || number.digits === number.core;
}

function bare(letters: string): string {
  return letters.replace(/O+$/, "");
}

/** The letters that belong to a number: those directly before it, or before it after a dash, and those inside. */
function lettersOf(atoms: readonly Atom[], { first, last }: Stretch): string {
  let letters = "";
  for (let place = first; place <= last; place++) if (!atoms[place]!.isNumber) letters += atoms[place]!.text;
  for (let place = first - 1; place >= 0 && !atoms[place]!.isNumber && /^[-/._]?$/.test(atoms[place + 1]!.gap); place--) letters = atoms[place]!.text + letters;
  const before = atoms[first - 1];
  // "RE 1000": a series that stands apart counts where it is just that.
  if (letters === "" && before && !before.isNumber && /^[ :.#]{1,2}$/.test(atoms[first]!.gap) && before.text.length <= 4 && isLabel(before.text))
    letters = before.text;
  return bare(letters);
}

function suffixOf(atoms: readonly Atom[], last: number): string {
  const after = atoms[last + 1];
  return after && !after.isNumber && after.gap === "" ? after.text : "";
}

/** "1-11" is not "11-1": where both are parted by more than blanks, one must not cross the parts of the other. */
function cutsAgree(atoms: readonly Atom[], { first, last, key }: Stretch, number: DocumentNumber): boolean {
  if (number.cuts.length === 0) return true;
  let length = 0;
  for (let place = first; place <= last; place++) {
    const atom = atoms[place]!;
    if (!atom.isNumber) continue;
    if (length > 0 && !/\s/.test(atom.gap) && atom.gap !== "" && key === number.key && !number.cuts.includes(length)) return false;
    length += withoutLeading(atom.text);
  }
  return true;
}

function withoutLeading(digits: string): number {
  return digits.replace(/^0+/, "").length;
}

/** Years, dates, amounts and telephone numbers stand in texts without naming anything. */
function isByTheWay(text: string, before: string, transaction: CashTransaction): boolean {
  const digits = text.replace(/\D/g, "");
  if (/^(19|20)\d\d$/.test(text)) return true;
  const [, year, month, day] = /^(\d{4})([-./]?)(\d\d)\2(\d\d)$/.exec(text)?.filter((_, place) => place !== 2) ?? [];
  if (year !== undefined && isDate(day!, month!, year)) return true;
  const [, first, second, last] = /^(\d\d?)([-./ ]?)(\d\d?)\2((?:\d\d){1,2})$/.exec(text)?.filter((_, place) => place !== 2) ?? [];
  const isNear = Math.abs(yearOf(last ?? "") - Number(transaction.booked.slice(0, 4))) <= NEAR_YEARS;
  if (first !== undefined && isNear && (isDate(first, second!, last!) || isDate(second!, first, last!))) return true;
  if (/(?:^|\s)\+$/.test(before) && digits.length >= LONG) return true;
  return /^\d{1,3}(?:[.,' ]?\d{3})*[.,]\d{2}$/.test(text) || digits === transaction.amountMinor.toString();
}

/** Payments speak of days close by; six digits are a date in one case of hundreds only. */
const NEAR_YEARS = 2;

function yearOf(digits: string): number {
  return digits.length === 2 ? 2000 + Number(digits) : Number(digits);
}

function isDate(day: string, month: string, year: string): boolean {
  const [d, m, y] = [Number(day), Number(month), yearOf(year)];
  return d >= 1 && d <= 31 && m >= 1 && m <= 12 && y >= 1990 && y <= 2100;
}

/** Numbers as they stand together, that no word calls something else: what might be a document that is not known. */
function plainStretches(atoms: readonly Atom[]): { start: number; end: number }[] {
  const stretches: { start: number; end: number }[] = [];
  for (let first = 0; first < atoms.length; first++) {
    if (!atoms[first]!.isNumber) continue;
    let last = first;
    while (last + 1 < atoms.length && /^[-/._]?$/.test(atoms[last + 1]!.gap)) last++;
    let start = first;
    while (start > 0 && !atoms[start - 1]!.isNumber && /^[-/._]?$/.test(atoms[start]!.gap)) start--;
    if (labelBefore(atoms, start) !== "foreign" && labelBefore(atoms, first) !== "foreign")
      stretches.push({ start: atoms[start]!.start, end: atoms[last]!.end });
    first = last;
  }
  return stretches;
}
