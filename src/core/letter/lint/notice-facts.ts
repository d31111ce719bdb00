import { sumMinor } from "../../values/money.ts";
import { elementValue, type Notice } from "../notice.ts";
import type { LintFacts } from "./finding.ts";

/** What the linter may hold a letter against: the very values of its notice. */
export function factsOf(notice: Notice): LintFacts {
  const { items, credits, charges, partPayments } = notice;
  const [owed, charged] = [sumMinor(items.map((item) => item.openMinor)), sumMinor(charges.map((charge) => charge.amountMinor))];
  const disputed = sumMinor(items.map((item) => item.disputedMinor));
  const credit = sumMinor(credits.map((one) => one.openMinor));
  return {
    sentOn: notice.sentOn,
    deliveredOn: notice.deliveredOn,
    payBy: elementValue(notice, "payment-date"),
    currency: notice.currency,
    items: items.map(({ document, due, overdueDays }) => ({ document, due, overdueDays })),
    totalMinor: notice.totalMinor,
    amountsMinor: new Set([
      notice.totalMinor,
      owed + charged,
      owed,
      charged,
      owed + disputed,
      owed + charged + disputed,
      credit,
      ...items.flatMap((item) => [item.openMinor, item.amountMinor, item.disputedMinor, item.openMinor + item.disputedMinor]),
      ...credits.map((one) => one.openMinor),
      ...charges.flatMap((charge) => [charge.amountMinor, ...charge.calculation.flatMap((step) => [step.principalMinor, step.amountMinor])]),
      ...partPayments.map((part) => part.amountMinor),
    ]),
    enabled: enabledOf(notice),
    leastLeadDays: null,
  };
}

function enabledOf(notice: Notice): LintFacts["enabled"] {
  const enabled = new Set<"agency" | "attorney" | "credit-report" | "credit-terms">();
  const hint = elementValue(notice, "credit-hint");
  if (hint?.creditReport) enabled.add("credit-report");
  if (hint?.creditTerms) enabled.add("credit-terms");
  for (const action of elementValue(notice, "consequence")?.actions ?? []) if (action.kind !== "managers") enabled.add(action.kind);
  const statement = elementValue(notice, "hand-over-statement");
  // A notice of referral states what has been done, whoever has taken the claim over.
  if (statement) for (const kind of ["agency", "attorney"] as const) enabled.add(kind);
  if (statement?.reportedTo) enabled.add("credit-report");
  return enabled;
}
