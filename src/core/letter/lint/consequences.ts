import { stepRank } from "../../process/procedure.ts";
import { findDates } from "./dates.ts";
import { type Check, type Finding, findingAt, type LintInput, type Severity } from "./finding.ts";
import type { Enabled } from "./lint-facts.ts";
import { findAll, type Match, matchesAny } from "./patterns.ts";

/** L09: no threat ever; consequences not before their step, only those that the creditor has enabled, and with a date. */
export const checkThreats: Check = (input) => {
  const { shaped, lexicon, step } = input;
  const at = (code: string, severity: Severity, offset: number, message: string, suggestion: string): Finding =>
    findingAt(input, { check: "L09", code, severity }, offset, message, suggestion);
  const each = (patterns: readonly string[], found: (match: Match) => Finding): Finding[] => findAll(patterns, shaped.text).map(found);
  return [
    ...each(lexicon.threats, ({ index, text }) => at("threat", "E", index, `"${text}" is a threat.`, "State facts and what happens next, nothing more.")),
    ...(stepRank(step) < stepRank("third")
      ? each(lexicon.consequences.warning, ({ index, text }) =>
          at("consequence-early", "E", index, `"${text}" announces a consequence before the third letter.`, "Leave consequences to the third letter."),
        )
      : []),
    ...(stepRank(step) < stepRank("second")
      ? each(lexicon.consequences.hint, ({ index, text }) =>
          at("hint-early", "E", index, `"${text}" hints at consequences before the second letter.`, "Leave the hint to the second letter."),
        )
      : []),
    ...(step === "third" ? undated(input) : []),
    ...notEnabled(input),
  ];
};

function undated(input: LintInput): Finding[] {
  const { shaped, lexicon } = input;
  return shaped.sentences.flatMap((sentence) => {
    const [warning] = findAll(lexicon.consequences.warning, sentence.text);
    if (!warning || findDates(sentence.text, lexicon.language).length > 0 || matchesAny(lexicon.referredDays, sentence.text)) return [];
    const message = `"${warning.text}" is announced without the day on which it would follow.`;
    return [findingAt(input, { check: "L09", code: "consequence-undated", severity: "W" }, sentence.start + warning.index, message, "Name the day.")];
  });
}

function notEnabled(input: LintInput): Finding[] {
  const { shaped, lexicon, facts } = input;
  if (!facts.enabled) return [];
  return (Object.entries(lexicon.consequences.kinds) as [Enabled, string[]][]).flatMap(([kind, patterns]) =>
    facts.enabled!.has(kind)
      ? []
      : findAll(patterns, shaped.text).map(({ index, text }) => {
          const message = `"${text}" is announced, but the creditor has not enabled it.`;
          return findingAt(input, { check: "L09", code: `not-enabled-${kind}`, severity: "E" }, index, message, "Announce only what will really be done.");
        }),
  );
}

/** L10: a credit bureau is named only where the law lets an unpaid debt be reported. */
export const checkCreditReport: Check = (input) => {
  const { shaped, lexicon, facts } = input;
  if (facts.creditReport?.allowed !== false) return [];
  const { reason } = facts.creditReport;
  return findAll(lexicon.consequences.kinds["credit-report"], shaped.text).map(({ index, text }) => {
    const message = `"${text}": no report may be made (${reason}), so none is announced.`;
    return findingAt(input, { check: "L10", code: "credit-report-unlawful", severity: "E" }, index, message, "Take the sentence out.");
  });
};
