/** What a call was for the debtor: a talk, a message on the machine, or a telephone that rang. */
export type CalledAs = "call" | "voicemail" | "call-attempt";

/**
 * How an outcome is read, first match first. Telephone systems write codes ("no_answer", "rpc_promise": the right party was
 * reached), people write words ("no answer", "reached"); capitals, blanks, dots, hyphens and underlines make no difference.
 * Null: it is no contact with the debtor at all.
 */
const OUTCOMES: readonly (readonly [RegExp, CalledAs | null])[] = [
  [/^(wrong|invalid|disconnected)( |$)|out of service/, null],
  [/^(voice ?mail|vm|mailbox|answering machine)( |$)/, "voicemail"],
  [
    /^(no answer|no reply|no response|not answered|busy|engaged|line busy|nobody|no one|not reached|not available|not in|unreachable|hung up)( |$)/,
    "call-attempt",
  ],
  [/^(third party|gatekeeper|left message|message left|no callback|called)( |$)/, "call-attempt"],
  [/^rpc( |$)|^right party( |$)/, "call"],
  [/^(reached|spoke|spoken|talked|answered|connected|contacted)( |$)/, "call"],
  [/^(promise|promised|ptp|dispute|disputed|plan|payment plan|call ?back|refused|paid|will pay)( |$)/, "call"],
];

/** Null also where the outcome is none of these: a letter claims no talk that the log does not tell of. */
export function readCallOutcome(outcome: string): CalledAs | null {
  const words = outcome
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
  return OUTCOMES.find(([pattern]) => pattern.test(words))?.[1] ?? null;
}
