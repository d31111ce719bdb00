import type { Day } from "../../core/values/day.ts";
import { balanceProblem } from "../bank/balance.ts";
import type { Problem, ReadStatement, ReadTransaction } from "../contract.ts";
import { isCurrency } from "../bank/currency.ts";
import { at, textAt } from "../xml/element.ts";
import type { XmlElement } from "../xml/parse.ts";
import { type BookedBalances, bookedBalances, isBookedBalance, type WrittenBalance, writtenBalance } from "./balances.ts";
import type { Detail } from "./details.ts";
import { type BookingContext, entryAmount, isBooked, readEntry } from "./entry.ts";
import type { StatementMessage } from "./messages.ts";
import { accountOf } from "./parties.ts";
import { Refusal } from "../refusal/refusal.ts";
import { summaryDifference, Totals } from "./summary.ts";
import { dayOf, isCredit, minorOf } from "./values.ts";

const MOST_BALANCES = 1000;

/** One statement, report or notice while it is read: what stands above its entries, and what they add up to. */
export class Statement {
  readonly line: number;
  readonly ordinal: number;
  readonly #message: StatementMessage;
  readonly #balances: WrittenBalance[] = [];
  /** The first of each of its own elements that matter. */
  readonly #own = new Map<string, XmlElement>();
  readonly #booked = new Totals();
  readonly #all = new Totals();
  #context: (BookingContext & { readonly balances: BookedBalances }) | null = null;
  #foreign: { readonly line: number; readonly currency: string } | null = null;

  constructor(line: number, ordinal: number, message: StatementMessage) {
    this.line = line;
    this.ordinal = ordinal;
    this.#message = message;
  }

