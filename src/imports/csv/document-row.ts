import { addDays, type Day } from "../../core/values/day.ts";
import type { ReadContact, ReadDocument, ReadOptions } from "../contract.ts";
import { type Cells, RowProblem } from "./cells.ts";
import type { Layout } from "./layout.ts";
import { readDirectDebit, readInstalment, readTerms, type RowValues, rowValues } from "./row-values.ts";
import { readPaymentStatus, readStatus } from "./words.ts";

/** Reads the documents and contacts of a layout. */
export interface DocumentReader {
  /** Null for a draft, which nobody owes yet, and for a payment that never came. */
  read(cells: Cells, line: number, kind: ReadDocument["kind"], debtor: string): ReadDocument | null;
  contact(cells: Cells, line: number, debtor: string): ReadContact;
  /** A payment whose status says that it went back: it came, and this takes it back, on the only day that the file tells. */
  cameBack(cells: Cells, payment: ReadDocument): ReadDocument | null;
}

/** Invoices are written some days ahead, but not more. */
const DAYS_AHEAD = 7;

export function documentReader(layout: Layout, { defaults, asOf }: ReadOptions): DocumentReader {
  const values = rowValues(layout, defaults);
  const latest = asOf ? addDays(asOf, DAYS_AHEAD) : null;
  return {
    read: (cells, line, rowKind, debtor) => {
      const status = cells.has("status") ? readStatus(cells.text("status")) : null;
      if (status === "draft") return leftOut(cells, "draft-left-out", "Drafts are no claims yet and were left out");
      if (rowKind === "payment" && paymentStatus(cells) === "failed")
        return leftOut(
          cells,
          "payment-failed-left-out",
          `Payments that failed or are still under way ("${cells.text("status")}") brought no money and were left out`,
        );
      const currency = values.currency(cells, cells.text("amount") || cells.text("open"));
      const signed = readAmounts(cells, values, currency, layout);
      const { kind, amountMinor, openMinor } = settleSign(rowKind, signed, layout);
      const document = readNumber(cells, kind, layout.kind);
      const issued = readIssued(cells, values, kind);
      const isInvoice = kind === "invoice";
      const printed = isInvoice ? values.day(cells, "due") : null;
      if (latest !== null && issued > latest) warnAhead(cells, issued, asOf!);
      if (printed !== null && printed < issued) warnDue(cells, issued, printed);
      const paidOn = isInvoice && cells.has("settled") ? values.day(cells, "settled") : undefined;
      // A word says so too, without a day; and a word that says otherwise later takes it back.
      const saidSettled = isInvoice && status === "settled" && !paidOn;
      const settledOn = isInvoice && status !== null ? (paidOn ?? null) : paidOn;
      // One shape for all: a million objects of the same shape cost a fraction of a million that are put together.
      return {
        line,
        kind,
        debtor,
        document: document.number,
        instalment: readInstalment(cells),
        issued,
        due: isInvoice ? (printed ?? dueByTerms(cells, issued, defaults.termsDays)) : null,
        dueDerived: isInvoice && printed === null ? true : undefined,
        amountMinor,
        amountIsOpen: isInvoice && signed.isOpen ? true : undefined,
        currency,
        openMinor: saidSettled ? 0n : openMinor,
        settledOn,
        paymentMeans: isInvoice && cells.has("paymentReference") ? readReference(cells) : undefined,
        directDebit: isInvoice && cells.has("directDebit") ? readDirectDebit(cells) : undefined,
        applies: document.applies,
      };
    },
    cameBack: (cells, payment) =>
      payment.kind === "payment" && paymentStatus(cells) === "returned" ? { ...payment, kind: "return", openMinor: undefined } : null,
    contact: (cells, line, debtor) => {
      const day = values.day(cells, "issued");
      if (!day) throw new RowProblem("date-missing", "The contact has no date.");
      return { line, debtor, day, channel: cells.text("channel") || "contact", detail: cells.text("detail") };
    },
  };
}

/** What the invoice asks its payer to quote. */
function readReference(cells: Cells): ReadDocument["paymentMeans"] {
  const reference = cells.text("paymentReference");
  return reference === "" ? undefined : [{ code: "", reference }];
}

function paymentStatus(cells: Cells): ReturnType<typeof readPaymentStatus> {
  return cells.has("status") ? readPaymentStatus(cells.text("status")) : null;
}

function leftOut(cells: Cells, code: string, message: string): null {
  cells.warn(code, message);
  return null;
}

function warnAhead(cells: Cells, issued: Day, asOf: Day): void {
  cells.warn("issued-in-future", `A document is dated ${issued}, after the day of the import, ${asOf}. Check the year, and the order of day and month.`);
}

function warnDue(cells: Cells, issued: Day, due: Day): void {
  cells.warn("due-before-issued", `An invoice of ${issued} was due on ${due}, before it was written. Check which columns hold these days, and their order.`);
}

