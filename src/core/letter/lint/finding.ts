import type { Step } from "../../process/procedure.ts";
import type { Day } from "../../values/day.ts";
import type { ElementId } from "../elements.ts";
import type { Lexicon } from "../language.ts";
import type { LintFacts } from "./lint-facts.ts";
import type { PdfFacts } from "./page-check.ts";
import { placeOf, type ShapedText } from "./text-shape.ts";

/** All of them, in their order. */
export const CHECK_IDS = Array.from({ length: 24 }, (_, index) => `L${String(index + 1).padStart(2, "0")}` as CheckId);
type Digit = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9;
export type CheckId = `L0${Exclude<Digit, 0>}` | `L1${Digit}` | `L2${0 | 1 | 2 | 3 | 4}`;

/** E keeps a letter from leaving, W needs a reason. */
export type Severity = "E" | "W";

export interface Finding {
  readonly check: CheckId;
  /** What was found, within the check: stable, in kebab case, so that others can name it. */
  readonly code: string;
  readonly severity: Severity;
  /** From 1; where the finding is about the letter as a whole, 1 and 1. */
  readonly line: number;
  readonly column: number;
  readonly message: string;
  readonly suggestion: string;
}

/** A letter as the checks see it. */
export interface LintInput {
  readonly step: Step;
  readonly shaped: ShapedText;
  readonly lexicon: Lexicon;
  readonly facts: LintFacts;
  /** Elements by what the text is bound to; null: found by wording. */
  readonly bound: { readonly said: ReadonlySet<ElementId>; readonly waived: ReadonlySet<ElementId> } | null;
  /** The page as it was measured; null: there is none, or nobody looked. */
  readonly pdf: PdfFacts | null;
  /** Short words of every language there is, by its code: what another language is told by (L20). */
  readonly languages: ReadonlyMap<string, ReadonlySet<string>>;
  /** A letter beside the steps (a confirmation, a correction): it demands nothing. */
  readonly answer: boolean;
}

export type Check = (input: LintInput) => readonly Finding[];

export type ElementState = "present" | "missing" | "unsure";

/** A finding at a place of the text; at 0 it is about the letter as a whole. */
export function findingAt(
  { shaped }: LintInput,
  kind: { readonly check: CheckId; readonly code: string; readonly severity: Severity },
  offset: number,
  message: string,
  suggestion: string,
): Finding {
  return { ...kind, ...placeOf(shaped, offset), message, suggestion };
}

/** The day from which the reader has time, as far as it is known. */
export function readingDay({ facts }: LintInput): Day | null {
  return facts.deliveredOn ?? facts.sentOn ?? null;
}
