import type { ContactDetails, PaymentOptions } from "../core/letter/elements.ts";
import type { AnyNotice } from "../core/letter/answer.ts";
import { elementValue, isOfPlan, type Notice } from "../core/letter/notice.ts";
import { sumMinor } from "../core/values/money.ts";
import { bind, Bound, say } from "./binding.ts";
import { documentLabel } from "./account-table.ts";
import { consequenceSentence, handOverSentences, hintSentence, lastRequestSentence } from "./consequence-wording.ts";
import { contactsPassage, elsewhereSentence, MOST_NAMED } from "./contacts-wording.ts";
import { disputeSentences } from "./dispute-wording.ts";
import { instalmentStart, planPhrase } from "./plan-wording.ts";
import type { Wording } from "./wording.ts";

/** More part payments than this are not named one by one; they stand in the summary's open amounts. */
const MOST_PARTS = 4;

/** Everything that a letter's template can print, every value bound to the element that it says. */
export function templateScope(notice: Notice, wording: Wording): Record<string, unknown> {
  const oldest = notice.items.reduce((first, item) => (item.due < first.due ? item : first));
  const disputed = sumMinor(notice.items.map((item) => item.disputedMinor));
  // Where there are charges, a sentence of its own leads from the invoices to what is asked for.
  const gross = disputed + sumMinor(notice.items.map((item) => item.openMinor));
  const credit = notice.charges.length > 0 ? 0n : sumMinor(notice.credits.map((one) => one.openMinor));
  const days = elementValue(notice, "days-past-due") ?? 0;
  const payBy = elementValue(notice, "payment-date");
  const money = (minor: bigint, says: boolean): Bound => bind(wording.money(minor, notice.currency), { says: says ? ["amount-due"] : [], fact: "amount" });
  return {
    one: notice.items.length === 1,
    part_paid: notice.items.some((item) => item.openMinor + item.disputedMinor !== item.amountMinor),
    // The amount asked for is another than the one that is open.
    disputed: disputed > 0n,
    less: credit > 0n || disputed > 0n,
    charged: notice.charges.length > 0 && disputed === 0n,
    greeting: greeting(notice, wording),
    invoices: invoicesPhrase(notice, wording, "invoices"),
    own_invoices: ownInvoices(notice, wording),
    invoices_start: invoicesPhrase(notice, wording, "invoices-start"),
    gross: money(gross, credit === 0n && disputed === 0n),
    credit: credit > 0n ? creditPhrase(money(credit, false), disputed, wording) : null,
    amount: money(notice.totalMinor, true),
    due: bind(wording.weekdayDay(oldest.due), { says: ["due-date"], fact: "day" }),
    days: bind(wording.phrase("days", { count: days }, days).markdown, { says: ["days-past-due"], fact: "days" }),
    pay_by: payBy ? bind(wording.weekdayDay(payBy), { says: ["payment-date"], fact: "pay-by" }) : null,
    contacts: contactsPassage(elementValue(notice, "earlier-contacts"), notice.step, wording),
    elsewhere: elsewhereSentence(notice.elsewhere, wording),
    in_dispute: disputeSentences(notice, wording),
    plan: isOfPlan(notice) ? planPhrase(notice.items, wording) : null,
    instalment: isOfPlan(notice) ? instalmentStart(notice.items[0]!, wording) : null,
    part_payments: partPayments(notice, wording),
    options: optionsSentence(notice, wording),
    contact: contactPhrase(notice, wording),
    hint: hintSentence(notice, wording),
    consequence: consequenceSentence(notice, wording),
    last_request: lastRequestSentence(notice, wording),
    hand_over: handOverSentences(notice, wording),
    consumer_notice: notice.thirtyDayNotice ? wording.phrase("consumer-notice") : null,
    account: PLACE.account,
    payment: PLACE.payment,
    closing: PLACE.closing,
  };
}

/** Stand alone in a paragraph for the blocks that are not prose. */
export const PLACE = {
  account: new Bound("\uE003account"),
  plan: new Bound("\uE003plan"),
  payment: new Bound("\uE003payment"),
  closing: new Bound("\uE003closing"),
};

