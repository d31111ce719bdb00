import fc from "fast-check";
import { expect, test } from "vitest";
import { countSmallSums, subsetSum } from "./subset-sum.ts";

/** All choices, one by one. */
function choices(amounts: readonly bigint[], target: bigint, most: number): number[][] {
  const found: number[][] = [];
  for (let mask = 1; mask < 1 << amounts.length; mask++) {
    const parts = amounts.flatMap((_, place) => ((mask >> place) & 1 ? [place] : []));
    if (parts.length <= most && parts.reduce((sum, place) => sum + amounts[place]!, 0n) === target) found.push(parts);
  }
  return found;
}

const amounts = (least: number, most: number) =>
  fc.array(
    fc
      .integer({ min: -30, max: 120 })
      .filter((each) => each !== 0)
      .map(BigInt),
    { minLength: least, maxLength: most },
  );

test("finds what trying all finds", () => {
  fc.assert(
    fc.property(fc.oneof(amounts(1, 8), amounts(13, 15)), fc.integer({ min: 1, max: 1500 }).map(BigInt), (list, target) => {
      const all = choices(list, target, 8);
      const found = subsetSum(list, target);
      expect(found.kind).toBe(all.length === 0 ? "none" : all.length === 1 ? "unique" : "several");
      if (found.kind === "unique") expect(found.parts).toEqual(all[0]);
    }),
    { numRuns: 60 },
  );
});

test("counts pairs and triples", () => {
  fc.assert(
    fc.property(amounts(1, 9), fc.integer({ min: 1, max: 200 }).map(BigInt), (list, target) => {
      const few = choices(list, target, 3).filter(({ length }) => length > 1).length;
      expect(countSmallSums(list, target)).toBe(Math.min(2, few));
    }),
  );
});

test("of forty amounts it finds the one choice of eight", () => {
  const list = Array.from({ length: 40 }, (_, place) => 2n ** BigInt(place) + 7n);
  const parts = [0, 5, 11, 19, 20, 28, 33, 39];
  const target = parts.reduce((sum, place) => sum + list[place]!, 0n);
  expect(subsetSum(list, target)).toEqual({ kind: "unique", parts });
  expect(subsetSum([...list, 1n], target)).toEqual({ kind: "too-many" });
});
