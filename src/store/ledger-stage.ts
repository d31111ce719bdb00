import type { PoolClient } from "pg";
import { from as copyFrom } from "pg-copy-streams";
import type { Day } from "../core/values/day.ts";
import { jsonText } from "../core/values/json-text.ts";
import type { DebtorType, PostalAddress } from "../core/values/party.ts";

/** A debtor as a file tells it; what is undefined stays as it is. */
export interface StagedDebtor {
  readonly line: number;
  readonly id: string;
  readonly name?: string;
  readonly type?: DebtorType;
  readonly language?: string;
  readonly country?: string;
  readonly region?: string;
  readonly segment?: string;
  readonly salesperson?: string;
  readonly contactName?: string;
  readonly email?: string;
  readonly phone?: string;
  readonly address?: PostalAddress;
}

/** A document as a file tells it. Its fields are those of the import formats. */
export interface StagedDocument {
  readonly line: number;
  readonly kind: "invoice" | "credit-memo" | "payment" | "return";
  /** Empty for a payment that only names its invoice. */
  readonly debtor: string;
  readonly document: string;
  readonly instalment: number;
  readonly issued: Day;
  readonly due: Day | null;
  readonly dueDerived?: boolean;
  readonly amountMinor: bigint;
  readonly amountIsOpen?: boolean;
  readonly currency: string;
  readonly openMinor?: bigint;
  readonly settledOn?: Day | null;
  readonly directDebit?: boolean;
  readonly applies?: readonly string[];
  readonly paymentMeans?: readonly { readonly reference?: string }[];
  readonly discounts?: readonly { readonly until: Day; readonly amountMinor: bigint }[];
}

/** A booked movement of a bank account, as a file tells it, with the id of the account in the creditor's settings. */
export interface StagedTransaction {
  readonly line: number;
  /** The statement's place in its file. */
  readonly statement: number;
  readonly account: string;
  readonly currency: string;
  readonly booked: Day;
  readonly value?: Day;
  /** Credits to the account are positive. */
  readonly amountMinor: bigint;
  readonly payer: { readonly name?: string; readonly iban?: string };
  readonly ultimatePayer?: string;
  readonly reference?: string;
  readonly otherReferences?: readonly string[];
  readonly documents?: readonly string[];
  readonly text: string;
  readonly reversal: boolean;
  readonly returnReason?: string;
  readonly bankReference?: string;
  readonly code?: string;
  readonly chargesMinor?: bigint;
}

export interface StagedRows {
  readonly debtors: readonly StagedDebtor[];
  readonly documents: readonly StagedDocument[];
  readonly transactions: readonly StagedTransaction[];
}

/** What was staged, told without asking the database again. */
export interface StageFacts {
  /** Without returns: these are no documents of their own. */
  documents: number;
  /** Payments and credit memos. */
  credits: number;
  unnumbered: number;
  /** Payments that came back. */
  returns: number;
  /** Payments and returns that name no debtor. */
  orphans: number;
  /** Documents that say what is open or when they were settled, or what they pay. */
  telling: number;
  /** Movements of bank accounts. */
  transactions: number;
}

/** The rows of all files of an import, on their way into the ledger. `file` is a number from 1 on. */
export interface Stage {
  write(file: number, rows: StagedRows): Promise<void>;
  /** Ends the writing; the connection is then free for other statements. */
  close(): Promise<StageFacts>;
  /** Gives the writing up, so that the connection can roll back. */
  abort(): Promise<void>;
}

const COLUMNS =
  "file, line, kind, debtor, currency, document, instalment, issued, due, due_derived, amount, amount_open, open, settled, settled_said, direct_debit, applies, facts, master";

/** So much may wait for the database while the next rows are read: both then work at the same time. */
const IN_FLIGHT_BYTES = 4 * 1024 * 1024;
/** So many accounts are remembered as staged; one that is forgotten is staged again, which does no harm. */
const ACCOUNTS_REMEMBERED = 300_000;

