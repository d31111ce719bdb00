import { formatMinor } from "../../values/money.ts";
import { findAmounts } from "./amounts.ts";
import { type Check, type Finding, findingAt } from "./finding.ts";
import { expressionOf } from "./patterns.ts";

/** L05: every amount is one of the account's, in its currency, and the total is there. */
export const checkAmounts: Check = (input) => {
  const { shaped, facts, step } = input;
  if (facts.amountsMinor.size === 0) return [];
  const { totalMinor, currency } = facts;
  const findings: Finding[] = [];
  const amounts = findAmounts(shaped.text, currency);
  for (const { index, text, currency: stated, minor } of amounts) {
    const add = (code: string, message: string, suggestion: string): void =>
      void findings.push(findingAt(input, { check: "L05", code, severity: "E" }, index, message, suggestion));
    if (stated && currency && stated !== currency) add("amount-other-currency", `"${text}" is not in ${currency}.`, `State amounts in ${currency} only.`);
    else if (minor === null || !facts.amountsMinor.has(minor < 0n ? -minor : minor))
      add("amount-unknown", `"${text}" is no amount of this account.`, "State the amounts as the ledger has them.");
  }
  if (totalMinor !== null && !amounts.some((amount) => amount.minor === totalMinor)) {
    const message = `The total, ${formatMinor(totalMinor, currency ?? "EUR")}, is not in the letter.`;
    const kind = { check: "L05", code: "total-missing", severity: step === "reminder" ? "W" : "E" } as const;
    findings.push(findingAt(input, kind, 0, message, "State the total that is to be paid."));
  }
  return findings;
};

/** L06: the days past due are those from the due date to the sending day. */
export const checkDaysPastDue: Check = (input) => {
  const { shaped, facts, lexicon } = input;
  if (facts.items.length === 0) return [];
  const known = new Set(facts.items.map((item) => item.overdueDays));
  return lexicon.daysPastDue.flatMap((pattern) =>
    [...shaped.text.matchAll(expressionOf(pattern))].flatMap((match): Finding[] => {
      if (known.has(Number(match.groups?.["days"]))) return [];
      const days = [...known].sort((a, b) => b - a).join(", ");
      const message = `"${match[0].trim()}" is not right: on the sending day it is ${days}.`;
      const offset = match.index + (match[0].length - match[0].trimStart().length);
      return [findingAt(input, { check: "L06", code: "days-wrong", severity: "E" }, offset, message, "Count from the due date to the sending day.")];
    }),
  );
};
