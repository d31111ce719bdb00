import { conformInvoices } from "../support/naive-invoice.ts";

conformInvoices("einv-en16931", { "edifact/": "edifact" });
