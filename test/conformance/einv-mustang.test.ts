import { conformInvoices } from "../support/naive-invoice.ts";

/**
 * Some files that are there to be invalid are read, because what they break says nothing about the claim: a quantity times
 * a price that is not the line's amount (invalidArithmetics; the lines, taxes and totals agree), lines that hang below
 * others in a wrong way (invalidSubInvoiceLineHierarchy), elements that the schema does not know (invalidV1ExtraTags,
 * invalidXRSchemav2), a profile that does not exist (invalidV2Profile), more than two decimals in a line
 * (invalidXRV30_BR-DEC-23), what Germany wants to know of the seller (invalidXRv2), and an invoice of the profile Minimum,
 * which Germany does not take for one (FAIL_zugferd_2p1_MINIMUM).
 */
conformInvoices("einv-mustang", {
  "ORDER-X": "order",
  // Lines of 2,000.00 under a sum of 200.00.
  "BT-128": "totals-contradict",
  "invalidV1.xml": "document-type-missing",
  invalidV1TooMinimal: "document-type-missing",
  invalidV1addition: "totals-contradict",
  "invalidV2.xml": "totals-contradict",
  invalidV2Root: "xml-unknown",
  "invalidXRV30.xml": "totals-contradict",
});
