import { stepRank, type Step } from "../process/procedure.ts";
import { creditorReference, isIban, isQrIban, isSwissIban, qrReference } from "../values/reference.ts";
import type { Creditor } from "../values/party.ts";
import type { Consequence, ContactDetails, EarlierContact, ElementId, ElementValues, NamedItems, PaymentOptions, Stated } from "./elements.ts";
import type { LetterFacts, NoticeItem } from "./notice.ts";

interface Base {
  readonly items: readonly NoticeItem[];
  readonly totalMinor: bigint;
  readonly currency: string;
  readonly debtor: { readonly name: string };
}

/** Every element's value or waiver; the step picks its own. */
export function stateElements(facts: LetterFacts, base: Base): { readonly [E in ElementId]: Stated<ElementValues[E]> } {
  const { creditor, decision } = facts;
  const said = { value: true } as const;
  const contact = contactOf(creditor);
  const earlier = earlierContacts(facts, base.items);
  return {
    "customer-name": { value: base.debtor.name },
    thanks: said,
    "days-past-due": { value: Math.max(...base.items.map((item) => item.overdueDays)) },
    "amount-due": { value: base.totalMinor },
    "invoice-number": { value: base.items.flatMap((item) => item.plan?.documents ?? [item.document]) },
    "invoice-date": { value: base.items.map((item) => item.issued) },
    "due-date": { value: base.items.map((item) => item.due) },
    "earlier-contacts": earlier.length > 0 ? { value: earlier } : { waived: "no-earlier-contact" },
    "account-summary": said,
    instruction: said,
    "payment-date": { value: facts.payBy ?? facts.deliveredOn },
    "status-request": said,
    "already-paid": said,
    "payment-options": paymentOptions(facts),
    "offer-of-help": said,
    "credit-hint": {
      value: { items: reached(base.items, "second"), creditTerms: creditor.consequences.creditTerms, creditReport: creditor.consequences.creditReport },
    },
    consequence: { value: { items: reached(base.items, decision.step), actions: consequences(creditor) } },
    "contact-request": said,
    "hand-over-statement": { value: { handedOverTo: facts.handedOverTo, reportedTo: facts.reportedTo } },
    "contact-details": contact ? { value: contact } : { waived: "creditor-details-missing" },
    "sign-off": said,
  };
}

export function contactOf(creditor: Creditor): ContactDetails | null {
  const { contact } = creditor;
  if (!contact?.name.trim() || !(contact.phone.trim() || contact.email.trim())) return null;
  return { name: contact.name, phone: contact.phone.trim() || null, email: contact.email.trim() || null };
}

/** Contacts that the log holds; else that the invoices went out on their dates (R11). */
function earlierContacts(facts: LetterFacts, items: readonly NoticeItem[]): readonly EarlierContact[] {
  const known = facts.earlier.filter((contact) => contact.day <= facts.sentOn);
  if (known.length > 0) return [...known].sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
  const days = [...new Set(items.filter((item) => item.issued < facts.sentOn && item.issued <= item.due).map((item) => item.issued))].sort();
  return days.map((day) => ({ day, kind: "invoice-sent", channel: null }));
}

/** An account in the letter's own currency only: money sent to another would be converted on the way. */
export function paymentOptions({ creditor, currency, letter }: Pick<LetterFacts, "creditor" | "currency" | "letter">): Stated<PaymentOptions> {
  const account = creditor.bankAccounts.find((bank) => bank.currency === currency);
  const { portalUrl = null, cardByPhone = false, chequeEnclosure = false } = creditor.paymentOptions;
  if (!account && !portalUrl && !cardByPhone && !chequeEnclosure) return { waived: "creditor-details-missing" };
  const transfer = account && {
    holder: account.holder,
    iban: account.iban,
    bic: account.bic ?? null,
    bank: account.bank ?? null,
    reference: referenceFor(account.iban, currency, letter),
  };
  return { value: { transfer: transfer ?? null, portalUrl, cardByPhone, chequeEnclosure } };
}

/** A QR-IBAN takes QR references only. SEPA and Swiss banks check a creditor reference; elsewhere payers' banks do not know it. */
function referenceFor(iban: string, currency: string, letter: LetterFacts["letter"]): string {
  if (isQrIban(iban)) return qrReference(letter.id);
  return isIban(iban) && (currency === "EUR" || isSwissIban(iban)) ? creditorReference(letter.id) : letter.reference;
}

/** The items that have reached the step: only they may be named with its consequence (R8). */
function reached(items: readonly NoticeItem[], step: Step): NamedItems {
  const named = items.filter((item) => stepRank(item.step) >= stepRank(step));
  return { documents: named.map((item) => item.document), all: named.length === items.length };
}

/** Only what the creditor has enabled is announced; if that is nothing, what truly happens next. */
function consequences({ consequences: enabled }: Creditor): readonly Consequence[] {
  const actions: Consequence[] = [];
  if (enabled.agency) actions.push({ kind: "agency", name: enabled.agency });
  if (enabled.attorney) actions.push({ kind: "attorney", name: enabled.attorney });
  if (enabled.creditReport) actions.push({ kind: "credit-report" });
  if (actions.length === 0) actions.push({ kind: "managers" });
  return actions;
}
