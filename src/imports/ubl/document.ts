import { kindOfCode } from "../einvoice/document-kind.ts";
import type { Invoice } from "../einvoice/invoice.ts";
import { isDirectDebit } from "../einvoice/means.ts";
import { currencyCode, documentNumber, given, isoDay, issueDay } from "../einvoice/text.ts";
import { settleTotals } from "../einvoice/totals.ts";
import { allAt, at, firstText, textAt } from "../xml/element.ts";
import type { XmlElement } from "../xml/parse.ts";
import { ublBuyer } from "./buyer.ts";
import { ublDiscounts, ublDues, ublMeans } from "./payment.ts";
import { ublTotals } from "./totals.ts";

/** An `Invoice`, `CreditNote` or `DebitNote` of UBL 2.x. Source: OASIS UBL 2.1; EN 16931-3-2. @throws Refusal */
export function ublInvoice(root: XmlElement): Invoice {
  const { line } = root;
  const kind = kindOf(root);
  const number = documentNumber(textAt(root, "ID"), line);
  const issued = issueDay(isoDay(at(root, "IssueDate")), line);
  const currency = currencyCode(textAt(root, "DocumentCurrencyCode") || currencyOfAmount(root), line);
  const { total, payable } = settleTotals(ublTotals(root, currency));
  const means = ublMeans(root);
  return {
    line,
    kind,
    number,
    issued,
    currency,
    total,
    payable,
    buyer: ublBuyer(root),
    ...ublDues(root, issued, currency),
    means,
    directDebit: isDirectDebit(means),
    discounts: ublDiscounts(root, { issued, payable, currency }),
    preceding: [...new Set(allAt(root, "BillingReference/InvoiceDocumentReference/ID").flatMap(({ text }) => given(text) ?? []))],
  };
}

/** A credit note is one by its name; UBL 2.0 invoices need no code. */
function kindOf(root: XmlElement): Invoice["kind"] {
  const code = firstText(root, `${root.name}TypeCode`, "InvoiceTypeCode", "CreditNoteTypeCode");
  if (root.name === "Invoice") return code === "" ? "invoice" : kindOfCode(code, root.line);
  if (code !== "") kindOfCode(code, root.line);
  return root.name === "CreditNote" ? "credit-memo" : "invoice";
}

function currencyOfAmount(root: XmlElement): string {
  return at(root, "LegalMonetaryTotal/PayableAmount")?.attributes.get("currencyID") ?? "";
}
