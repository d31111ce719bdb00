import type { XmlElement } from "../xml/parse.ts";

/** What ZUGFeRD 1 (CrossIndustryDocument, UN/CEFACT D13B) calls the elements that CII D16B renamed. */
const RENAMED: Record<string, string> = {
  CrossIndustryDocument: "CrossIndustryInvoice",
  HeaderExchangedDocument: "ExchangedDocument",
  SpecifiedExchangedDocumentContext: "ExchangedDocumentContext",
  SpecifiedSupplyChainTradeTransaction: "SupplyChainTradeTransaction",
  ApplicableSupplyChainTradeAgreement: "ApplicableHeaderTradeAgreement",
  ApplicableSupplyChainTradeSettlement: "ApplicableHeaderTradeSettlement",
  SpecifiedSupplyChainTradeSettlement: "SpecifiedLineTradeSettlement",
};

/** A document of ZUGFeRD 1 with the names of CII; what is none of it keeps its names. */
export function currentNames(element: XmlElement): XmlElement {
  const children = element.children.map(currentNames);
  return { ...element, name: RENAMED[element.name] ?? element.name, children };
}

/** The elements whose text is an attachment: it may have 50 MB, and says nothing to a ledger. */
export const CII_ATTACHMENTS: ReadonlySet<string> = new Set(["AttachmentBinaryObject", "EmbeddedDocumentBinaryObject"]);

/** Whether an element is an invoice of CII or ZUGFeRD 1, whatever prefix its names have. */
export function isCii({ name, namespace }: XmlElement): boolean {
  return (name === "CrossIndustryInvoice" || name === "CrossIndustryDocument") && /CrossIndustryInvoice|CrossIndustryDocument/.test(namespace);
}
