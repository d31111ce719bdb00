import type { Problem } from "../contract.ts";
import { kindOfCode } from "../einvoice/document-kind.ts";
import type { Invoice } from "../einvoice/invoice.ts";
import { isDirectDebit } from "../einvoice/means.ts";
import { currencyCode, documentNumber, given, issueDay } from "../einvoice/text.ts";
import { settleTotals } from "../einvoice/totals.ts";
import { allAt, at, firstText, textAt } from "../xml/element.ts";
import type { XmlElement } from "../xml/parse.ts";
import { ciiBuyer } from "./buyer.ts";
import { ciiDay } from "./day.ts";
import { ciiDiscounts, ciiDues, ciiMeans } from "./payment.ts";
import { ciiTotals } from "./totals.ts";

/** A `CrossIndustryInvoice`. Source: UN/CEFACT CII D16B and D22B; EN 16931-3-3; Factur-X 1.07. @throws Refusal */
export function ciiInvoice(root: XmlElement): Invoice {
  const { line } = root;
  const head = at(root, "ExchangedDocument");
  const settlement = at(root, "SupplyChainTradeTransaction/ApplicableHeaderTradeSettlement");
  const kind = kindOfCode(textAt(head, "TypeCode"), head?.line ?? line);
  const number = documentNumber(textAt(head, "ID"), line);
  const issued = issueDay(ciiDay(at(head, "IssueDateTime")), line);
  const currency = currencyCode(textAt(settlement, "InvoiceCurrencyCode"), line);
  const { total, payable } = settleTotals(ciiTotals(root, currency));
  const means = ciiMeans(settlement);
  const references = allAt(settlement, "InvoiceReferencedDocument").flatMap((each) => given(firstText(each, "IssuerAssignedID", "ID")) ?? []);
  return {
    line,
    kind,
    number,
    issued,
    currency,
    total,
    payable,
    buyer: ciiBuyer(root),
    ...ciiDues(settlement, issued, currency),
    means,
    directDebit: isDirectDebit(means),
    discounts: ciiDiscounts(settlement, { issued, payable, currency }),
    preceding: [...new Set(references)],
  };
}

export function ciiWarnings(root: XmlElement): Problem[] {
  const test = at(root, "ExchangedDocumentContext/TestIndicator/Indicator");
  if (test?.text.toLowerCase() !== "true") return [];
  const message = "The document says of itself that it is a test. Import it only where it is a real claim.";
  return [{ line: test.line, code: "test-document", severity: "warning", message }];
}
