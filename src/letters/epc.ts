import type { TransferDetails } from "../core/letter/elements.ts";
import { formatMinor } from "../core/values/money.ts";
import { isCreditorReference, isIban, isQrIban } from "../core/values/reference.ts";

const MOST_MINOR = 99_999_999_999n;
/** What a code of version 13 holds at error correction M, the largest that the guideline allows. */
const MOST_BYTES = 331;

/**
 * What a banking app reads from the QR code on an invoice (EPC069-12, version 002). Null where the guideline knows no
 * code: another currency than EUR, no valid IBAN, one that takes Swiss QR references only, an amount outside of 0.01 to
 * 999,999,999.99, no name, or more bytes than the code may have.
 */
export function epcPayload(transfer: TransferDetails, amountMinor: bigint, currency: string): string | null {
  if (currency !== "EUR" || !isIban(transfer.iban) || isQrIban(transfer.iban) || amountMinor < 1n || amountMinor > MOST_MINOR) return null;
  const name = line(transfer.holder, 70);
  if (name === "") return null;
  const structured = isCreditorReference(transfer.reference);
  const bic = compact(transfer.bic ?? "");
  const payload = [
    "BCD",
    "002",
    "1",
    "SCT",
    // Optional in version 002; what cannot be one would make apps refuse the code.
    /^[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?$/.test(bic) ? bic : "",
    name,
    compact(transfer.iban),
    `EUR${formatMinor(amountMinor, currency)}`,
    "",
    structured ? compact(transfer.reference) : "",
    // The guideline wants no line after the last one that is used.
    ...(structured ? [] : [line(transfer.reference, 140)]),
  ].join("\n");
  return new TextEncoder().encode(payload).length <= MOST_BYTES ? payload : null;
}

function compact(text: string): string {
  return text.replace(/\s+/g, "").toUpperCase();
}

/** One line of so many characters, cut between characters. */
function line(text: string, most: number): string {
  return Array.from(text.replace(/\s+/g, " ").trim()).slice(0, most).join("").trim();
}
