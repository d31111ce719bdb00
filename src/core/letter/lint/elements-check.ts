import { type ElementId, elementsOf, REQUIRED } from "../elements.ts";
import { type Check, type ElementState, type Finding, findingAt, type LintInput } from "./finding.ts";
import { findDebris } from "./debris.ts";
import { findAll, type Match, matchesAny } from "./patterns.ts";

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

const known = new WeakMap<LintInput, ReadonlyMap<ElementId, ElementState>>();

/** Waived elements count as present: the waiver is recorded with the letter. */
export function elementStates(input: LintInput): ReadonlyMap<ElementId, ElementState> {
  const before = known.get(input);
  if (before) return before;
  const states = new Map<ElementId, ElementState>();
  for (const element of elementsOf(input.step)) states.set(element, input.bound ? boundState(element, input.bound) : wordedState(element, input));
  known.set(input, states);
  return states;
}

function boundState(element: ElementId, bound: NonNullable<LintInput["bound"]>): ElementState {
  return bound.said.has(element) || bound.waived.has(element) ? "present" : "missing";
}

function wordedState(element: ElementId, input: LintInput): ElementState {
  const { lexicon, shaped, facts } = input;
  if (element === "invoice-number" && facts.items.length > 0 && facts.items.every((item) => shaped.text.includes(item.document))) return "present";
  const words = lexicon.elements[element];
  if (!words) return "unsure";
  if (matchesAny(words.present, shaped.text)) return "present";
  // A summary that is announced has to follow.
  if (element === "account-summary" && !shaped.passages.some(({ kind, text }) => kind !== "prose" && kind !== "salutation" && /\d/.test(text)))
    return "missing";
  const [first, ...others] = findAll(words.unsure ?? [], shaped.text);
  return first && ![first, ...others].some((match) => isBlank(match, input)) ? "unsure" : "missing";
}

/** Words of the element where a value was left out are no sign that it is said. */
function isBlank({ index }: Match, input: LintInput): boolean {
  const { passages, sentences } = input.shaped;
  const around = sentences.find(({ start, text }) => start <= index && index < start + text.length) ?? passages.findLast(({ start }) => start <= index);
  return around !== undefined && findDebris(input).some((debris) => debris.index >= around.start && debris.index < around.start + around.text.length);
}
