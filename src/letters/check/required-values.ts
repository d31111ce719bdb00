import { type ElementId, REQUIRED } from "../../core/letter/elements.ts";
import type { TemplateKind } from "../../core/letter/template-kind.ts";
import type { Step } from "../../core/process/procedure.ts";

/** How an element is said: by a value, or in words of one's own between {% say %} and {% endsay %}. */
export const SAID_BY: Readonly<Record<ElementId, string>> = {
  "customer-name": "{{ greeting }}",
  thanks: "{% say thanks %}Thank you ...{% endsay %}",
  "days-past-due": "{{ days }} or {{ account }}",
  "amount-due": "{{ amount }}",
  "invoice-number": "{{ invoices }} or {{ account }}",
  "invoice-date": "{{ account }}",
  "due-date": "{{ due }} or {{ account }}",
  "earlier-contacts": "{{ contacts }}",
  "account-summary": "{{ account }}",
  instruction: "{% say instruction %}Please pay {{ amount }} by {{ pay_by }}.{% endsay %}",
  "payment-date": "{{ pay_by }}",
  "status-request": "{% say status-request %}...{% endsay %}",
  "already-paid": "{% say already-paid %}...{% endsay %}",
  "payment-options": "{{ options }} or {{ payment }}",
  "offer-of-help": "{% say offer-of-help %}...{% endsay %}",
  "credit-hint": "{{ hint }}",
  consequence: "{{ consequence }}",
  "contact-request": "{% say contact-request %}Please {{ contact }}.{% endsay %}",
  "hand-over-statement": "{{ hand_over }}",
  "contact-details": "{{ contact }}",
  "sign-off": "{{ closing }}",
};

/** What a letter that is no step must print: one of each group. Nobody should be asked to agree to what a confirmation leaves out. */
const REQUIRED_VALUES: Readonly<Record<Exclude<TemplateKind, Step | "instalment-reminder" | "instalment-past-due">, readonly (readonly string[])[]>> = {
  "confirm-promise": [["greeting"], ["amount"], ["day"], ["documents"], ["contact"], ["closing"]],
  "confirm-plan": [["greeting"], ["documents"], ["plan"], ["contact"], ["payment"], ["closing"]],
  "confirm-dispute": [["greeting"], ["document", "document_start"], ["disputed"], ["answer_by"], ["contact"], ["closing"]],
  correction: [["greeting"], ["letter"], ["reason"], ["contact"], ["closing"]],
  statement: [["greeting"], ["day"], ["balance"], ["account"], ["contact"], ["closing"]],
};
/** Every step closes with its payment details, and names who writes. */
const OF_STEP = [["greeting"], ["closing"]] as const;

export function requiredValues(kind: TemplateKind): readonly (readonly string[])[] {
  return Object.hasOwn(REQUIRED_VALUES, kind) ? REQUIRED_VALUES[kind as keyof typeof REQUIRED_VALUES] : OF_STEP;
}

export function requiredElements(kind: TemplateKind): readonly ElementId[] {
  const step = kind.replace("instalment-", "");
  return Object.hasOwn(REQUIRED, step) ? REQUIRED[step as Step] : [];
}
