import { formatMinor } from "../../values/money.ts";
import { findAmounts } from "./amounts.ts";
import { type Check, type Finding } from "./finding.ts";
import { placeOf } from "./text-shape.ts";

/** L05: every amount is one of the account's, in its currency, and the total is there. */
export const checkAmounts: Check = ({ shaped, facts, step }) => {
  if (!facts || facts.amountsMinor.size === 0) return [];
  const findings: Finding[] = [];
  const amounts = findAmounts(shaped.text, facts.currency);
  for (const amount of amounts) {
    const add = (message: string, suggestion: string): void =>
      void findings.push({ check: "L05", severity: "E", ...placeOf(shaped, amount.index), message, suggestion });
    if (amount.currency && facts.currency && amount.currency !== facts.currency)
      add(`"${amount.text}" is not in ${facts.currency}.`, `State amounts in ${facts.currency} only.`);
    else if (amount.minor === null || !facts.amountsMinor.has(amount.minor < 0n ? -amount.minor : amount.minor))
      add(`"${amount.text}" is no amount of this account.`, "State the amounts as the ledger has them.");
  }
  const { totalMinor, currency } = facts;
  if (totalMinor !== null && !amounts.some((amount) => amount.minor === totalMinor))
    findings.push({
      check: "L05",
      severity: step === "reminder" ? "W" : "E",
      line: 1,
      column: 1,
      message: `The total, ${formatMinor(totalMinor, currency ?? "EUR")}, is not in the letter.`,
      suggestion: "State the total that is to be paid.",
    });
  return findings;
};

/** L06: the days past due are those from the due date to the sending day. */
export const checkDaysPastDue: Check = ({ shaped, facts, lexicon }) => {
  if (!facts || facts.items.length === 0) return [];
  const known = new Set(facts.items.map((item) => item.overdueDays));
  return lexicon.daysPastDue.flatMap((pattern) =>
    [...shaped.text.matchAll(new RegExp(pattern, "gimu"))].flatMap((match): Finding[] => {
      if (known.has(Number(match.groups?.["days"]))) return [];
      const days = [...known].sort((a, b) => b - a).join(", ");
      return [
        {
          check: "L06",
          severity: "E",
          ...placeOf(shaped, match.index),
          message: `"${match[0].trim()}" is not right: on the sending day it is ${days}.`,
          suggestion: "Count from the due date to the sending day.",
        },
      ];
    }),
  );
};
