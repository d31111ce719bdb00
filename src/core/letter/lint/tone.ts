import { stepRank } from "../../process/procedure.ts";
import { findDates } from "./dates.ts";
import { type Check, findAll, type Finding, matchesAny } from "./finding.ts";
import { placeOf } from "./text-shape.ts";

type Enabled = "agency" | "attorney" | "credit-report" | "credit-terms";

/** L09: no threat ever; consequences not before their step, only those that the creditor has enabled, and with a date. */
export const checkThreats: Check = ({ shaped, lexicon, step, facts }) => {
  const { text } = shaped;
  const findings: Finding[] = [];
  const at = (offset: number, severity: "E" | "W", message: string, suggestion: string): void =>
    void findings.push({ check: "L09", severity, ...placeOf(shaped, offset), message, suggestion });
  for (const match of findAll(lexicon.threats, text)) at(match.index, "E", `"${match.text}" is a threat.`, "State facts and what happens next, nothing more.");
  const warnings = findAll(lexicon.consequences.warning, text);
  const hints = findAll(lexicon.consequences.hint, text);
  if (stepRank(step) < stepRank("third"))
    for (const match of warnings)
      at(match.index, "E", `"${match.text}" announces a consequence before the third letter.`, "Leave consequences to the third letter.");
  if (stepRank(step) < stepRank("second"))
    for (const match of hints) at(match.index, "E", `"${match.text}" hints at consequences before the second letter.`, "Leave the hint to the second letter.");
  if (step === "third") {
    for (const sentence of shaped.sentences) {
      const [warning] = findAll(lexicon.consequences.warning, sentence.text);
      if (warning && findDates(sentence.text, lexicon.language).length === 0 && !matchesAny(lexicon.referredDays, sentence.text))
        at(sentence.start + warning.index, "W", `"${warning.text}" is announced without the day on which it would follow.`, "Name the day.");
    }
  }
  if (facts?.enabled)
    for (const [kind, patterns] of Object.entries(lexicon.consequences.kinds) as [Enabled, string[]][])
      if (!facts.enabled.has(kind))
        for (const match of findAll(patterns, text))
          at(match.index, "E", `"${match.text}" is announced, but the creditor has not enabled it.`, "Announce only what will really be done.");
  return findings;
};

/** L19: no blame, no pressure, and nobody else hears of the debt. */
export const checkReproaches: Check = ({ shaped, lexicon }) =>
  [
    ...findAll(lexicon.reproaches, shaped.text).map((match) => ({ match, what: "is a reproach", instead: "State facts, and assume good will." })),
    ...findAll(lexicon.disclosures, shaped.text).map((match) => ({
      match,
      what: "brings in people whom the debt does not concern",
      instead: "Leave others out.",
    })),
  ].map(({ match, what, instead }) => ({
    check: "L19",
    severity: "E" as const,
    ...placeOf(shaped, match.index),
    message: `"${match.text}" ${what}.`,
    suggestion: instead,
  }));

/** L16: short sentences, nothing shouted. */
export const checkSentences: Check = ({ shaped, lexicon }) => {
  const findings: Finding[] = [];
  const at = (offset: number, message: string, suggestion: string): void =>
    void findings.push({ check: "L16", severity: "W", ...placeOf(shaped, offset), message, suggestion });
  const { sentences, text } = shaped;
  for (const sentence of sentences)
    if (sentence.words > 32) at(sentence.start, `This sentence has ${sentence.words} words.`, "Split it; 32 words are the most.");
  const mean = sentences.reduce((sum, sentence) => sum + sentence.words, 0) / Math.max(1, sentences.length);
  if (mean > 18) at(0, `Sentences have ${mean.toFixed(1)} words on average.`, "Shorten them to 18 or fewer.");
  const allowed = new Set(lexicon.capitals);
  for (const passage of shaped.passages.filter(({ kind }) => kind === "prose" || kind === "list"))
    for (const match of withoutIbans(passage.text).matchAll(/(?<![\p{L}\p{N}./-])\p{Lu}{4,}(?![\p{L}\p{N}./-])/gu))
      if (!allowed.has(match[0])) at(passage.start + match.index, `"${match[0]}" is all in capitals.`, "Write it in lower case; capitals read like shouting.");
  const marks = [...text.matchAll(/!+/g)];
  for (const mark of marks) if (mark[0].length > 1) at(mark.index, "Several exclamation marks in a row.", "End the sentence with a full stop.");
  if (marks.length > 1) at(marks[1]!.index, "More than one exclamation mark.", "End sentences with a full stop.");
  return findings;
};

function withoutIbans(text: string): string {
  return text.replace(/(?<![\p{L}\p{N}])[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?(?![\p{L}\p{N}])/gu, (iban) => " ".repeat(iban.length));
}
