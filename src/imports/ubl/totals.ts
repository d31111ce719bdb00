import { amountIn, amountOf, amountOnlyIn, isIn, sumOf } from "../einvoice/amounts.ts";
import { type Decimal, sumDecimals } from "../einvoice/decimal.ts";
import type { Totals } from "../einvoice/totals.ts";
import { allAt, at, textAt } from "../xml/element.ts";
import type { XmlElement } from "../xml/parse.ts";

/** The totals of a UBL document, in its currency. @throws Refusal for an amount that is none, or in another currency */
export function ublTotals(root: XmlElement, currency: string): Totals {
  const sums = at(root, "LegalMonetaryTotal") ?? at(root, "RequestedMonetaryTotal");
  const named = (name: string) => amountOnlyIn(currency, allAt(sums, name));
  const taxTotals = taxTotalsIn(root, currency);
  const total = named("TaxInclusiveAmount");
  const payable = named("PayableAmount");
  const prepaid = named("PrepaidAmount");
  const rounding = named("PayableRoundingAmount");
  const withheld = sumOf(allAt(root, "WithholdingTaxTotal/TaxAmount").filter((each) => isIn(currency, each)));
  const isWithheld = withheld !== null && total !== null && payable !== total - (prepaid ?? 0n) + (rounding ?? 0n);
  // OIOUBL writes the tax itself into TaxExclusiveAmount.
  const isOio = /^OIOUBL/i.test(textAt(root, "CustomizationID"));
  return {
    line: sums?.line ?? root.line,
    currency,
    lineNets: root.children.filter(({ name }) => /^(Invoice|CreditNote|DebitNote)Line$/.test(name)).flatMap((line) => lineNet(line, currency)),
    taxes: taxTotals.flatMap((each) => allAt(each, "TaxSubtotal/TaxAmount")).flatMap((each) => (isIn(currency, each) ? (amountOf(each) ?? []) : [])),
    lineTotal: named("LineExtensionAmount"),
    allowances: named("AllowanceTotalAmount"),
    charges: named("ChargeTotalAmount"),
    net: isOio ? null : named("TaxExclusiveAmount"),
    tax: taxOf(taxTotals, currency),
    total,
    prepaid,
    rounding,
    withheld: isWithheld ? withheld : null,
    payable,
  };
}

/** Lines that are for information only have no amount, and some systems write lines in a currency of their own. */
function lineNet(line: XmlElement, currency: string): Decimal[] {
  const amount = amountIn(currency, allAt(line, "LineExtensionAmount"));
  return amount === null ? [] : [amount];
}

/**
 * The tax totals that count: in the document's currency, and of those the ones that tell their rates, because the same tax
 * may be told a second time in the currency of accounting.
 */
function taxTotalsIn(root: XmlElement, currency: string): XmlElement[] {
  const own = allAt(root, "TaxTotal").filter((each) => allAt(each, "TaxAmount").some((amount) => isIn(currency, amount)));
  const detailed = own.filter((each) => at(each, "TaxSubtotal"));
  return detailed.length > 0 ? detailed : own.slice(0, 1);
}

function taxOf(taxTotals: readonly XmlElement[], currency: string): Decimal | null {
  const taxes = taxTotals.flatMap((each) => amountIn(currency, allAt(each, "TaxAmount")) ?? []);
  return taxes.length === 0 ? null : sumDecimals(taxes);
}
