import { describe, expect, test } from "vitest";
import { transaction } from "./cash.sample.ts";
import { type CashReturn, matchReturn, type PostedPayment } from "./match-return.ts";

const payment = (item: number, given: Partial<PostedPayment> = {}): PostedPayment => ({
  item,
  account: item,
  currency: "EUR",
  amountMinor: 10_000n,
  bookedOn: "2026-11-10",
  reference: null,
  otherReferences: [],
  payerName: "Adler Bau GmbH",
  payerIban: "DE89370400440532013000",
  documents: ["INV100234"],
  ...given,
});
const returned = (given: Partial<CashReturn> = {}): CashReturn => ({ ...transaction(given), returnReason: "AC04", ...given });

describe("a payment that came back", () => {
  test("is known by its reference", () => {
    const match = matchReturn(returned({ otherReferences: ["E2E-4711-88"] }), [payment(1, { otherReferences: ["E2E471188"] }), payment(2)]);
    expect(match).toMatchObject({ kind: "post", posting: { payment: 1, evidence: { shares: ["reference"] } } });
  });
  test("is known by payer or document where only one payment has that amount", () => {
    expect(matchReturn(returned({ payerIban: "DE89370400440532013000" }), [payment(1)])).toMatchObject({ kind: "post", posting: { payment: 1 } });
    expect(matchReturn(returned({ text: "Rueckgabe INV 100234" }), [payment(1), payment(2, { documents: ["INV100999"] })])).toMatchObject({ kind: "post" });
  });
  test("is proposed where two may be meant, or by its amount alone", () => {
    const both = matchReturn(returned({ payerIban: "DE89370400440532013000" }), [payment(1), payment(2)]);
    expect(both).toMatchObject({ kind: "propose", proposals: [{ evidence: { doubts: ["not-unique"] } }, {}] });
    expect(matchReturn(returned(), [payment(1)])).toMatchObject({ kind: "propose", proposals: [{ evidence: { doubts: ["amount-only"] } }] });
  });
  test("came before it went, with its amount, charges of the bank aside", () => {
    const own = { payerIban: "DE89370400440532013000" };
    expect(matchReturn(returned(own), [payment(1, { bookedOn: "2026-11-26" })]).kind).toBe("none");
    expect(matchReturn(returned({ ...own, amountMinor: 10_350n }), [payment(1)]).kind).toBe("none");
    expect(matchReturn(returned({ ...own, amountMinor: 10_350n, chargesMinor: 350n }), [payment(1)]).kind).toBe("post");
    expect(matchReturn(returned({ ...own, declined: [1] }), [payment(1)]).kind).toBe("propose");
  });
});
