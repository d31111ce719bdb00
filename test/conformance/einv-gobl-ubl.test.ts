import { conformInvoices } from "../support/naive-invoice.ts";

conformInvoices("einv-gobl-ubl", {
  // The lines make 100.00, and the net total is 90.00, with no allowance in between.
  "en16931/credit-note1": "totals-contradict",
  "custom-namespace-prefixes": "totals-contradict",
  "proforma-invoice": "not-a-claim",
  // Sold over the counter: the buyer has neither a name nor a number.
  "simplified-zero-rated": "debtor-missing",
});
