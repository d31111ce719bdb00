import { splitAmount } from "./amounts.ts";
import type { Columns } from "./columns.ts";
import { type RowKind, readKind } from "./words.ts";

/** How a file writes the money that it has received; the opposite sign is money paid back. */
export type PaymentSign = "positive" | "negative" | "unclear";

/** What the rows of a file tell about the sign of its payments. */
export interface SignEvidence {
  plus: number;
  minus: number;
  /** Invoices stand with a plus: a payment's minus may then mean that it is owed less. */
  invoices: boolean;
}

export function noSignEvidence(): SignEvidence {
  return { plus: 0, minus: 0, invoices: false };
}

/** Adds what a row tells. `kind` is what every row is, null where the type column tells. */
export function weighSign(cells: readonly string[], columns: Columns, kind: RowKind | null, evidence: SignEvidence): void {
  const row = kind ?? readKind(cells[columns.get("type") ?? -1] ?? "");
  if (row !== "payment" && (row !== "invoice" || evidence.invoices)) return;
  const text = cells[columns.get("amount") ?? -1]?.trim() || cells[columns.get("open") ?? -1]?.trim() || "";
  const amount = splitAmount(text);
  if (!amount || /^[0.,]+$/.test(amount.digits)) return;
  if (row === "invoice") evidence.invoices = !amount.negative;
  else if (amount.negative) evidence.minus++;
  else evidence.plus++;
}

/** So many payments of a sample, all of one sign, are a habit. */
const SURE = 20;

/** Whether the first rows of a file tell enough, so that the others need not be read for it. */
export function isSignSure({ plus, minus, invoices }: SignEvidence): boolean {
  return (plus >= SURE && minus === 0) || (minus >= SURE && plus === 0 && invoices);
}

/** In a ledger that writes received money with a minus, the payments that came back are few. */
const FEW = 4;

/**
 * A minus means received money only where the invoices stand with a plus and nearly all payments with a minus. Where most
 * payments have one and that does not hold, it cannot be told.
 */
export function paymentSignOf({ plus, minus, invoices }: SignEvidence): PaymentSign {
  if (minus <= plus) return "positive";
  return invoices && minus >= FEW * plus ? "negative" : "unclear";
}
