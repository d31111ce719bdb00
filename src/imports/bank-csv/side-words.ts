import { plainHeading } from "./headings.ts";

const CREDITS = new Set("credit gutschrift haben h accredito credito avere c cr crdt bij abono haber in entrata einnahme kredit k".split(" "));
const DEBITS = new Set("debit belastung soll s addebito debito dare d dr dbit af cargo debe out uscita ausgabe debet db".split(" "));

/** What a bank's word says of an amount without a sign: 1 is a credit of the account; null where it says neither. */
export function sideOf(indicator: string): 1n | -1n | null {
  const word = plainHeading(indicator);
  return CREDITS.has(word) ? 1n : DEBITS.has(word) ? -1n : null;
}
