import type { Day } from "../../core/values/day.ts";
import type { ReadTransaction } from "../contract.ts";
import { allAt, at, firstText, textAt } from "../xml/element.ts";
import type { XmlElement } from "../xml/parse.ts";
import { readCharges } from "./charges.ts";
import { codeOf, type Detail } from "./details.ts";
import { Refusal } from "../refusal/refusal.ts";
import { splitAmounts } from "./split.ts";
import { batchTransaction, singleTransaction } from "./transaction.ts";
import { dayOf, isCredit, minorOf, told, toldAt, type WrittenAmount, writtenAmount } from "./values.ts";

/** A booking as its own elements tell it, without its payments. */
export interface Booking {
  readonly line: number;
  /** In the account's currency; credits positive. */
  readonly amountMinor: bigint;
  readonly isCredit: boolean;
  readonly booked: Day;
  readonly value: Day | null;
  readonly isReversal: boolean;
  readonly bankReference: string;
  readonly code: string;
  readonly information: string;
  readonly charges: ReturnType<typeof readCharges>;
}

/** What a booking needs to know of its statement. */
export interface BookingContext {
  readonly currency: string;
  readonly account: string;
  /** The day of a booking that names none. */
  readonly fallbackDay: Day | null;
}

/** What becomes of an entry by its status: pending and informational ones are no money yet. @throws Refusal */
export function isBooked(entry: XmlElement): boolean {
  const status = firstText(entry, "Sts/Cd", "Sts/Prtry", "Sts").toUpperCase();
  if (/^BOOK(?:ED)?$/.test(status)) return true;
  if (/^(?:PDNG|PENDING|INFO|FUTR)$/.test(status)) return false;
  const said = status === "" ? "has no status (Sts)" : `has the status "${status.slice(0, 20)}"`;
  throw new Refusal("status-unknown", entry.line, `An entry ${said}: whether it is booked cannot be told. Fetch the file again.`);
}

/** The amount of an entry. @throws Refusal where it has none */
export function entryAmount(entry: XmlElement): WrittenAmount {
  const amount = writtenAmount(at(entry, "Amt"));
  if (amount) return amount;
  throw new Refusal("amount-missing", entry.line, "An entry has no amount (Amt). Fetch the file again: it is incomplete.");
}

/**
 * Reads one booked entry into its transactions; `entry` holds its own elements and its `Btch`, the payments are `details`.
 * Payments of one booking are told apart by the bank's reference of each, else by their place in it: "2026-17#3".
 * @throws Refusal
 */
export function readEntry(entry: XmlElement, details: readonly Detail[], context: BookingContext): ReadTransaction[] {
  const booking = readBooking(entry, context);
  const [first] = details;
  if (!first) return [singleTransaction(booking, null, context)];
  const transactions = Math.max(0, ...allAt(entry, "Btch/NbOfTxs").map(({ text }) => Number(text) || 0));
  const amounts = splitAmounts(booking, details, context.currency);
  // One payment out of a batch is not the whole of it; else a single payment is its booking, whatever amounts it tells.
  if (details.length === 1 && (amounts || transactions <= 1)) return [singleTransaction(booking, first, context)];
  if (!amounts) return [batchTransaction(booking, details, context)];
  const areDistinct = new Set(details.map(({ bankReference }) => bankReference)).size === details.length;
  return details.map((detail, index) => {
    const amountMinor = amounts[index]!;
    const part = { ...booking, amountMinor, isCredit: amountMinor === 0n ? booking.isCredit : amountMinor > 0n, charges: [] };
    const own = detail.bankReference || booking.bankReference;
    const bankReference = areDistinct && detail.bankReference !== "" ? own : own && `${own}#${index + 1}`;
    return { ...singleTransaction(part, detail, context), ...(bankReference !== "" && { bankReference }) };
  });
}

function readBooking(entry: XmlElement, { currency, fallbackDay }: BookingContext): Booking {
  const credit = isCredit(entry, textAt(entry, "CdtDbtInd"));
  const amount = minorOf(entryAmount(entry), currency);
  const value = dayOf(at(entry, "ValDt"));
  const booked = dayOf(at(entry, "BookgDt")) ?? value ?? fallbackDay;
  if (!booked) throw new Refusal("date-missing", entry.line, "An entry has no booking date (BookgDt), and its statement names no day. Fetch the file again.");
  return {
    line: entry.line,
    amountMinor: credit ? amount : -amount,
    isCredit: credit,
    booked,
    value,
    isReversal: /^(?:true|1)$/.test(textAt(entry, "RvslInd")),
    bankReference: toldAt(entry, "AcctSvcrRef"),
    code: codeOf(at(entry, "BkTxCd")),
    information: told(textAt(entry, "AddtlNtryInf")),
    charges: readCharges(allAt(entry, "Chrgs")),
  };
}
