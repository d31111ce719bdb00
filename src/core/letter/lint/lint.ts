import type { Step } from "../../process/procedure.ts";
import { type ElementId, elementsOf } from "../elements.ts";
import type { Lexicon } from "../language.ts";
import type { Letter } from "../letter.ts";
import { type Notice, waivers } from "../notice.ts";
import { checkDates, checkVagueDeadline } from "./deadline.ts";
import { checkDebris } from "./debris.ts";
import { checkAlreadyPaid, checkElements, elementStates } from "./elements-check.ts";
import { checkLength, checkReadability } from "./extent.ts";
import { checkAmounts, checkDaysPastDue } from "./figures.ts";
import type { Check, ElementState, Finding, LintFacts, LintInput } from "./finding.ts";
import { boundElements, letterText } from "./letter-text.ts";
import { factsOf } from "./notice-facts.ts";
import { checkPaymentDetails } from "./payment-details.ts";
import { shapeText } from "./text-shape.ts";
import { checkReproaches, checkSentences, checkThreats } from "./tone.ts";

const CHECKS: readonly Check[] = [
  checkElements,
  checkDebris,
  checkDates,
  checkVagueDeadline,
  checkAmounts,
  checkDaysPastDue,
  checkThreats,
  checkReproaches,
  checkPaymentDetails,
  checkLength,
  checkSentences,
  checkReadability,
  checkAlreadyPaid,
];

export interface LintReport {
  readonly findings: readonly Finding[];
  readonly elements: Readonly<Record<ElementState, readonly ElementId[]>>;
}

/** Checks any text as a letter of a step; with facts also what it says. Pure. */
export function lintText(text: string, step: Step, lexicon: Lexicon, facts: LintFacts | null = null): LintReport {
  return run({ step, lexicon, facts, bound: null, shaped: shapeText(text, lexicon.salutations, lexicon.abbreviations) });
}

/**
 * Checks a letter of ours before it leaves: its elements by what the text is bound to, its figures against the notice.
 * Text from outside (names, numbers) is not judged: a debtor may be called anything.
 */
export function lintLetter(letter: Letter, notice: Notice, lexicon: Lexicon): LintReport {
  const bound = { said: boundElements(letter), waived: new Set(waivers(notice).map(({ element }) => element)) };
  return run({ step: notice.step, lexicon, facts: factsOf(notice), bound, shaped: shapeText(letterText(letter), lexicon.salutations, lexicon.abbreviations) });
}

function run(input: LintInput): LintReport {
  const findings = CHECKS.flatMap((check) => [...check(input)]);
  findings.sort((a, b) => a.line - b.line || a.column - b.column || a.check.localeCompare(b.check));
  const elements: Record<ElementState, ElementId[]> = { present: [], missing: [], unsure: [] };
  const states = elementStates(input);
  for (const element of elementsOf(input.step)) elements[states.get(element)!].push(element);
  return { findings, elements };
}
