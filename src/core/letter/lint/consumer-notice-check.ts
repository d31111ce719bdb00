import { type Check, findingAt } from "./finding.ts";
import { matchesAny } from "./patterns.ts";

/** L24: where default of a consumer depends on being told of the 30 days, the letter tells of them (BGB 286 (3)). */
export const checkConsumerNotice: Check = (input) => {
  const { facts, lexicon, shaped, step } = input;
  if (facts.thirtyDayNotice !== true || (step !== "reminder" && step !== "past-due") || matchesAny(lexicon.thirtyDayNotices, shaped.text)) return [];
  const message = "The consumer is not told of being in default 30 days after the due date and the invoice.";
  return [findingAt(input, { check: "L24", code: "notice-missing", severity: "W" }, 0, message, "Add the notice of BGB 286 (3).")];
};
