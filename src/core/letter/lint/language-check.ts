import { type Check, type Finding, findingAt, type LintInput } from "./finding.ts";
import { findAll, matchesAny } from "./patterns.ts";

/** Shorter pieces have too few words to tell a language by. */
const LEAST_WORDS = 8;
const LEAST_WORDS_OF_TEXT = 20;

/** L20: the language is the one that was asked for, from beginning to end, and so is the address. */
export const checkLanguage: Check = (input) => {
  const other = otherLanguage(input, input.shaped.sentences.map(({ text }) => text).join(" "), LEAST_WORDS_OF_TEXT);
  if (other) {
    const message = `The text is in another language (${other}) than the one asked for (${input.lexicon.language}).`;
    return [
      findingAt(input, { check: "L20", code: "other-language", severity: "E" }, 0, message, "Write in the customer's language, or check it as what it is."),
    ];
  }
  return [...mixedIn(input), ...checkAddress(input)];
};

function mixedIn(input: LintInput): Finding[] {
  return input.shaped.sentences.flatMap(({ text, start }) => {
    const other = otherLanguage(input, text, LEAST_WORDS);
    const kind = { check: "L20", code: "mixed-languages", severity: "E" } as const;
    return other ? [findingAt(input, kind, start, `This sentence is in another language (${other}).`, "Write the whole letter in one language.")] : [];
  });
}

/** The language whose short words are far more frequent here than those of the one asked for; null: none is. */
function otherLanguage({ languages, lexicon }: LintInput, text: string, leastWords: number): string | null {
  const words = text.toLowerCase().match(/[\p{L}]+(?:['’]\p{L}+)?/gu) ?? [];
  if (words.length < leastWords) return null;
  const own = new Set(lexicon.commonWords);
  const count = (known: ReadonlySet<string>): number => words.filter((word) => known.has(word) || known.has(word.split(/['’]/)[0]!)).length;
  const mine = count(own);
  let [best, most] = [null as string | null, mine];
  for (const [code, known] of languages) {
    const hits = code === lexicon.language ? 0 : count(known);
    if (hits > most) [best, most] = [code, hits];
  }
  return best && most >= words.length * 0.2 && most >= 3 && mine * 3 <= most ? best : null;
}

function checkAddress(input: LintInput): Finding[] {
  const { shaped, lexicon } = input;
  const mixed = matchesAny(lexicon.politeAddress, shaped.text);
  return findAll(lexicon.familiarAddress, shaped.text).map(({ index, text }) => {
    const message = mixed ? `"${text}" is familiar, while the letter is polite elsewhere.` : `"${text}" addresses the reader familiarly.`;
    return findingAt(input, { check: "L20", code: "familiar-address", severity: "E" }, index, message, "Use the polite address throughout.");
  });
}
