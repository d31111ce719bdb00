import { cleanText, ibanOf } from "../bank/references.ts";
import { Refusal } from "../refusal/refusal.ts";
import type { StatementStream } from "../bank/statement-stream.ts";
import type { Balance } from "../contract.ts";
import { readCurrency } from "../csv/currencies.ts";
import type { OfxEvent } from "./elements.ts";
import { readAmount, readDay, readTransaction } from "./transaction.ts";

/** The aggregates that matter, by the one they are in. Others are passed over, with the elements in them. */
const AGGREGATES = new Set(
  "OFX SIGNONMSGSRSV1 SONRS STATUS BANKMSGSRSV1 CREDITCARDMSGSRSV1 STMTTRNRS CCSTMTTRNRS STMTRS CCSTMTRS BANKACCTFROM CCACCTFROM BANKTRANLIST BANKTRANLISTP STMTTRN STMTTRNP LEDGERBAL AVAILBAL PAYEE BANKACCTTO CCACCTTO CURRENCY ORIGCURRENCY BALLIST".split(
    " ",
  ),
);
const STATEMENTS = new Set(["STMTRS", "CCSTMTRS"]);
const INSIDE = new Set(["PAYEE", "BANKACCTTO", "CCACCTTO", "CURRENCY", "ORIGCURRENCY"]);

interface Statement {
  readonly line: number;
  currency: string | null;
  account: string;
  closing: Balance | null;
}

/** Puts OFX elements together to statements: one of each bank or card account. */
export class Accounts {
  readonly #out: StatementStream;
  readonly #fallback: string | null;
  readonly #path: { readonly name: string; readonly line: number; readonly values: Map<string, string> }[] = [];
  #statement: Statement | null = null;
  #statements = 0;
  #investments = false;
  #ended = false;

  constructor(out: StatementStream, fallback: string | null) {
    this.#out = out;
    this.#fallback = fallback;
  }

  /** @throws Refusal where the bank reports an error, or a statement cannot be read */
  push(event: OfxEvent): void {
    if (event.kind === "open") this.#open(event.name, event.line);
    else if (event.kind === "value" && AGGREGATES.has(event.name)) {
      if (event.value !== "") throw damaged(event.line, `<${event.name}> holds a text in place of its elements`);
      this.#open(event.name, event.line);
    } else if (event.kind === "value") this.#value(event.name, event.value);
    else if (AGGREGATES.has(event.name)) this.#close(event.name, event.line);
  }

