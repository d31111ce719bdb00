import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { documentKey, documentNumber } from "./document-number.ts";
import { numberKeys } from "./number-keys.ts";
import { referenceKey, referenceKeys } from "./reference-key.ts";
import { transaction } from "./cash.sample.ts";

describe("documentKey", () => {
  test.each([
    ["RE-2026/0417", "2026-417"],
    ["2026/0417", "2026-0417"],
    ["INV100234", "inv 100234"],
    ["INV-0012", "Inv.12"],
    ["1O0234", "100234"],
    ["RE-2026-000417", "RE 2026 417"],
  ])("%s and %s have one key", (a, b) => expect(documentKey(a)).toBe(documentKey(b)));
  test.each([
    ["INV-12", "12"],
    ["A-7", "B-7"],
    ["2026-417", "2026-4170"],
    ["100234", "10023"],
  ])("%s and %s have not", (a, b) => expect(documentKey(a)).not.toBe(documentKey(b)));
  test("is what the number taken apart says, however it is written", () => {
    const number = fc.stringMatching(/^[A-Za-z0O-]{0,6}[0-9/. O]{1,12}[a-zäÖ]{0,2}$/);
    fc.assert(
      fc.property(number, (text) => {
        expect(documentKey(text)).toBe(documentNumber(text).key);
      }),
    );
  });
});

describe("numberKeys", () => {
  const keys = (text: string): readonly string[] => numberKeys(transaction({ text }));
  test.each([
    ["Rechnung Nr. 2026/0417 vom 3.4.2026", "2026/0417"],
    ["RE2026-\n0417", "RE-2026-0417"],
    ["Invoice 100\n0234", "1000234"],
    ["INV 1 0 0 2 3 4", "INV100234"],
    ["inv1OO234 thanks", "INV100234"],
    ["20260417", "2026/0417"],
    ["pay RE100", "RE-100"],
    ["Rechnung 100", "100"],
    ["100234/100235", "100235"],
  ])("%j may name %s", (text, document) => expect(keys(text)).toContain(documentKey(document)));
  test("a short number alone is no key", () => expect(keys("Miete 100")).not.toContain("100"));
  test("any text gives few keys in short time", () => {
    for (const text of ["1 ".repeat(50_000), "O".repeat(100_000), "RF 1 2 O0 ".repeat(10_000), "9".repeat(100_000), "RE-2026-".repeat(12_000)]) {
      expect(keys(text).length).toBeLessThanOrEqual(400);
      expect(referenceKeys(transaction({ text, reference: text })).length).toBeLessThanOrEqual(120);
    }
  });
  test("what was written with blanks or breaks inside is found again", () => {
    const cut = fc.tuple(fc.integer({ min: 100_000, max: 99_999_999 }), fc.integer({ min: 1, max: 4 }), fc.constantFrom(" ", "\n", "-", " - "));
    fc.assert(
      fc.property(cut, ([number, at, by]) => {
        const text = String(number);
        expect(keys(`${text.slice(0, at)}${by}${text.slice(at)}`)).toContain(text);
      }),
    );
  });
});

describe("references", () => {
  test("RF with padding and in groups is one", () => {
    expect(referenceKey("RF18 5390 0754 7034")).toBe("RF18539007547034");
    expect(referenceKey("RF18000539007547034")).toBe("RF18539007547034");
  });
  test("are found inside of a text, whatever follows", () => {
    expect(referenceKeys(transaction({ text: "Ref RF18 5390 0754 7034 danke fuer alles" }))).toContain("RF18539007547034");
    expect(referenceKeys(transaction({ text: "QRR 21 00000 00003 13947 14300 09017 CHF" }))).toContain("210000000003139471430009017");
    expect(referenceKeys(transaction({ text: "Ihr Schreiben K7M2PQ4RXW" }))).toContain("K7M2PQ4RXW");
  });
  test("placeholders are none", () => expect(referenceKey("NOTPROVIDED")).toBe(""));
});
