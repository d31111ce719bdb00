import { businessDayBefore } from "../values/business-days.ts";
import { addDays, type Day, daysBetween } from "../values/day.ts";
import { type AccountStop, newest } from "./block.ts";
import type { Reason } from "./decision.ts";
import { type Procedure, type Step, stepRank } from "./procedure.ts";
import type { AccountView, Rules } from "./view.ts";

/** Stale payments, unapplied money, an open reversal: they hold back `second` and what follows it (R25). */
export function moneyFence(view: AccountView, procedure: Procedure, rules: Rules, today: Day): AccountStop | null {
  const stale = staleReason(view, procedure, rules, today);
  if (stale) return { block: "stale-payments", ends: "payments-posted", reviewOn: today, why: stale };
  const cash = view.ledger.credits.find((credit) => credit.kind === "payment");
  if (cash)
    return { block: "unapplied-cash", ends: "cash-applied", reviewOn: null, why: { code: "unapplied-cash", document: cash.document, day: cash.bookedOn } };
  const proposed = view.proposedCash[0];
  if (proposed) {
    const why = { code: "cash-proposed", transaction: `T${proposed.transaction}`, day: proposed.bookedOn };
    return { block: "unapplied-cash", ends: "cash-applied", reviewOn: null, why };
  }
  const acknowledged = newest(view.activities, ["reversal-acknowledged"]);
  // Who acknowledged before it became known has not looked at it, whatever day the bank gives it.
  const reversed = view.ledger.items.find(({ reversalKnownOn }) => reversalKnownOn && (!acknowledged || acknowledged.knownOn < reversalKnownOn));
  if (reversed?.reversedOn) {
    return {
      block: "reversal",
      ends: "reversal-acknowledged",
      reviewOn: null,
      why: { code: "reversal-open", document: reversed.document, day: reversed.reversedOn },
    };
  }
  return null;
}

function staleReason(view: AccountView, procedure: Procedure, rules: Rules, today: Day): Reason | null {
  const { through, by, account = null } = view.payments;
  if (by === "bank") {
    const needed = businessDayBefore(rules.isBankDay, today);
    return through && through >= needed ? null : { code: "payments-stale-bank", through, needed, by, account };
  }
  const needed = addDays(today, -procedure.freshness.ledgerAgeDays);
  return through && daysBetween(needed, through) >= 0 ? null : { code: "payments-stale", through, needed, by };
}

/** What fences `second` only warns before it (R25): the milder letters go, and the clerk sees what is not known or not applied. */
export function moneyWarning(view: AccountView, procedure: Procedure, rules: Rules, today: Day, step: Step): Reason[] {
  if (stepRank(step) >= stepRank(procedure.freshness.from)) return [];
  const stop = moneyFence(view, procedure, rules, today);
  return stop ? [{ ...stop.why, code: `warn-${stop.why.code}` }] : [];
}
