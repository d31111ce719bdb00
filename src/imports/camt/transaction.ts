import type { ReadTransaction } from "../contract.ts";
import { type Charge, chargedMinor } from "./charges.ts";
import { type Detail, isReturnCode } from "./details.ts";
import type { Booking, BookingContext } from "./entry.ts";
import { otherSide } from "./parties.ts";
import { distinct } from "./remittance.ts";

/** A booking that cannot be split still tells what its payers wrote, up to this many characters. */
const LONGEST_BATCH_TEXT = 4000;
const MOST_BATCH_DOCUMENTS = 200;

/** One payment: a booking with the one payment in it, if it tells any. */
export function singleTransaction(booking: Booking, detail: Detail | null, context: BookingContext): ReadTransaction {
  const code = detail?.code || booking.code;
  const isReversal = booking.isReversal || (detail?.isReturn ?? false) || isReturnCode(code);
  const side = detail && otherSide(detail.sides, booking.isCredit, isReversal, context.account);
  const { references = [], documents = [], text = "" } = detail?.remittance ?? {};
  const [reference = ""] = references.length > 0 ? references : [detail?.endToEnd ?? ""];
  const others = distinct([...references, detail?.endToEnd ?? "", ...(detail?.otherIds ?? [])]).filter((each) => each !== reference);
  return {
    ...common(booking, code, detail && detail.charges.length > 0 ? detail.charges : booking.charges, context),
    line: detail?.line ?? booking.line,
    payer: { ...(side?.name && { name: side.name }), ...(side?.account && { iban: side.account }) },
    ...(side?.ultimate && side.ultimate !== side.name && { ultimatePayer: side.ultimate }),
    ...(reference !== "" && { reference }),
    ...(others.length > 0 && { otherReferences: others }),
    ...(documents.length > 0 && { documents }),
    text: text || detail?.information || booking.information,
    reversal: isReversal,
    ...(detail?.returnReason && { returnReason: detail.returnReason }),
    ...withReference(booking.bankReference || (detail?.bankReference ?? "")),
  };
}

/** A bulk booking whose payments do not add up to it, as one line: whose money it is, nobody can tell from it. */
export function batchTransaction(booking: Booking, details: readonly Detail[], context: BookingContext): ReadTransaction {
  let text = booking.information;
  for (const { remittance, information } of details) {
    if (text.length > LONGEST_BATCH_TEXT) break;
    text = [text, remittance.text || information].filter((part) => part !== "").join(" / ");
  }
  const documents = distinct(details.slice(0, MOST_BATCH_DOCUMENTS).flatMap(({ remittance }) => remittance.documents));
  return {
    ...common(booking, booking.code, booking.charges, context),
    payer: {},
    ...(documents.length > 0 && { documents }),
    text: text.slice(0, LONGEST_BATCH_TEXT),
    reversal: booking.isReversal || isReturnCode(booking.code),
    ...withReference(booking.bankReference),
  };
}

function common(
  booking: Booking,
  code: string,
  charges: readonly Charge[],
  { currency }: BookingContext,
): Pick<ReadTransaction, "line" | "booked" | "amountMinor"> {
  const charged = booking.isCredit ? chargedMinor(charges, currency) : null;
  return {
    line: booking.line,
    booked: booking.booked,
    ...(booking.value && { value: booking.value }),
    amountMinor: booking.amountMinor,
    ...(code !== "" && { code }),
    ...(charged !== null && { chargesMinor: charged }),
  };
}

function withReference(bankReference: string): { readonly bankReference?: string } {
  return bankReference === "" ? {} : { bankReference };
}
