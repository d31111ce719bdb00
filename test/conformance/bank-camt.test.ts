import { existsSync, readFileSync } from "node:fs";
import { expect } from "vitest";
import { parseMinor } from "../../src/core/values/money.ts";
import camt from "../../src/imports/camt.ts";
import type { ReadStatement } from "../../src/imports/contract.ts";
import { conformFiles, type Verdict } from "../support/conformance-table.ts";
import { fileSource, type ReadFile, readStatements } from "../support/read-statements.ts";

interface Amount {
  readonly getAmount: string;
  readonly getCurrency: { readonly getCode: string };
}

interface ExpectedRecord {
  readonly getAccount: { readonly getIdentification: string };
  readonly getElectronicSequenceNumber: string | null;
  readonly getLegalSequenceNumber: string | null;
  readonly getBalances?: readonly { readonly getAmount: Amount; readonly getDate: readonly string[]; readonly getType: string }[];
}

/** What the project that published the samples says of an entry (a dump of its objects). */
interface ExpectedEntry {
  readonly getAmount: Amount;
  readonly getBookingDate: readonly string[] | null;
  readonly getValueDate: readonly string[] | null;
  readonly getStatus: string;
  readonly getReversalIndicator: boolean;
  readonly getAccountServicerReference: string | null;
  readonly getRecord: ExpectedRecord | "__RECURSIVITY__";
  readonly getTransactionDetails: readonly (ExpectedDetail | "__RECURSIVITY__")[];
  readonly getTransactionDetail: ExpectedDetail | null;
}

interface ExpectedDetail {
  readonly getReference: { readonly getEndToEndId: string | null } | null;
  readonly getRemittanceInformation: {
    readonly getUnstructuredBlock: { readonly getMessage: string } | null;
    readonly getCreditorReferenceInformation: { readonly getRef: string | null } | "__RECURSIVITY__" | null;
  } | null;
  readonly getReturnInformation: { readonly getCode: string | null } | null;
}

interface Expected {
  readonly getEntries: readonly ExpectedEntry[];
  readonly getRecords: readonly (ExpectedRecord | "__RECURSIVITY__")[];
}

/** An entry and a statement as a plain search of the text finds them: no XML reader of ours is asked. */
interface Plain {
  readonly currencies: Set<string>;
  readonly opening: bigint | null;
  readonly closing: bigint | null;
  readonly moved: bigint;
  readonly booked: number;
}

function plainStatements(xml: string): Plain[] {
  return [...xml.matchAll(/<(Stmt|Rpt|Ntfctn)>([\s\S]*?)<\/\1>/g)].map(([, , body]) => {
    const currencies = new Set([...body!.matchAll(/<Acct>[\s\S]*?<Ccy>(\w+)<\/Ccy>[\s\S]*?<\/Acct>/g)].map((match) => match[1]!));
    const signed = (part: string): bigint => {
      const [, currency, text] = /<Amt Ccy="(\w+)">([\d.]+)<\/Amt>/.exec(part)!;
      currencies.add(currency!);
      return parseMinor(text!, currency!)! * (/<CdtDbtInd>(\w+)</.exec(part)![1] === "CRDT" ? 1n : -1n);
    };
    const parts = (name: string) => [...body!.matchAll(new RegExp(`<${name}>([\\s\\S]*?)</${name}>`, "g"))].map((match) => match[1]!);
    const balance = (type: string) =>
      parts("Bal")
        .filter((part) => part.includes(`<Cd>${type}</Cd>`))
        .map(signed)[0] ?? null;
    const booked = parts("Ntry").filter((part) => /<Sts>\s*(?:<Cd>\s*)?BOOK/.test(part));
    const moved = booked.map(signed).reduce((a, b) => a + b, 0n);
    return { currencies, opening: balance("OPBD") ?? balance("PRCD"), closing: balance("CLBD"), moved, booked: booked.length };
  });
}

/** Every file is read with its own amounts, or refused for a reason that a plain search of its text confirms. */
async function confirm(path: string): Promise<Verdict> {
  const xml = readFileSync(path, "utf8");
  const read = await readStatements(camt, fileSource(path));
  const plain = plainStatements(xml);
  expect(camt.recognise(readFileSync(path).subarray(0, 64 * 1024), "statement")).toBeGreaterThan(0.9);
  const adds = plain.every(({ opening, closing, moved }) => opening === null || closing === null || opening + moved === closing);
  const summed = /<NbOfNtries>(\d+)<\/NbOfNtries>/.exec(xml)?.[1];
  if (read.refusal === "statement-missing") expect(plain).toEqual([]);
  else if (read.refusal === "statement-unbalanced") expect(adds).toBe(false);
  else if (read.refusal === "currency-mixed") expect(plain.some(({ currencies }) => currencies.size > 1)).toBe(true);
  else if (read.refusal === "statement-incomplete") expect(plain.map(({ booked }) => String(booked))).not.toContain(summed);
  else {
    expect(read.refusal).toBe(null);
    expect(adds).toBe(true);
    expect(read.statements.map(amountsOf)).toEqual(plain.map(({ opening, closing, moved }) => ({ opening, closing, moved })));
    for (const [index, { transactions }] of read.statements.entries()) expect(transactions.length).toBeGreaterThanOrEqual(plain[index]!.booked);
    return "read";
  }
  return "refused";
}

