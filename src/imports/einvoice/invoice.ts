import type { Day } from "../../core/values/day.ts";
import type { CashDiscount, PaymentMeans, ReadDebtor } from "../contract.ts";
import type { Decimal } from "./decimal.ts";

/** What an invoice or credit note of any e-invoice format says, as far as a ledger wants to know. BT-n: terms of EN 16931. */
export interface Invoice {
  readonly line: number;
  readonly kind: "invoice" | "credit-memo";
  /** BT-1. */
  readonly number: string;
  /** BT-2. */
  readonly issued: Day;
  /** BT-5. */
  readonly currency: string;
  /** With taxes (BT-112). */
  readonly total: Decimal;
  /** What is to be paid (BT-115): less than the total where something is prepaid or withheld. */
  readonly payable: Decimal;
  readonly buyer: ReadDebtor;
  /** Empty where the invoice tells no day. Amounts add up to the total or to what is payable. */
  readonly dues: readonly Due[];
  /** The day is the invoice's own statement; false where it follows from a number of days. */
  readonly dueIsPrinted: boolean;
  readonly means: readonly PaymentMeans[];
  readonly directDebit: boolean;
  /** Of the payable amount. */
  readonly discounts: readonly CashDiscount[];
  /** BT-25: the invoices that a credit note corrects. */
  readonly preceding: readonly string[];
}

/** A day on which something is due; null: all of it. */
export interface Due {
  readonly day: Day;
  readonly amount: Decimal | null;
}
