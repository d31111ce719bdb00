import { parseDay } from "../../src/core/values/day.ts";
import { isCurrency } from "../../src/imports/bank/currency.ts";
import type { ReadBatch, ReadDocument, ReadStatement, ReadTransaction } from "../../src/imports/contract.ts";

const LARGEST = 10n ** 18n;

/** What a batch holds that no format may yield, whatever is in its file. Empty: all is well. */
export function violations(batch: ReadBatch): string[] {
  const wrong = new Violations();
  wrong.count("rows", batch.rows, 0);
  for (const problem of batch.problems) wrong.problem(problem);
  const isRefused = batch.problems.some(({ severity }) => severity !== "warning");
  for (const document of batch.documents) wrong.document(document, isRefused);
  for (const contact of batch.contacts) wrong.day("contact", contact.day);
  for (const debtor of batch.debtors) wrong.count("debtor.line", debtor.line, 1);
  for (const statement of batch.statements ?? []) wrong.statement(statement);
  wrong.plain("batch", batch, 0);
  return wrong.found;
}

class Violations {
  readonly found: string[] = [];

  document({ line, kind, instalment, issued, due, amountMinor, openMinor, settledOn, currency, discounts = [] }: ReadDocument, isRefused: boolean): void {
    this.count("line", line, 1);
    this.count("instalment", instalment, 1);
    this.day("issued", issued);
    for (const [name, day] of Object.entries({ due, settledOn })) if (day) this.day(name, day);
    if (kind === "invoice" && due === null && !isRefused) this.found.push("an invoice without a due day");
    this.currency(currency);
    this.amount("amount", amountMinor, 0n);
    if (openMinor !== undefined) this.amount("open", openMinor);
    for (const { until, amountMinor: discount } of discounts) {
      this.day("discount", until);
      this.amount("discount", discount, 0n);
    }
  }

  statement({ line, ordinal, currency, opening, closing, transactions }: ReadStatement): void {
    this.count("line", line, 1);
    this.count("ordinal", ordinal, 1);
    this.currency(currency);
    for (const balance of [opening, closing]) {
      if (!balance) continue;
      this.day("balance", balance.day);
      this.amount("balance", balance.amountMinor);
    }
    for (const transaction of transactions) this.transaction(transaction);
  }

  transaction({ line, booked, value, amountMinor, chargesMinor }: ReadTransaction): void {
    this.count("line", line, 1);
    this.day("booked", booked);
    if (value !== undefined) this.day("value", value);
    this.amount("transaction", amountMinor);
    if (chargesMinor !== undefined) this.amount("charges", chargesMinor, 0n);
  }

  problem({ line, code, message }: ReadBatch["problems"][number]): void {
    this.count("problem.line", line, 1);
    if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(code)) this.found.push(`the code "${code}"`);
    if (message.trim() === "" || message.length > 3000) this.found.push(`a message of ${message.length} characters (${code})`);
    if (/\bundefined\b(?! entity)|\bNaN\b|\[object /.test(message)) this.found.push(`the message "${message}"`);
  }

  day(name: string, day: string): void {
    if (typeof day !== "string" || parseDay(day) !== day) this.found.push(`${name}: the day "${day}"`);
  }

  currency(currency: string): void {
    if (!isCurrency(currency)) this.found.push(`the currency "${currency}"`);
  }

  amount(name: string, minor: bigint, least = -LARGEST): void {
    if (typeof minor !== "bigint" || minor < least || minor >= LARGEST || minor <= -LARGEST) this.found.push(`${name}: ${minor}`);
  }

  count(name: string, number: number, least: number): void {
    if (!Number.isSafeInteger(number) || number < least) this.found.push(`${name}: ${number}`);
  }

  /** Nothing but plain data: no NaN, no Date, no function, no endless depth. */
  plain(path: string, value: unknown, depth: number): void {
    if (depth > 12) this.found.push(`${path} is too deep`);
    else if (typeof value === "number" && !Number.isFinite(value)) this.found.push(`${path}: ${value}`);
    else if (Array.isArray(value)) for (const each of value) this.plain(`${path}[]`, each, depth + 1);
    else if (value && typeof value === "object") {
      if (Object.getPrototypeOf(value) !== Object.prototype) this.found.push(`${path} is no plain data`);
      else for (const [key, each] of Object.entries(value)) this.plain(`${path}.${key}`, each, depth + 1);
    }
  }
}
