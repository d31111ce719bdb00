import type { TransferDetails } from "../core/letter/elements.ts";
import { formatMinor } from "../core/values/money.ts";
import { isCreditorReference, isIban } from "../core/values/reference.ts";

const MOST_MINOR = 99_999_999_999n;

/**
 * What a banking app reads from the QR code on an invoice (EPC069-12, version 002). Null where the guideline knows no
 * code: another currency than EUR, no valid IBAN, an amount outside of 0.01 to 999,999,999.99.
 */
export function epcPayload(transfer: TransferDetails, amountMinor: bigint, currency: string): string | null {
  if (currency !== "EUR" || !isIban(transfer.iban) || amountMinor < 1n || amountMinor > MOST_MINOR) return null;
  const structured = isCreditorReference(transfer.reference);
  const compact = (text: string): string => text.replace(/\s+/g, "");
  return [
    "BCD",
    "002",
    "1",
    "SCT",
    compact(transfer.bic ?? ""),
    transfer.holder.slice(0, 70),
    compact(transfer.iban),
    `EUR${formatMinor(amountMinor, currency)}`,
    "",
    structured ? compact(transfer.reference) : "",
    // The guideline wants no line after the last one that is used.
    ...(structured ? [] : [transfer.reference.slice(0, 140)]),
  ].join("\n");
}
