import type { IntentLexicon } from "../../core/letter/intent-lexicon.ts";
import { findAll } from "../../core/letter/lint/patterns.ts";

/** What is read of a reply, of one sentence, and how many sentences. */
const MOST_CHARACTERS = 20_000;
const MOST_IN_SENTENCE = 600;
const MOST_SENTENCES = 300;

/** Before the first words of a short answer: "hi, paid yesterday". */
const GREETING =
  /^(?:hi|hello|hey|hallo|moin|servus|guten (?:tag|morgen|abend)|bonjour|bonsoir|salut|buongiorno|buonasera|ciao|salve|hola|buenos días|buenas(?: tardes)?|halo|selamat \p{L}{4,6}|siang|pagi)(?: \p{L}{2,20}){0,3}, (?=\S)/iu;

/** In capitals within a sentence: who is addressed politely, and currencies. */
const BEHIND_A_DATE = /^(?:Ihre?[mnrs]?|Ihnen|Sie|Euro|Franken|[A-Z]{3})$/;

export interface Sentence {
  readonly text: string;
  readonly isQuestion: boolean;
}

/** A part of a sentence up to a "but", and its clauses: what stands between commas. */
export interface Stretch {
  readonly text: string;
  readonly isQuestion: boolean;
  readonly clauses: readonly { readonly index: number; readonly text: string }[];
}

/** The sentences of a reply. What stands in quotation marks was said by somebody else and is blanked out. */
export function sentences(text: string, lexicons: readonly IntentLexicon[]): Sentence[] {
  const abbreviations = new Set(lexicons.flatMap((lexicon) => lexicon.abbreviations));
  const months = new Set(lexicons.flatMap((lexicon) => lexicon.days.months.flat()));
  const plain = text
    .slice(0, MOST_CHARACTERS)
    .normalize("NFC")
    .replace(/[’‘´`]/g, "'")
    .replace(/[\u00A0\u202F\t ]+/g, " ");
  const found: Sentence[] = [];
  for (const line of unwrapped(plain)) {
    let start = 0;
    for (let at = 0; at < line.length && found.length < MOST_SENTENCES; at++) {
      if (at + 1 < line.length && at - start < MOST_IN_SENTENCE && !endsSentence(line, at, abbreviations, months)) continue;
      const sentence = withoutQuoted(line.slice(start, at + 1).trim()).replace(GREETING, "");
      if (/\p{L}/u.test(sentence)) found.push({ text: sentence, isQuestion: /[?？]["')\s!?]*$/.test(sentence.slice(-10)) });
      start = at + 1;
    }
  }
  return found;
}

/** Paragraphs and lists as single lines: a mail program breaks long lines, a person ends short ones. */
function unwrapped(text: string): string[] {
  const lines: string[] = [];
  let isOpen = false;
  for (const raw of text.split(/\r\n?|\n/)) {
    const line = raw.trim();
    const isNew = line === "" || /^(?:[-*•–—]|\d{1,2}[.)])\s/.test(line.slice(0, 6));
    if (isOpen && !isNew) lines[lines.length - 1] += ` ${line}`;
    else if (line !== "") lines.push(line);
    isOpen =
      line !== "" &&
      (line.length >= 50 || /[,;]$/.test(line.slice(-1)) || !/[.!?:]$/.test(line.slice(-1))) &&
      !/^(?:dear|hi|hello|hallo|sehr|guten|bonjour|buongiorno|gentil\p{L}*|estimad\p{L}*|hola|halo|yth)\b.{0,60},$/iu.test(line.slice(0, 80));
  }
  return lines;
}

function endsSentence(line: string, at: number, abbreviations: ReadonlySet<string>, months: ReadonlySet<string>): boolean {
  const sign = line[at]!;
  if (!/[.!?…;]/.test(sign) || !/\s/.test(line[at + 1] ?? " ")) return false;
  if (sign !== ".") return true;
  const before = /(\S{1,30})\.$/u.exec(line.slice(Math.max(0, at - 30), at + 1))?.[1]?.toLowerCase() ?? "";
  const after = /^\s*[¿¡("'«„“]*\s?(\p{L}{1,20})/u.exec(line.slice(at + 1, at + 30))?.[1] ?? "";
  // "am 3. November", "am 3.11. 500,00 Euro", "am 3.11. Ihre Rechnung bezahlt": the dot belongs to the date.
  if (/^\(?(?:\d{1,2}\.)?\d{1,2}$/.test(before)) return /^\p{Lu}/u.test(after) && !months.has(after.toLowerCase()) && !BEHIND_A_DATE.test(after);
  // Behind an abbreviated month a year may follow: "on 15 Dec. 2026".
  if (months.has(before)) return /^\p{Lu}/u.test(after);
  return !(abbreviations.has(before) || /^\p{L}$/u.test(before) || /^\p{Ll}/u.test(after));
}

/** Spaces for what stands in quotation marks, if it is more than a word or two. */
function withoutQuoted(sentence: string): string {
  return sentence.replace(/"[^"]{1,400}"|„[^“”"]{1,400}[“”"]|“[^”]{1,400}”|«[^»]{1,400}»|»[^«]{1,400}«/gu, (quoted) =>
    quoted.trim().split(/\s+/).length > 2 ? " ".repeat(quoted.length) : quoted,
  );
}

/** A sentence divided at the words that turn it. */
export function stretches({ text, isQuestion }: Sentence, lexicon: IntentLexicon): Stretch[] {
  const turns = findAll(lexicon.turns, text).map(({ index }) => index);
  const starts = [0, ...turns.filter((index) => index > 0)];
  return starts.map((start, place) => {
    const part = text.slice(start, starts[place + 1]);
    return { text: part, isQuestion, clauses: clauses(part) };
  });
}

function clauses(text: string): { index: number; text: string }[] {
  const found: { index: number; text: string }[] = [];
  let start = 0;
  for (const { index } of [...text.matchAll(/[,;:()](?=\s)|\s[-–—]\s/g), { index: text.length }]) {
    if (index > start) found.push({ index: start, text: text.slice(start, index) });
    start = index + 1;
  }
  return found;
}

/**
 * The languages that a text seems to be written in, by how many of its words are short words or names of days of theirs, the likeliest first. A short text
 * may be in any.
 */
export function languagesOf(text: string, lexicons: readonly IntentLexicon[]): readonly IntentLexicon[] {
  const words = text
    .slice(0, MOST_CHARACTERS)
    .toLowerCase()
    .split(/[^\p{L}]+/u);
  const scored = lexicons.map((lexicon) => {
    const { commonWords, days } = lexicon;
    // Short names are words of other languages: "mar", "do", "so".
    const own = new Set([...commonWords, ...[...days.months, ...days.weekdays].flat().filter((name) => name.length > 3)]);
    return { lexicon, score: words.filter((word) => own.has(word)).length };
  });
  scored.sort((a, b) => b.score - a.score);
  const best = scored[0]?.score ?? 0;
  return scored.filter(({ score }) => best < 2 || score * 2 >= best).map(({ lexicon }) => lexicon);
}
