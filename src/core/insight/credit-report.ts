import type { ActivityOf } from "../process/activity.ts";
import type { CreditReportRule } from "../process/conduct.ts";
import { isLetterStep } from "../process/procedure.ts";
import { type Day, daysBetween } from "../values/day.ts";
import { parseMinor } from "../values/money.ts";

/** What a rule about reports of natural persons' debts looks at. */
export interface ReportFacts {
  readonly today: Day;
  readonly currency: string;
  /** The open items that would be reported, each with the letters that named it and stand, oldest first. */
  readonly items: readonly { readonly document: string; readonly due: Day; readonly openMinor: bigint; readonly letters: readonly ActivityOf<"letter">[] }[];
  /** Something on the account is in dispute. */
  readonly disputed: boolean;
  /** A letter has said that a report is possible. */
  readonly toldInLetter: boolean;
}

/** Why a natural person's debt must not be reported; null where every condition of the rule holds. */
export function reportRefusal(rule: CreditReportRule, facts: ReportFacts): string | null {
  if (!rule.allowed) return rule.reason;
  if (rule.undisputed && facts.disputed) return "something on the account is in dispute";
  if (rule.toldInLetter && !facts.toldInLetter) return "no letter has told the debtor that a report is possible";
  for (const { document, due, openMinor, letters } of facts.items) {
    const written = letters.filter(({ step, sentOn }) => isLetterStep(step) && sentOn > due);
    if (written.length < rule.leastLetters) return `${document} was in ${written.length} letters after its due date, and the law asks for ${rule.leastLetters}`;
    const first = written[0];
    if (first && daysBetween(first.sentOn, facts.today) < rule.firstLetterDaysAgo)
      return `the first letter for ${document} was sent less than ${rule.firstLetterDaysAgo} days ago`;
    if (rule.minimum && !reaches(openMinor, facts.currency, rule.minimum)) return `${document} does not reach ${rule.minimum.amount} ${rule.minimum.currency}`;
  }
  return null;
}

/** An amount of another currency is compared with nothing. */
function reaches(openMinor: bigint, currency: string, minimum: { readonly currency: string; readonly amount: string }): boolean {
  const least = currency === minimum.currency ? parseMinor(minimum.amount, currency) : null;
  return least !== null && openMinor >= least;
}
