import { addDays, type Day } from "../../core/values/day.ts";
import type { CashDiscount, PaymentMeans } from "../contract.ts";
import { amountOf } from "../einvoice/amounts.ts";
import { absolute, type Decimal, minorUnit, roundToMinor, showDecimal, sumDecimals } from "../einvoice/decimal.ts";
import type { Due } from "../einvoice/invoice.ts";
import { distinctMeans, paymentMeans } from "../einvoice/means.ts";
import { Refusal } from "../refusal/refusal.ts";
import { isoDay } from "../einvoice/text.ts";
import { allAt, at, textAt } from "../xml/element.ts";
import type { XmlElement } from "../xml/parse.ts";
import { KEPT_BACK, meansCode } from "./codes.ts";

export interface Payment {
  readonly payable: Decimal;
  readonly dues: readonly Due[];
  readonly dueIsPrinted: boolean;
  readonly means: readonly PaymentMeans[];
  readonly discounts: readonly CashDiscount[];
}

/** What the amounts of a document leave to be paid. */
export interface Owed {
  readonly total: Decimal;
  /** Without the tax that the buyer pays to the state, and without what it withholds. */
  readonly net: Decimal;
  /** By how much the payments may go beyond the total: stamp duty that is charged outside of it. */
  readonly slack: Decimal;
  readonly currency: string;
}

const DETAILS = "DatiPagamento/DettaglioPagamento";

/**
 * How and when a document is to be paid. Several payments are instalments where they make the whole, and alternatives where
 * each of them is the whole. @throws Refusal where they go beyond the total
 */
export function paymentOf(body: XmlElement, issued: Day, owed: Owed): Payment {
  const all = allAt(body, DETAILS);
  const details = all.filter((each) => textAt(each, "ModalitaPagamento") !== KEPT_BACK);
  const dated = details.flatMap((detail) => {
    const due = dueOf(detail, issued);
    return due ? [{ ...due, amount: amountOf(at(detail, "ImportoPagamento")) }] : [];
  });
  const asked = askedFor(all, details, owed);
  const isCapped = absolute(asked.amount) > absolute(owed.net);
  const hasAmounts = !asked.isAlternative && !isCapped;
  return {
    payable: isCapped ? owed.net : asked.amount,
    dues: dated.map(({ day, amount }) => ({ day, amount: hasAmounts ? amount : null })),
    dueIsPrinted: dated.some(({ isPrinted }) => isPrinted),
    means: distinctMeans(
      details.flatMap((each) => paymentMeans(meansCode(textAt(each, "ModalitaPagamento")), textAt(each, "IBAN"), textAt(each, "CodicePagamento"))),
    ),
    discounts: details.length === 1 ? discountsOf(details[0]!, owed.currency) : [],
  };
}

/** The day itself, or so many days from a day of reference, which is the document's own where none is told. */
function dueOf(detail: XmlElement, issued: Day): { readonly day: Day; readonly isPrinted: boolean } | null {
  const printed = isoDay(at(detail, "DataScadenzaPagamento"));
  if (printed) return { day: printed, isPrinted: true };
  const days = textAt(detail, "GiorniTerminiPagamento");
  if (!/^\d{1,3}$/.test(days)) return null;
  return { day: addDays(isoDay(at(detail, "DataRiferimentoTerminiPagamento")) ?? issued, Number(days)), isPrinted: false };
}

function askedFor(all: readonly XmlElement[], details: readonly XmlElement[], owed: Owed): { readonly amount: Decimal; readonly isAlternative: boolean } {
  const amounts = details.flatMap((each) => amountOf(at(each, "ImportoPagamento")) ?? []);
  if (all.length > 0 && details.length === 0) return { amount: 0n, isAlternative: false };
  if (amounts.length === 0 || amounts.length < details.length) return { amount: owed.net, isAlternative: true };
  const most = absolute(owed.total) + owed.slack + minorUnit(owed.currency) * BigInt(amounts.length);
  const sum = sumDecimals(amounts);
  if (absolute(sum) <= most) return { amount: withSign(sum, owed.total), isAlternative: false };
  const [first] = amounts as [Decimal];
  if (amounts.every((amount) => amount === first) && absolute(first) <= most) return { amount: withSign(first, owed.total), isAlternative: true };
  throw new Refusal(
    "totals-contradict",
    details[0]!.line,
    `The document contradicts itself: its payments make ${showDecimal(sum)}, more than its total, ${showDecimal(owed.total)}. Check it where it was made, and export it again.`,
  );
}

/** Payments of a document with a minus are written with and without it. */
function withSign(amount: Decimal, total: Decimal): Decimal {
  return total < 0n && amount > 0n ? -amount : amount;
}

function discountsOf(detail: XmlElement, currency: string): CashDiscount[] {
  const until = isoDay(at(detail, "DataLimitePagamentoAnticipato"));
  const amount = amountOf(at(detail, "ScontoPagamentoAnticipato"));
  return until && amount !== null && amount > 0n ? [{ until, amountMinor: roundToMinor(amount, currency) }] : [];
}
