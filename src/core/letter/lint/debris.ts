import { type Check, findingAt, type LintInput } from "./finding.ts";
import { findAll, type Match } from "./patterns.ts";

/** What no letter in any language contains: places that nobody filled in, and what machines leave behind. */
const DEBRIS: readonly { readonly pattern: string; readonly code: string; readonly what: string }[] = [
  { pattern: String.raw`\{\{|\}\}|\{%|%\}|\$\{\w*\}?`, code: "placeholder", what: "a template's placeholder" },
  { pattern: String.raw`\[(?!\d+\])\p{L}[^\]\n]{0,60}\](?!\()`, code: "placeholder", what: "a placeholder in brackets" },
  { pattern: String.raw`\[\s*\]`, code: "placeholder", what: "empty brackets" },
  { pattern: String.raw`<(?![^>\n]*@)(?!https?:)\/?\p{L}[^>\n]{0,60}>`, code: "markup", what: "a placeholder or a piece of HTML" },
  { pattern: String.raw`(?<![<\w/])\/?(?:div|span|br|td|tr|li|font|strong)\s*\/?>`, code: "markup", what: "a piece of HTML" },
  { pattern: String.raw`&(?:nbsp|amp|lt|gt|quot|#\d{2,5});`, code: "markup", what: "an HTML entity" },
  { pattern: String.raw`(?<![\p{L}\p{N}])(?-i:X{2,}|x{3,})(?![\p{L}\p{N}])`, code: "blank", what: "a place that was never filled in" },
  { pattern: String.raw`(?<![\w-])_{3,}|\.{4,}|…{2,}`, code: "blank", what: "a blank to fill in" },
  { pattern: String.raw`(?<!\d\s?\p{Lu}{0,2})(?:US\$|[$€£¥₹])(?=\s*(?:[.,;:)!?]|$|\s\p{L}))`, code: "amount-blank", what: "a currency sign without an amount" },
  {
    pattern: String.raw`(?<![\p{L}\p{N}.])(?-i:EUR|USD|GBP|CHF)(?=\s*[.,;])(?<!\d\s?(?:EUR|USD|GBP|CHF))`,
    code: "amount-blank",
    what: "a currency without an amount",
  },
  {
    // "den Betrag von  EUR umgehend", "the sum of EUR is"
    pattern: String.raw`(?<!\p{L})(?:of|von|über|de|di|sebesar)\s+(?-i:EUR|USD|GBP|CHF|IDR)(?=\s+\p{L})(?!\s+(?-i:[A-Z]))`,
    code: "amount-blank",
    what: "a currency without an amount",
  },
  { pattern: String.raw`(?<![\p{L}\p{N}])(?-i:NaN|undefined|null|None|Infinity|TBD|TODO|FIXME)(?![\p{L}\p{N}])`, code: "empty-value", what: "an empty value" },
  { pattern: String.raw`\[object \w+\]|#(?:N\/A|REF!|VALUE!|NAME\?|DIV\/0!)`, code: "empty-value", what: "an error instead of a value" },
  {
    pattern: String.raw`(?<!\d)1970-01-01(?!\d)|\b1(?:st)? January 1970|\bJanuary 1, 1970|\b01[./]01[./]1970`,
    code: "unset-date",
    what: "a date that was never set",
  },
  { pattern: String.raw`\blorem ipsum\b`, code: "filler", what: "filler text" },
  { pattern: String.raw`(?<![\d%])%(?:\d|[sd])(?![\w])`, code: "placeholder", what: "a placeholder" },
  { pattern: String.raw`\uFFFD|Ã[\u0080-\u00BF]|â€|Â[\u00A0£€]`, code: "broken-characters", what: "broken characters" },
  { pattern: String.raw`(?<=\p{L}) ['’‘] (?=\p{L})`, code: "broken-characters", what: "an apostrophe that came loose" },
  { pattern: String.raw`\binsert (?:name|date|amount|number|address|company)\b`, code: "instruction", what: "an instruction to the writer" },
];

interface Debris extends Match {
  readonly code: string;
  readonly what: string;
}

/** Every empty place and piece of debris, one finding a place: what lies within another one says nothing new. */
export function findDebris({ shaped, lexicon }: Pick<LintInput, "shaped" | "lexicon">): Debris[] {
  const known = DEBRIS.flatMap(({ pattern, code, what }) => findAll([pattern], shaped.text).map((match) => ({ ...match, code, what })));
  const blanks = findAll(lexicon.blanks, shaped.text).map((match) => ({ ...match, code: "blank", what: "a place that was left empty" }));
  let [start, end] = [-1, -1];
  return [...known, ...blanks]
    .map((match) => ({ ...match, index: match.index + (match.text.length - match.text.trimStart().length), text: match.text.trim() }))
    .sort((a, b) => a.index - b.index || b.text.length - a.text.length)
    .filter(({ index, text }) => {
      const isNew = index !== start && index + text.length > end;
      if (isNew) [start, end] = [index, index + text.length];
      return isNew;
    });
}

/** L02: no empty place, no debris. */
export const checkDebris: Check = (input) =>
  findDebris(input).map(({ index, text, code, what }) => {
    const message = `"${text.slice(0, 60)}" is ${what}.`;
    return findingAt(input, { check: "L02", code, severity: "E" }, index, message, "Fill in the value, or take the sentence out.");
  });
