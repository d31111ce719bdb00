import type { Day } from "../values/day.ts";
import { formatMinor } from "../values/money.ts";
import type { PostalAddress } from "../values/party.ts";
import { isCreditorReference, isQrIban, isQrReference, isSwissIban } from "../values/reference.ts";
import type { TransferDetails } from "./elements.ts";

/**
 * The rules that a Swiss QR-bill is made by, from the day on which they hold. Addresses are structured (type S) in all of
 * them. Source: Swiss Implementation Guidelines QR-bill, six-group.com. What version 2.4 changes for euros could not be
 * checked: bills in euros are made for debtors in Switzerland and Liechtenstein only, all others get the code of SEPA.
 */
export const QR_BILL_RULES: readonly {
  readonly version: string;
  readonly from: Day;
  readonly currencies: readonly string[];
  readonly verifiedAt: Day | null;
}[] = [{ version: "2.3", from: "2025-11-22", currencies: ["CHF", "EUR"], verifiedAt: "2026-11-23" }];

export interface QrBillParty {
  readonly name: string;
  readonly street: string;
  readonly number: string;
  readonly postalCode: string;
  readonly town: string;
  readonly country: string;
}

/** A payment part with receipt, as values; `payload` is what its code says. */
export interface QrBill {
  readonly iban: string;
  readonly creditor: QrBillParty;
  /** Null: to be written in by hand. */
  readonly debtor: QrBillParty | null;
  /** "1949.75" */
  readonly amount: string;
  readonly currency: string;
  readonly reference: { readonly type: "QRR" | "SCOR" | "NON"; readonly text: string };
  readonly message: string;
  readonly payload: string;
}

export interface QrBillFacts {
  readonly transfer: TransferDetails;
  readonly creditorAddress: PostalAddress | null;
  readonly debtor: { readonly name: string; readonly address: PostalAddress | null; readonly country: string | null };
  readonly amountMinor: bigint;
  readonly currency: string;
  readonly sentOn: Day;
}

const MOST_MINOR = 99_999_999_999n;

/**
 * The QR-bill of a payment to a Swiss or Liechtenstein account. Null where there can be none: another currency or account,
 * an amount outside of 0.01 to 999,999,999.99, or a creditor without a whole address.
 */
export function qrBill({ transfer, creditorAddress, debtor, amountMinor, currency, sentOn }: QrBillFacts): QrBill | null {
  const rules = QR_BILL_RULES.findLast(({ from }) => from <= sentOn);
  if (!rules?.currencies.includes(currency) || !isSwissIban(transfer.iban) || amountMinor < 1n || amountMinor > MOST_MINOR) return null;
  const isAtHome = ["CH", "LI"].includes(debtor.country ?? debtor.address?.country ?? "");
  if (currency === "EUR" && !isAtHome && !isQrIban(transfer.iban)) return null;
  const creditor = partyOf(transfer.holder, creditorAddress, null);
  const reference = referenceOf(transfer);
  if (!creditor || !reference) return null;
  const parts = {
    iban: transfer.iban.replace(/\s+/g, "").toUpperCase(),
    creditor,
    debtor: partyOf(debtor.name, debtor.address, debtor.country),
    amount: formatMinor(amountMinor, currency),
    currency,
    reference,
    message: reference.type === "NON" ? fit(transfer.reference, 140) : "",
  };
  return { ...parts, payload: payloadOf(parts) };
}

/** A QR-IBAN wants a QR reference and nothing else does; a reference of no known form is told in words. */
function referenceOf({ iban, reference }: TransferDetails): QrBill["reference"] | null {
  const text = reference.replace(/\s+/g, "").toUpperCase();
  if (isQrIban(iban)) return isQrReference(reference) ? { type: "QRR", text } : null;
  return isCreditorReference(reference) ? { type: "SCOR", text } : { type: "NON", text: "" };
}

function payloadOf({ iban, creditor, debtor, amount, currency, reference, message }: Omit<QrBill, "payload">): string {
  const lines = (party: QrBillParty | null): string[] =>
    party ? ["S", party.name, party.street, party.number, party.postalCode, party.town, party.country] : ["", "", "", "", "", "", ""];
  const ultimateCreditor = lines(null);
  return [
    "SPC",
    "0200",
    "1",
    iban,
    ...lines(creditor),
    ...ultimateCreditor,
    amount,
    currency,
    ...lines(debtor),
    reference.type,
    reference.text,
    message,
    "EPD",
  ].join("\n");
}

/** Null where name, postcode, town or country is missing: the rules want all of them. */
function partyOf(name: string, address: PostalAddress | null, country: string | null): QrBillParty | null {
  const where = (address?.country ?? country ?? "").toUpperCase();
  const { street, number } = splitStreet(fit(address?.street ?? "", 86));
  const party = {
    name: fit(name, 70),
    street: fit(street, 70),
    number: fit(number, 16),
    postalCode: fit(address?.postalCode ?? "", 16),
    town: fit(address?.city ?? "", 35),
    country: where,
  };
  return party.name && party.postalCode && party.town && /^[A-Z]{2}$/.test(where) ? party : null;
}

/** "Hauptstrasse 12a": the number has a field of its own, where it can be told apart. */
function splitStreet(street: string): { readonly street: string; readonly number: string } {
  const found = /^(\S.*[^\d\s,].*?),? (\d+(?: ?[a-zA-Z])?(?:[-/]\d+[a-zA-Z]?)?)$/.exec(street);
  return found ? { street: found[1]!, number: found[2]! } : { street, number: "" };
}

/** What the code may hold: Latin letters up to U+017F, the Romanian ones and the euro sign. Others lose their accents. */
const FOREIGN = /[^\x20-\x7E\u00A0-\u017F\u0218-\u021B\u20AC]/gu;

/** Stands for a letter of another script while it is looked at. */
const LOST = "\uFFFF";

function fit(text: string, most: number): string {
  const plain = text
    .normalize("NFC")
    .replace(/\s+/g, " ")
    .replace(/[\u2018\u2019]/g, "'")
    .replace(/[\u2010-\u2015]/g, "-")
    .replace(FOREIGN, (sign) => sign.normalize("NFKD").replace(FOREIGN, "") || (/[\p{L}\p{N}]/u.test(sign) ? LOST : ""))
    .replace(/\s+/g, " ")
    .trim();
  // Half a name is none: it is left out, and where it is needed, written in by hand.
  if (plain.includes(LOST)) return "";
  return /[\p{L}\p{N}]/u.test(plain) ? Array.from(plain).slice(0, most).join("").trim() : "";
}
