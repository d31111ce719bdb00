import { expect, test } from "vitest";
import { cleanReference, creditorReferenceIn, ibanOf, isQrReference, otherReferences, returnReasonIn } from "./references.ts";

test("placeholders are no references", () => {
  for (const text of ["NONREF", "NOT PROVIDED", "notprovided", "EREF+", "0000", " ", undefined]) expect(cleanReference(text)).toBeUndefined();
  expect(cleanReference("  INV  1044 ")).toBe("INV 1044");
  expect(otherReferences("A", "A", "NONREF", "B", undefined, "B")).toEqual(["B"]);
  expect(otherReferences("A", "A")).toBeUndefined();
});

test("a creditor reference in a text is told by its check digits", () => {
  expect(isQrReference("210000000003139471430009017")).toBe(true);
  expect(isQrReference("210000000003139471430009018")).toBe(false);
  expect(creditorReferenceIn("Zahlung 21 00000 00003 13947 14300 09017 danke")).toBe("210000000003139471430009017");
  expect(creditorReferenceIn("ref RF18 5390 0754 7034 thanks")).toBe("RF18539007547034");
  expect(creditorReferenceIn("RF19539007547034")).toBeUndefined();
  expect(creditorReferenceIn("RF18539007547034 and 210000000003139471430009017")).toBeUndefined();
});

test("accounts: an IBAN with blanks, and a Polish one without its country", () => {
  expect(ibanOf("nl91 abna 0417 1643 00")).toBe("NL91ABNA0417164300");
  expect(ibanOf("61109010140000071219812874")).toBe("PL61109010140000071219812874");
  expect(ibanOf("61109010140000071219812875")).toBeUndefined();
});

test("reasons of returns", () => {
  expect(returnReasonIn("SVWZ+RETURN MS03 RE 1044")).toBe("MS03");
  expect(returnReasonIn("MS0300")).toBeUndefined();
});
