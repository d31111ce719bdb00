import { type Step, stepRank } from "../process/procedure.ts";
import { MASK, type ShapedText } from "./lint/text-shape.ts";

/** Reading ease by words per sentence and syllables (or letters) per word; higher is easier. */
interface Formula {
  readonly score: (counts: { words: number; sentences: number; syllables: number; letters: number }) => number;
  readonly vowels: RegExp;
  /** For reminders and first letters, and for all others. */
  readonly targets: readonly [number, number];
}

// Flesch 1948 and its adaptations: Amstad (de), Fernández Huerta (es), Kandel and Moles (fr); Gulpease (it).
const FORMULAS: Readonly<Record<string, Formula>> = {
  en: {
    score: ({ words, sentences, syllables }) => 206.835 - 1.015 * (words / sentences) - 84.6 * (syllables / words),
    vowels: /[aeiouy]+/g,
    targets: [60, 50],
  },
  de: {
    score: ({ words, sentences, syllables }) => 180 - words / sentences - 58.5 * (syllables / words),
    vowels: /ei|au|eu|äu|ie|[aeiouyäöü]/g,
    targets: [45, 45],
  },
  es: {
    score: ({ words, sentences, syllables }) => 206.84 - 1.02 * (words / sentences) - 60 * (syllables / words),
    vowels: /[aeiouáéíóúü]+/g,
    targets: [55, 55],
  },
  fr: {
    score: ({ words, sentences, syllables }) => 207 - 1.015 * (words / sentences) - 73.6 * (syllables / words),
    vowels: /[aeiouyàâéèêëîïôûùü]+/g,
    targets: [50, 50],
  },
  it: { score: ({ words, sentences, letters }) => 89 + (300 * sentences - 10 * letters) / words, vowels: /[aeiouàèéìòù]+/g, targets: [50, 50] },
};

/** The score of a text and whether it reaches the step's target; null where the language has no formula or the text no sentence. */
export function isEasyEnough(
  shaped: ShapedText,
  step: Step,
  language: string,
): { readonly value: number; readonly target: number; readonly easy: boolean } | null {
  const formula = FORMULAS[language];
  if (!formula || shaped.sentences.length === 0) return null;
  // Names, numbers and addresses are no words of ours.
  const words = shaped.sentences
    .flatMap(({ text }) => text.split(/\s+/))
    .filter((word) => /^[("'“]?\p{L}[\p{L}'’-]*[).,;:?!"'”]*$/u.test(word) && !word.includes(MASK));
  if (words.length === 0) return null;
  const plain = words.map((word) => word.toLowerCase().replace(/[^\p{L}]/gu, ""));
  const syllables = plain.reduce((sum, word) => sum + syllablesOf(word, formula, language), 0);
  const letters = plain.reduce((sum, word) => sum + word.length, 0);
  const value = formula.score({ words: words.length, sentences: shaped.sentences.length, syllables, letters });
  const target = formula.targets[stepRank(step) <= stepRank("first") ? 0 : 1];
  return { value, target, easy: value >= target };
}

function syllablesOf(word: string, { vowels }: Formula, language: string): number {
  const spoken = language === "en" ? word.replace(/(?:[^laeiouy]es|[^dt]ed|[^l]e)$/, (end) => end[0]!) : word;
  return Math.max(1, spoken.match(vowels)?.length ?? 0);
}
