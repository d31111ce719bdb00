import { isCreditorReference, isIban } from "../../values/reference.ts";
import { elementStates } from "./elements-check.ts";
import { type Check, type Finding, findingAt } from "./finding.ts";

const EMAIL = /[\p{L}\p{N}._%+-]@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/u;
const PHONE = /(?<![\p{L}\p{N}.,/-])(?:\+|00|0|\(|\b\d{3}[-. ])\d?[\d ()/.-]{6,}\d/u;

/** On a page a long number may go on in the next line of its column, and how far it does cannot be seen. */
function continued(found: string, after: string): string[] {
  const rest = /^(?: {3}[^\n]*)?[ \t]*\n[ \t]*([A-Z0-9]{1,4}(?: [A-Z0-9]{1,4}){0,4})/.exec(after)?.[1] ?? "";
  return Array.from(rest, (_, index) => found + rest.slice(0, index + 1));
}

/** L13: somebody can be reached, money can be sent, and the account numbers are right. */
export const checkPaymentDetails: Check = (input) => {
  const { shaped, step } = input;
  const { text } = shaped;
  const findings: Finding[] = [];
  const at = (code: string, offset: number, message: string, suggestion: string): void =>
    void findings.push(findingAt(input, { check: "L13", code, severity: "E" }, offset, message, suggestion));
  for (const match of text.matchAll(/(?<![\p{L}\p{N}])[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?(?![\p{L}\p{N}])/gu)) {
    const found = match[0];
    const isRight = found.startsWith("RF") ? isCreditorReference : isIban;
    if (isRight(found) || continued(found, text.slice(match.index + found.length)).some(isRight)) continue;
    const isReference = found.startsWith("RF");
    const message = `"${found}" has wrong check digits.`;
    at(isReference ? "reference-wrong" : "iban-wrong", match.index, message, `Correct the ${isReference ? "creditor reference" : "IBAN"}.`);
  }
  // With a letter of ours, L01 knows by its bindings whether contact and payment are there or waived.
  if (input.bound || step === "final") return findings;
  const states = elementStates(input);
  // A letter that sends the reader to the invoice for both says where to find them.
  const elsewhere = states.get("contact-details") === "unsure";
  if (!elsewhere && !EMAIL.test(text)) at("email-missing", 0, "There is no e-mail address to write to.", "Add the contact's e-mail address.");
  if (!elsewhere && !PHONE.test(text.replace(/[A-Z]{2}\d{2}[A-Z0-9 ]{10,}/g, "")))
    at("phone-missing", 0, "There is no phone number to call.", "Add the contact's phone number.");
  if (step !== "third" && states.get("payment-options") === "missing")
    at("payment-missing", 0, "There is no way to pay in the letter.", "Add the bank details or another way to pay.");
  return findings;
};
