import type { Day } from "../../core/values/day.ts";
import { Refusal } from "../refusal/refusal.ts";
import { readCurrency } from "../csv/currencies.ts";
import { readDate } from "../csv/dates.ts";
import type { CsvRecord } from "../csv/records.ts";
import { dayOf, moneyOf, type Writing } from "./cells.ts";
import type { BankColumns } from "./columns.ts";
import type { BankField } from "./headings.ts";
import { sideOf } from "./side-words.ts";
import type { Titles } from "./titles.ts";

/** A single payment of a collective booking. */
export interface Part {
  readonly line: number;
  readonly amountMinor: bigint;
  readonly cells: readonly string[];
}

/** A movement as its rows tell it. */
export interface Movement {
  readonly line: number;
  readonly account: string;
  readonly currency: string;
  readonly booked: Day;
  readonly value: Day | null;
  readonly amountMinor: bigint;
  readonly chargesMinor: bigint;
  /** A fee in a column of its own, that the amount may not hold. */
  readonly feeMinor?: bigint;
  readonly balanceMinor: bigint | null;
  readonly cells: readonly string[];
  /** Texts of the rows below that belong to it. */
  readonly texts: string[];
  readonly parts: Part[];
}

const PENDING =
  /pending|vorgemerkt|ausstehend|en attente|in sospeso|pendiente|declined|denied|failed|cancel|reverted|rejected|abgelehnt|rifiut|refus|unclaimed|expired/i;
const MEMO = /^m[eé]mo/i;

const MOST_MOVEMENTS = 250_000;

/** Reads the rows below the headings, one after the other: movements, what belongs to the one above, totals, notes at the end. */
export class RowReader {
  readonly movements: Movement[] = [];
  /** Sums of the debit and credit columns, without their signs. */
  readonly #sums = { debit: 0n, credit: 0n };
  readonly #columns: BankColumns;
  readonly #writing: Writing;
  readonly #titles: Titles;
  readonly #fallback: string | null;
  /** The line of a note or a total: the table has ended there. */
  #ended: number | null = null;

  constructor(columns: BankColumns, writing: Writing, titles: Titles, fallback: string | null) {
    this.#columns = columns;
    this.#writing = writing;
    this.#titles = titles;
    this.#fallback = fallback;
  }

