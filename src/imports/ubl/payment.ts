import { addDays, type Day } from "../../core/values/day.ts";
import type { CashDiscount, PaymentMeans } from "../contract.ts";
import { amountIn, amountOf } from "../einvoice/amounts.ts";
import type { Due, Invoice } from "../einvoice/invoice.ts";
import { distinctMeans, paymentMeans } from "../einvoice/means.ts";
import { type DiscountBase, discount, discountsOfTerms, dueOfTerms } from "../einvoice/terms.ts";
import { isoDay } from "../einvoice/text.ts";
import { allAt, at, textAt } from "../xml/element.ts";
import type { XmlElement } from "../xml/parse.ts";

/** When it is due: BT-9, else the day that a way of payment or the terms name (BT-20). @throws Refusal for days that are none */
export function ublDues(root: XmlElement, issued: Day, currency: string): Pick<Invoice, "dues" | "dueIsPrinted"> {
  const terms = allAt(root, "PaymentTerms");
  const dated = terms.flatMap((each) => {
    const day = isoDay(at(each, "InstallmentDueDate")) ?? isoDay(at(each, "PaymentDueDate"));
    return day ? [{ day, amount: amountIn(currency, allAt(each, "Amount")) }] : [];
  });
  const printed = (dues: readonly Due[]) => ({ dues, dueIsPrinted: true });
  if (dated.length > 1 && dated.every(({ amount }) => amount !== null)) return printed(dated);
  const due = isoDay(at(root, "DueDate"));
  if (due) return printed([{ day: due, amount: null }]);
  const ofMeans = allAt(root, "PaymentMeans").flatMap((each) => isoDay(at(each, "PaymentDueDate")) ?? []);
  if (ofMeans.length > 0) return printed(ofMeans.map((day) => ({ day, amount: null })));
  if (dated.length > 0) return printed(dated.map(({ day }) => ({ day, amount: null })));
  const notes = terms.flatMap((each) => allAt(each, "Note")).map(({ text }) => text);
  const derived = terms.flatMap((each) => (isDiscount(each) ? [] : (periodEnd(each, issued) ?? [])))[0] ?? dueOfTerms(notes.join("\n"), issued);
  return { dues: derived ? [{ day: derived, amount: null }] : [], dueIsPrinted: false };
}

function isDiscount(terms: XmlElement): boolean {
  return at(terms, "SettlementDiscountPercent") !== null || at(terms, "SettlementDiscountAmount") !== null;
}

/** The last day of a period of settlement, which may be told in days. */
function periodEnd(terms: XmlElement, issued: Day): Day | null {
  const period = at(terms, "SettlementPeriod");
  const measure = at(period, "DurationMeasure");
  const end = isoDay(at(period, "EndDate"));
  if (end || !measure || !/^\d{1,3}$/.test(measure.text)) return end;
  return /^(DAY|D)?$/i.test(measure.attributes.get("unitCode") ?? "") ? addDays(issued, Number(measure.text)) : null;
}

export function ublDiscounts(root: XmlElement, base: DiscountBase): CashDiscount[] {
  return allAt(root, "PaymentTerms").flatMap((terms) => [
    ...allAt(terms, "Note").flatMap(({ text }) => discountsOfTerms(text, base)),
    ...(isDiscount(terms)
      ? discount(
          periodEnd(terms, base.issued),
          amountOf(at(terms, "SettlementDiscountPercent")),
          null,
          amountIn(base.currency, allAt(terms, "SettlementDiscountAmount")),
          base,
        )
      : []),
  ]);
}

/** BG-16: several of them are alternatives. */
export function ublMeans(root: XmlElement): PaymentMeans[] {
  return distinctMeans(
    allAt(root, "PaymentMeans").flatMap((each) => {
      // Where both stand, the payment id is the type of an inpayment form, and the instruction id its number (OIOUBL).
      const references = at(each, "InstructionID") ? allAt(each, "InstructionID") : allAt(each, "PaymentID");
      const account = textAt(each, "PayeeFinancialAccount/ID");
      const texts = references.map(({ text }) => text);
      return (texts.length > 0 ? texts : [""]).flatMap((reference) => paymentMeans(textAt(each, "PaymentMeansCode"), account, reference));
    }),
  );
}
