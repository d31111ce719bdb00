import type { DisputeReason } from "../process/dispute-reason.ts";

/** What a debtor's reply may want. */
export const INTENT_KINDS = ["already-paid", "promise", "dispute", "copy-wanted", "plan-wanted", "wrong-contact", "stop-contact", "insolvency"] as const;
export type IntentKind = (typeof INTENT_KINDS)[number];

/** Stretches of time that people pay in; a promise means their last day, counted to Friday where it is a week. */
export const SPANS = [
  "this-week",
  "next-week",
  "week-after-next",
  "end-of-week",
  "end-of-next-week",
  "start-of-next-week",
  "middle-of-next-week",
  "middle-of-month",
  "end-of-month",
  "middle-of-next-month",
  "end-of-next-month",
  "end-of-year",
] as const;
export type Span = (typeof SPANS)[number];

/** How a language names days. Patterns as in `IntentLexicon`. */
export interface DayWords {
  /** How 3/12/2026 is read: "day-month", or "ambiguous" where both orders are written in the language. */
  readonly numeric: "day-month" | "ambiguous";
  /** All names and abbreviations of the twelve months, from January on, and of the seven weekdays, from Monday on; in lower case, without full stops. */
  readonly months: readonly (readonly string[])[];
  readonly weekdays: readonly (readonly string[])[];
  /** Number words: "two" is 2. */
  readonly numbers: Readonly<Record<string, number>>;
  /** Days from today by what they are called: "tomorrow" is 1. */
  readonly relative: Readonly<Record<string, readonly string[]>>;
  /** With the groups `day`, `month` (a name) and perhaps `year`. */
  readonly dates: readonly string[];
  /** A day of some month, in the group `n`: "on the 15th". */
  readonly dayOfMonth: readonly string[];
  /** What has to stand before a day and month in figures without a year, where nothing else shows that it is a date: "on 15/12". */
  readonly before: readonly string[];
  /** With the group `n`, a number or a number word. */
  readonly inDays: readonly string[];
  readonly inWeeks: readonly string[];
  readonly daysAgo: readonly string[];
  readonly calendarWeek: readonly string[];
  /** With the group `weekday`: a weekday of this week, of the next one, the last one that was. */
  readonly weekdayNextWeek: readonly string[];
  readonly lastWeekday: readonly string[];
  /** With the group `month`: its middle, its end. */
  readonly middleOfMonth: readonly string[];
  readonly endOfMonth: readonly string[];
  readonly spans: { readonly [S in Span]?: readonly string[] };
  /** Matched at the end of what stands before a date: that day is of a document, or is when it was due, and no day of payment. */
  readonly documentDays: readonly string[];
}

/**
 * The words by which a language tells what a reply wants. All patterns are regular expressions, matched without regard to case, with
 * Unicode; `\b` is the end of a word in any script of letters.
 */
export interface IntentLexicon {
  readonly language: string;
  /** Short words that tell the language from others, in lower case. */
  readonly commonWords: readonly string[];
  readonly days: DayWords;
  /** Turn a sentence: what stands behind "but" is not under what stood before. */
  readonly turns: readonly string[];
  /** A clause with one of these is a condition or wish: nothing in it has happened. */
  readonly conditions: readonly string[];
  /** Tells what somebody else, mostly the creditor, has said. */
  readonly reported: readonly string[];
  /** Words before a full stop that ends no sentence, in lower case. */
  readonly abbreviations: readonly string[];
  /** Names of a payment: a sentence with one of them may tell the day of the payment that the sentence before it states. */
  readonly payment: readonly string[];
  /** Names of what is left after a part payment, at the beginning of a clause: "and the rest". A day behind them is when that will be paid. */
  readonly rest: readonly string[];
  /** Names of a share that is no figure: "half". */
  readonly part: readonly string[];
  /** By kind: what shows it, and what shows in the same stretch of a sentence that it is not so. */
  readonly kinds: { readonly [K in Exclude<IntentKind, "dispute">]: { readonly is: readonly string[]; readonly isNot: readonly string[] } };
  /** By reason of the dispute, in the order in which they are tried. */
  readonly dispute: {
    readonly isNot: readonly string[];
    /** Payment is refused until a defect is mended: a condition that is itself a dispute. */
    readonly untilMended: readonly string[];
    readonly reasons: { readonly [R in DisputeReason]?: readonly string[] };
  };
  /** Of an automatic reply. Matched at the end of what stands before a day, unless it says otherwise. */
  readonly absence: {
    /** On that day the person is there again; matched at the beginning of what stands behind the day. */
    readonly backBehind: readonly string[];
    /** The same, before it. */
    readonly back: readonly string[];
    /** That day is the last one away. */
    readonly until: readonly string[];
    /** The person is away on that day only, or from then on. */
    readonly away: readonly string[];
    /** Words before the address of who stands in. */
    readonly delegate: readonly string[];
  };
}
