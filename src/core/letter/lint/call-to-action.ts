import { deadlinesOf } from "./deadline.ts";
import { type Check, type Finding, findingAt } from "./finding.ts";
import { matchesAny } from "./patterns.ts";

/** So many sentences may ask for payment before it reads like two requests. */
const MOST_REQUESTS = 3;

/** L12: one thing is asked for, by one day. A confirmation of a plan has a day for each instalment, and is not looked at. */
export const checkCallToAction: Check = (input) => {
  const { shaped, lexicon, step } = input;
  if (step === "final") return [];
  const findings: Finding[] = [];
  const at = (code: string, offset: number, message: string, suggestion: string): void =>
    void findings.push(findingAt(input, { check: "L12", code, severity: "W" }, offset, message, suggestion));
  const [first, ...others] = deadlinesOf(input).filter(({ date }) => date.day !== null);
  const other = others.find(({ date }) => date.day !== first!.date.day);
  if (other) at("several-deadlines", other.offset, `The letter names a second day to pay by, "${other.date.text}".`, "Name one day.");
  const requests = shaped.sentences.filter(({ text }) => matchesAny(lexicon.paymentRequests, text));
  if (requests.length > MOST_REQUESTS)
    at("several-requests", requests[MOST_REQUESTS]!.start, `Payment is asked for in ${requests.length} sentences.`, "Ask once, clearly.");
  return findings;
};
