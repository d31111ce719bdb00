import { sumMinor } from "../../values/money.ts";
import type { PostalAddress } from "../../values/party.ts";
import { cleanText, elementValue, type Notice } from "../notice.ts";
import type { AnyNotice } from "../answer.ts";
import type { Letter } from "../letter.ts";
import { type Enabled, type LintFacts, NOTHING_KNOWN } from "./lint-facts.ts";

/** What the linter may hold a letter against: the very values of its notice. */
export function factsOf(notice: Notice, letter: Letter): LintFacts {
  const { items, credits, charges, partPayments } = notice;
  const [owed, charged] = [sumMinor(items.map((item) => item.openMinor)), sumMinor(charges.map((charge) => charge.amountMinor))];
  const disputed = sumMinor(items.map((item) => item.disputedMinor));
  const credit = sumMinor(credits.map((one) => one.openMinor));
  const contacts = elementValue(notice, "earlier-contacts") ?? [];
  return {
    ...NOTHING_KNOWN,
    ...surroundings(notice, letter),
    sentOn: notice.sentOn,
    deliveredOn: notice.deliveredOn,
    payBy: elementValue(notice, "payment-date"),
    currency: notice.currency,
    items: items.map(({ document, due, overdueDays, openMinor }) => ({ document, due, overdueDays, openMinor })),
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
    charges: charges.map(({ kind, amountMinor, calculation }) => ({
      kind,
      amountMinor,
      rates: calculation.map(({ rate, from, to }) => ({ percent: rate, from, to })),
    })),
    leftOut: notice.unasked.map(({ document, creditExpected }) => ({ document, why: creditExpected ? "to be credited" : "in dispute" })),
    contacts: contacts.map(({ day, kind }) => ({ day, isLetter: kind in LETTERS })),
    otherDays: new Set([
      ...items.flatMap(({ issued, due, plan }) => [issued, due, ...(plan ? [plan.agreedOn] : [])]),
      ...partPayments.map(({ day }) => day),
      ...credits.map(({ day }) => day),
      ...notice.elsewhere.map(({ sentOn }) => sentOn),
      ...charges.flatMap(({ from, to, calculation }) => [from, to, ...calculation.flatMap((part) => [part.from, part.to])]),
    ]),
    thirtyDayNotice: notice.thirtyDayNotice,
  };
}

const LETTERS: Readonly<Partial<Record<string, true>>> = { reminder: true, "past-due": true, first: true, second: true, third: true, final: true };

/** What stands around the text of any letter of ours: the sender's details, and what the envelope shows. */
export function surroundings({ creditor, debtor }: AnyNotice, { frame }: Letter): Pick<LintFacts, "company" | "envelope"> {
  return {
    // Where not one line is on file, nothing is known: paper may come printed with them.
    company: creditor.companyDetails.length > 0 ? { name: creditor.name, country: creditor.country, lines: creditor.companyDetails } : null,
    envelope: {
      lines: [frame.returnLine, ...frame.recipient],
      names: [creditor.name, debtor.name, debtor.contactName ?? "", ...addressesOf(creditor), ...addressesOf(debtor)],
    },
  };
}

function addressesOf({ address }: { readonly address: PostalAddress | null }): string[] {
  return [...(address?.lines ?? []), address?.street ?? "", address?.city ?? "", address?.region ?? ""].map(cleanText);
}

function enabledOf(notice: Notice): LintFacts["enabled"] {
  const enabled = new Set<Enabled>();
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
