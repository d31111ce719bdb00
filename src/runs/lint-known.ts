import type { LintFacts } from "../core/letter/lint/lint-facts.ts";
import { chargedLaw } from "../core/process/charges.ts";
import type { DecidedAccount } from "./decide-accounts.ts";

/** What the linter is told beside the notice: what the law lets be charged, and announced. */
export function knownOf({ procedure, rules }: Pick<DecidedAccount, "procedure" | "rules">): Pick<LintFacts, "lawful" | "creditReport"> {
  const law = chargedLaw(procedure, rules.claimLaw);
  const { creditReport = null } = rules;
  return {
    lawful: law && {
      interest: law.interest.kind !== "none",
      "lump-sum": law.lumpSum !== null,
      // What a reminder may cost is for the contract to say.
      fee: null,
      source: law.interest.source.title,
    },
    creditReport: creditReport && { allowed: creditReport.allowed, reason: creditReport.allowed ? "" : creditReport.reason },
  };
}
