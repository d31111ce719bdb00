import type { IntentLexicon } from "../../core/letter/intent-lexicon.ts";
import { matchesAny } from "../../core/letter/lint/patterns.ts";
import type { Day } from "../../core/values/day.ts";
import { findDays } from "./days.ts";
import { languagesOf } from "./stretches.ts";

/** A number that may be an amount: no year, no share, no part of a document's number. */
const NUMBER = /(?<![\p{L}\d.,'/#-])(?!(?:19|20)\d\d(?!\d))\d{1,9}(?![\p{L}\d/%-]|[.,']\d| ?%)/u;

/**
 * Whether words that promise a payment speak of an amount that was not read: a number that is no day's, or a part of something. Nobody should take the
 * whole balance for it; a person who has to type an amount in vain has lost less.
 */
export function hasUnreadAmount(text: string, lexicons: readonly IntentLexicon[], today: Day): boolean {
  const spoken = languagesOf(text, lexicons);
  if (spoken.some(({ part }) => matchesAny(part, text))) return true;
  const days = spoken.flatMap((lexicon) => findDays(text, lexicon, today, "next"));
  return NUMBER.test(days.reduce((rest, { index, end }) => rest.slice(0, index) + " ".repeat(end - index) + rest.slice(end), text));
}
