import type { Detail } from "./details.ts";
import { Refusal } from "../refusal/refusal.ts";
import { minorOf } from "./values.ts";

/**
 * What each payment of a bulk booking is worth, credits positive: the first of their amounts whose sum is the booking. Null
 * where no sum is: the booking is then told as one.
 */
export function splitAmounts(
  booking: { readonly amountMinor: bigint; readonly isCredit: boolean },
  details: readonly Detail[],
  currency: string,
): bigint[] | null {
  const kinds = details[0]?.amounts.length ?? 0;
  // Last, whatever amount each of them has: some banks tell a payment in another currency only by its counter value.
  for (let kind = 0; kind <= kinds; kind++) {
    const amounts = details.map((detail) => amountOf(detail, kind === kinds ? null : kind, currency));
    if (amounts.some((amount) => amount === null)) continue;
    // A batch may hold payments of both directions; and some banks write a direction that contradicts the booking.
    for (const isSigned of [true, false]) {
      const signed = details.map(({ direction }, index) =>
        (isSigned && direction !== "" ? direction === "CRDT" : booking.isCredit) ? amounts[index]! : -amounts[index]!,
      );
      if (signed.reduce((sum, amount) => sum + amount, 0n) === booking.amountMinor) return signed;
    }
  }
  return null;
}

function amountOf({ amounts }: Detail, kind: number | null, currency: string): bigint | null {
  for (const [index, amount] of amounts.entries()) {
    if (!amount || (kind !== null && kind !== index) || (amount.currency !== "" && amount.currency !== currency)) continue;
    try {
      return minorOf(amount, currency);
    } catch (error) {
      if (error instanceof Refusal) return null;
      throw error;
    }
  }
  return null;
}
