import { allocatePart, type DebtPart } from "../ledger/cash/allocation-order.ts";
import { addDays, type Day } from "../values/day.ts";
import { sumMinor } from "../values/money.ts";
import { type InterestRefusal, type InterestRequest, type InterestSegment, lateInterest } from "./interest.ts";

export interface ClaimRequest extends InterestRequest {
  /** Costs of recovery that were owed before the first payment: lump sum, fees. */
  readonly costsMinor: bigint;
  /** In which order a payment goes to the parts of the debt (`orderInsideDebt`). Null: the law gives none, and it goes to the principal first, which asks least. */
  readonly order: readonly DebtPart[] | null;
}

/** What one payment went to, minor units. `rest`: more than was owed. */
export type PaidParts = Readonly<Record<DebtPart, bigint>> & { readonly day: Day; readonly amountMinor: bigint; readonly rest: bigint };

export interface ClaimSheet {
  readonly segments: readonly InterestSegment[];
  readonly payments: readonly PaidParts[];
  /** What is open of each part at the end of the last day. */
  readonly open: Readonly<Record<DebtPart, bigint>>;
  readonly totalMinor: bigint;
}

const LEAST: readonly DebtPart[] = ["principal", "interest", "costs"];

/**
 * The whole claim for one debt: a part payment that names nothing goes to costs, interest and principal in the order of the law, so
 * that it lowers the principal only by what the others leave. Interest never bears interest. Refused as a whole like the interest.
 */
export function claimSheet({ costsMinor, order, ...request }: ClaimRequest): ClaimSheet | InterestRefusal {
  const owed: Record<DebtPart, bigint> = { costs: costsMinor, interest: 0n, principal: request.amountMinor };
  const segments: InterestSegment[] = [];
  const paid: PaidParts[] = [];
  let from = request.from;
  const runTo = (to: Day): InterestRefusal | null => {
    const sheet = lateInterest({ ...request, amountMinor: owed.principal, payments: [], from, to });
    if ("refused" in sheet) return sheet;
    segments.push(...sheet.segments);
    owed.interest += sheet.totalMinor;
    from = addDays(to, 1);
    return null;
  };
  const payments = request.payments.filter(({ day }) => day <= request.to).sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
  for (const { day, amountMinor } of payments) {
    const refusal = runTo(day);
    if (refusal) return refusal;
    const parts = allocatePart(amountMinor, owed, order ?? LEAST);
    for (const part of LEAST) owed[part] -= parts[part];
    paid.push({ ...parts, day, amountMinor });
  }
  const refusal = runTo(request.to);
  return refusal ?? { segments, payments: paid, open: owed, totalMinor: sumMinor(Object.values(owed)) };
}
