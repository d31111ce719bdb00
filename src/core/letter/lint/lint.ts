import type { Step } from "../../process/procedure.ts";
import { type ElementId, elementsOf } from "../elements.ts";
import type { Lexicon } from "../language.ts";
import type { Letter } from "../letter.ts";
import { type Notice, waivers } from "../notice.ts";
import { runChecks, unsureChecks } from "./checks.ts";
import { elementStates } from "./elements-check.ts";
import type { CheckId, ElementState, Finding, LintInput } from "./finding.ts";
import { boundElements, letterText } from "./letter-text.ts";
import { type LintFacts, NOTHING_KNOWN } from "./lint-facts.ts";
import { factsOf } from "./notice-facts.ts";
import type { PdfFacts } from "./page-check.ts";
import { shapeText } from "./text-shape.ts";

export interface LintReport {
  readonly findings: readonly Finding[];
  readonly elements: Readonly<Record<ElementState, readonly ElementId[]>>;
  /** Checks that what is known was not enough for: no finding of theirs does not mean that nothing is wrong. */
  readonly unsure: readonly CheckId[];
}

/** What a letter is checked with, beside its words. */
export interface LintMeans {
  readonly pdf?: PdfFacts | null;
  /** Short words of every language, by its code; without them nothing is said of another language (L20). */
  readonly languages?: LintInput["languages"];
}

const NO_LANGUAGES: LintInput["languages"] = new Map();

/** Checks any text as a letter of a step; with facts also what it says. Pure. */
export function lintText(text: string, step: Step, lexicon: Lexicon, facts: Partial<LintFacts> | null = null, means: LintMeans = {}): LintReport {
  const shaped = shapeText(text, lexicon.salutations, lexicon.abbreviations);
  return report({ step, lexicon, facts: { ...NOTHING_KNOWN, ...facts }, bound: null, shaped, answer: false, ...given(means) });
}

/**
 * Checks a letter of ours before it leaves: its elements by what the text is bound to, its figures against the notice.
 * Text from outside (names, numbers) is not judged: a debtor may be called anything. `known` adds what the notice does not hold.
 */
export function lintLetter(letter: Letter, notice: Notice, lexicon: Lexicon, known: Partial<LintFacts> = {}, means: LintMeans = {}): LintReport {
  const bound = { said: boundElements(letter), waived: new Set(waivers(notice).map(({ element }) => element)) };
  const shaped = shapeText(letterText(letter), lexicon.salutations, lexicon.abbreviations);
  return report({ step: notice.step, lexicon, facts: { ...factsOf(notice, letter), ...known }, bound, shaped, answer: false, ...given(means) });
}

function given({ pdf = null, languages = NO_LANGUAGES }: LintMeans): Pick<LintInput, "pdf" | "languages"> {
  return { pdf, languages };
}

function report(input: LintInput): LintReport {
  const elements: Record<ElementState, ElementId[]> = { present: [], missing: [], unsure: [] };
  const states = elementStates(input);
  for (const element of elementsOf(input.step)) elements[states.get(element)!].push(element);
  return { findings: runChecks(input), elements, unsure: unsureChecks(input) };
}
