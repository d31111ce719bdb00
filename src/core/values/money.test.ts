import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { exponentOf, formatMinor, parseMinor } from "./money.ts";

const currency = fc.constantFrom("EUR", "JPY", "KWD", "CLF", "XXX");

describe("money", () => {
  it("writes major units by the currency's exponent", () => {
    expect(formatMinor(123450n, "EUR")).toBe("1234.50");
    expect(formatMinor(5n, "EUR")).toBe("0.05");
    expect(formatMinor(-5n, "EUR")).toBe("-0.05");
    expect(formatMinor(1234n, "JPY")).toBe("1234");
    expect(formatMinor(1234n, "KWD")).toBe("1.234");
  });

  it("reads back what it wrote, for any amount and currency", () => {
    fc.assert(fc.property(fc.bigInt(), currency, (minor, code) => parseMinor(formatMinor(minor, code), code) === minor));
  });

  it("never rounds: what is finer than the minor unit is refused, trailing zeros are not", () => {
    expect(parseMinor("1.239", "EUR")).toBeNull();
    expect(parseMinor("1.2300", "EUR")).toBe(123n);
    expect(parseMinor("1.5", "JPY")).toBeNull();
    for (const text of ["", "1,5", "1e5", " 1", "0x10", "--1", "NaN"]) expect(parseMinor(text, "EUR")).toBeNull();
  });

  it("keeps every digit of an amount beyond the safe integers", () => {
    expect(exponentOf("EUR")).toBe(2);
    expect(parseMinor("90071992547409931.27", "EUR")).toBe(9007199254740993127n);
  });
});