  /** @throws Refusal where a row cannot be read */
  push({ line, cells }: CsvRecord): void {
    const cell = (field: BankField) => cells[this.#columns.at.get(field) ?? -1] ?? "";
    // What is not booked has no day yet, and stands wherever it was begun.
    if (this.#ended === null && PENDING.test(cell("status"))) return;
    const hasMoney = ["amount", "debit", "credit", "net", "gross"].some((field) => /\d/.test(cell(field as BankField))) && this.#columnsFilled(cell);
    const dated = [cell("booked"), cell("value")].some((text) => text !== "" && readDate(text, this.#writing.order) !== null);
    if (hasMoney && dated) {
      if (this.#ended !== null)
        throw new Refusal(
          "bank-csv-row-unreadable",
          this.#ended,
          `The row of line ${this.#ended} is no movement, and others follow it. Export the account again, unchanged.`,
        );
      const impact = cell("impact");
      if (impact === "" ? !PENDING.test(cell("status")) : !MEMO.test(impact)) this.#movement(line, cells, cell);
    } else if (hasMoney) this.#total(line, cells, cell);
    else this.#below(line, cells, cell);
  }

  /** Where debits and credits have columns of their own, an amount beside them is told in another currency. */
  #columnsFilled(cell: (field: BankField) => string): boolean {
    const { at } = this.#columns;
    return !(at.has("debit") && at.has("credit")) || /\d/.test(cell("debit") + cell("credit"));
  }

  #movement(line: number, cells: readonly string[], cell: (field: BankField) => string): void {
    if (this.movements.length >= MOST_MOVEMENTS)
      throw new Refusal("file-too-large", line, `The file has more than ${MOST_MOVEMENTS} movements. Export the account in parts, month by month.`);
    const currency = this.#currency(cell("currency"), line);
    const value = dayOf(cell("value"), this.#writing.order, line);
    const booked = dayOf(cell("booked"), this.#writing.order, line) ?? value;
    const money = this.#money(line, cell, currency);
    if (!booked || !money) return;
    const account = cell("account");
    const balanceMinor = moneyOf(cell("balance"), currency, this.#writing.decimal, line);
    this.movements.push({
      line,
      account: account.replace(/\s/g, "") || this.#titles.account,
      currency,
      booked,
      value,
      ...money,
      balanceMinor,
      cells,
      texts: [],
      parts: [],
    });
  }

  #currency(text: string, line: number): string {
    const currency = text === "" ? (this.#titles.currency ?? this.#fallback) : readCurrency(text);
    if (currency) return currency;
    if (text !== "")
      throw new Refusal("bank-csv-currency-unknown", line, `"${text.slice(0, 20)}" is no ISO 4217 currency such as EUR. Export the account again, unchanged.`);
    throw new Refusal("currency-missing", line, "Nothing tells the currency of the account. Say it with --currency EUR, or in the creditor's settings.");
  }

  /** What the account's balance moves by, and the charges that were taken off before. */
  #money(line: number, cell: (field: BankField) => string, currency: string): Pick<Movement, "amountMinor" | "chargesMinor" | "feeMinor"> | null {
    const { at } = this.#columns;
    const of = (field: BankField) => moneyOf(cell(field), currency, this.#writing.decimal, line);
    const whole = at.has("gross") ? "gross" : "amount";
    if (at.has(whole) && at.has("fee") && at.has("net")) {
      const [gross, fee, net] = [of(whole), of("fee") ?? 0n, of("net")];
      if (gross === null || net === null) return null;
      if (gross + fee !== net && gross - fee !== net) {
        throw new Refusal(
          "bank-csv-net-differs",
          line,
          `Gross "${cell(whole)}", fee "${cell("fee")}" and net "${cell("net")}" do not add up. Export the account again, unchanged.`,
        );
      }
      return { amountMinor: net, chargesMinor: gross > net ? gross - net : 0n };
    }
    if (at.has("debit") && at.has("credit")) {
      const [debit, credit] = [of("debit") ?? 0n, of("credit") ?? 0n];
      this.#sums.debit += debit < 0n ? -debit : debit;
      this.#sums.credit += credit < 0n ? -credit : credit;
      return { amountMinor: credit + (this.#writing.debitsAreNegative ? debit : -debit), chargesMinor: 0n };
    }
    const amount = of("amount");
    if (amount === null) return null;
    const fee = of("fee") ?? 0n;
    // Beside an amount alone, a fee may be in it or come on top: the balances will tell.
    return { amountMinor: this.#signed(amount, cell("indicator"), line), chargesMinor: 0n, feeMinor: fee < 0n ? -fee : fee };
  }

  #signed(amount: bigint, indicator: string, line: number): bigint {
    if (indicator === "") return amount;
    const side = sideOf(indicator);
    if (side === null)
      throw new Refusal("bank-csv-indicator-unknown", line, `"${indicator.slice(0, 30)}" is neither debit nor credit. Export the account again, unchanged.`);
    if (side === 1n && amount < 0n)
      throw new Refusal("bank-csv-sign-contradicts", line, `A credit has a negative amount. Export the account again, unchanged.`);
    return side * (amount < 0n ? -amount : amount);
  }

  /** A row of amounts without a day sums the columns, at the table's end. */
  #total(line: number, cells: readonly string[], cell: (field: BankField) => string): void {
    const label = cells.find((each) => each !== "") ?? "";
    const isSum = /\p{L}/u.test(label) && cell("text") === "" && !/\d/.test(cell("balance"));
    if (!isSum || this.movements.length === 0)
      throw new Refusal(
        "bank-csv-date-unreadable",
        line,
        `The row of line ${line} has an amount, and "${(cell("booked") || cell("value")).slice(0, 40)}" in place of a day. Export the account again, unchanged.`,
      );
    this.#ended ??= line;
    const currency = this.movements[0]!.currency;
    for (const side of ["debit", "credit"] as const) {
      const told = moneyOf(cell(side), currency, this.#writing.decimal, line);
      if (told === null || (told < 0n ? -told : told) === this.#sums[side]) continue;
      throw new Refusal(
        "statement-totals-differ",
        line,
        `The row of totals says ${cell(side)} for the column of ${side}s, and its amounts sum to something else. Export the account again: it is incomplete, or was changed.`,
      );
    }
  }

  /** A row without an amount: a payment of the collective booking above, more text of the movement above, or a note. */
  #below(line: number, cells: readonly string[], cell: (field: BankField) => string): void {
    const { at, texts } = this.#columns;
    const last = this.movements.at(-1);
    const booked = cell("booked");
    if (booked !== "" && readDate(booked, this.#writing.order) === null) {
      if (last) this.#ended ??= line;
      return;
    }
    if (!last || this.#ended !== null) return;
    const isSame = cell("bankReference") === "" || cell("bankReference") === (last.cells[at.get("bankReference") ?? -1] ?? "");
    if (/\d/.test(cell("part")) && isSame) {
      last.parts.push({ line, amountMinor: moneyOf(cell("part"), last.currency, this.#writing.decimal, line)!, cells });
      return;
    }
    const isText = cells.every((each, index) => each === "" || texts.includes(index));
    if (isText || (isSame && cell("bankReference") !== "")) last.texts.push(...texts.map((index) => cells[index] ?? ""));
    else if (booked !== "" && !at.has("balance") && !/\d/.test(cell("amount"))) {
      throw new Refusal("bank-csv-amount-missing", line, `The row of line ${line} has a day and no amount. Export the account again, unchanged.`);
    }
  }
}
