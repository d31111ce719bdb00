import { type Check, findAll } from "./finding.ts";
import { placeOf } from "./text-shape.ts";

/** What no letter in any language contains: places that nobody filled in, and what machines leave behind. */
const DEBRIS: readonly { readonly pattern: string; readonly what: string }[] = [
  { pattern: String.raw`\{\{|\}\}|\{%|%\}|\$\{\w*\}?`, what: "a template's placeholder" },
  { pattern: String.raw`\[(?!\d+\])\p{L}[^\]\n]{0,60}\](?!\()`, what: "a placeholder in brackets" },
  { pattern: String.raw`\[\s*\]`, what: "empty brackets" },
  { pattern: String.raw`<(?![^>\n]*@)(?!https?:)\/?\p{L}[^>\n]{0,60}>`, what: "a placeholder or a piece of HTML" },
  { pattern: String.raw`(?<![<\w/])\/?(?:div|span|br|td|tr|li|font|strong)\s*\/?>`, what: "a piece of HTML" },
  { pattern: String.raw`&(?:nbsp|amp|lt|gt|quot|#\d{2,5});`, what: "an HTML entity" },
  { pattern: String.raw`(?<![\p{L}\p{N}])(?-i:X{2,}|x{3,})(?![\p{L}\p{N}])`, what: "a place that was never filled in" },
  { pattern: String.raw`(?<![\w-])_{3,}|\.{4,}|…{2,}`, what: "a blank to fill in" },
  { pattern: String.raw`(?<!\d[ \u00A0\u202F]?)(?:US\$|[$€£¥₹])(?=\s*(?:[.,;:)!?]|$|\s\p{L}))`, what: "a currency sign without an amount" },
  { pattern: String.raw`(?<![\p{L}\p{N}.])(?-i:EUR|USD|GBP|CHF)(?=\s*[.,;])(?<!\d\s?(?:EUR|USD|GBP|CHF))`, what: "a currency without an amount" },
  { pattern: String.raw`(?<![\p{L}\p{N}])(?-i:NaN|undefined|null|None|Infinity|TBD|TODO|FIXME)(?![\p{L}\p{N}])`, what: "an empty value" },
  { pattern: String.raw`\[object \w+\]|#(?:N\/A|REF!|VALUE!|NAME\?|DIV\/0!)`, what: "an error instead of a value" },
  { pattern: String.raw`(?<!\d)1970-01-01(?!\d)|\b1(?:st)? January 1970|\bJanuary 1, 1970|\b01[./]01[./]1970`, what: "a date that was never set" },
  { pattern: String.raw`\blorem ipsum\b`, what: "filler text" },
  { pattern: String.raw`(?<![\d%])%(?:\d|[sd])(?![\w])`, what: "a placeholder" },
  { pattern: String.raw`\uFFFD|Ã[\u0080-\u00BF]|â€|Â[\u00A0£€]`, what: "broken characters" },
  { pattern: String.raw`\binsert (?:name|date|amount|number|address|company)\b`, what: "an instruction to the writer" },
];

/** L02: no empty place, no debris. */
export const checkDebris: Check = ({ shaped, lexicon }) => {
  const known = DEBRIS.flatMap(({ pattern, what }) => findDebris(pattern, shaped.text).map((match) => ({ ...match, what })));
  const blanks = findAll(lexicon.blanks, shaped.text).map((match) => ({ ...match, what: "a place that was left empty" }));
  let end = -1;
  return [...known, ...blanks]
    .sort((a, b) => a.index - b.index)
    .flatMap(({ index, text, what }) => {
      const place = placeOf(shaped, index);
      // One finding a place: what lies within another one says nothing new.
      if (index < end) return [];
      end = index + text.length;
      return [
        {
          check: "L02",
          severity: "E" as const,
          ...place,
          message: `"${text.trim().slice(0, 60)}" is ${what}.`,
          suggestion: "Fill in the value, or take the sentence out.",
        },
      ];
    });
};

// Inline flags came to regular expressions later than Node 20; a pattern with one is matched with regard to case as a whole.
function findDebris(pattern: string, text: string): { index: number; text: string }[] {
  const exact = pattern.includes("(?-i:");
  const expression = new RegExp(pattern.replaceAll("(?-i:", "(?:"), exact ? "gmu" : "gimu");
  return [...text.matchAll(expression)].map((match) => ({ index: match.index, text: match[0] }));
}
