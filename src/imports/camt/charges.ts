import { allAt, at, textAt } from "../xml/element.ts";
import type { XmlElement } from "../xml/parse.ts";
import { Refusal } from "../refusal/refusal.ts";
import { minorOf, type WrittenAmount, writtenAmount } from "./values.ts";

/** What a bank charged, or gave back, within an amount. */
export interface Charge {
  readonly amount: WrittenAmount;
  readonly isCredit: boolean;
}

/**
 * The charges that were taken off within an amount; those that are booked on their own (`ChrgInclInd` false) are not among
 * them. Versions 2 and 3 repeat `Chrgs`, later ones have records in one.
 */
export function readCharges(elements: readonly XmlElement[]): Charge[] {
  return elements.flatMap((element) => {
    const records = allAt(element, "Rcrd");
    if (records.length > 0) return records.filter((record) => !isApart(record)).flatMap((record) => chargeOf(record, at(record, "Amt")));
    return isApart(element) ? [] : chargeOf(element, at(element, "Amt") ?? at(element, "TtlChrgsAndTaxAmt"));
  });
}

function isApart(record: XmlElement): boolean {
  return /^(?:false|0)$/.test(textAt(record, "ChrgInclInd"));
}

function chargeOf(owner: XmlElement, element: XmlElement | null): Charge[] {
  const amount = writtenAmount(element);
  return amount ? [{ amount, isCredit: textAt(owner, "CdtDbtInd") === "CRDT" }] : [];
}

/** Their sum in minor units of a currency; null where there are none, or none in this currency, or where they are a gift. */
export function chargedMinor(charges: readonly Charge[], currency: string): bigint | null {
  let sum = 0n;
  for (const { amount, isCredit } of charges) {
    if (amount.currency !== "" && amount.currency !== currency) return null;
    try {
      const minor = minorOf(amount, currency);
      sum += isCredit ? -minor : minor;
    } catch (error) {
      // Charges are a hint for matching: what cannot be read of them is no reason to refuse a statement that adds up.
      if (error instanceof Refusal) return null;
      throw error;
    }
  }
  return sum > 0n ? sum : null;
}
