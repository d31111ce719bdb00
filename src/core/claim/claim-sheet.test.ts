import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { orderInsideDebt } from "../ledger/cash/allocation-order.ts";
import { sampleLaw, withOneSource } from "./claim.sample.ts";
import { type ClaimRequest, type ClaimSheet, claimSheet } from "./claim-sheet.ts";
import { lateInterest } from "./interest.ts";

const request: ClaimRequest = {
  law: sampleLaw(),
  due: "2025-05-15",
  amountMinor: 1_000_000n,
  costsMinor: 4_000n,
  payments: [{ day: "2025-07-31", amountMinor: 500_000n }],
  order: orderInsideDebt("DE", "2025-07-31"),
  from: null,
  to: "2025-07-31",
};

function sheet(more: Partial<ClaimRequest> = {}): ClaimSheet {
  const answer = claimSheet({ ...request, ...more });
  if ("refused" in answer) throw new Error(answer.detail);
  return answer;
}

describe("claimSheet", () => {
  it("gives a part payment to costs, interest and principal, in the order of BGB section 367", () => {
    const { payments, open, totalMinor } = sheet();
    expect(payments).toEqual([{ day: "2025-07-31", amountMinor: 500_000n, costs: 4_000n, interest: 22_925n, principal: 473_075n, rest: 0n }]);
    expect(open).toEqual({ costs: 0n, interest: 0n, principal: 526_925n });
    expect(totalMinor).toBe(526_925n);
  });

  it("lets interest run on from the day after, on the principal alone", () => {
    const { segments, open } = sheet({ to: "2025-08-31" });
    expect(segments.at(-1)).toMatchObject({ from: "2025-08-01", to: "2025-08-31", principalMinor: 526_925n, amountMinor: 4_596n });
    expect(open.interest).toBe(4_596n);
  });

  it("takes the principal first where the law has no order", () => {
    expect(orderInsideDebt("GB", "2025-07-31")).toBeNull();
    expect(sheet({ order: null }).open).toEqual({ costs: 4_000n, interest: 22_925n, principal: 500_000n });
  });

  it("tells what was paid too much, and is refused as a whole", () => {
    expect(sheet({ payments: [{ day: "2025-06-30", amountMinor: 1_100_000n }] }).payments[0]!.rest).toBe(81_797n);
    const law = sampleLaw({ rows: withOneSource("2025-07-01") });
    expect(claimSheet({ ...request, law })).toMatchObject({ refused: "rate-one-source" });
    expect(claimSheet({ ...request, to: "2027-01-31" })).toMatchObject({ refused: "rate-missing" });
  });

  it("loses nothing: what is open and what was paid is what was owed", () => {
    const payments = fc.array(
      fc.record({
        day: fc.constantFrom("2025-05-10" as const, "2025-06-01" as const, "2025-06-01" as const, "2026-02-03" as const),
        amountMinor: fc.bigInt({ min: 1n, max: 400_000n }),
      }),
      { maxLength: 5 },
    );
    fc.assert(
      fc.property(payments, fc.constantFrom(request.order, null), (paid, order) => {
        const { segments, payments: parts, totalMinor } = sheet({ payments: paid, order, to: "2026-08-31" });
        const interest = segments.reduce((total, { amountMinor }) => total + amountMinor, 0n);
        const used = parts.reduce((total, { amountMinor, rest }) => total + amountMinor - rest, 0n);
        expect(totalMinor + used).toBe(request.amountMinor + request.costsMinor + interest);
        // The order of the law leaves more principal than a payment that goes to it alone.
        const alone = lateInterest({ ...request, payments: paid, to: "2026-08-31" });
        if (order !== null && !("refused" in alone)) expect(interest >= alone.totalMinor - BigInt(paid.length)).toBe(true);
      }),
    );
  });
});
