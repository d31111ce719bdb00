import { addDays, type Day } from "../../core/values/day.ts";
import type { ReadContact, ReadDocument, ReadOptions } from "../contract.ts";
import { readAmount, readCurrency, splitAmount } from "./amounts.ts";
import { type Cells, RowProblem } from "./cells.ts";
import { readDate } from "./dates.ts";
import type { Field } from "./fields.ts";
import type { Layout } from "./layout.ts";
import { readStatus, readYes } from "./words.ts";

/** Reads the documents of a layout. Dates are remembered: a ledger holds few different ones. */
export interface DocumentReader {
  /** Null for a draft: nobody owes it yet. */
  read(cells: Cells, line: number, kind: ReadDocument["kind"], debtor: string): ReadDocument | null;
  contact(cells: Cells, line: number, debtor: string): ReadContact;
}

const LONGEST_TERMS = 730;
const DATES_REMEMBERED = 20_000;

export function documentReader(layout: Layout, { defaults }: ReadOptions): DocumentReader {
  const dates = new Map<string, Day | null>();
  const day = (cells: Cells, field: Field): Day | null => {
    const text = cells.text(field);
    if (text === "") return null;
    let found = dates.get(text);
    if (found === undefined) {
      found = readDate(text, layout.dateOrder);
      if (dates.size > DATES_REMEMBERED) dates.clear();
      dates.set(text, found);
    }
    if (found === null) {
      const order = { ymd: "year-month-day", dmy: "day/month/year", mdy: "month/day/year" }[layout.dateOrder];
      throw new RowProblem("bad-date", `"${text}" under "${cells.heading(field)}" is no date; the dates of this file are written ${order}.`);
    }
    return found;
  };

  const currencyOf = (cells: Cells, amount: string): string => {
    const text = cells.text("currency") || (cells.has("currency") ? "" : (splitAmount(amount)?.currency ?? ""));
    if (text === "") {
      if (defaults.currency) return defaults.currency;
      throw new RowProblem("currency-missing", `The row has no currency. Fill the column, or say what a blank means with --currency, a mapping or the creditor's settings.`);
    }
    const found = readCurrency(text);
    if (!found) throw new RowProblem("currency-unknown", `"${text}" is no ISO 4217 currency code such as EUR.`);
    return found;
  };

  const amountIn = (cells: Cells, field: Field, currency: string): bigint | undefined => {
    const text = cells.text(field);
    if (text === "") return undefined;
    const found = readAmount(text, layout.decimal, currency);
    if (found === "bad-amount") throw new RowProblem("bad-amount", `"${text}" under "${cells.heading(field)}" is no amount; the amounts of this file have a decimal ${layout.decimal === "." ? "point" : "comma"}.`);
    if (found === "amount-too-fine") throw new RowProblem("amount-too-fine", `"${text}" under "${cells.heading(field)}" is finer than the smallest unit of ${currency}. Nothing is rounded in silence.`);
    return found;
  };

  const dueByTerms = (cells: Cells, issued: Day): Day => {
    const terms = readTerms(cells) ?? defaults.termsDays;
    if (terms !== null) return addDays(issued, terms);
    throw new RowProblem("due-date-missing", "The invoice has no due date. Fill the column, add one with the payment terms in days, or set the creditor's terms.");
  };

  const issuedOf = (cells: Cells, kind: ReadDocument["kind"]): Day => {
    const issued = day(cells, "issued") ?? (kind === "payment" ? (day(cells, "settled") ?? day(cells, "due")) : null);
    if (issued) return issued;
    throw new RowProblem("date-missing", kind === "payment" ? "The payment has no date." : `The document has no date: the cell under "${cells.heading("issued")}" is blank.`);
  };

  return {
    read: (cells, line, rowKind, debtor) => {
      const status = cells.has("status") ? readStatus(cells.text("status")) : null;
      if (status === "draft") return null;
      const written = cells.text("amount") || cells.text("open");
      const currency = currencyOf(cells, written);
      const signed = amountsOf(cells, amountIn, currency, layout);
      const { kind, amountMinor, openMinor } = settleSign(rowKind, signed, layout);
      const document = documentOf(cells, kind, layout.kind);
      const issued = issuedOf(cells, kind);
      const isInvoice = kind === "invoice";
      const printed = isInvoice ? day(cells, "due") : null;
      const settledOn = isInvoice && cells.has("settled") ? day(cells, "settled") : undefined;
      // One shape for all: a million objects of the same shape cost a fraction of a million that are put together.
      return {
        line, kind, debtor,
        document: document.number,
        instalment: readInstalment(cells),
        issued,
        due: isInvoice ? (printed ?? dueByTerms(cells, issued)) : null,
        dueDerived: isInvoice && printed === null ? true : undefined,
        amountMinor,
        amountIsOpen: isInvoice && signed.isOpen ? true : undefined,
        currency,
        openMinor: isInvoice && status === "settled" && !settledOn ? 0n : openMinor,
        settledOn: status === "settled" && settledOn === null ? undefined : settledOn,
        directDebit: isInvoice && cells.has("directDebit") ? readDirectDebit(cells) : undefined,
        applies: document.applies,
      };
    },
    contact: (cells, line, debtor) => {
      const happened = day(cells, "issued");
      if (!happened) throw new RowProblem("date-missing", "The contact has no date.");
      return { line, debtor, day: happened, channel: cells.text("channel") || "contact", detail: cells.text("detail") };
    },
  };
}

