import type { Step } from "../../process/procedure.ts";
import { isEasyEnough } from "../readability.ts";
import type { Check } from "./finding.ts";

/** Most words in sentences and lists; tables, addresses and payment details do not count. */
const MOST_WORDS: Readonly<Record<Step, number>> = { reminder: 90, "past-due": 90, first: 180, second: 220, third: 220, final: 120 };

/** L15: a letter is as short as its step allows. */
export const checkLength: Check = ({ shaped, step }) => {
  const most = MOST_WORDS[step];
  if (shaped.words <= most) return [];
  return [
    {
      check: "L15",
      severity: "W",
      line: 1,
      column: 1,
      message: `The text has ${shaped.words} words; a ${step} letter should have at most ${most}.`,
      suggestion: "Take out what the reader does not need in order to pay.",
    },
  ];
};

/** L17: easy to read. */
export const checkReadability: Check = ({ shaped, step, lexicon }) => {
  const score = isEasyEnough(shaped, step, lexicon.language);
  if (score === null || score.easy) return [];
  return [
    {
      check: "L17",
      severity: "W",
      line: 1,
      column: 1,
      message: `The text reads hard: ${score.value.toFixed(0)} points, ${score.target} are wanted.`,
      suggestion: "Use shorter sentences and plainer words.",
    },
  ];
};
