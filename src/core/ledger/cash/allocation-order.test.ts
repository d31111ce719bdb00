import fc from "fast-check";
import { expect, test } from "vitest";
import { allocatePart, orderInsideDebt } from "./allocation-order.ts";

test("costs, then interest, then principal, and what is over", () => {
  const order = orderInsideDebt("DE", "2026-11-25")!;
  expect(allocatePart(120n, { costs: 40n, interest: 30n, principal: 500n }, order)).toEqual({ costs: 40n, interest: 30n, principal: 50n, rest: 0n });
  expect(allocatePart(600n, { costs: 40n, interest: 30n, principal: 500n }, order).rest).toBe(30n);
  expect(orderInsideDebt("GB", "2026-11-25")).toBeNull();
  expect(orderInsideDebt("FR", "2016-09-30")).toBeNull();
});

test("nothing is lost, and no part gets more than it is owed", () => {
  const amount = fc.bigInt({ min: 0n, max: 1000n });
  fc.assert(
    fc.property(amount, amount, amount, amount, (money, costs, interest, principal) => {
      const paid = allocatePart(money, { costs, interest, principal }, ["costs", "interest", "principal"]);
      expect(paid.costs + paid.interest + paid.principal + paid.rest).toBe(money);
      expect(paid.costs <= costs && paid.interest <= interest && paid.principal <= principal).toBe(true);
    }),
  );
});
