import { formatMinor } from "../../core/values/money.ts";
import type { Balance, ReadStatement } from "../contract.ts";
import { balanceProblem } from "../bank/balance.ts";
import { Refusal } from "../refusal/refusal.ts";
import type { StatementStream } from "../bank/statement-stream.ts";
import { isCurrency } from "../bank/currency.ts";
import type { Field } from "./fields.ts";
import { type Movement, readMovement } from "./movement.ts";
import { readTransaction } from "./transaction.ts";
import { EntryTotals } from "./totals.ts";
import { readBalance } from "./values.ts";

/** A message as far as it has come. */
interface Message {
  readonly line: number;
  kind: ReadStatement["kind"];
  account: string | null;
  number: string;
  currency: string | null;
  opening: Balance | null;
  /** It opens with an intermediate balance: it may go on with the page before. */
  goesOn: boolean;
  closing: Balance | null;
  moved: bigint;
  movement: Movement | null;
  details: string[][];
  numbered: string[];
  begun: boolean;
  readonly totals: EntryTotals;
}

/** The page before, which closed with an intermediate balance. */
interface Page {
  readonly account: string;
  readonly currency: string;
  readonly closing: Balance;
}

/** Puts the fields of messages together to statements; the pages of one statement are one. */
export class Messages {
  readonly #out: StatementStream;
  #message: Message | null = null;
  #page: Page | null = null;
  #kind: ReadStatement["kind"] = "statement";
  #seen = 0;

  constructor(out: StatementStream) {
    this.#out = out;
  }

  /** @throws Refusal where a message is damaged, or does not add up */
  push(field: Field): void {
    const { tag, line } = field;
    if (tag === "-") return this.#end();
    if (tag === "940" || tag === "942") {
      this.#end();
      this.#kind = tag === "942" ? "report" : "statement";
      return;
    }
    if (tag === "20") {
      this.#end();
      this.#message = newMessage(line, this.#kind);
      return;
    }
    const message = this.#message;
    if (!message) {
      // Totals and notes of the bank may stand behind a message's end.
      if (/^(86|64|65|90)/.test(tag) && this.#seen > 0) return;
      throw new Refusal("mt940-field-outside", line, `The field :${tag}: stands outside of any message: its :20: is missing. Fetch the whole file again.`);
    }
    this.#field(message, field);
  }

  finish(): void {
    this.#end();
    this.#endPage();
    if (this.#seen === 0) throw new Refusal("mt940-empty", 1, "The file holds no statement: no message begins with :20:. Fetch it again.");
  }

  #field(message: Message, field: Field): void {
    const { tag, lines } = field;
    const text = lines.join("").trim();
    if (/^2[58]/.test(tag) && message.begun)
      throw new Refusal("mt940-field-order", field.line, `The field :${tag}: stands behind the statement's movements. Fetch the file again.`);
    if (tag.startsWith("25")) message.account = lines[0]!.trim().replace(/^\/+/, "");
    else if (tag.startsWith("28")) message.number = lines[0]!.trim();
    else if (/^(13|34)/.test(tag)) this.#report(message, field, text);
    else if (tag.startsWith("60")) this.#opening(message, field);
    else if (tag === "61") this.#movement(message, field);
    else if (tag === "86" && message.movement) message.details.push(lines);
    else if (tag === "NS" && message.movement) message.numbered.push(...lines);
    else if (tag.startsWith("62")) this.#closing(message, field);
    else if (tag.startsWith("90")) {
      this.#settle(message);
      if (this.#begin(message, field)) message.totals.tell(tag === "90D" ? "debit" : "credit", text, message.currency!);
    }
  }

  #report(message: Message, { tag, line }: Field, text: string): void {
    message.kind = "report";
    const currency = /^([A-Z]{3})[CD]?\d/.exec(text)?.[1];
    if (currency) {
      if (!isCurrency(currency)) throw unreadableBalance(tag, text, line);
      message.currency ??= currency;
      message.totals.hasFloor ||= /[1-9]/.test(text);
    }
  }

  #opening(message: Message, { tag, line, lines }: Field): void {
    const balance = readBalance(lines[0]!, null);
    if (!balance) throw unreadableBalance(tag, lines[0]!, line);
    if (message.opening || message.begun)
      throw new Refusal("mt940-field-order", line, `The opening balance :${tag}: comes a second time, or after a movement. Fetch the file again.`);
    message.opening = { day: balance.day, amountMinor: balance.amountMinor };
    message.currency = balance.currency;
    message.goesOn = tag === "60M";
  }

