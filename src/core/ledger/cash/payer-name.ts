import { withoutLegalForms } from "./legal-forms.ts";

/** Where banks cut names: MT940 subfields, SWIFT lines, SEPA. */
const CUTS = [27, 35, 70];
const LONGEST = 140;

/** German letters are written out by some banks and stripped by others; both ways are followed. */
function spellings(name: string, longest = LONGEST): string[] {
  const upper = name
    .slice(0, longest)
    .normalize("NFC")
    .toUpperCase()
    .replace(/[.'’`]/g, "");
  if (/^[ -~]*$/.test(upper)) return [upper];
  const strip = (text: string): string =>
    text.normalize("NFKD").replace(/\p{M}/gu, "").replace(/Ø/g, "O").replace(/Æ/g, "AE").replace(/Œ/g, "OE").replace(/Ł/g, "L").replace(/Đ/g, "D");
  const stripped = strip(upper);
  const written = strip(upper.replace(/Ä/g, "AE").replace(/Ö|Ø/g, "OE").replace(/Ü/g, "UE").replace(/Å/g, "AA"));
  return stripped === written ? [stripped] : [stripped, written];
}

/** Titles, and the small words that join names: they come and go. */
const SMALL = new Set("HERR FRAU MR MRS MS MISS DR PROF SIG SIGRA SR SRA M MME MLLE BAPAK IBU UND AND ET E Y DAN OF THE FIRMA FA ODER OR".split(" "));

/** Dots are gone already, so that "S.p.A." is one word; "&" and "+" join. */
function wordsOf(spelling: string): string[] {
  return spelling.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== "" && !SMALL.has(word));
}

interface Reading {
  /** Sorted: "Becker, Hans" is "Hans Becker". */
  readonly words: readonly string[];
  readonly joined: string;
  readonly forms: readonly string[];
  /** It is as long as a bank's field: its end may be missing. */
  readonly isCut: boolean;
}

// A statement names the same payers again and again; what has been read once is looked up afterwards.
const MOST_KEPT = 1_000;
const kept = new Map<string, readonly Reading[]>();

function readingsOf(name: string): readonly Reading[] {
  const known = kept.get(name);
  if (known) return known;
  const readings = readName(name);
  if (kept.size >= MOST_KEPT) kept.clear();
  kept.set(name, readings);
  return readings;
}

function readName(name: string): Reading[] {
  const isCut = CUTS.some((cut) => Math.abs(name.trim().length - cut) <= 1);
  return spellings(name).flatMap((spelling) => {
    const { words, forms } = withoutLegalForms(wordsOf(spelling));
    if (words.length === 0) return [];
    const sorted = [...new Set(words)].sort();
    return [{ words: sorted, joined: sorted.join(" "), forms, isCut }];
  });
}

/**
 * The keys under which a name is looked up, for debtors and payers alike: two names that may be the same one share a key.
 * Without legal forms, in any order of words, in both spellings of umlauts, and as banks cut names at 27, 35 and 70 characters.
 */
export function nameKeys(name: string): string[] {
  // Nothing is kept: a ledger of 200,000 debtors would push everything else out.
  const keys = new Set<string>();
  for (const form of [name, ...CUTS.filter((cut) => name.length > cut).map((cut) => name.slice(0, cut))]) {
    for (const { joined } of readName(form)) keys.add(joined);
  }
  // Written-out umlauts make a name longer before the bank cuts it.
  for (const spelling of spellings(name)) {
    for (const cut of CUTS) if (spelling.length > cut) for (const { joined } of readName(spelling.slice(0, cut))) keys.add(joined);
  }
  return [...keys];
}

/**
 * How alike two names are. "same": equal but for case, accents, order, small words, a missing legal form, or a bank's cut;
 * different legal forms make "similar" of it ("Acme AG", "Acme GmbH"). "similar": a few letters off, or one name inside of the other.
 */
export function nameLikeness(a: string, b: string): "same" | "similar" | "different" {
  let best: "similar" | "different" = "different";
  for (const one of readingsOf(a)) {
    for (const other of readingsOf(b)) {
      if (one.joined === other.joined) {
        if (agree(one.forms, other.forms)) return "same";
        best = "similar";
      } else if (best === "different" && isSimilar(one, other)) best = "similar";
    }
  }
  return isCutOf(a, b) || isCutOf(b, a) ? "same" : best;
}

/** "GmbH & Co. KG" is two forms; a name without any says nothing against the other. */
function agree(a: readonly string[], b: readonly string[]): boolean {
  return a.length === 0 || b.length === 0 || [...a].sort().join() === [...b].sort().join() || a.some((form) => b.includes(form) && a.length !== b.length);
}

/** Whether the shorter name is what a bank left of the longer one. */
function isCutOf(short: string, long: string): boolean {
  const length = short.trim().length;
  if (!CUTS.some((cut) => length === cut || length === cut - 1)) return false;
  const squeeze = (text: string): string => text.replace(/[^\p{L}\p{N}]+/gu, "");
  return spellings(long).some((whole) =>
    spellings(short).some((start) => squeeze(whole).length > squeeze(start).length && squeeze(whole).startsWith(squeeze(start))),
  );
}

const LEAST_WORD = 4;

function isSimilar(a: Reading, b: Reading): boolean {
  const [fewer, more] = a.words.length <= b.words.length ? [a.words, b.words] : [b.words, a.words];
  const shared = fewer.filter((word) => more.includes(word));
  if (shared.length === fewer.length && shared.some((word) => word.length >= LEAST_WORD)) return true;
  if (shared.length >= 2 && shared.length * 2 >= more.length) return true;
  return a.joined.length >= 8 && Math.abs(a.joined.length - b.joined.length) <= 2 && distanceWithin(a.joined, b.joined, 2);
}

/** A single short word ("Bay") is in many texts. */
const LEAST_LETTERS = 6;

/** Whether all words of a name, without its legal form, stand in a text. */
export function isNameIn(text: string, name: string): boolean {
  const words = new Set(spellings(text, 4 * LONGEST).flatMap(wordsOf));
  return readingsOf(name).some(({ words: own }) => own.every((word) => words.has(word)) && own.join("").length >= LEAST_LETTERS);
}

/** Whether two texts are at most `most` single letters apart (Levenshtein 1966). */
export function distanceWithin(a: string, b: string, most: number): boolean {
  if (Math.abs(a.length - b.length) > most) return false;
  let row = Array.from({ length: b.length + 1 }, (_, place) => place);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const value = Math.min(row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1), row[j]! + 1, next[j - 1]! + 1);
      next.push(value);
      if (value < least) least = value;
    }
    if (least > most) return false;
    row = next;
  }
  return row[b.length]! <= most;
}