function creditPhrase(credit: Bound, disputed: bigint, wording: Wording): Bound {
  return disputed > 0n ? wording.phrase("in-dispute.besides-credit", { credit }) : credit;
}

export function greeting({ debtor }: AnyNotice, wording: Wording): Bound {
  const kind = debtor.contactName ? "contact" : debtor.person === false ? "company" : "person";
  const name = debtor.contactName ?? debtor.name;
  // The plain name is for languages whose article depends on the legal form.
  return wording.phrase(`greeting.${kind}`, { name: bind(name, { says: ["customer-name"], fact: "name" }), plain: name });
}

function invoicesPhrase(notice: Notice, wording: Wording, key: "invoices" | "invoices-start", items = notice.items): Bound {
  const count = items.length;
  if (count > MOST_NAMED) return wording.phrase("invoices-counted", { count });
  const documents = items.map((item) => documentLabel(item, wording));
  return wording.phrase(key, { documents: wording.list(documents, "conjunction") }, count);
}

/** Those that the letter's step is about, then how many it takes in besides: the subject must not count them as reminded as often. */
function ownInvoices(notice: Notice, wording: Wording): Bound {
  const own = notice.items.filter((item) => item.step === notice.step);
  const others = notice.items.filter((item) => item.step !== notice.step);
  const phrase = invoicesPhrase(notice, wording, "invoices", own);
  if (others.length === 0) return phrase;
  const key = others.every((item) => item.step === "first") ? "own-and-new" : "own-and-others";
  return wording.phrase(key, { own: phrase, count: others.length }, others.length);
}

function partPayments(notice: Notice, wording: Wording): Bound {
  const { partPayments: parts, currency } = notice;
  if (parts.length === 0) return new Bound("");
  const named = parts.slice(-MOST_PARTS).map((part) => {
    const invoice = wording.phrase("invoices", { documents: bind(part.document, { says: [], fact: "document" }) }, 1);
    const amount = bind(wording.money(part.amountMinor, currency), { says: [], fact: "amount" });
    return wording.phrase("part-payments.part", { amount, invoice, day: bind(wording.longDay(part.day), { says: [], fact: "day" }) });
  });
  if (named.length <= 2) return wording.phrase("part-payments", { list: wording.list(named, "conjunction") }, named.length);
  return new Bound(`${wording.phrase("part-payments.lead").markdown}\n\n${named.map((part) => `- ${part.markdown}`).join("\n")}`);
}

function optionsSentence(notice: Notice, wording: Wording): Bound {
  const options: PaymentOptions | null = elementValue<"payment-options">(notice, "payment-options");
  if (!options) return notice.step === "final" ? new Bound("") : wording.phrase("options.waived");
  const ways = [wording.phrase(options.transfer ? "options.transfer" : "options.transfer-on-invoice")];
  if (options.portalUrl) ways.push(wording.phrase("options.portal", { url: bind(options.portalUrl, { says: [], fact: "name", href: options.portalUrl }) }));
  if (options.cardByPhone) ways.push(wording.phrase("options.card"));
  if (options.chequeEnclosure) ways.push(wording.phrase("options.cheque"));
  return say("payment-options", wording.phrase("options.sentence", { list: wording.list(ways, "disjunction") }).markdown);
}

export function contactPhrase(notice: AnyNotice, wording: Wording): Bound {
  const contact: ContactDetails | null = elementValue<"contact-details">(notice, "contact-details");
  if (!contact) return wording.phrase("contact.waived");
  const says = ["contact-details"] as const;
  const values = {
    name: bind(contact.name, { says, fact: "name" }),
    phone: contact.phone && bind(contact.phone, { says, fact: "name", href: `tel:${contact.phone.replace(/[^+\d]/g, "")}` }),
    email: contact.email && bind(contact.email, { says, fact: "name", href: `mailto:${contact.email}` }),
  };
  return wording.phrase(contact.phone && contact.email ? "contact.both" : contact.phone ? "contact.phone" : "contact.email", values);
}
