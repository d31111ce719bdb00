// Linting letters of every language and step, against reading the same letters word by word once.
import { performance } from "node:perf_hooks";
import { factsOf } from "../dist/core/letter/lint/notice-facts.js";
import { lintLetter, lintText } from "../dist/core/letter/lint/lint.js";
import { isAnswerKind } from "../dist/core/letter/answer.js";
import { commonWords } from "../dist/languages/common-words.js";
import { languageCodes, readLanguage } from "../dist/languages/read.js";
import { compose } from "../dist/letters/compose.js";
import { letterCases } from "../dist/letters/letter-cases.sample.js";

const ROUNDS = 5;
const means = { languages: commonWords() };
const letters = languageCodes().flatMap((code) => {
  const language = readLanguage(code);
  return letterCases(code)
    .filter(({ notice }) => notice.step !== "statement" && !isAnswerKind(notice.step))
    .map(({ notice }) => ({ notice, lexicon: language.lexicon, letter: compose(notice, language) }));
});

/** Milliseconds of each letter, the best of all rounds: what the machine does beside is no part of it. */
function measure(work) {
  const best = letters.map(() => Number.POSITIVE_INFINITY);
  for (let round = 0; round < ROUNDS; round++)
    for (const [index, each] of letters.entries()) {
      const start = performance.now();
      work(each);
      best[index] = Math.min(best[index], performance.now() - start);
    }
  return best;
}

const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
const ours = measure(({ letter, notice, lexicon }) => lintLetter(letter, notice, lexicon, {}, means));
const anybodys = measure(({ letter, notice, lexicon }) => lintText(letter.text, notice.step, lexicon, factsOf(notice, letter), means));
// The floor: each pattern of the language meets the text once.
const floor = measure(({ letter, lexicon }) => {
  for (const pattern of lexicon.bare ?? (lexicon.bare = patternsOf(lexicon).map((each) => each))) for (const _match of letter.text.matchAll(pattern));
});

function patternsOf(value) {
  if (typeof value === "string") return /[\\^$(|[]/.test(value) && !value.includes("(?-i:") ? [new RegExp(value, "gimu")] : [];
  if (Array.isArray(value)) return value.flatMap(patternsOf);
  return value && typeof value === "object" && !(value instanceof RegExp)
    ? Object.entries(value).flatMap(([key, each]) => (key === "bare" ? [] : patternsOf(each)))
    : [];
}

process.stdout.write(
  `${JSON.stringify({ letters: letters.length, ours: mean(ours), anybodys: mean(anybodys), slowest: Math.max(...ours, ...anybodys), floor: mean(floor) })}\n`,
);