  /** Takes an element that stands directly in the statement. */
  take(element: XmlElement): void {
    if (element.name === "Bal") {
      if (this.#balances.length >= MOST_BALANCES) throw new Refusal("xml-too-large", element.line, `A statement has more than ${MOST_BALANCES} balances.`);
      this.#balances.push(writtenBalance(element));
    } else if (/^(?:Acct|Id|ElctrncSeqNb|LglSeqNb|CreDtTm|FrToDt|TxsSummry)$/.test(element.name) && !this.#own.has(element.name)) {
      this.#own.set(element.name, element);
    }
  }

  /** Reads one entry; what is not booked is counted only. @throws Refusal */
  entry(entry: XmlElement, details: readonly Detail[]): readonly ReadTransaction[] {
    const amount = entryAmount(entry);
    const context = this.#settle(amount.currency);
    const credit = isCredit(entry, textAt(entry, "CdtDbtInd"));
    const isForeign = amount.currency !== "" && amount.currency !== context.currency;
    if (!isBooked(entry)) {
      if (!isForeign) this.#all.add(credit, minorOf(amount, context.currency), details.length);
      return [];
    }
    if (isForeign) this.#foreign ??= { line: entry.line, currency: amount.currency };
    const minor = minorOf(amount, context.currency);
    this.#all.add(credit, minor, details.length);
    this.#booked.add(credit, minor, details.length);
    return readEntry(entry, details, context);
  }

  /** A piece of it, with the transactions that came since the last one. */
  piece(transactions: readonly ReadTransaction[], last: boolean): ReadStatement {
    const { account, currency, balances } = this.#settle("");
    const { line, ordinal, number } = this;
    return {
      line,
      ordinal,
      last,
      account,
      currency,
      kind: this.#message.kind,
      ...(number !== "" && { number }),
      ...(balances.opening && { opening: balances.opening }),
      ...(last && balances.closing && { closing: balances.closing }),
      transactions,
    };
  }

  get number(): string {
    return this.#text("ElctrncSeqNb") || this.#text("LglSeqNb");
  }

  /** What is wrong with it as a whole, once all of it was read. @throws Refusal */
  check(): Problem[] {
    const { currency, balances } = this.#settle("");
    const { opening, closing, isWhole } = balances;
    const name = this.#name();
    const movedMinor = this.#booked.creditMinor - this.#booked.debitMinor;
    const unbalanced = isWhole ? balanceProblem({ line: this.line, name, currency, opening, closing, movedMinor }) : null;
    const isProven = isWhole && opening !== undefined && closing !== undefined && !unbalanced;
    const foreign = this.#foreign && foreignProblem(this.#foreign, currency, isProven);
    const summary = this.#own.get("TxsSummry");
    const difference = summary ? summaryDifference(summary, this.#booked, this.#all, currency) : null;
    const problems: (Problem | null)[] = [foreign, unbalanced, difference === null ? null : summaryProblem(summary!.line, name, difference, isProven)];
    if (this.#message.kind === "statement" && !(opening && closing)) {
      const message = `Statement ${name} tells no ${opening ? "closing" : closing ? "opening" : "opening and no closing"} balance: whether it is complete cannot be checked.`;
      problems.push({ line: this.line, code: "balance-missing", severity: "warning", message });
    }
    return problems.flatMap((problem) => problem ?? []);
  }

  /** What all entries share is settled by the first of them, at the latest at the end. */
  #settle(entryCurrency: string): BookingContext & { readonly balances: BookedBalances } {
    if (this.#context) return this.#context;
    const account = this.#own.get("Acct");
    if (!account)
      throw new Refusal(
        "account-missing",
        this.line,
        "A statement does not name its account (Acct) before its entries. Fetch the file again: it is incomplete.",
      );
    const booked = this.#balances.filter(isBookedBalance);
    const currency =
      textAt(account, "Ccy") ||
      booked.map(({ amount }) => amount.currency).find((code) => code !== "") ||
      entryCurrency ||
      this.#balances.map(({ amount }) => amount.currency).find((code) => code !== "") ||
      "";
    if (!isCurrency(currency)) {
      const said = currency === "" ? "names no currency" : `names the currency "${currency.slice(0, 10)}", which is none`;
      throw new Refusal("currency-missing", this.line, `A statement ${said}. Fetch the file again.`);
    }
    const balances = bookedBalances(booked, currency, this.#message.kind);
    this.#context = { currency, account: accountOf(account), fallbackDay: this.#fallbackDay(balances), balances };
    return this.#context;
  }

  #fallbackDay({ closing }: BookedBalances): Day | null {
    const range = this.#own.get("FrToDt");
    return closing?.day ?? dayOf(at(range, "ToDtTm") ?? at(range, "ToDt")) ?? dayOf(this.#own.get("CreDtTm") ?? null);
  }

  #name(): string {
    const { account } = this.#settle("");
    return [this.number || this.#text("Id"), account && `of ${account}`]
      .filter((part) => part !== "")
      .join(" ")
      .slice(0, 120);
  }

  #text(name: string): string {
    return this.#own.get(name)?.text ?? "";
  }
}

/** An entry in a foreign currency: only where the balances prove that its amount is one of the account it may stay. */
function foreignProblem({ line, currency: foreign }: { readonly line: number; readonly currency: string }, currency: string, isProven: boolean): Problem {
  const said = `An entry is in ${foreign.slice(0, 10)}, and the account in ${currency}`;
  if (!isProven)
    return new Refusal("currency-mixed", line, `${said}: the statement cannot be added up. Ask the bank for amounts in the account's currency.`).problem;
  return { line, code: "entry-currency", severity: "warning", message: `${said}; the balances show that the amount is in ${currency}, and so it is read.` };
}

/** Where the balances prove that nothing is missing, the bank has merely counted differently. */
function summaryProblem(line: number, name: string, difference: string, isProven: boolean): Problem {
  if (isProven)
    return { line, code: "summary-differs", severity: "warning", message: `The summary of statement ${name} differs: ${difference}. The balances add up.` };
  return new Refusal("statement-incomplete", line, `Statement ${name} is incomplete: ${difference}. Fetch the file again.`).problem;
}
