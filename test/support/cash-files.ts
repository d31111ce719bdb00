import { formatMinor } from "../../src/core/values/money.ts";
import { type CashLedger, madeDebtor } from "./cash-ledger.ts";
import type { MadeTransaction } from "./cash-generator.ts";

/** A made-up ledger as the CSV of an accounting system: invoices and credit memos that are open. */
export function ledgerCsv(ledger: CashLedger): string {
  const rows = ["type,debtor,name,document,issued,due,amount,currency,payment reference"];
  const cell = (text: string) => `"${text.replaceAll('"', '""')}"`;
  for (let index = 0; index < ledger.debtors; index++) {
    const { account } = madeDebtor(ledger, index);
    const row = (kind: string, document: string, issued: string, due: string, minor: bigint, references: readonly string[] = []) =>
      [kind, account.debtor, cell(account.name), cell(document), issued, due, formatMinor(minor, "EUR"), "EUR", references[0] ?? ""].join(",");
    for (const { document, issued, due, openMinor, references } of account.items) rows.push(row("invoice", document, issued, due, openMinor, references));
    for (const { document, openMinor } of account.credits) rows.push(row("credit-memo", document, "2026-11-01", "", openMinor));
  }
  return `${rows.join("\n")}\n`;
}

/** Transactions as a bank tells them, camt.053; the bank's reference is the transaction's number. */
export function statementXml(made: readonly MadeTransaction[]): string {
  const text = (value: string) => value.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  const element = (name: string, value: string | null) => (value === null || value === "" ? "" : `<${name}>${text(value)}</${name}>`);
  const total = made.reduce((sum, { transaction }) => sum + transaction.amountMinor, 0n);
  const balance = (code: string, minor: bigint, day: string) =>
    `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">${formatMinor(minor, "EUR")}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>${day}</Dt></Dt></Bal>`;
  const entries = made.map(({ transaction: t }) => {
    const amount = `<Amt Ccy="EUR">${formatMinor(t.amountMinor, "EUR")}</Amt><CdtDbtInd>CRDT</CdtDbtInd>`;
    const iban = t.payerIban === null ? "" : `<DbtrAcct><Id><IBAN>${t.payerIban}</IBAN></Id></DbtrAcct>`;
    const ultimate = t.ultimatePayer === null ? "" : `<UltmtDbtr>${element("Nm", t.ultimatePayer)}</UltmtDbtr>`;
    const parties = `<RltdPties>${t.payerName === null ? "" : `<Dbtr>${element("Nm", t.payerName)}</Dbtr>`}${iban}${ultimate}</RltdPties>`;
    const documents = t.documents.map((each) => `<Strd><RfrdDocInf>${element("Nb", each)}</RfrdDocInf></Strd>`).join("");
    const remittance = `<RmtInf>${element("Ustrd", t.text)}${documents}</RmtInf>`;
    const charges = t.chargesMinor > 0n ? `<Chrgs><Amt Ccy="EUR">${formatMinor(t.chargesMinor, "EUR")}</Amt><CdtDbtInd>DBIT</CdtDbtInd></Chrgs>` : "";
    return (
      `<Ntry>${amount}<Sts>BOOK</Sts><BookgDt><Dt>${t.booked}</Dt></BookgDt><AcctSvcrRef>${t.id}</AcctSvcrRef>` +
      `<NtryDtls><TxDtls><Refs><EndToEndId>${text(t.reference ?? "NOTPROVIDED")}</EndToEndId></Refs>${amount}${charges}${parties}${remittance}</TxDtls></NtryDtls></Ntry>`
    );
  });
  return (
    `<?xml version="1.0" encoding="UTF-8"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.04"><BkToCstmrStmt><Stmt><Id>1</Id>` +
    `<Acct><Id><IBAN>DE89370400440532013000</IBAN></Id><Ccy>EUR</Ccy></Acct>${balance("OPBD", 0n, "2026-11-23")}${balance("CLBD", total, "2026-11-25")}` +
    `${entries.join("\n")}</Stmt></BkToCstmrStmt></Document>`
  );
}
