import type { Step } from "../process/procedure.ts";
import type { LetterKind } from "./answer.ts";
import type { ElementId } from "./elements.ts";

/** A sentence in Liquid; where it counts something, one form per plural category of the language (CLDR). */
export type Phrase = string | { readonly one: string; readonly other: string; readonly few?: string; readonly many?: string };

/** The words that the linter knows. All patterns are regular expressions, matched without regard to case. */
export interface Lexicon {
  readonly language: string;
  /** Too vague for a pay-by date (L04). */
  readonly vagueDeadlines: readonly string[];
  /** What makes a sentence a request for payment (L04, L12). */
  readonly paymentRequests: readonly string[];
  /** What stands right before a pay-by day: "by". Matched at the end of the text before the date. */
  readonly deadlineWords: readonly string[];
  /** A day named before is meant: "by that date". */
  readonly referredDays: readonly string[];
  /** Never, whatever the step (L09, L19). */
  readonly threats: readonly string[];
  /** Talk of consequences: a hint from `second` on, a warning from `third` on (L09). */
  readonly consequences: {
    readonly hint: readonly string[];
    readonly warning: readonly string[] /** How each consequence that a creditor can enable is announced. */;
    readonly kinds: Readonly<Record<"agency" | "attorney" | "credit-report" | "credit-terms", readonly string[]>>;
  };
  /** Debris of this language's templates: "Dear ," (L02). */
  readonly blanks: readonly string[];
  /** Words in capitals that are no shouting. */
  readonly capitals: readonly string[];
  /** A number of days past due; the number is the group `days` (L06). */
  readonly daysPastDue: readonly string[];
  /** Greeting and sign-off lines: they count neither as sentences nor for readability. */
  readonly salutations: readonly string[];
  /** Do not end a sentence, in lower case: "no.", "ltd.". */
  readonly abbreviations: readonly string[];
  /** How elements read: surely said, or perhaps said. */
  readonly elements: { readonly [E in ElementId]?: { readonly present: readonly string[]; readonly unsure?: readonly string[] } };
  /** How the finding reads when an element is missing. */
  readonly elementNames: { readonly [E in ElementId]: string };
}

export interface LetterTemplate {
  readonly subject: string;
  readonly body: string;
}

/** The messages that an instalment of a plan gets: it is never dunned beyond a notice. */
export const INSTALMENT_STEPS = ["reminder", "past-due"] as const satisfies readonly Step[];
export type InstalmentStep = (typeof INSTALMENT_STEPS)[number];

/** A language: data, one folder each. */
export interface Language {
  /** BCP 47 primary tag: "en". */
  readonly code: string;
  /** Locale by the debtor's country; "*" for all others. */
  readonly locales: Readonly<Record<string, string>>;
  /** Liquid in Markdown. */
  readonly letters: Readonly<Record<LetterKind, LetterTemplate>>;
  /** About an instalment of a payment plan instead of an invoice. */
  readonly instalments: Readonly<Record<InstalmentStep, LetterTemplate>>;
  readonly phrases: Readonly<Record<string, Phrase>>;
  readonly lexicon: Lexicon;
  /** Reason code -> sentence with {values}. */
  readonly reasons: Readonly<Record<string, string>>;
}
