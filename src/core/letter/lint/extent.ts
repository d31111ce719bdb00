import type { Step } from "../../process/procedure.ts";
import { isEasyEnough } from "../readability.ts";
import { type Check, findingAt } from "./finding.ts";
import { matchesAny } from "./patterns.ts";

/** Most words in sentences and lists; tables, addresses and payment details do not count. */
const MOST_WORDS: Readonly<Record<Step, number>> = { reminder: 90, "past-due": 90, first: 180, second: 220, third: 220, final: 120 };

/** What the law wants said to a consumer comes on top. */
const NOTICE_WORDS = 40;

/** L15: a letter is as short as its step allows. */
export const checkLength: Check = (input) => {
  const { shaped, step, facts, lexicon } = input;
  const notice = facts.thirtyDayNotice ?? matchesAny(lexicon.thirtyDayNotices, shaped.text);
  const most = MOST_WORDS[step] + (notice ? NOTICE_WORDS : 0);
  if (shaped.words <= most) return [];
  const message = `The text has ${shaped.words} words; a ${step} letter should have at most ${most}.`;
  return [findingAt(input, { check: "L15", code: "too-long", severity: "W" }, 0, message, "Take out what the reader does not need in order to pay.")];
};

/** L17: easy to read. */
export const checkReadability: Check = (input) => {
  const score = isEasyEnough(input.shaped, input.step, input.lexicon.language);
  if (score === null || score.easy) return [];
  const message = `The text reads hard: ${score.value.toFixed(0)} points, ${score.target} are wanted.`;
  return [findingAt(input, { check: "L17", code: "hard-to-read", severity: "W" }, 0, message, "Use shorter sentences and plainer words.")];
};
