import type { ReadDebtor } from "../contract.ts";
import { buyerOf } from "../einvoice/buyer.ts";
import { at, textAt } from "../xml/element.ts";
import type { XmlElement } from "../xml/parse.ts";

/** Who owes: CessionarioCommittente, of ordinary and of simplified invoices. @throws Refusal where nothing tells */
export function fatturaBuyer(header: XmlElement | null): ReadDebtor {
  const party = at(header, "CessionarioCommittente");
  const ids = at(party, "DatiAnagrafici") ?? at(party, "IdentificativiFiscali");
  const names = at(party, "DatiAnagrafici/Anagrafica") ?? at(party, "AltriDatiIdentificativi");
  const place = at(party, "Sede") ?? at(names, "Sede");
  const transmission = at(header, "DatiTrasmissione");
  const vatId = `${textAt(ids, "IdFiscaleIVA/IdPaese")}${textAt(ids, "IdFiscaleIVA/IdCodice")}`;
  const person = `${textAt(names, "Nome")} ${textAt(names, "Cognome")}`.trim();
  const company = textAt(names, "Denominazione");
  return buyerOf({
    line: party?.line ?? header?.line ?? 1,
    ids: [vatId, textAt(ids, "CodiceFiscale")],
    name: company || person,
    type: typeOf(transmission, vatId, company === "" && person !== ""),
    contactName: "",
    emails: [textAt(transmission, "PECDestinatario")],
    phone: "",
    street: [`${textAt(place, "Indirizzo")} ${textAt(place, "NumeroCivico")}`.trim()],
    postalCode: textAt(place, "CAP"),
    city: textAt(place, "Comune"),
    region: textAt(place, "Provincia"),
    country: textAt(place, "Nazione"),
  });
}

/** Invoices to authorities have a format of their own, and go to an office with a code of six characters. */
function typeOf(transmission: XmlElement | null, vatId: string, isPerson: boolean): ReadDebtor["type"] {
  const isPublic = textAt(transmission, "FormatoTrasmissione").startsWith("FPA") && /^\w{6}$/.test(textAt(transmission, "CodiceDestinatario"));
  if (isPublic) return "public";
  if (vatId !== "") return isPerson ? "sole-trader" : "company";
  return isPerson ? "consumer" : undefined;
}
