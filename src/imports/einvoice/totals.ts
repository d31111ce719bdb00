import { absolute, type Decimal, minorUnit, showDecimal, sumDecimals } from "./decimal.ts";
import { Refusal } from "../refusal/refusal.ts";

/** An invoice's totals as it states them; null where it does not. */
export interface Totals {
  readonly line: number;
  readonly currency: string;
  /** Net amounts of the lines (BT-131); empty where the format leaves them out (ZUGFeRD Minimum and Basic WL). */
  readonly lineNets: readonly Decimal[];
  /** Tax by rate (BT-117). */
  readonly taxes: readonly Decimal[];
  /** BT-106, BT-107, BT-108, BT-109. */
  readonly lineTotal: Decimal | null;
  readonly allowances: Decimal | null;
  readonly charges: Decimal | null;
  readonly net: Decimal | null;
  /** BT-110, BT-112. */
  readonly tax: Decimal | null;
  readonly total: Decimal | null;
  /** BT-113, BT-114, BT-115; `withheld` is tax that the buyer keeps back (not in EN 16931). */
  readonly prepaid: Decimal | null;
  readonly rounding: Decimal | null;
  readonly withheld: Decimal | null;
  readonly payable: Decimal | null;
}

/**
 * The total and what of it is payable, after the totals were found to agree: EN 16931-1, rules BR-CO-10, 13, 14, 15 and 16.
 * Sums of rounded amounts may be off by half a minor unit for each of them; what is payable is exact.
 * @throws Refusal where they contradict, or where there is no total
 */
export function settleTotals(totals: Totals): { readonly total: Decimal; readonly payable: Decimal } {
  const { lineTotal, net, tax, prepaid, rounding, withheld, payable } = totals;
  const unit = minorUnit(totals.currency);
  const rounded = (count: number) => (unit * BigInt(count)) / 2n;
  if (lineTotal !== null && totals.lineNets.length > 0)
    agree(totals, "the lines", sumDecimals(totals.lineNets), "the sum of the lines", lineTotal, rounded(totals.lineNets.length));
  if (lineTotal !== null && net !== null)
    agree(totals, "the lines less allowances plus charges", lineTotal - (totals.allowances ?? 0n) + (totals.charges ?? 0n), "the net total", net, 0n);
  if (tax !== null && totals.taxes.length > 0) agree(totals, "the tax by rate", sumDecimals(totals.taxes), "the tax total", tax, rounded(totals.taxes.length));
  const stated = totals.total;
  // Outside of EN 16931 the total may have been rounded already, and the rounding is told beside it (the examples of UBL 2.1).
  const isRounded = stated !== null && net !== null && tax !== null && !!rounding && stated === net + tax + rounding;
  if (stated !== null && net !== null && tax !== null && !isRounded) agree(totals, "net and tax", net + tax, "the total", stated, 0n);
  const less = (prepaid ?? 0n) + (withheld ?? 0n) - (isRounded ? 0n : (rounding ?? 0n));
  const total = stated ?? (payable === null ? null : payable + less);
  if (total === null) throw new Refusal("amount-missing", totals.line, "The document has no total. Check it where it was made, and export it again.");
  if (payable !== null) agree(totals, "the total less what is prepaid, plus rounding,", total - less, "the payable amount", payable, 0n);
  return { total, payable: payable ?? total - less };
}

function agree(totals: Totals, whatIs: string, is: Decimal, whatSays: string, says: Decimal, tolerance: Decimal): void {
  if (absolute(is - says) <= tolerance) return;
  throw new Refusal(
    "totals-contradict",
    totals.line,
    `The document contradicts itself: ${whatIs} make ${showDecimal(is)}, and ${whatSays} says ${showDecimal(says)}. Check it where it was made, and export it again.`,
  );
}
