import { type ElementId, elementsOf, REQUIRED } from "../elements.ts";
import { type Check, type ElementState, type Finding, findingAt, type LintInput } from "./finding.ts";
import { matchesAny } from "./patterns.ts";

/** L01: everything that the step requires is said. With a letter of ours by what its text is bound to, else by wording. */
export const checkElements: Check = (input) => {
  const states = elementStates(input);
  return REQUIRED[input.step].flatMap((element): Finding[] => {
    if (states.get(element) !== "missing") return [];
    const name = input.lexicon.elementNames[element];
    const kind = { check: "L01", code: `missing-${element}`, severity: "E" } as const;
    return [findingAt(input, kind, 0, `A ${input.step} letter must state ${name}; it does not.`, `Add ${name}.`)];
  });
};

/** L21: who has paid already is told so, up to the third letter. */
export const checkAlreadyPaid: Check = (input) => {
  if (input.step === "final" || elementStates(input).get("already-paid") !== "missing") return [];
  const kind = { check: "L21", code: "already-paid-missing", severity: "W" } as const;
  const suggestion = "Add one sentence: if you have already paid, please disregard this letter.";
  return [findingAt(input, kind, 0, "Nothing is said to those who have paid in the meantime.", suggestion)];
};

/** Waived elements count as present: the waiver is recorded with the letter. */
export function elementStates(input: LintInput): Map<ElementId, ElementState> {
  const states = new Map<ElementId, ElementState>();
  for (const element of elementsOf(input.step)) states.set(element, input.bound ? boundState(element, input.bound) : wordedState(element, input));
  return states;
}

function boundState(element: ElementId, bound: NonNullable<LintInput["bound"]>): ElementState {
  return bound.said.has(element) || bound.waived.has(element) ? "present" : "missing";
}

function wordedState(element: ElementId, { lexicon, shaped, facts }: LintInput): ElementState {
  if (element === "invoice-number" && facts.items.length > 0 && facts.items.every((item) => shaped.text.includes(item.document))) return "present";
  const words = lexicon.elements[element];
  if (!words) return "unsure";
  if (matchesAny(words.present, shaped.text)) return "present";
  return matchesAny(words.unsure ?? [], shaped.text) ? "unsure" : "missing";
}
