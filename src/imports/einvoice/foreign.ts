import { Refusal } from "../refusal/refusal.ts";

/** What is XML, often stands beside invoices and is none. The reason is a stable code, and what the file is. */
const FOREIGN: readonly (readonly [RegExp, string, string])[] = [
  [/^(SCRDMCCBDACIO\w*|CrossIndustryOrder\w*|Order|OrderChange|OrderCancellation|OrderResponse\w*|OrderAgreement)$/, "order", "an order"],
  [/^Reminder$/, "reminder", "a reminder"],
  [/^Statement$/, "account-statement", "a statement of an account"],
  [/^(DespatchAdvice|ReceiptAdvice|CrossIndustryDespatchAdvice|SCRDMCCBDADAMessageStructure)$/, "despatch-advice", "a despatch or receipt advice"],
  [/^RemittanceAdvice$/, "remittance-advice", "a remittance advice"],
  [/^(Quotation|RequestForQuotation|Catalogue\w*|CrossIndustryQuotation\w*|Tender\w*)$/, "quotation", "a quotation or a catalogue"],
  [
    /^(ApplicationResponse|InvoiceResponse|MessageLevelResponse|CrossDomainAcknowledgementAndResponse|Notifica\w*|Ricevuta\w*|ScartoEsitoCommittente|AttestazioneTrasmissioneFattura|MetadatiInvioFile|FileMetadati|EsitoCommittente)$/,
    "receipt-notice",
    "a notice about an invoice (a receipt, a rejection)",
  ],
  [/^(schema|stylesheet|transform|pattern|CodeList|CodeListSet|svrl)$/, "schema-file", "a schema or a list of codes"],
  [/^(testSet|test)$/, "test-cases", "a set of test cases for a validator, with pieces of invoices"],
  [/^M_(INVOIC|ORDERS|DESADV)$/, "edifact", "an EDIFACT message written as XML"],
  [/^AttachedDocument$/, "attached-document", "an envelope around an invoice"],
  [
    /^(Finvoice|TEAPPSXML|Facturae|Faktura|Comprobante|InvoiceData|ManageInvoiceRequest|nfeProc|NFe|InvoicesDoc|XmlInvoice|Invoice|CreditNote|DebitNote)$/,
    "national-format",
    "an e-invoice of another standard",
  ],
  [/^html$/i, "web-page", "a web page"],
];

const ASK = "Export the invoice as UBL, CII (ZUGFeRD, Factur-X, XRechnung) or FatturaPA.";

/** Whether an XML file with this root is known to be something else than an invoice. */
export function isKnownForeign(name: string): boolean {
  return FOREIGN.some(([pattern]) => pattern.test(name));
}

/** Why an XML document with this root is not read. */
export function foreignRefusal(name: string, line: number): Refusal {
  const known = FOREIGN.find(([pattern]) => pattern.test(name));
  if (known)
    return new Refusal(
      known[1],
      line,
      `The file is ${known[2]} (<${name}>)${known[1] === "national-format" ? ", which is not read" : ", and no invoice"}. ${ASK}`,
    );
  return new Refusal("xml-unknown", line, `The file is XML of a kind that is not read (<${name.slice(0, 60)}>). ${ASK}`);
}
