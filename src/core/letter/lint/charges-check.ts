import { findAmounts } from "./amounts.ts";
import { findDates } from "./dates.ts";
import { type Check, type Finding, findingAt, type LintInput } from "./finding.ts";
import type { ChargeFacts } from "./lint-facts.ts";
import { findAll } from "./patterns.ts";

const CHARGED = { interest: "Interest", "lump-sum": "A lump sum", fee: "A fee" } as const;

/** L07: only what the law lets the creditor add, and of interest the yearly rate and the days it runs. */
export const checkCharges: Check = (input) => {
  const { charges, lawful } = input.facts;
  if (!charges) return checkWords(input);
  const unlawful = [...new Set(charges.map(({ kind }) => kind))].flatMap((kind): Finding[] => {
    if (lawful?.[kind] !== false) return [];
    const message = `${CHARGED[kind]} may not be asked for here (${lawful.source}).`;
    return [findingAt(input, { check: "L07", code: `${kind}-unlawful`, severity: "E" }, placeOfCharge(input, kind), message, "Take the charge out.")];
  });
  return [...unlawful, ...charges.flatMap((charge) => unexplained(charge, input))];
};

/** Where its amount stands; the letter as a whole where it does not. */
function placeOfCharge({ shaped, facts }: LintInput, kind: ChargeFacts["kind"]): number {
  const amounts = new Set(facts.charges!.filter((charge) => charge.kind === kind).map(({ amountMinor }) => amountMinor));
  return findAmounts(shaped.text, facts.currency).find(({ minor }) => minor !== null && amounts.has(minor))?.index ?? 0;
}

function unexplained({ kind, amountMinor, rates }: ChargeFacts, input: LintInput): Finding[] {
  if (kind !== "interest") return [];
  const { shaped, lexicon, facts } = input;
  const offset = findAmounts(shaped.text, facts.currency).find(({ minor }) => minor === amountMinor)?.index ?? 0;
  const said = new Set(findDates(shaped.text, lexicon.language).map(({ day }) => day));
  const at = (code: string, message: string, suggestion: string): Finding =>
    findingAt(input, { check: "L07", code, severity: "E" }, offset, message, suggestion);
  return rates.flatMap(({ percent, from, to }) => [
    ...(saysNumber(shaped.text, percent)
      ? []
      : [at("rate-missing", `Interest is asked for without its rate of ${percent} % a year.`, "State the yearly rate.")]),
    ...(said.has(from) && said.has(to)
      ? []
      : [at("period-missing", `Interest is asked for without its days, ${from} to ${to}.`, "State from which day to which day it runs.")]),
  ]);
}

function saysNumber(text: string, percent: string): boolean {
  const [whole, part = ""] = percent.split(".");
  const decimals = part.replace(/0+$/, "");
  return new RegExp(String.raw`(?<![\d.,])${whole}${decimals ? String.raw`[.,]${decimals}0*` : String.raw`(?:[.,]0+)?`}(?![\d])`).test(text);
}

/** Of a letter from elsewhere: a sentence that asks for interest and an amount of it, while no rate stands anywhere. */
function checkWords(input: LintInput): Finding[] {
  const { shaped, lexicon, facts } = input;
  if (/\d\s?%|\bp\.\s?a\./iu.test(shaped.text)) return [];
  return shaped.sentences.flatMap((sentence): Finding[] => {
    const [match] = findAll(lexicon.interestWords, sentence.text);
    if (!match || findAmounts(sentence.text, facts.currency).length === 0) return [];
    const message = `"${match.text}" is asked for, but its yearly rate stands nowhere.`;
    const suggestion = "State the yearly rate, and from which day to which day it runs.";
    return [findingAt(input, { check: "L07", code: "rate-missing", severity: "E" }, sentence.start + match.index, message, suggestion)];
  });
}
