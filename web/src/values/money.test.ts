import fc from "fast-check";
import { expect, test } from "vitest";
import { addAmounts, formatAmountsIn, groupDigits } from "./money.tsx";

test("digits are grouped as text, whatever the size", () => {
  expect(groupDigits("0.00")).toBe("0.00");
  expect(groupDigits("1234.5")).toBe("1,234.5");
  expect(groupDigits("-98765432109876543210.99")).toBe("\u221298,765,432,109,876,543,210.99");
  expect(groupDigits("262500000")).toBe("262,500,000");
});

test("amounts in a sentence of the server are written as on the pages, and nothing else is touched", () => {
  expect(formatAmountsIn("5000.00 GBP is promised, but only 1234567.50 GBP is open there.")).toBe(
    "GBP 5,000.00 is promised, but only GBP 1,234,567.50 is open there.",
  );
  expect(formatAmountsIn('250000 JPY, "-0.50 EUR", 1.250 KWD.')).toBe('JPY 250,000, "EUR \u22120.50", KWD 1.250.');
  const others = "Invoice INV-5000 EUR-2, 2026-05-01 EUR, 12 VAT, 3 letters; --id 4. A16: 1.2.3 EUR";
  expect(formatAmountsIn(others)).toBe(others);
});

test("amounts are added exactly, with the most decimals of any", () => {
  expect(addAmounts([])).toBe("0");
  expect(addAmounts(["0.10", "0.20"])).toBe("0.30");
  expect(addAmounts(["-0.05", "0.01"])).toBe("-0.04");
  expect(addAmounts(["1000", "2500"])).toBe("3500");
  expect(addAmounts(["1.234", "1.1"])).toBe("2.334");
  const cents = fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n });
  const write = (minor: bigint) =>
    `${minor < 0n ? "-" : ""}${String(minor < 0n ? -minor : minor)
      .padStart(3, "0")
      .replace(/(..)$/, ".$1")}`;
  fc.assert(
    fc.property(fc.array(cents, { minLength: 1 }), (minors) => {
      expect(addAmounts(minors.map(write))).toBe(write(minors.reduce((sum, minor) => sum + minor, 0n)));
    }),
  );
});
