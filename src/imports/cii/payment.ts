import { addDays, type Day, latest } from "../../core/values/day.ts";
import type { CashDiscount, PaymentMeans } from "../contract.ts";
import { amountIn, amountOf } from "../einvoice/amounts.ts";
import type { Invoice } from "../einvoice/invoice.ts";
import { distinctMeans, paymentMeans } from "../einvoice/means.ts";
import { type DiscountBase, discount, discountsOfTerms, dueOfTerms } from "../einvoice/terms.ts";
import { allAt, at, firstText, textAt } from "../xml/element.ts";
import type { XmlElement } from "../xml/parse.ts";
import { ciiDay } from "./day.ts";

const TERMS = "SpecifiedTradePaymentTerms";
const DISCOUNT = "ApplicableTradePaymentDiscountTerms";

/** When it is due: BT-9, else what the terms say (BT-20). Terms with a discount may name the last day of that. */
export function ciiDues(settlement: XmlElement | null, issued: Day, currency: string): Pick<Invoice, "dues" | "dueIsPrinted"> {
  const terms = allAt(settlement, TERMS);
  const net = terms.filter((each) => !at(each, DISCOUNT));
  const datedOf = (some: readonly XmlElement[]) =>
    some.flatMap((each) => {
      const day = ciiDay(at(each, "DueDateDateTime"));
      return day ? [{ day, amount: amountIn(currency, allAt(each, "PartialPaymentAmount")) }] : [];
    });
  const instalments = datedOf(terms);
  if (instalments.length > 1 && instalments.every(({ amount }) => amount !== null)) return { dues: instalments, dueIsPrinted: true };
  const dated = datedOf(net);
  // Where only terms with a discount name a day, the last of them is when all of it is due.
  const last = latest(...instalments.map(({ day }) => day));
  if (dated.length > 0 || last) {
    return { dues: dated.length > 0 ? dated.map(({ day }) => ({ day, amount: null })) : [{ day: last!, amount: null }], dueIsPrinted: true };
  }
  const day = dueOfTerms(terms.map((each) => textAt(each, "Description")).join("\n"), issued);
  return { dues: day ? [{ day, amount: null }] : [], dueIsPrinted: false };
}

export function ciiDiscounts(settlement: XmlElement | null, base: DiscountBase): CashDiscount[] {
  const terms = allAt(settlement, TERMS);
  const hasNet = terms.some((each) => !at(each, DISCOUNT) && at(each, "DueDateDateTime"));
  return terms.flatMap((each) => [
    ...allAt(each, "Description").flatMap(({ text }) => discountsOfTerms(text, base)),
    ...allAt(each, DISCOUNT).flatMap((terms) =>
      discount(
        lastDay(terms, base.issued) ?? (hasNet ? ciiDay(at(each, "DueDateDateTime")) : null),
        amountOf(at(terms, "CalculationPercent")),
        amountIn(base.currency, allAt(terms, "BasisAmount")),
        amountIn(base.currency, allAt(terms, "ActualDiscountAmount")),
        base,
      ),
    ),
  ]);
}

/** Units of time. Source: UN/ECE Recommendation 20; months are left out, because their lengths differ. */
const DAYS_OF: Record<string, number> = { DAY: 1, WEE: 7 };

function lastDay(terms: XmlElement, issued: Day): Day | null {
  const from = ciiDay(at(terms, "BasisDateTime"));
  const measure = at(terms, "BasisPeriodMeasure");
  const unit = DAYS_OF[measure?.attributes.get("unitCode") ?? "DAY"];
  if (measure && unit && /^\d{1,3}(\.0+)?$/.test(measure.text)) return addDays(from ?? issued, Math.trunc(Number(measure.text)) * unit);
  return measure ? null : from;
}

/** BG-16, with the one reference that is for all of them (BT-83). */
export function ciiMeans(settlement: XmlElement | null): PaymentMeans[] {
  const reference = textAt(settlement, "PaymentReference");
  const means = allAt(settlement, "SpecifiedTradeSettlementPaymentMeans").flatMap((each) => {
    const accounts = allAt(each, "PayeePartyCreditorFinancialAccount").map((account) => firstText(account, "IBANID", "ProprietaryID"));
    return (accounts.length > 0 ? accounts : [""]).flatMap((account) => paymentMeans(textAt(each, "TypeCode"), account, reference));
  });
  return distinctMeans(means.length > 0 ? means : paymentMeans("", "", reference));
}
