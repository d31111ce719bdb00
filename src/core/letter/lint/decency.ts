import { type Check, findingAt } from "./finding.ts";
import { findAll } from "./patterns.ts";

/** L19: no blame, no pressure; nobody else hears of the debt, and nobody sees it on the envelope. */
export const checkDecency: Check = (input) => {
  const { shaped, lexicon } = input;
  const reproaches = findAll(lexicon.reproaches, shaped.text).map(({ index, text }) =>
    findingAt(input, { check: "L19", code: "reproach", severity: "E" }, index, `"${text}" is a reproach.`, "State facts, and assume good will."),
  );
  const disclosures = findAll(lexicon.disclosures, shaped.text).map(({ index, text }) => {
    const message = `"${text}" brings in people whom the debt does not concern.`;
    return findingAt(input, { check: "L19", code: "disclosure", severity: "E" }, index, message, "Leave others out.");
  });
  return [...reproaches, ...disclosures, ...checkEnvelope(input)];
};

/** A party may be called anything; the rest of what shows on the envelope is ours to word. */
const checkEnvelope: Check = (input) => {
  const { envelope } = input.facts;
  if (!envelope) return [];
  return envelope.lines.flatMap((line) => {
    const own = envelope.names.reduce((text, name) => (name === "" ? text : text.replaceAll(name, " ".repeat(name.length))), line);
    return findAll(input.lexicon.debtWords, own).map(({ text }) => {
      const message = `"${text}" can be read on the envelope ("${line}").`;
      return findingAt(input, { check: "L19", code: "envelope", severity: "E" }, 0, message, "Keep return line and address to names and addresses.");
    });
  });
};
