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
  /** Never, whatever the step: arrest, seizure, crime, publicity (L09). */
  readonly threats: readonly string[];
  /** Blame, insult and pressure (L19). */
  readonly reproaches: readonly string[];
  /** Telling others of the debt, or being about to (L19). */
  readonly disclosures: readonly string[];
  /** Words of debt and collection, which nobody but the reader may see: on the envelope, in the address window (L19). */
  readonly debtWords: readonly string[];
  /** A reminder or first letter takes an oversight for granted (L18). */
  readonly oversights: readonly string[];
  /** "final", "last": not before the third letter (L18). */
  readonly lastWords: readonly string[];
  /** Asks to negotiate, which the notice of referral does not (L18). */
  readonly negotiations: readonly string[];
  /** The polite and the familiar address; empty where the language knows no difference (L20). */
  readonly politeAddress: readonly string[];
  readonly familiarAddress: readonly string[];
  /** Short words that tell this language from others: articles, prepositions, conjunctions, in lower case (L20). */
  readonly commonWords: readonly string[];
  /** Late-payment interest (L07). */
  readonly interestWords: readonly string[];
  /** The notice that a German consumer is in default after 30 days (L24). */
  readonly thirtyDayNotices: readonly string[];
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

/** What one country writes differently, over the language itself. */
export interface LanguageVariant {
  /** Whole phrases. */
  readonly phrases: Readonly<Record<string, Phrase>>;
  /** Letters or words of our own text, never of a value: "ß" is "ss" in Switzerland. */
  readonly spelling: Readonly<Record<string, string>>;
}

/** A language: data, one folder each. */
export interface Language {
  /** BCP 47 primary tag: "en". */
  readonly code: string;
  /** Locale by the debtor's country; "*" for all others. */
  readonly locales: Readonly<Record<string, string>>;
  /** How the first of a month is written, where it is no mere "1": "1er". */
  readonly firstOfMonth: string;
  /** Currency signs that the language's spelling sets right before the figures, although the locale data leave a space: "Rp". */
  readonly closeSigns: readonly string[];
  /** By locale: "en-US", "de-CH". */
  readonly variants: Readonly<Record<string, LanguageVariant>>;
  /** Liquid in Markdown. */
  readonly letters: Readonly<Record<LetterKind, LetterTemplate>>;
  /** About an instalment of a payment plan instead of an invoice. */
  readonly instalments: Readonly<Record<InstalmentStep, LetterTemplate>>;
  /** The statement of account: all that is open, and no demand. */
  readonly statement: LetterTemplate;
  readonly phrases: Readonly<Record<string, Phrase>>;
  readonly lexicon: Lexicon;
  /** Reason code -> sentence with {values}. */
  readonly reasons: Readonly<Record<string, string>>;
}
