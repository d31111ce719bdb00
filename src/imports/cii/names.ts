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
