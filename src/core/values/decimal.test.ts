import fc from "fast-check";
import { expect, it } from "vitest";
import { addDecimals, formatDecimal, parseDecimal } from "./decimal.ts";

it("reads plain decimal text, and nothing else", () => {
  expect(parseDecimal("-0.88")).toEqual({ digits: -88n, scale: 2 });
  for (const wrong of ["", "1,5", "1e3", ".5", "5.", "0x1", "NaN", " 1", "1%"]) expect(parseDecimal(wrong)).toBeNull();
});

it("adds exactly", () => {
  const add = (a: string, b: string) => formatDecimal(addDecimals(parseDecimal(a)!, parseDecimal(b)!), 2);
  expect([add("0.1", "0.2"), add("-0.88", "9"), add("4.75", "8"), add("-0.5", "0.25"), add("1.005", "0")]).toEqual(["0.30", "8.12", "12.75", "-0.25", "1.005"]);
  const digits = fc.integer({ min: -1_000_000, max: 1_000_000 });
  fc.assert(
    fc.property(digits, digits, (a, b) => {
      const text = (value: number) => formatDecimal({ digits: BigInt(value), scale: 3 }, 0);
      expect(add(text(a), text(b))).toBe(formatDecimal({ digits: BigInt(a + b), scale: 3 }, 2));
    }),
  );
});