  finish(line: number): void {
    if (this.#path.length > 0 || !this.#ended) throw damaged(line, "it ends in the middle");
    if (this.#statements > 0) return;
    if (this.#investments)
      throw new Refusal("ofx-investment", 1, "The file is the statement of an investment account: no customer pays there. Export the bank account instead.");
    throw new Refusal("ofx-no-statement", 1, "The file holds no statement of an account: only an answer of the bank. Download the account's transactions.");
  }

  #open(name: string, line: number): void {
    if (name.startsWith("INVSTMT")) this.#investments = true;
    if (!AGGREGATES.has(name)) return;
    // Nested as no bank nests them: a tag that was never closed.
    if (this.#path.some((each) => each.name === name)) throw damaged(line, `<${name}> opens within another one`);
    this.#path.push({ name, line, values: new Map() });
    if (STATEMENTS.has(name)) this.#statement = { line, currency: null, account: "", closing: null };
  }

  #value(name: string, value: string): void {
    const holder = this.#path.at(-1);
    if (!holder) return;
    if (!holder.values.has(name) || holder.values.get(name) === "") holder.values.set(name, value);
    if (name === "CURDEF" && this.#statement && value !== "") this.#statement.currency = this.#currency(value, holder.line);
  }

  #currency(text: string, line: number): string {
    const currency = readCurrency(text);
    if (!currency) throw new Refusal("ofx-currency-unreadable", line, `"${text.slice(0, 20)}" is no ISO 4217 currency (CURDEF). Fetch the file again.`);
    return currency;
  }

  #close(name: string, line: number): void {
    const closing = this.#path.at(-1);
    if (closing?.name !== name) {
      if (closing === undefined || !this.#path.some((each) => each.name === name)) throw damaged(line, `</${name}> closes what was not opened`);
      throw damaged(line, `<${closing.name}> is not closed before </${name}>`);
    }
    this.#path.pop();
    const parent = this.#path.at(-1);
    if (INSIDE.has(name)) for (const [key, value] of closing.values) parent?.values.set(`${name}/${key}`, value);
    else if (name === "STATUS") checkStatus(closing.values, parent?.name ?? "", closing.line);
    else if (name === "OFX") this.#ended = true;
    else if (this.#statement) this.#part(this.#statement, name, closing.values, closing.line);
  }

  #part(statement: Statement, name: string, values: ReadonlyMap<string, string>, line: number): void {
    if (name === "BANKACCTFROM" || name === "CCACCTFROM") {
      const account = cleanText(values.get("ACCTID") ?? "");
      statement.account ||= ibanOf(account) ?? account;
    } else if (name === "STMTTRN") {
      const currency = this.#begin(statement, values, line);
      const own = values.get("CURRENCY/CURSYM");
      if (own && this.#currency(own, line) !== currency) {
        throw new Refusal("ofx-currency-mixed", line, `An amount is in ${own}, the account in ${currency}. Export the account as CAMT.053 or CSV instead.`);
      }
      const transaction = readTransaction(values, line, currency);
      if (transaction.amountMinor !== 0n) this.#out.add(transaction);
    } else if (name === "LEDGERBAL") {
      const text = values.get("BALAMT") ?? "";
      if (text === "")
        throw new Refusal(
          "ofx-balance-missing",
          line,
          "The account's balance (BALAMT in LEDGERBAL) is empty, so that nothing tells what the file leads to. Download it again.",
        );
      const currency = this.#begin(statement, values, line);
      const amountMinor = readAmount(text, currency);
      if (amountMinor === null)
        throw new Refusal("ofx-amount-unreadable", line, `"${text.slice(0, 30)}" is no balance in ${currency} (BALAMT). Fetch the file again.`);
      const day = readDay(values.get("DTASOF"));
      if (day) statement.closing = { day, amountMinor };
    } else if (STATEMENTS.has(name)) {
      this.#begin(statement, values, line);
      this.#out.end(statement.closing ?? undefined);
      this.#statement = null;
    }
  }

  /** The currency of the statement, which begins with the first that needs it. */
  #begin(statement: Statement, values: ReadonlyMap<string, string>, line: number): string {
    if (this.#out.isOpen) return statement.currency!;
    const named = values.get("CURRENCY/CURSYM");
    statement.currency ??= named ? this.#currency(named, line) : this.#fallback;
    if (!statement.currency) {
      throw new Refusal(
        "currency-missing",
        line,
        "Nothing tells the currency of the account (CURDEF is empty). Say it with --currency EUR, or in the creditor's settings.",
      );
    }
    this.#statements++;
    this.#out.begin({ line: statement.line, account: statement.account, currency: statement.currency, kind: "statement" });
    return statement.currency;
  }
}

/** The bank answers with an error in place of a statement, or refuses the sign-on. */
function checkStatus(values: ReadonlyMap<string, string>, of: string, line: number): void {
  const code = values.get("CODE") ?? "";
  if ((values.get("SEVERITY") ?? "").toUpperCase() !== "ERROR") return;
  const message = cleanText(values.get("MESSAGE") ?? "").slice(0, 200);
  const what = `code ${code.slice(0, 10) || "unknown"}${message ? `: "${message}"` : ""}`;
  if (of === "SONRS")
    throw new Refusal("ofx-sign-on-failed", line, `The bank refused the sign-on (${what}): the file holds no statement. Sign on again and download it anew.`);
  throw new Refusal("ofx-bank-error", line, `The bank answered with an error (${what}): the file holds no statement. Download it anew.`);
}

function damaged(line: number, what: string): Refusal {
  return new Refusal("ofx-damaged", line, `The file is damaged: ${what}. Download it again.`);
}
