import fc from "fast-check";
import { expect, test } from "vitest";
import { type WantedCall, withoutCall } from "./allot-calls.ts";

const wanted = fc.uniqueArray(
  fc.record({ account: fc.integer({ min: 1, max: 500 }), pool: fc.constantFrom("c|*", "c|retail", "d|*"), points: fc.integer({ min: -10, max: 60 }) }),
  { selector: ({ account }) => account, maxLength: 60 },
);
const capacity = fc.record({ "c|*": fc.nat(20), "c|retail": fc.nat(20) }).map((limits) => new Map<string, number>(Object.entries(limits)));

test("a pool's calls are never exceeded and never left over, and nobody gets one before somebody with more points", () => {
  fc.assert(
    fc.property(wanted, capacity, (calls: WantedCall[], limits) => {
      const others = withoutCall(calls, limits);
      for (const pool of ["c|*", "c|retail"]) {
        const own = calls.filter((call) => call.pool === pool);
        const kept = own.filter(({ account }) => !others.has(account));
        expect(kept.length).toBe(Math.min(own.length, limits.get(pool)!));
        for (const { points } of kept) for (const other of own) if (others.has(other.account)) expect(points).toBeGreaterThanOrEqual(other.points);
      }
      for (const { account, pool } of calls) if (pool === "d|*") expect(others.has(account)).toBe(false);
    }),
  );
});

test("the order in which the accounts are read changes nothing", () => {
  fc.assert(
    fc.property(wanted, capacity, (calls, limits) => {
      expect(withoutCall([...calls].reverse(), limits)).toEqual(withoutCall(calls, limits));
    }),
  );
});
