import { blocks, steps, word } from "../languages/en.ts";

/** What an account waits for, where it is not its next step. */
const waits: Record<string, string> = {
  "waits-for-pay-by": "Pay-by day not reached",
  "waits-for-gap": "Too soon after the last message",
  "waits-for-cap": "Enough messages for now",
  "waits-for-business-day": "No business day",
  "waits-arrears": "Not late enough yet",
  "waits-hand-over": "Next: hand-over",
};

/** What keeps accounts without a letter, as a person looks for them. */
export function reasonName(code: string): string {
  const step = steps[code.replace(/^waits-(?:instalment-)?/, "")];
  if (code.startsWith("waits-")) return waits[code] ?? (step ? `Next: ${step.toLowerCase()}` : word({}, code));
  return word(blocks, code);
}
