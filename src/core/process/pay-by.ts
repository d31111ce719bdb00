import type { OpenItem } from "../ledger/open-items.ts";
import { onOrAfter } from "../values/business-days.ts";
import { addDays, type Day } from "../values/day.ts";
import type { Procedure, Step } from "./procedure.ts";
import type { Rules } from "./view.ts";

/** The due date moved to the next business day: step days count from it (R2). */
export function effectiveDue(item: OpenItem, rules: Rules): Day {
  return onOrAfter(rules.isBusinessDay, item.due);
}

/** The day that steps count from: policy adds its days of grace, which letters and interest know nothing of. */
export function stepDue(item: OpenItem, { rules, procedure }: { readonly rules: Rules; readonly procedure: Procedure }): Day {
  return addDays(effectiveDue(item, rules), procedure.graceDays);
}

/**
 * The pay-by day of a message that is expected to arrive on `deliveredOn`: a business day, at least the lead of the step
 * (or of the law) after delivery (R5). Null for the final notice, which asks for nothing.
 */
export function payByDay(step: Step, deliveredOn: Day, items: readonly OpenItem[], procedure: Procedure, rules: Rules): Day | null {
  const rule = procedure.steps[step];
  if (rule.payByDays === null) return null;
  if (rule.payByDays === "due-date") {
    return items.map((item) => effectiveDue(item, rules)).reduce((first, due) => (due < first ? due : first));
  }
  const days = Math.max(rule.payByDays, rule.leastLeadDays, rules.lawfulLeadDays(step));
  return onOrAfter(rules.isBusinessDay, addDays(deliveredOn, days));
}