function dueByTerms(cells: Cells, issued: Day, termsDays: number | null): Day {
  const terms = readTerms(cells) ?? termsDays;
  if (terms !== null) return addDays(issued, terms);
  throw new RowProblem(
    "due-date-missing",
    "The invoice has no due date. Fill it in, add a column with the payment terms in days, or set the creditor's terms.",
  );
}

function isMoney(kind: Layout["kind"]): boolean {
  return kind === "payment" || kind === "return";
}

function readIssued(cells: Cells, values: RowValues, kind: ReadDocument["kind"]): Day {
  const issued = values.day(cells, "issued") ?? (isMoney(kind) ? (values.day(cells, "settled") ?? values.day(cells, "due")) : null);
  if (issued) return issued;
  const what = isMoney(kind) ? "The payment has no date." : `The document has no date: the cell under "${cells.heading("issued")}" is blank.`;
  throw new RowProblem("date-missing", what);
}

interface Signed {
  readonly amount: bigint;
  readonly open: bigint | undefined;
  /** The list has no column for the whole amount, or shows in it what is open. */
  readonly isOpen: boolean;
}

function readAmounts(cells: Cells, values: RowValues, currency: string, layout: Layout): Signed {
  const amount = layout.lineAmounts ? 0n : values.amount(cells, "amount", currency);
  const open = values.amount(cells, "open", currency);
  const paid = values.amount(cells, "paidAmount", currency);
  if (amount === undefined) {
    if (open !== undefined) return { amount: open, open, isOpen: true };
    throw new RowProblem("amount-missing", `The row has no amount: the cell under "${cells.heading("amount")}" is blank.`);
  }
  // A list of open items with one amount shows what is open (R22).
  if (layout.mode === "snapshot" && open === undefined && paid === undefined) return { amount, open: amount, isOpen: true };
  return { amount, open: open ?? (paid === undefined ? undefined : amount - paid), isOpen: false };
}

function absolute(amount: bigint): bigint {
  return amount < 0n ? -amount : amount;
}

/** A payment of the other sign than its file's habit came back: a returned direct debit, a bounced cheque. */
function isPaidBack(amount: bigint, { paymentSign }: Layout): boolean {
  if (amount === 0n) return false;
  if (paymentSign === "positive" || paymentSign === "negative") return amount < 0n !== (paymentSign === "negative");
  throw new RowProblem(
    "payment-sign-unclear",
    'Nothing in the file tells whether a payment with a minus was received or paid back. Say it in a mapping (--map FILE): "paymentSign": "negative" where received money has the minus, "positive" where a minus is money paid back.',
  );
}

/** Negative invoices are credit memos; the sign of a payment tells which way the money went. */
function settleSign(kind: ReadDocument["kind"], { amount, open }: Signed, layout: Layout): Pick<ReadDocument, "kind" | "amountMinor" | "openMinor"> {
  const amountMinor = absolute(amount);
  if (kind === "return" || (kind === "payment" && isPaidBack(amount, layout))) {
    if (amount === 0n) throw new RowProblem("amount-missing", "The returned payment has an amount of 0. Write what was paid back, or leave the row out.");
    return { kind: "return", amountMinor };
  }
  const settled: ReadDocument["kind"] = kind === "invoice" && amount < 0n ? "credit-memo" : kind;
  if (open === undefined) return { kind: settled, amountMinor };
  const openMinor = settled !== "invoice" ? absolute(open) : open < 0n ? 0n : open;
  if (openMinor > amountMinor) {
    throw new RowProblem("open-over-amount", "More is open than the whole amount. Check which columns hold the amount and what is open of it.");
  }
  return { kind: settled, amountMinor, openMinor };
}

const INVOICE_HEADING = /inv|rechnung|fattura|facture|factura|faktur|bill/i;

/** In a file of payments alone, the column of numbers may be that of the invoices which they pay. */
function readNumber(cells: Cells, kind: ReadDocument["kind"], fileKind: Layout["kind"]): { number: string; applies: readonly string[] | undefined } {
  const number = cells.id("document");
  const applies = kind === "invoice" ? [] : readNumbers(cells.text("applies"));
  if (isMoney(fileKind) && applies.length === 0 && INVOICE_HEADING.test(cells.heading("document"))) return { number: "", applies: readNumbers(number) };
  if (number === "" && !isMoney(kind)) {
    throw new RowProblem("document-missing", `The document has no number: the cell under "${cells.heading("document")}" is blank.`);
  }
  return { number, applies: applies.length > 0 ? applies : undefined };
}

function readNumbers(text: string): string[] {
  return [...new Set(text.split(/[;,|+]/).map((part) => part.trim()))].filter((part) => part !== "");
}
