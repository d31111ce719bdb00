import { stepRank } from "../../process/procedure.ts";
import { findDates, type FoundDate } from "./dates.ts";
import { letterDay } from "./deadline.ts";
import { type Check, type Finding, findingAt, type LintInput } from "./finding.ts";
import { matchesAny } from "./patterns.ts";

/** L11: earlier contacts are those of the log: none invented, none in the future, no letter left out. */
export const checkContacts: Check = (input) => {
  const { facts } = input;
  const today = facts.sentOn ?? letterDay(input.shaped, input.lexicon.language);
  const stated = contactDays(input);
  const findings: Finding[] = [];
  const at = (code: string, severity: "E" | "W", offset: number, message: string, suggestion: string): void =>
    void findings.push(findingAt(input, { check: "L11", code, severity }, offset, message, suggestion));
  const known = new Set((facts.contacts ?? []).map(({ day }) => day));
  for (const { day, index, text } of stated) {
    if (!day) continue;
    if (today && day > today) at("contact-in-future", "E", index, `"${text}" lies after the day of the letter.`, "State contacts that have taken place.");
    else if (facts.contacts && !known.has(day) && !facts.otherDays.has(day))
      at("contact-unknown", "E", index, `There is no contact of ${text} in the log.`, "State the days of the log, and no others.");
  }
  // A letter of ours says how many of them it leaves out.
  if (facts.contacts && !input.bound && stepRank(input.step) >= stepRank("second") && input.step !== "final") {
    const said = new Set(findDates(input.shaped.text, input.lexicon.language).map(({ day }) => day));
    const missing = facts.contacts.filter(({ day, isLetter }) => isLetter && !said.has(day));
    for (const { day } of missing) at("contact-left-out", "W", 0, `The letter of ${day} is not mentioned.`, "Mention every letter, with its date.");
  }
  return findings;
};

/** Days in sentences and lists that speak of contacts; days to pay by, and due dates said in the same breath, are none. */
function contactDays(input: LintInput): FoundDate[] {
  const { shaped, lexicon } = input;
  const words = lexicon.elements["earlier-contacts"]?.present ?? [];
  return shaped.sentences
    .filter(({ text, start }) => (matchesAny(words, text) || isListed(start, input)) && !matchesAny(lexicon.paymentRequests, text))
    .flatMap(({ text, start }) =>
      findDates(text, lexicon.language)
        .filter(({ index }) => !matchesAny(lexicon.deadlineWords, text.slice(Math.max(0, index - 24), index)))
        .map((date) => ({ ...date, index: start + date.index })),
    );
}

/** An entry of a list that a line about contacts introduces: "This letter follows:" */
function isListed(offset: number, { shaped: { passages }, lexicon }: LintInput): boolean {
  const place = passages.findLastIndex(({ start }) => start <= offset);
  if (passages[place]?.kind !== "list") return false;
  const lead = passages.slice(0, place).findLast(({ kind }) => kind !== "list");
  const { present = [], unsure = [] } = lexicon.elements["earlier-contacts"] ?? {};
  return lead !== undefined && /:\s*$/.test(lead.text) && matchesAny([...present, ...unsure], `${lead.text} ${passages[place].text}`);
}