function amountsOf({ opening, closing, kind, transactions }: ReadStatement) {
  // A report's interim balance is no closing one.
  const end = kind === "report" && !opening ? null : (closing?.amountMinor ?? null);
  return { opening: opening?.amountMinor ?? null, closing: end, moved: transactions.reduce((sum, { amountMinor }) => sum + amountMinor, 0n) };
}

function expectSame(read: ReadFile, expected: Expected): void {
  const known = [...expected.getRecords, ...expected.getEntries.map(({ getRecord }) => getRecord)].filter((each) => each !== "__RECURSIVITY__");
  expect(known.length).toBeGreaterThan(0);
  for (const record of known) {
    const balance = (type: string) => record.getBalances?.find(({ getType }) => getType === type);
    const statement = read.statements.find(({ opening }) => opening?.amountMinor === minor(balance("opening")?.getAmount))!;
    expect(statement.account).toBe(record.getAccount.getIdentification);
    expect(statement.number ?? null).toBe(record.getElectronicSequenceNumber ?? record.getLegalSequenceNumber);
    expect(statement.closing?.amountMinor).toBe(minor((balance("closing") ?? balance("interim"))?.getAmount));
    expect(statement.opening?.day).toBe(balance("opening")?.getDate[0]?.slice(0, 10));
  }
  const transactions = read.statements.flatMap((statement) => statement.transactions.map((transaction) => ({ ...transaction, currency: statement.currency })));
  for (const entry of expected.getEntries.filter(({ getStatus }) => getStatus === "BOOK")) {
    const found = transactions.find(({ amountMinor }) => amountMinor === minor(entry.getAmount))!;
    expect(found.currency).toBe(entry.getAmount.getCurrency.getCode);
    const [booked, value] = [entry.getBookingDate, entry.getValueDate].map((day) => day?.[0]?.slice(0, 10));
    expect(found.value).toBe(value);
    if (booked) expect(found.booked).toBe(booked);
    expect(found.bankReference ?? null).toBe(entry.getAccountServicerReference);
    expect(found.reversal).toBe(entry.getReversalIndicator);
    if (entry.getTransactionDetails.length > 1) continue;
    const detail = entry.getTransactionDetail;
    const { getUnstructuredBlock: text = null, getCreditorReferenceInformation: structured = null } = detail?.getRemittanceInformation ?? {};
    if (text) expect(found.text).toContain(text.getMessage);
    const reference = structured !== null && structured !== "__RECURSIVITY__" ? structured.getRef : detail?.getReference?.getEndToEndId;
    expect(found.reference ?? null).toBe(reference ?? null);
  }
}

function minor(amount: Amount | undefined): bigint | undefined {
  return amount && BigInt(amount.getAmount);
}

const isXml = (name: string) => name.endsWith(".xml");

conformFiles("camt", "bank-camt-genkgo", isXml, async (path) => {
  const verdict = await confirm(path);
  const beside = path.replace(/\.xml$/, ".json");
  // The one sample without expected values is the one that must not be read.
  if (!existsSync(beside)) expect(verdict).toBe("refused");
  else if (verdict === "read") expectSame(await readStatements(camt, fileSource(path)), JSON.parse(readFileSync(beside, "utf8")) as Expected);
  return verdict;
});

conformFiles("camt", "bank-camt-viafintech", isXml, confirm);

conformFiles("camt", "bank-camt-gold", isXml, async (path, name) => {
  const verdict = await confirm(path);
  if (name === "statement_ac04.xml") {
    const [statement] = (await readStatements(camt, fileSource(path))).statements;
    expect(statement!.transactions.map(({ reversal, returnReason }) => [reversal, returnReason])).toEqual([
      [true, "AC04"],
      [true, "AC06"],
      [false, undefined],
    ]);
  }
  return verdict;
});

conformFiles("camt", "bank-camt-newinnovations", isXml, async (path, name) => {
  const verdict = await confirm(path);
  expect(verdict).toBe(name.startsWith("error") ? "refused" : "read");
  return verdict;
});
