import { matchesAny } from "./patterns.ts";

export type PassageKind = "prose" | "list" | "salutation" | "table" | "label";

export interface Passage {
  readonly kind: PassageKind;
  readonly start: number;
  readonly text: string;
}

export interface Sentence {
  readonly start: number;
  readonly text: string;
  readonly words: number;
}

/** A text with its parts told apart: what reads as sentences, and what is a table, an address or a label. */
export interface ShapedText {
  /** As given. */
  readonly source: string;
  /** The same, letter for letter, but lines that run on are joined by a space. */
  readonly text: string;
  readonly passages: readonly Passage[];
  readonly sentences: readonly Sentence[];
  readonly words: number;
}

/** Stands for a name from outside: one word, never anything that a check could read something into. */
export const MASK = "\u25a1";

const HEADING = /^(?:#{1,6} |Subject: )/;
/** Entries with a year in them are a record, like the rows of a table. */
const RECORD = /\b(?:19|20)\d{2}\b/;
const BULLET = /^\s*(?:[-*•·]|\d{1,2}[.)])\s+/;

export function shapeText(text: string, salutations: readonly string[], abbreviations: readonly string[]): ShapedText {
  const passages: Passage[] = [];
  let start = 0;
  let open: { kind: PassageKind; start: number; end: number } | null = null;
  const close = (): void => {
    if (open) passages.push({ kind: open.kind, start: open.start, text: text.slice(open.start, open.end) });
    open = null;
  };
  for (const line of text.split("\n")) {
    const kind = line.trim() === "" ? null : kindOf(line, salutations);
    const current = open;
    // A line runs on from the one before, unless it is of a kind that always stands alone.
    const runsOn =
      current &&
      kind !== null &&
      (kind === current.kind
        ? kind === "prose" || kind === "table"
        : kind === "label" && (current.kind === "prose" || current.kind === "list") && !endsSentence(text.slice(current.start, current.end)));
    if (runsOn) current.end = start + line.length;
    else {
      close();
      if (kind) open = { kind, start, end: start + line.length };
    }
    start += line.length + 1;
  }
  close();
  // Above the greeting stand names, days and references: "Fernbrook, S.L." is no sentence, for all its full stop.
  const greeting = passages.find(({ kind }) => kind === "salutation")?.start ?? 0;
  const shaped = passages
    .map(joinLines)
    .map((passage) =>
      passage.kind === "label" &&
      passage.start >= greeting &&
      !HEADING.test(passage.text) &&
      /[.?!]["”)]?\s*$/.test(passage.text) &&
      countWords(passage.text) > 2
        ? { ...passage, kind: "prose" as const }
        : passage,
    );
  const body = signatureStart(shaped);
  const spoken = shaped.filter(({ start }) => start < body).filter(({ kind }) => kind === "prose" || kind === "list");
  const sentences = spoken.flatMap((passage) => splitSentences(passage, abbreviations));
  const flowing = flow(text, shaped);
  return {
    source: text,
    text: flowing,
    passages: shaped,
    sentences,
    words: spoken.reduce((sum, passage) => sum + (passage.kind === "list" && RECORD.test(passage.text) ? 0 : countWords(passage.text)), 0),
  };
}

function flow(text: string, passages: readonly Passage[]): string {
  let [flowing, end] = ["", 0];
  for (const passage of passages) {
    flowing += text.slice(end, passage.start) + passage.text;
    end = passage.start + passage.text.length;
  }
  return flowing + text.slice(end);
}

/** Below the closing line stand names and company details, which are no sentences. */
function signatureStart(passages: readonly Passage[]): number {
  const firstProse = passages.findIndex(({ kind }) => kind === "prose");
  const closing = passages.findLast(({ kind }, index) => kind === "salutation" && firstProse >= 0 && index > firstProse);
  return closing?.start ?? Number.POSITIVE_INFINITY;
}

function joinLines(passage: Passage): Passage {
  return passage.kind === "prose" || passage.kind === "list" ? { ...passage, text: passage.text.replaceAll("\n", " ") } : passage;
}

function kindOf(line: string, salutations: readonly string[]): PassageKind {
  const trimmed = line.trim();
  if (HEADING.test(line)) return "label";
  if (BULLET.test(line) && countWords(trimmed) > 1) return "list";
  if (matchesAny(salutations, trimmed) && countWords(trimmed) < 16 && !/[.?!]\s+\p{L}/u.test(trimmed)) return "salutation";
  if (/\|/.test(trimmed) || /^[-=_+ ]{5,}$/.test(trimmed) || /\S(?: {3,}|\t+)\S/.test(trimmed) || (trimmed.match(/\S {2,}\S/g)?.length ?? 0) >= 2)
    return "table";
  // "IBAN: GB33 ...", a street, a name: few words and no end of a sentence.
  if (/^[\p{L} ./-]{2,30}:\s*\S*/u.test(trimmed) && countWords(trimmed) < 9 && !/[.?!]$/.test(trimmed)) return "label";
  return countWords(trimmed) >= 7 ? "prose" : "label";
}

function endsSentence(text: string): boolean {
  return /[.?!:;][")”]?\s*$/.test(text);
}

export function countWords(text: string): number {
  return text.match(/[\p{L}\p{N}□][\p{L}\p{N}□'’.,/@:&+-]*/gu)?.length ?? 0;
}

function splitSentences(passage: Passage, abbreviations: readonly string[]): Sentence[] {
  const sentences: Sentence[] = [];
  let start = 0;
  const add = (end: number): void => {
    const text = passage.text.slice(start, end);
    const words = countWords(text.replace(BULLET, ""));
    if (words > 0) sentences.push({ start: passage.start + start + (text.length - text.trimStart().length), text: text.trim(), words });
    start = end;
  };
  for (const match of passage.text.matchAll(/[.?!]+["”)]?(?=\s|$)/g)) {
    const before =
      passage.text
        .slice(0, match.index + 1)
        .match(/\S+$/)?.[0]
        .toLowerCase() ?? "";
    if (abbreviations.includes(before) || /^\p{L}\.$/u.test(before)) continue;
    add(match.index + match[0].length);
  }
  add(passage.text.length);
  return sentences;
}

/** Line and column of a place in the text, both from 1. */
export function placeOf({ source }: ShapedText, offset: number): { readonly line: number; readonly column: number } {
  let line = 1;
  let start = 0;
  for (let end = source.indexOf("\n"); end >= 0 && end < offset; end = source.indexOf("\n", end + 1)) {
    line++;
    start = end + 1;
  }
  return { line, column: offset - start + 1 };
}
