import { addDays, type Day, latest } from "../../core/values/day.ts";
import type { Problem, ReadBatch, ReadDocument, ReadOptions } from "../contract.ts";
import { absolute, type Decimal, minorUnit, showDecimal, sumDecimals, toMinor } from "./decimal.ts";
import type { Invoice } from "./invoice.ts";
import { Refusal } from "../refusal/refusal.ts";

/** Invoices are written some days ahead, but not more. */
const DAYS_AHEAD = 7;

/** The documents of a ledger that invoices are. @throws Refusal where one contradicts itself */
export function toBatch(invoices: readonly Invoice[], options: ReadOptions, warnings: readonly Problem[] = []): ReadBatch {
  const read = invoices.map((invoice) => ({ debtor: invoice.buyer, ...toDocuments(invoice, options) }));
  return {
    rows: invoices.length,
    debtors: read.map(({ debtor }) => debtor),
    documents: read.flatMap(({ documents }) => documents),
    contacts: [],
    problems: [...warnings, ...read.flatMap(({ problems }) => problems)],
  };
}

interface Part {
  readonly due: Day | null;
  readonly amountMinor: bigint;
  readonly openMinor: bigint;
}

function toDocuments(invoice: Invoice, options: ReadOptions): { documents: ReadDocument[]; problems: Problem[] } {
  const { line, number, issued, currency } = invoice;
  const isTurned = invoice.total < 0n;
  const kind = isTurned ? (invoice.kind === "invoice" ? "credit-memo" : "invoice") : invoice.kind;
  const sign = isTurned ? -1n : 1n;
  const head = { line, kind, debtor: invoice.buyer.id, document: number, issued, currency };
  const payable = toMinor(sign * invoice.payable, currency, line);
  const openMinor = payable > 0n ? payable : 0n;
  const total = toMinor(sign * invoice.total, currency, line);
  // What was rounded up, or carried over from earlier, is owed by this document as well.
  const amountMinor = openMinor > total ? openMinor : total;
  if (kind === "credit-memo") {
    const applies = invoice.preceding.length > 0 ? { applies: invoice.preceding } : {};
    return { documents: [{ ...head, instalment: 1, due: null, amountMinor, openMinor, ...applies }], problems: aheadOf(issued, line, options) };
  }
  const { parts, isDerived } = partsOf(invoice, { amountMinor, openMinor, isTurned }, options);
  const documents = parts.map(
    (part, index): ReadDocument => ({
      ...head,
      instalment: index + 1,
      ...part,
      ...(isDerived && { dueDerived: true }),
      ...(invoice.directDebit && { directDebit: true }),
      ...(invoice.means.length > 0 && { paymentMeans: invoice.means }),
      // A discount of the whole is told once, and not on every instalment.
      ...(parts.length === 1 && invoice.discounts.length > 0 && { discounts: invoice.discounts }),
    }),
  );
  return { documents, problems: [...aheadOf(issued, line, options), ...dueProblems(parts, invoice)] };
}

interface Amounts {
  readonly amountMinor: bigint;
  readonly openMinor: bigint;
  readonly isTurned: boolean;
}

/** The instalments of an invoice, the earliest first. */
function partsOf(invoice: Invoice, { amountMinor, openMinor, isTurned }: Amounts, { defaults }: ReadOptions): { parts: Part[]; isDerived: boolean } {
  const whole = (due: Day | null, isDerived: boolean) => ({ parts: [{ due, amountMinor, openMinor }], isDerived });
  const instalments = isTurned ? [] : instalmentsOf(invoice);
  if (instalments.length > 1) return { parts: spread(instalments, invoice, amountMinor, openMinor), isDerived: !invoice.dueIsPrinted };
  // Of several days without amounts the last is taken: nobody is dunned too early.
  const due = latest(...invoice.dues.map(({ day }) => day));
  if (due) return whole(due, !invoice.dueIsPrinted);
  if (defaults.termsDays !== null) return whole(addDays(invoice.issued, defaults.termsDays), true);
  // Where nothing is open, nothing becomes due either.
  return openMinor === 0n ? whole(invoice.issued, true) : whole(null, false);
}

interface Instalment {
  readonly day: Day;
  readonly amount: Decimal;
}

/** The dues where each has its amount. @throws Refusal where they make neither the total nor what is payable */
function instalmentsOf({ line, dues, total, payable, currency }: Invoice): readonly Instalment[] {
  const parts = dues.flatMap(({ day, amount }) => (amount === null || amount === 0n ? [] : [{ day, amount }]));
  if (parts.length < 2 || parts.length < dues.length) return [];
  const sum = sumDecimals(parts.map(({ amount }) => amount));
  const tolerance = minorUnit(currency) * BigInt(parts.length);
  if (parts.every(({ amount }) => amount > 0n) && [total, payable].some((whole) => absolute(sum - whole) <= tolerance)) {
    return [...parts].sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
  }
  throw new Refusal(
    "instalments-contradict",
    line,
    `The instalments make ${showDecimal(sum)}, which is neither the total (${showDecimal(total)}) nor what is to be paid (${showDecimal(payable)}). Check the invoice where it was made, and export it again.`,
  );
}

/**
 * Instalments whose amounts make the whole and whose open amounts make what is open: what was prepaid is part of the first
 * one where the instalments leave it out, and pays the first ones where they do not. The last one takes what is rounded.
 */
function spread(instalments: readonly Instalment[], { currency, line }: Invoice, amountMinor: bigint, openMinor: bigint): Part[] {
  const amounts = instalments.map(({ amount }) => toMinor(amount, currency, line));
  const sum = amounts.reduce((a, b) => a + b, 0n);
  const few = BigInt(amounts.length);
  const isOfOpen = sum - openMinor <= few && openMinor - sum <= few && openMinor !== amountMinor;
  amounts[amounts.length - 1]! += (isOfOpen ? openMinor : amountMinor) - sum;
  let prepaid = amountMinor - openMinor;
  return instalments.map(({ day }, index) => {
    const amount = amounts[index]!;
    if (isOfOpen) return { due: day, amountMinor: index === 0 ? amount + prepaid : amount, openMinor: amount };
    const paid = prepaid < amount ? prepaid : amount;
    prepaid -= paid;
    return { due: day, amountMinor: amount, openMinor: amount - paid };
  });
}

function aheadOf(issued: Day, line: number, { asOf }: ReadOptions): Problem[] {
  if (!asOf || issued <= addDays(asOf, DAYS_AHEAD)) return [];
  return [
    { line, code: "issued-in-future", severity: "warning", message: `A document is dated ${issued}, after the day of the import, ${asOf}. Check its year.` },
  ];
}

function dueProblems(parts: readonly Part[], { line, number, issued }: Invoice): Problem[] {
  if (parts.some(({ due }) => due === null)) {
    const help = "Set termsDays in the creditor's settings, and import it again";
    return [{ line, code: "due-date-missing", message: `The invoice ${number} does not say when it is due. ${help}.` }];
  }
  const early = parts.find(({ due }) => due! < issued);
  if (!early) return [];
  const message = `The invoice ${number} of ${issued} was due on ${early.due}, before it was written. Check it.`;
  return [{ line, code: "due-before-issued", severity: "warning", message }];
}
