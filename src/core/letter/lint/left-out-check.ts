import { type Check, type Finding, findingAt, type LintInput } from "./finding.ts";
import type { LeftOutFacts } from "./lint-facts.ts";
import { expressionOf, matchesAny } from "./patterns.ts";

/**
 * L08: nothing is asked for that is in dispute, promised, on hold or paid. A sentence may say so of a document; the account's
 * table, and a sentence that asks for payment, may not name it.
 */
export const checkLeftOut: Check = (input) => {
  const { items, leftOut } = input.facts;
  const nothingOpen = items.filter(({ openMinor }) => openMinor !== null && openMinor <= 0n).map(({ document }) => ({ document, why: "paid or in dispute" }));
  const asked = new Set(items.map(({ document }) => document));
  // Two documents may have one number, and of one a part may be in dispute: the letter is about the other.
  const others = (leftOut ?? []).filter(({ document }) => !asked.has(document));
  return [
    // A letter of ours does not show its numbers to the checks; what it asks for is known.
    ...nothingOpen.flatMap((each) => (input.bound ? [finding(each, 0, input)] : namedIn(each, input))),
    ...others.flatMap((each) => namedIn(each, input)),
  ];
};

function namedIn(each: LeftOutFacts, input: LintInput): Finding[] {
  const { shaped, lexicon } = input;
  const named = expressionOf(`(?<![\\p{L}\\p{N}])${each.document.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&")}(?![\\p{L}\\p{N}])`);
  for (const { index } of shaped.text.matchAll(named)) {
    const passage = shaped.passages.findLast(({ start }) => start <= index);
    const sentence = shaped.sentences.find(({ start, text }) => start <= index && index < start + text.length);
    if (passage?.kind === "table" || (sentence && matchesAny(lexicon.paymentRequests, sentence.text))) return [finding(each, index, input)];
  }
  return [];
}

function finding({ document, why }: LeftOutFacts, offset: number, input: LintInput): Finding {
  const kind = { check: "L08", code: "left-out-asked", severity: "E" } as const;
  return findingAt(input, kind, offset, `"${document}" is ${why}; the letter asks for it.`, "Take it out of this letter.");
}
