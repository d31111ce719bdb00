import type { Day } from "../../values/day.ts";
import type { Step } from "../../process/procedure.ts";
import type { ElementId } from "../elements.ts";
import type { Lexicon } from "../language.ts";
import type { ShapedText } from "./text-shape.ts";

/** E keeps a letter from leaving, W needs a reason. */
export interface Finding {
  readonly check: string;
  readonly severity: "E" | "W";
  /** From 1; where the finding is about the letter as a whole, 1 and 1. */
  readonly line: number;
  readonly column: number;
  readonly message: string;
  readonly suggestion: string;
}

export interface ItemFacts {
  readonly document: string;
  readonly due: Day;
  readonly overdueDays: number;
}

/** What is known about the account, so that what the letter says can be compared with it. Null: not known. */
export interface LintFacts {
  readonly sentOn: Day | null;
  readonly deliveredOn: Day | null;
  readonly payBy: Day | null;
  readonly currency: string | null;
  readonly items: readonly ItemFacts[];
  readonly totalMinor: bigint | null;
  /** Every amount that the letter may state, minor units. */
  readonly amountsMinor: ReadonlySet<bigint>;
  /** Consequences that the creditor has enabled; null: not known, none is questioned. */
  readonly enabled: ReadonlySet<"agency" | "attorney" | "credit-report" | "credit-terms"> | null;
  /** A company may be given less time than a person (R5). */
  readonly leastLeadDays: number | null;
}

/** A letter as the checks see it. */
export interface LintInput {
  readonly step: Step;
  readonly shaped: ShapedText;
  readonly lexicon: Lexicon;
  readonly facts: LintFacts | null;
  /** Elements by what the text is bound to; null: found by wording. */
  readonly bound: { readonly said: ReadonlySet<ElementId>; readonly waived: ReadonlySet<ElementId> } | null;
}

export type Check = (input: LintInput) => readonly Finding[];

export type ElementState = "present" | "missing" | "unsure";

/** Every match of any of the patterns, in the order of the text. */
export function findAll(patterns: readonly string[], text: string): { readonly index: number; readonly text: string }[] {
  const found = patterns.flatMap((pattern) => [...text.matchAll(new RegExp(pattern, "gimu"))].map((match) => ({ index: match.index, text: match[0] })));
  return found.filter((match) => match.text !== "").sort((a, b) => a.index - b.index);
}

export function matchesAny(patterns: readonly string[], text: string): boolean {
  return patterns.some((pattern) => new RegExp(pattern, "imu").test(text));
}
