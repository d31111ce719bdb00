import { amountsOf, type AnswerNotice } from "../answer.ts";
import type { Lexicon } from "../language.ts";
import type { Letter } from "../letter.ts";
import { waivers } from "../notice.ts";
import { checkDates, checkVagueDeadline } from "./deadline.ts";
import { checkDebris } from "./debris.ts";
import { checkReadability } from "./extent.ts";
import { checkAmounts } from "./figures.ts";
import type { Check, Finding, LintInput } from "./finding.ts";
import { boundElements, letterText } from "./letter-text.ts";
import { checkPaymentDetails } from "./payment-details.ts";
import { shapeText } from "./text-shape.ts";
import { checkReproaches, checkSentences, checkThreats } from "./tone.ts";

/** What holds for any letter: the checks of a step's elements, pay-by day and length have nothing to look at here. */
const CHECKS: readonly Check[] = [
  checkDebris,
  checkDates,
  checkVagueDeadline,
  checkAmounts,
  checkThreats,
  checkReproaches,
  checkPaymentDetails,
  checkSentences,
  checkReadability,
];

/** Checks an answer of ours before it leaves. In tone it is the mildest letter there is: not even a hint of a consequence. */
export function lintAnswer(letter: Letter, notice: AnswerNotice, lexicon: Lexicon): readonly Finding[] {
  const input: LintInput = {
    step: "reminder",
    lexicon,
    shaped: shapeText(letterText(letter), lexicon.salutations, lexicon.abbreviations),
    bound: { said: boundElements(letter), waived: new Set(waivers(notice).map(({ element }) => element)) },
    facts: {
      sentOn: notice.sentOn,
      // A day that was agreed may be tomorrow: no time has to be left for it.
      deliveredOn: null,
      payBy: notice.answer.kind === "confirm-promise" ? notice.answer.day : null,
      currency: notice.currency,
      items: [],
      totalMinor: null,
      amountsMinor: new Set(amountsOf(notice.answer)),
      enabled: new Set(),
      leastLeadDays: Number.NEGATIVE_INFINITY,
    },
  };
  return CHECKS.flatMap((check) => [...check(input)]).sort((a, b) => a.line - b.line || a.column - b.column || a.check.localeCompare(b.check));
}
