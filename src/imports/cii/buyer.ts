import type { ReadDebtor } from "../contract.ts";
import { buyerOf } from "../einvoice/buyer.ts";
import { allAt, at, firstText, textAt } from "../xml/element.ts";
import type { XmlElement } from "../xml/parse.ts";

/** Leitweg-ID: it names an office within an authority, and not who owes. */
const ROUTE = "0204";
const EMAIL = "EM";

/** Who owes: BG-7 of EN 16931. @throws Refusal where nothing tells */
export function ciiBuyer(root: XmlElement): ReadDebtor {
  const agreement = at(root, "SupplyChainTradeTransaction/ApplicableHeaderTradeAgreement");
  const party = at(agreement, "BuyerTradeParty");
  const endpoint = at(party, "URIUniversalCommunication/URIID");
  const scheme = endpoint?.attributes.get("schemeID")?.trim() ?? "";
  const address = at(party, "PostalTradeAddress");
  const contact = at(party, "DefinedTradeContact");
  const vatId = taxIdOf(party, "VA");
  return buyerOf({
    line: party?.line ?? root.line,
    ids: [
      ...identifiersOf(party, "ID"),
      ...identifiersOf(party, "GlobalID"),
      vatId,
      textAt(party, "SpecifiedLegalOrganization/ID"),
      taxIdOf(party, "FC"),
      scheme === ROUTE ? "" : (endpoint?.text ?? ""),
    ],
    name: firstText(party, "Name", "SpecifiedLegalOrganization/TradingBusinessName"),
    type: scheme === ROUTE ? "public" : vatId === "" ? undefined : "company",
    contactName: firstText(contact, "PersonName", "DepartmentName"),
    emails: [textAt(contact, "EmailURIUniversalCommunication/URIID"), scheme === EMAIL ? (endpoint?.text ?? "") : ""],
    phone: textAt(contact, "TelephoneUniversalCommunication/CompleteNumber"),
    street: ["LineOne", "LineTwo", "LineThree"].map((name) => textAt(address, name)),
    postalCode: textAt(address, "PostcodeCode"),
    city: textAt(address, "CityName"),
    region: textAt(address, "CountrySubDivisionName"),
    country: textAt(address, "CountryID"),
  });
}

function identifiersOf(party: XmlElement | null, name: string): string[] {
  return allAt(party, name).flatMap((id) => (id.attributes.get("schemeID")?.trim() === ROUTE ? [] : [id.text]));
}

function taxIdOf(party: XmlElement | null, scheme: string): string {
  return allAt(party, "SpecifiedTaxRegistration/ID").find((id) => id.attributes.get("schemeID")?.trim() === scheme)?.text ?? "";
}
