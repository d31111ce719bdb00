import type { ReadDebtor } from "../contract.ts";
import { buyerOf } from "../einvoice/buyer.ts";
import { allAt, at, firstText, textAt } from "../xml/element.ts";
import type { XmlElement } from "../xml/parse.ts";

/** Schemes of identifiers that name an office within an authority, or a way to it, and not who owes (Leitweg-ID). */
const ROUTES = new Set(["0204"]);
/** Electronic addresses that are e-mail addresses (EAS code list). */
const EMAIL = "EM";

/** Who owes: BG-7 of EN 16931. @throws Refusal where nothing tells */
export function ublBuyer(root: XmlElement): ReadDebtor {
  const customer = at(root, "AccountingCustomerParty");
  const party = at(customer, "Party");
  const endpoint = at(party, "EndpointID");
  const scheme = endpoint?.attributes.get("schemeID")?.trim() ?? "";
  const vatId = vatIdOf(party);
  const address = at(party, "PostalAddress");
  return buyerOf({
    line: customer?.line ?? root.line,
    ids: [
      textAt(customer, "SupplierAssignedAccountID"),
      ...identifiersOf(party),
      vatId,
      textAt(party, "PartyLegalEntity/CompanyID"),
      ROUTES.has(scheme) ? "" : (endpoint?.text ?? ""),
    ],
    name: firstText(party, "PartyLegalEntity/RegistrationName", "PartyName/Name") || personOf(party),
    type: ROUTES.has(scheme) ? "public" : vatId === "" ? undefined : "company",
    contactName: textAt(party, "Contact/Name"),
    emails: [textAt(party, "Contact/ElectronicMail"), scheme === EMAIL ? (endpoint?.text ?? "") : ""],
    phone: firstText(party, "Contact/Telephone", "Contact/Mobile"),
    street: [
      `${textAt(address, "StreetName")} ${textAt(address, "BuildingNumber")}`.trim(),
      textAt(address, "AdditionalStreetName"),
      ...allAt(address, "AddressLine/Line").map(({ text }) => text),
    ],
    postalCode: textAt(address, "PostalZone"),
    city: textAt(address, "CityName"),
    region: textAt(address, "CountrySubentity"),
    country: textAt(address, "Country/IdentificationCode"),
  });
}

/** Without a scheme it is the seller's own number of the customer; with one it is a register's. */
function identifiersOf(party: XmlElement | null): string[] {
  const ids = allAt(party, "PartyIdentification/ID").filter((id) => !ROUTES.has(id.attributes.get("schemeID")?.trim() ?? ""));
  const isOwn = (id: XmlElement) => !id.attributes.get("schemeID")?.trim();
  return [...ids.filter(isOwn), ...ids.filter((id) => !isOwn(id))].map(({ text }) => text);
}

function vatIdOf(party: XmlElement | null): string {
  const schemes = allAt(party, "PartyTaxScheme");
  const vat = schemes.find((each) => /^(VAT|GST|VA)$/i.test(textAt(each, "TaxScheme/ID"))) ?? schemes[0];
  return textAt(vat, "CompanyID");
}

function personOf(party: XmlElement | null): string {
  return `${textAt(party, "Person/FirstName")} ${textAt(party, "Person/FamilyName")}`.trim();
}
