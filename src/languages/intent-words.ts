import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";
import { z } from "zod";
import { INTENT_KINDS, type IntentLexicon, SPANS } from "../core/letter/intent-lexicon.ts";
import { checkPattern } from "../core/letter/lint/patterns.ts";
import { DISPUTE_REASONS } from "../core/process/dispute-reason.ts";
import { languageCodes, readLanguage } from "./read.ts";

const texts = z.array(z.string());
const names = z.array(z.string().regex(/^\p{Ll}[\p{Ll}'’]*$/u, "is no word in lower case")).min(1);
const judged = z.strictObject({ is: texts.min(1), isNot: texts.default([]) });

const intentSchema = z.strictObject({
  /** Pieces of patterns that are used again and again, put in for `%name%`. */
  parts: z.record(z.string().regex(/^\w+$/), z.string()).default({}),
  days: z.strictObject({
    numeric: z.enum(["day-month", "ambiguous"]),
    months: z.array(names).length(12),
    weekdays: z.array(names).length(7),
    numbers: z.record(z.string(), z.int().positive()),
    relative: z.record(z.string().regex(/^-?\d$/), texts),
    dates: texts,
    dayOfMonth: texts,
    before: texts,
    inDays: texts,
    inWeeks: texts,
    daysAgo: texts,
    calendarWeek: texts,
    weekdayNextWeek: texts,
    lastWeekday: texts,
    middleOfMonth: texts,
    endOfMonth: texts,
    spans: z.partialRecord(z.enum(SPANS), texts),
    documentDays: texts,
  }),
  turns: texts,
  conditions: texts,
  reported: texts,
  abbreviations: texts,
  payment: texts.min(1),
  rest: texts.min(1),
  part: texts.min(1),
  kinds: z.record(z.enum(INTENT_KINDS).exclude(["dispute"]), judged),
  dispute: z.strictObject({ isNot: texts.default([]), untilMended: texts.min(1), reasons: z.partialRecord(z.enum(DISPUTE_REASONS), texts) }),
  absence: z.strictObject({ backBehind: texts, back: texts, until: texts, away: texts, delegate: texts }),
});

const known = new Map<string, IntentLexicon>();

/** The words of a language's `intent.yaml`, checked and ready to be matched. Throws `UserError` "language-unknown" where there is no such language. */
export function readIntentLexicon(code: string): IntentLexicon {
  const { code: language, lexicon } = readLanguage(code);
  const found = known.get(language);
  if (found) return found;
  const file = join(fileURLToPath(new URL(".", import.meta.url)), language, "intent.yaml");
  const read = { language, commonWords: lexicon.commonWords, ...loadIntentWords(readFileSync(file, "utf8"), file) };
  known.set(language, read);
  return read;
}

/** Those of every language here. */
export function readIntentLexicons(): readonly IntentLexicon[] {
  return languageCodes().map(readIntentLexicon);
}

/** @throws Error that names the file and the pattern, where it is not as it should be */
export function loadIntentWords(yaml: string, file: string): Omit<IntentLexicon, "language" | "commonWords"> {
  const result = intentSchema.safeParse(parse(yaml));
  if (!result.success) throw new Error(`${file}: ${z.prettifyError(result.error)}`);
  const { parts, ...words } = result.data;
  const oneOf = (list: readonly string[]): string => `(?:${[...list].sort((a, b) => b.length - a.length).join("|")})`;
  const own: Record<string, string> = {
    month: `(?<month>${oneOf(words.days.months.flat())})(?!\\p{L})\\.?`,
    weekday: `(?<weekday>${oneOf(words.days.weekdays.flat())})(?!\\p{L})\\.?`,
    number: `(?<n>\\d{1,2}|${oneOf(Object.keys(words.days.numbers))})`,
    ...parts,
  };
  const ready = (pattern: string): string => {
    const whole = patternOf(pattern, own);
    try {
      checkPattern(whole);
    } catch (error) {
      throw new Error(`${file}: "${pattern}" is no regular expression`, { cause: error });
    }
    return whole;
  };
  // Names, numbers and abbreviations are words, all other texts are patterns.
  const { months, weekdays, numbers, numeric, ...patterns } = words.days;
  const { abbreviations, days: _, ...rest } = words;
  return { ...(each(rest, ready) as typeof rest), abbreviations, days: { months, weekdays, numbers, numeric, ...(each(patterns, ready) as typeof patterns) } };
}

/** Every text in a tree of lists and records. */
function each(tree: unknown, change: (text: string) => string): unknown {
  if (typeof tree === "string") return change(tree);
  if (Array.isArray(tree)) return tree.map((part) => each(part, change));
  return Object.fromEntries(Object.entries(tree as Record<string, unknown>).map(([key, part]) => [key, each(part, change)]));
}

/** The letters of the languages here, within brackets. All of Unicode's (`\p{L}`) take many times as long to compile, in thousands of patterns. */
const LETTERS = String.raw`a-zA-Z\u00aa\u00b5\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff`;
const LETTER = `[${LETTERS}0-9_]`;
// JavaScript's own knows ASCII letters only.
const WORD_EDGE = `(?:(?<=${LETTER})(?!${LETTER})|(?<!${LETTER})(?=${LETTER}))`;
/** As people write on keyboards that lack the letter. */
const PLAIN: Readonly<Record<string, string>> = { ä: "(?:ä|ae)", ö: "(?:ö|oe)", ü: "(?:ü|ue)", ß: "(?:ß|ss)" };

/** Puts in the parts, word edges for letters beyond ASCII, and letters without their accents. */
function patternOf(pattern: string, parts: Readonly<Record<string, string>>): string {
  let whole = pattern;
  for (let round = 0; round < 4 && whole.includes("%"); round++)
    whole = whole.replace(/%(\w+)%/g, (text, name: string) => {
      if (!Object.hasOwn(parts, name)) throw new Error(`There is no part ${text} for the pattern "${pattern}".`);
      return parts[name]!;
    });
  return whole
    .normalize("NFC")
    .replaceAll("\\b", WORD_EDGE)
    .replace(/\[[^\]]*\]|\\p\{L\}|[äöüß]|[à-öø-ÿ]/gu, (token) => {
      if (token.startsWith("[")) return token.replaceAll("\\p{L}", LETTERS);
      if (token === "\\p{L}") return `[${LETTERS}]`;
      if (token in PLAIN) return PLAIN[token]!;
      return `[${token}${token.normalize("NFD")[0]}]`;
    });
}
