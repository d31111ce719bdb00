import { conformInvoices } from "../support/naive-invoice.ts";

// Each of these files is a set of snippets, right ones and wrong ones, that a validator is tested with: none of them is a claim.
conformInvoices("einv-peppol-bis3", { "unit-": "test-cases" });
