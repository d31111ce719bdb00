import { conformInvoices } from "../support/naive-invoice.ts";

/**
 * `fail/noNetPriceValidation` and `other/eicar` are read: a price without its net price changes nothing of the claim, and an
 * attachment is not looked into, whatever it is.
 */
conformInvoices("einv-zugferd-corpus", {
  // Lines of 2,000.00 under a sum of 200.00.
  "UBL/not_validating": "totals-contradict",
});
