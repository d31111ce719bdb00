import { stepRank } from "../../process/procedure.ts";
import { findDates } from "./dates.ts";
import { type Check, type Finding, findingAt, type LintInput } from "./finding.ts";
import { findAll, type Match, matchesAny } from "./patterns.ts";

const MOST_WORDS = 32;
const MOST_MEAN_WORDS = 18;

/** L16: short sentences, nothing shouted. */
export const checkSentences: Check = (input) => {
  const { sentences, text, passages } = input.shaped;
  const findings: Finding[] = [];
  const at = (code: string, offset: number, message: string, suggestion: string): void =>
    void findings.push(findingAt(input, { check: "L16", code, severity: "W" }, offset, message, suggestion));
  for (const sentence of sentences)
    if (sentence.words > MOST_WORDS)
      at("sentence-long", sentence.start, `This sentence has ${sentence.words} words.`, `Split it; ${MOST_WORDS} words are the most.`);
  const mean = sentences.reduce((sum, sentence) => sum + sentence.words, 0) / Math.max(1, sentences.length);
  if (mean > MOST_MEAN_WORDS) at("sentences-long", 0, `Sentences have ${mean.toFixed(1)} words on average.`, `Shorten them to ${MOST_MEAN_WORDS} or fewer.`);
  const allowed = new Set(input.lexicon.capitals);
  for (const passage of passages.filter(({ kind }) => kind === "prose" || kind === "list"))
    for (const match of withoutIbans(passage.text).matchAll(/(?<![\p{L}\p{N}./-])\p{Lu}{4,}(?![\p{L}\p{N}./-])/gu))
      if (!allowed.has(match[0]))
        at("capitals", passage.start + match.index, `"${match[0]}" is all in capitals.`, "Write it in lower case; capitals read like shouting.");
  const marks = [...text.matchAll(/!+/g)];
  for (const mark of marks)
    if (mark[0].length > 1) at("exclamation-row", mark.index, "Several exclamation marks in a row.", "End the sentence with a full stop.");
  if (marks.length > 1) at("exclamations", marks[1]!.index, "More than one exclamation mark.", "End sentences with a full stop.");
  return findings;
};

function withoutIbans(text: string): string {
  return text.replace(/(?<![\p{L}\p{N}])[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?(?![\p{L}\p{N}])/gu, (iban) => " ".repeat(iban.length));
}

/** L18: the tone of the step. */
export const checkTone: Check = (input) => {
  const { shaped, lexicon, step } = input;
  const at = (code: string, offset: number, message: string, suggestion: string): Finding =>
    findingAt(input, { check: "L18", code, severity: "W" }, offset, message, suggestion);
  const findings: Finding[] = [];
  // Before the due date nothing can have been overlooked; a note soon after it may just as well take it that payment is on its way.
  const assumed = [...lexicon.oversights, ...(step === "past-due" ? (lexicon.elements["already-paid"]?.present ?? []) : [])];
  if ((step === "past-due" || step === "first") && !matchesAny(assumed, shaped.text))
    findings.push(
      at("no-oversight", 0, "Nothing takes an oversight for granted.", "Say what may have happened: the invoice was overlooked, or never arrived."),
    );
  if (stepRank(step) < stepRank("third"))
    for (const { index, text } of findAll(lexicon.lastWords, shaped.text).filter((match) => !namesEarlier(match, input)))
      findings.push(at("last-word-early", index, `"${text}" is a word of the third letter.`, "Call the letter what it is: a reminder."));
  if (step === "third") findings.push(...repeatedWarning(input, at));
  if (step === "final")
    for (const { index, text } of findAll(lexicon.negotiations, shaped.text))
      findings.push(at("negotiation-late", index, `"${text}" still negotiates; the matter has been handed over.`, "State what was done, and ask for nothing."));
  return findings;
};

/** "Our final request of 3 May 2026" is the name of an earlier letter. */
function namesEarlier({ index, text }: Match, { shaped, lexicon }: LintInput): boolean {
  const after = shaped.text.slice(index + text.length, index + text.length + 40);
  const [date] = findDates(after, lexicon.language);
  return date !== undefined && date.index <= 12;
}

/** The consequence is said once: in one passage, however many sentences it takes there. */
function repeatedWarning({ shaped, lexicon }: LintInput, at: (code: string, offset: number, message: string, suggestion: string) => Finding): Finding[] {
  const warnings = shaped.passages.flatMap((passage): Match[] => {
    if (passage.kind !== "prose" && passage.kind !== "list") return [];
    const [first] = findAll(lexicon.consequences.warning, passage.text);
    return first ? [{ index: passage.start + first.index, text: first.text }] : [];
  });
  return warnings.slice(1).map(({ index, text }) => at("consequence-repeated", index, `"${text}": the consequence has been named before.`, "Name it once."));
}
