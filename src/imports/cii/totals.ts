import { amountIn, amountOf, amountOnlyIn, isIn } from "../einvoice/amounts.ts";
import type { Decimal } from "../einvoice/decimal.ts";
import type { Totals } from "../einvoice/totals.ts";
import { allAt, at, textAt } from "../xml/element.ts";
import type { XmlElement } from "../xml/parse.ts";

const LINE_TOTALS = [
  "SpecifiedLineTradeSettlement/SpecifiedTradeSettlementLineMonetarySummation/LineTotalAmount",
  "SpecifiedLineTradeSettlement/SpecifiedTradeSettlementMonetarySummation/LineTotalAmount",
];

/** The totals of a CII document, in its currency. @throws Refusal for an amount that is none, or in another currency */
export function ciiTotals(root: XmlElement, currency: string): Totals {
  const settlement = at(root, "SupplyChainTradeTransaction/ApplicableHeaderTradeSettlement");
  const sums = at(settlement, "SpecifiedTradeSettlementHeaderMonetarySummation") ?? at(settlement, "SpecifiedTradeSettlementMonetarySummation");
  const named = (name: string) => amountOnlyIn(currency, allAt(sums, name));
  const total = named("GrandTotalAmount");
  const payable = named("DuePayableAmount");
  // The profile Minimum has no place for what is prepaid: there it is what the payable amount leaves out.
  const isMinimum = /:minimum$/i.test(textAt(root, "ExchangedDocumentContext/GuidelineSpecifiedDocumentContextParameter/ID"));
  const implied = isMinimum && total !== null && payable !== null ? total - payable : null;
  return {
    line: sums?.line ?? root.line,
    currency,
    lineNets: lineNets(root),
    taxes: allAt(settlement, "ApplicableTradeTax/CalculatedAmount").flatMap((each) => (isIn(currency, each) ? (amountOf(each) ?? []) : [])),
    lineTotal: named("LineTotalAmount"),
    allowances: named("AllowanceTotalAmount"),
    charges: named("ChargeTotalAmount"),
    net: named("TaxBasisTotalAmount"),
    // The tax may be told in the currency of accounting, too, and where only that is told, it does not add up here.
    tax: amountIn(currency, allAt(sums, "TaxTotalAmount")),
    total,
    prepaid: named("TotalPrepaidAmount") ?? implied,
    rounding: named("RoundingAmount"),
    withheld: null,
    payable,
  };
}

/**
 * Net amounts of the lines that count: groups of lines and lines for information (Factur-X Extended) repeat others. None
 * where lines hang below others without saying which of them count.
 */
function lineNets(root: XmlElement): Decimal[] {
  const lines = allAt(root, "SupplyChainTradeTransaction/IncludedSupplyChainTradeLineItem");
  const status = (line: XmlElement) => textAt(line, "AssociatedDocumentLineDocument/LineStatusReasonCode").toUpperCase();
  const isUnclear = lines.some((line) => textAt(line, "AssociatedDocumentLineDocument/ParentLineID") !== "" && status(line) === "");
  if (isUnclear) return [];
  const counted = lines.filter((line) => !/^(GROUP|INFORMATION)$/.test(status(line)));
  return counted.flatMap((line) => LINE_TOTALS.flatMap((path) => amountOf(at(line, path)) ?? []));
}
