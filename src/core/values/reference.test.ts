import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  creditorReference,
  groupByFour,
  isCreditorReference,
  isIban,
  isQrIban,
  isQrReference,
  letterReferences,
  printedReference,
  qrReference,
} from "./reference.ts";

describe("IBAN (ISO 13616)", () => {
  test.each(["DE89370400440532013000", "CH9300762011623852957", "GB33 BUKB 2020 1555 5555 55", "gb33bukb20201555555555"])("%s is right", (iban) =>
    expect(isIban(iban)).toBe(true),
  );
  test.each(["DE89370400440532013001", "DE8937040044", "", "12345678", "XX00"])("%s is not", (iban) => expect(isIban(iban)).toBe(false));
  test("a changed digit is always found", () => {
    fc.assert(
      fc.property(fc.nat({ max: 19 }), fc.integer({ min: 1, max: 9 }), (place, by) => {
        const iban = "DE89370400440532013000";
        const digit = (Number(iban[place + 2]) + by) % 10;
        return !isIban(iban.slice(0, place + 2) + digit + iban.slice(place + 3));
      }),
    );
  });
});

describe("creditor reference (ISO 11649)", () => {
  test("the standard's example", () => expect(creditorReference("539007547034")).toBe("RF18539007547034"));
  test("is always right and never longer than 25", () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1, maxLength: 60 }).filter((id) => /[a-z0-9]/i.test(id)),
        (id) => {
          const reference = creditorReference(id);
          expect(isCreditorReference(reference)).toBe(true);
          expect(reference.length).toBeLessThanOrEqual(25);
        },
      ),
    );
  });
  test("two long ids give two references", () => {
    expect(creditorReference("0192b3c4-aaaa-7bbb-8ccc-0123456789ab")).not.toBe(creditorReference("0192b3c4-aaaa-7bbb-8ccc-0123456789ac"));
  });
  test("an id without letters or digits is refused", () => expect(() => creditorReference("--")).toThrow(/letter or digit/));
  test("wrong check digits are found", () => expect(isCreditorReference("RF19539007547034")).toBe(false));
});

test("groups of four", () => expect(groupByFour("RF18539007547034")).toBe("RF18 5390 0754 7034"));

describe("Swiss QR reference", () => {
  test("the check digit of the standard's example", () => {
    expect(isQrReference("21 00000 00003 13947 14300 09017")).toBe(true);
    expect(isQrReference("210000000003139471430009018")).toBe(false);
  });
  test("of an id is right, 27 digits, and its own", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Z][A-Z2-9]{9,15}$/), fc.stringMatching(/^[A-Z][A-Z2-9]{9,15}$/), (a, b) => {
        expect(isQrReference(qrReference(a))).toBe(true);
        return a === b || qrReference(a) !== qrReference(b);
      }),
    );
  });
  test("belongs to QR-IBANs", () => {
    expect(["CH4431999123000889012", "CH9300762011623852957", "DE89370400440532013000"].map(isQrIban)).toEqual([true, false, false]);
  });
  test("is printed as two and five times five digits", () => expect(printedReference("210000000003139471430009017")).toBe("21 00000 00003 13947 14300 09017"));
  test("a letter's id in all its forms", () => expect(letterReferences("LABCDEF2345")).toEqual(["LABCDEF2345", "RF69LABCDEF2345", qrReference("LABCDEF2345")]));
});