/** Makes the table `import_stage`, which lives as long as the transaction, and opens the way into it. */
export async function openStage(client: PoolClient): Promise<Stage> {
  await client.query(`create temp table import_stage (
    file smallint not null, line integer not null, kind text not null, debtor text not null, currency text, document text, instalment smallint,
    issued date, due date, due_derived boolean, amount bigint, amount_open boolean, open bigint, settled date, settled_said boolean, direct_debit boolean,
    applies jsonb, facts jsonb, master jsonb) on commit drop`);
  const stream = client.query(copyFrom(`copy import_stage (${COLUMNS}) from stdin`, { highWaterMark: IN_FLIGHT_BYTES }));
  const facts: StageFacts = { documents: 0, credits: 0, unnumbered: 0, returns: 0, orphans: 0, telling: 0, transactions: 0 };
  const accounts = new Set<string>();
  let failed: Error | null = null;
  const ended = new Promise<void>((resolve) => {
    stream.on("error", (error) => {
      failed ??= error;
      resolve();
    });
    stream.once("finish", resolve);
    stream.once("close", resolve);
  });
  return {
    write: async (file, { debtors, documents, transactions }) => {
      if (failed) throw failed;
      let text = "";
      for (const debtor of debtors) text += debtorRow(file, debtor);
      for (const document of documents) {
        text += documentRow(file, document);
        countFacts(facts, document);
        const account = `${document.debtor}\t${document.currency}`;
        if (document.debtor === "" || accounts.has(account)) continue;
        if (accounts.size >= ACCOUNTS_REMEMBERED) accounts.clear();
        accounts.add(account);
        text += accountRow(file, document);
      }
      for (const transaction of transactions) text += transactionRow(file, transaction);
      facts.transactions += transactions.length;
      if (text === "" || stream.write(text)) return;
      await Promise.race([ended, new Promise<void>((resolve) => stream.once("drain", resolve))]);
    },
    close: async () => {
      stream.end();
      await ended;
      if (failed) throw failed;
      return facts;
    },
    abort: async () => {
      if (failed === null && !stream.writableFinished) stream.destroy(new Error("given up"));
      await ended;
    },
  };
}

function countFacts(facts: StageFacts, { kind, document, debtor, openMinor, settledOn, applies }: StagedDocument): void {
  if (debtor === "") facts.orphans++;
  if (kind === "return") {
    facts.returns++;
    return;
  }
  facts.documents++;
  if (kind !== "invoice") facts.credits++;
  if (document === "") facts.unnumbered++;
  if (openMinor !== undefined || (settledOn !== undefined && settledOn !== null) || applies !== undefined) facts.telling++;
}

/** COPY's text format: a backslash, and what would end a cell or a row, are escaped. */
function escape(text: string): string {
  return /[\\\t\n\r]/.test(text) ? text.replace(/\\/g, "\\\\").replace(/\t/g, "\\t").replace(/\n/g, "\\n").replace(/\r/g, "\\r") : text;
}

function flag(value: boolean | undefined): string {
  return value === undefined ? "\\N" : value ? "t" : "f";
}

function debtorRow(file: number, { line, id, ...master }: StagedDebtor): string {
  return `${file}\t${line}\tdebtor\t${escape(id)}${"\t\\N".repeat(14)}\t${escape(JSON.stringify(master))}\n`;
}

/** The account of a document, once: finding the different ones among a million documents is dear. */
function accountRow(file: number, { line, debtor, currency }: StagedDocument): string {
  return `${file}\t${line}\taccount\t${escape(debtor)}\t${currency}${"\t\\N".repeat(14)}\n`;
}

function documentRow(file: number, d: StagedDocument): string {
  const head = `${file}\t${d.line}\t${d.kind}\t${escape(d.debtor)}\t${d.currency}\t${escape(d.document)}\t${d.instalment}\t${d.issued}\t${d.due ?? "\\N"}\t${flag(d.dueDerived)}`;
  const amounts = `${d.amountMinor}\t${flag(d.amountIsOpen)}\t${d.openMinor ?? "\\N"}\t${d.settledOn ?? "\\N"}\t${flag(d.settledOn === undefined ? undefined : true)}`;
  return `${head}\t${amounts}\t${flag(d.directDebit)}\t${d.applies ? escape(JSON.stringify(d.applies)) : "\\N"}\t${factsOf(d)}\t\\N\n`;
}

/** What cash application will want to know of an invoice: the references that it prints, the discounts that it offers. */
function factsOf({ paymentMeans = [], discounts = [] }: StagedDocument): string {
  const references = [...new Set(paymentMeans.flatMap(({ reference }) => (reference ? [reference] : [])))];
  if (references.length === 0 && discounts.length === 0) return "\\N";
  const offered = discounts.map(({ until, amountMinor }) => ({ until, amount: String(amountMinor) }));
  return escape(jsonText({ ...(references.length > 0 && { references }), ...(offered.length > 0 && { discounts: offered }) }));
}

function transactionRow(file: number, transaction: StagedTransaction): string {
  const { line, statement, account, currency, booked, value, amountMinor, payer, ultimatePayer, reference, text, reversal } = transaction;
  const { otherReferences = [], documents = [], returnReason, bankReference, code, chargesMinor } = transaction;
  const detail = {
    ...(otherReferences.length > 0 && { otherReferences }),
    ...(documents.length > 0 && { documents }),
    returnReason,
    bankReference,
    code,
    ...(chargesMinor && { charges: String(chargesMinor) }),
  };
  const told = { payerName: payer.name, payerIban: payer.iban, ultimatePayer, reference, text, reversal, detail };
  return `${file}\t${line}\ttransaction\t-\t${currency}\t${escape(account)}\t${statement}\t${booked}\t${value ?? "\\N"}\t\\N\t${amountMinor}${"\t\\N".repeat(6)}\t\\N\t${escape(jsonText(told))}\n`;
}