interface Signed {
  readonly amount: bigint;
  readonly open: bigint | undefined;
  /** The list has no column for the whole amount, or shows in it what is open. */
  readonly isOpen: boolean;
}

function amountsOf(cells: Cells, amountIn: (cells: Cells, field: Field, currency: string) => bigint | undefined, currency: string, layout: Layout): Signed {
  const amount = layout.lineAmounts ? 0n : amountIn(cells, "amount", currency);
  const open = amountIn(cells, "open", currency);
  const paid = amountIn(cells, "paidAmount", currency);
  if (amount === undefined && open === undefined) throw new RowProblem("amount-missing", `The row has no amount: the cell under "${cells.heading("amount")}" is blank.`);
  // A list of open items with one amount shows what is open (R22).
  if (amount === undefined || (layout.mode === "snapshot" && open === undefined && paid === undefined)) return { amount: (amount ?? open)!, open: amount ?? open, isOpen: true };
  return { amount, open: open ?? (paid === undefined ? undefined : amount - paid), isOpen: false };
}

function absolute(amount: bigint): bigint {
  return amount < 0n ? -amount : amount;
}

/** Negative invoices are credit memos; a payment's sign is its file's habit. */
function settleSign(kind: ReadDocument["kind"], { amount, open }: Signed, layout: Layout): Pick<ReadDocument, "kind" | "amountMinor" | "openMinor"> {
  if (kind === "payment" && (amount < 0n) !== layout.paymentsNegative && amount !== 0n) {
    throw new RowProblem("payment-reversed", "The payment has the opposite sign of the file's other payments: money paid back. Book it as an invoice, or leave the row out.");
  }
  const settled: ReadDocument["kind"] = kind === "invoice" && amount < 0n ? "credit-memo" : kind;
  const amountMinor = absolute(amount);
  if (open === undefined) return { kind: settled, amountMinor };
  const openMinor = settled === "invoice" ? (open < 0n ? 0n : open) : absolute(open);
  if (openMinor > amountMinor) throw new RowProblem("open-over-amount", "More is open than the whole amount. Check which columns hold the amount and what is open of it.");
  return { kind: settled, amountMinor, openMinor };
}

/** In a file of payments alone, the column of numbers may be that of the invoices which they pay. */
function documentOf(cells: Cells, kind: ReadDocument["kind"], fileKind: Layout["kind"]): { number: string; applies: readonly string[] | undefined } {
  const number = cells.id("document");
  if (kind === "invoice") {
    if (number === "") throw new RowProblem("document-missing", `The invoice has no number: the cell under "${cells.heading("document")}" is blank.`);
    return { number, applies: undefined };
  }
  const applies = readNumbers(cells.text("applies"));
  const isInvoice = /inv|rechnung|fattura|facture|factura|faktur|bill/i.test(cells.heading("document"));
  if (fileKind === "payment" && applies.length === 0 && isInvoice) return { number: "", applies: readNumbers(number) };
  if (kind === "credit-memo" && number === "") throw new RowProblem("document-missing", `The credit memo has no number: the cell under "${cells.heading("document")}" is blank.`);
  return { number, applies: applies.length > 0 ? applies : undefined };
}

function readNumbers(text: string): string[] {
  return [...new Set(text.split(/[;,|+]/).map((part) => part.trim()).filter((part) => part !== ""))];
}

function readInstalment(cells: Cells): number {
  const text = cells.text("instalment");
  if (text === "") return 1;
  const number = Number(/^(\d{1,4})(\s*\/\s*\d+)?$/.exec(text)?.[1] ?? Number.NaN);
  if (Number.isNaN(number) || number > 9999) throw new RowProblem("bad-instalment", `"${text}" under "${cells.heading("instalment")}" is no number of an instalment such as 2 or 2/3.`);
  return number;
}

/** "Net 30", "30 days", "2/10 net 30", "due on receipt". */
function readTerms(cells: Cells): number | null {
  const text = cells.text("termsDays");
  if (text === "") return null;
  if (/receipt|sofort|immediat|vista|contanti/i.test(text)) return 0;
  const days = Number(/(?:net|netto)\D*(\d{1,3})/i.exec(text)?.[1] ?? /(\d{1,3})\D*$/.exec(text)?.[1] ?? Number.NaN);
  if (Number.isNaN(days) || days > LONGEST_TERMS) throw new RowProblem("bad-terms", `"${text}" under "${cells.heading("termsDays")}" is no number of days.`);
  return days;
}

function readDirectDebit(cells: Cells): boolean {
  const text = cells.text("directDebit");
  const yes = readYes(text);
  if (yes === null) throw new RowProblem("bad-direct-debit", `"${text}" under "${cells.heading("directDebit")}" is neither yes nor no.`);
  return yes;
}
