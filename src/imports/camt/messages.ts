import type { ReadStatement } from "../contract.ts";

/** What a statement message is made of, by the local name of its element: the statements in it, and what they are. */
export interface StatementMessage {
  readonly record: "Rpt" | "Stmt" | "Ntfctn";
  readonly kind: ReadStatement["kind"];
}

const MESSAGES: Readonly<Record<string, StatementMessage>> = {
  BkToCstmrAcctRpt: { record: "Rpt", kind: "report" },
  BkToCstmrStmt: { record: "Stmt", kind: "statement" },
  BkToCstmrDbtCdtNtfctn: { record: "Ntfctn", kind: "notice" },
};

/** The message that an element holds: version 1 writes its version into the name ("BkToCstmrStmtV01"). */
export function statementMessage(name: string): StatementMessage | null {
  return MESSAGES[name.replace(/V\d{2}$/, "")] ?? null;
}

/** ISO 20022 messages that people have beside their statements, by their number, in words. */
const OTHERS: Readonly<Record<string, string>> = {
  "pain.001": "a payment order",
  "pain.002": "a status report on payment orders",
  "pain.007": "a request to reverse direct debits",
  "pain.008": "an order to collect direct debits",
  "pain.009": "a direct debit mandate",
  "pain.010": "a change of a direct debit mandate",
  "pain.011": "a cancellation of a direct debit mandate",
  "pain.012": "an answer about a direct debit mandate",
  "pain.013": "a request for payment",
  "pain.014": "an answer to a request for payment",
  "camt.029": "an answer to an investigation",
  "camt.055": "a request to cancel payments",
  "camt.056": "a request between banks to cancel payments",
  "camt.060": "a request for a statement",
  "camt.086": "a bill of the bank for its services",
  "pacs.002": "a status report between banks",
  "pacs.003": "a direct debit between banks",
  "pacs.004": "a return between banks",
  "pacs.008": "a payment between banks",
};

const NAMESPACE = /urn:(?:iso:std:iso:20022|swift:xsd):[^"'\s]*?([a-z]{4}\.\d{3})(?:\.\d{3}\.\d{2})?/;

/** The number of the ISO 20022 message that a namespace is of: "pain.001"; null for other namespaces. */
export function messageNumber(namespace: string): string | null {
  return NAMESPACE.exec(namespace)?.[1] ?? null;
}

/** Why a file that is no statement is not read. */
export function otherMessage(number: string | null, element: string): string {
  if (number === null) return `The file holds <${element.slice(0, 80)}>, which is no bank statement. Fetch camt.053, camt.052 or camt.054 from the bank.`;
  const what = OTHERS[number] ?? "another ISO 20022 message";
  return `The file is ${number}: ${what}, not a statement. Fetch camt.053, camt.052 or camt.054 from the bank.`;
}