  #movement(message: Message, field: Field): void {
    if (message.closing)
      throw new Refusal("mt940-field-order", field.line, "A movement (:61:) stands after the closing balance of its statement. Fetch the file again.");
    this.#settle(message);
    this.#begin(message, field);
    message.movement = readMovement(field, message.currency!);
  }

  #closing(message: Message, field: Field): void {
    const { tag, line, lines } = field;
    this.#settle(message);
    if (message.closing) throw new Refusal("mt940-field-order", line, `The closing balance :${tag}: comes a second time. Fetch the file again.`);
    this.#begin(message, field);
    const balance = readBalance(lines[0]!, message.currency);
    if (!balance) throw unreadableBalance(tag, lines[0]!, line);
    if (balance.currency !== message.currency)
      throw new Refusal("mt940-currency-mixed", line, `The statement opens in ${message.currency} and closes in ${balance.currency}. Fetch the file again.`);
    message.closing = { day: balance.day, amountMinor: balance.amountMinor };
    const { account, opening, moved: movedMinor, closing } = message;
    const wrong = balanceProblem({ line: message.line, name: nameOf(message), currency: balance.currency, opening: opening ?? undefined, closing, movedMinor });
    if (wrong) throw Refusal.of(wrong);
    this.#page = tag === "62M" ? { account: accountOf(account ?? "", balance.currency), currency: balance.currency, closing } : null;
    if (!this.#page) this.#out.end(closing);
  }

  /** The head of a message is complete when its first movement or its closing balance comes. */
  #begin(message: Message, { line, tag }: Field): boolean {
    if (message.begun) return true;
    if (message.account === null) throw new Refusal("mt940-account-missing", line, "The message names no account (:25:). Fetch the file again.");
    if (message.kind === "statement" && !message.opening) {
      throw new Refusal(
        "mt940-opening-missing",
        line,
        `The statement has no opening balance (:60F:) before :${tag}:, so that nothing tells whether it is complete. Fetch the file again.`,
      );
    }
    if (!message.currency)
      throw new Refusal(
        "currency-missing",
        line,
        "Nothing tells the currency of the message: it has neither an opening balance (:60F:) nor a floor limit (:34F:). Fetch the file again.",
      );
    message.begun = true;
    this.#seen++;
    const account = accountOf(message.account, message.currency);
    const { currency, kind, number, opening } = message;
    if (this.#page && message.goesOn && this.#page.account === account && this.#page.currency === currency) {
      const before = this.#page.closing.amountMinor;
      if (before !== opening!.amountMinor) {
        throw new Refusal(
          "statement-page-missing",
          line,
          `Account ${account}: a page of the statement is missing. One ends at ${formatMinor(before, currency)}, the next begins at ${formatMinor(opening!.amountMinor, currency)} ${currency}. Fetch the file again.`,
        );
      }
      this.#page = null;
      return true;
    }
    this.#endPage();
    this.#out.begin({ line: message.line, account, currency, kind, number, opening: opening ?? undefined });
    return true;
  }

  /** A movement is complete when the next field comes that is not its own. */
  #settle(message: Message): void {
    const { movement, details, numbered, account, currency } = message;
    if (!movement) return;
    message.movement = null;
    message.details = [];
    message.numbered = [];
    message.totals.add(movement.amountMinor);
    // What is only expected is no booking; a movement of nothing is a note (Citi tells balances so).
    if (movement.pending || movement.amountMinor === 0n) return;
    message.moved += movement.amountMinor;
    this.#out.add(readTransaction(movement, { details, numbered }, accountOf(account!, currency!), currency!));
  }

  #end(): void {
    const message = this.#message;
    this.#message = null;
    this.#kind = "statement";
    if (!message) return;
    this.#settle(message);
    if (message.kind === "report") {
      message.totals.check(message.line, message.currency ?? "");
      // A report that has a closing balance after all has ended with it.
      if (message.begun && !message.closing) this.#out.end();
    } else if (!message.closing) {
      throw new Refusal(
        "mt940-closing-missing",
        message.line,
        `The message that begins on line ${message.line} has no closing balance (:62F:): it is cut off. Fetch the whole file again.`,
      );
    }
  }

  #endPage(): void {
    if (this.#page) this.#out.end(this.#page.closing);
    this.#page = null;
  }
}

function newMessage(line: number, kind: Message["kind"]): Message {
  const values = { account: null, number: "", currency: null, opening: null, goesOn: false, closing: null, moved: 0n };
  return { line, kind, ...values, movement: null, details: [], numbered: [], begun: false, totals: new EntryTotals() };
}

function nameOf({ account, number, currency }: Message): string {
  return [accountOf(account!, currency!), number].filter(Boolean).join(", number ");
}

/** An IBAN loses its blanks; many banks write the currency behind the account. */
function accountOf(text: string, currency: string): string {
  const bare = text.endsWith(currency) ? text.slice(0, -3).replace(/[\s/]+$/, "") : text;
  const iban = bare.replace(/\s+/g, "");
  return /^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(iban) ? iban : bare;
}

function unreadableBalance(tag: string, text: string, line: number): Refusal {
  return new Refusal(
    "mt940-balance-unreadable",
    line,
    `The balance ":${tag}:${text.slice(0, 40)}" cannot be read: it needs a mark (C or D), a day, a currency and an amount. Fetch the file again.`,
  );
}
