import { daysBetween } from "../../values/day.ts";
import { type Check, type Finding, findingAt } from "./finding.ts";

/** L23: not the same text again within the gap, on a channel that is open, at an hour at which it may arrive. */
export const checkSending: Check = (input) => {
  const { sending, sentOn } = input.facts;
  if (!sending) return [];
  const findings: Finding[] = [];
  const at = (code: string, message: string, suggestion: string): void =>
    void findings.push(findingAt(input, { check: "L23", code, severity: "E" }, 0, message, suggestion));
  if (sending.closed) at("channel-closed", `The channel ${sending.closed.channel} must not be used: ${sending.closed.why}.`, "Choose another channel.");
  if (sending.quietUntil) at("quiet-hours", `It is a quiet hour at the reader's until ${sending.quietUntil}.`, "Send it then.");
  if (sending.sameTextOn && sentOn && daysBetween(sending.sameTextOn, sentOn) < sending.leastGapDays)
    at("same-text", `The same text went to the same person on ${sending.sameTextOn}.`, `Wait ${sending.leastGapDays} days, or write something new.`);
  return findings;
};
