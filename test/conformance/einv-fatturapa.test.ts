import { conformInvoices } from "../support/naive-invoice.ts";

conformInvoices("einv-fatturapa-devcode", {
  // A total of 122.00 over a summary of 6.10.
  "risorse/fattura_ordinaria": "totals-contradict",
  // The buyer has neither a name nor a number.
  "risorse/fattura_semplificata": "debtor-missing",
});
