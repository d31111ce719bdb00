import type { PaymentMeans } from "../contract.ts";
import { given } from "./text.ts";

/** UNTDID 4461: direct debit, SEPA direct debit. */
const DIRECT_DEBITS = new Set(["49", "59"]);

/** The creditor collects it by itself: every way of payment that is told is a direct debit. */
export function isDirectDebit(means: readonly PaymentMeans[]): boolean {
  return means.length > 0 && means.every(({ code }) => DIRECT_DEBITS.has(code));
}

/** A way to pay; the account has no blanks. Undefined where nothing is told of it. */
export function paymentMeans(code: string, account: string, reference: string): PaymentMeans[] {
  const iban = given(account)?.replace(/\s+/g, "");
  const quoted = given(reference);
  const known = given(code) ?? "";
  if (known === "" && !iban && !quoted) return [];
  return [{ code: known, ...(iban && { iban: /^[a-z]{2}\d{2}/i.test(iban) ? iban.toUpperCase() : iban }), ...(quoted && { reference: quoted }) }];
}

/** The same way of payment told twice is one. */
export function distinctMeans(means: readonly PaymentMeans[]): PaymentMeans[] {
  return [...new Map(means.map((each) => [JSON.stringify([each.code, each.iban, each.reference]), each])).values()];
}
