import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nearestName } from "./nearest-name.ts";

describe("nearestName", () => {
  it("finds what was meant", () => {
    const known = ["timeZone", "language", "termsDays", "bankAccounts"];
    expect(nearestName("timezone", known)).toBe("timeZone");
    expect(nearestName("bankAcounts", known)).toBe("bankAccounts");
    expect(nearestName("terms_days", known)).toBe("termsDays");
    expect(nearestName("salesperson", known)).toBeNull();
    expect(nearestName("x".repeat(100_000), known)).toBeNull();
  });

  it("finds a known name itself, and a known name with one letter lost", () => {
    const words = fc.uniqueArray(fc.stringMatching(/^[a-z]{6,12}$/), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(words, fc.nat(), fc.nat(), (known, pick, cut) => {
        const name = known[pick % known.length]!;
        expect(nearestName(name, known)).toBe(name);
        const at = cut % name.length;
        expect(nearestName(name.slice(0, at) + name.slice(at + 1), known)).not.toBeNull();
      }),
    );
  });
});
