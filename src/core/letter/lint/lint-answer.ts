import { amountsOf, type AnswerNotice } from "../answer.ts";
import type { Lexicon } from "../language.ts";
import type { Letter } from "../letter.ts";
import { waivers } from "../notice.ts";
import { amountsOfStatement, type StatementNotice } from "../statement.ts";
import { runChecks } from "./checks.ts";
import type { Finding } from "./finding.ts";
import { boundElements, letterText } from "./letter-text.ts";
import type { LintMeans } from "./lint.ts";
import { NOTHING_KNOWN } from "./lint-facts.ts";
import { surroundings } from "./notice-facts.ts";
import { shapeText } from "./text-shape.ts";

/** Checks an answer of ours, or a statement, before it leaves. In tone it is the mildest letter there is: not even a hint of a consequence. */
export function lintAnswer(letter: Letter, notice: AnswerNotice | StatementNotice, lexicon: Lexicon, means: LintMeans = {}): readonly Finding[] {
  return runChecks({
    step: "reminder",
    answer: true,
    lexicon,
    shaped: shapeText(letterText(letter), lexicon.salutations, lexicon.abbreviations),
    bound: { said: boundElements(letter), waived: new Set(waivers(notice).map(({ element }) => element)) },
    pdf: means.pdf ?? null,
    languages: means.languages ?? new Map(),
    facts: {
      ...NOTHING_KNOWN,
      ...surroundings(notice, letter),
      sentOn: notice.sentOn,
      // A day that was agreed may be tomorrow: no time has to be left for it, and `deliveredOn` stays unknown.
      payBy: notice.step === "confirm-promise" && notice.answer.kind === "confirm-promise" ? notice.answer.day : null,
      currency: notice.currency,
      amountsMinor: new Set(notice.step === "statement" ? amountsOfStatement(notice) : amountsOf(notice.answer)),
      enabled: new Set(),
      leastLeadDays: Number.NEGATIVE_INFINITY,
      thirtyDayNotice: false,
    },
  });
}
