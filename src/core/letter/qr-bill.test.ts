import { describe, expect, test } from "vitest";
import { type QrBillFacts, qrBill } from "./qr-bill.ts";

const facts = (given: Partial<QrBillFacts> = {}): QrBillFacts => ({
  transfer: { holder: "Nordtor Papier AG", iban: "CH93 0076 2011 6238 5295 7", bic: null, bank: null, reference: "RF18539007547034" },
  creditorAddress: { street: "Hauptstrasse 12a", postalCode: "8001", city: "Zürich", country: "CH" },
  debtor: { name: "Hellwasser GmbH", address: { street: "Seestrasse 7", postalCode: "6003", city: "Luzern", country: "CH" }, country: "CH" },
  amountMinor: 194_975n,
  currency: "CHF",
  sentOn: "2026-11-23",
  ...given,
});

describe("the Swiss QR-bill", () => {
  test("line by line", () => {
    const creditor = ["S", "Nordtor Papier AG", "Hauptstrasse", "12a", "8001", "Zürich", "CH"];
    const debtor = ["S", "Hellwasser GmbH", "Seestrasse", "7", "6003", "Luzern", "CH"];
    const expected = [
      "SPC",
      "0200",
      "1",
      "CH9300762011623852957",
      ...creditor,
      ...Array<string>(7).fill(""),
      "1949.75",
      "CHF",
      ...debtor,
      "SCOR",
      "RF18539007547034",
      "",
      "EPD",
    ];
    expect(qrBill(facts())!.payload.split("\n")).toEqual(expected);
  });

  test("a QR-IBAN takes a QR reference only", () => {
    const transfer = { ...facts().transfer, iban: "CH4431999123000889012" };
    expect(qrBill(facts({ transfer }))).toBeNull();
    expect(qrBill(facts({ transfer: { ...transfer, reference: "210000000003139471430009017" } }))!.reference.type).toBe("QRR");
  });

  test("another reference is told in words", () => {
    const bill = qrBill(facts({ transfer: { ...facts().transfer, reference: "A17-2" } }))!;
    expect([bill.reference.type, bill.message]).toEqual(["NON", "A17-2"]);
  });

  test.each([
    ["another currency", { currency: "USD" }],
    ["a sum of nothing", { amountMinor: 0n }],
    ["a sum that is too large", { amountMinor: 100_000_000_000n }],
    ["an account elsewhere", { transfer: { ...facts().transfer, iban: "DE89370400440532013000" } }],
    ["wrong check digits", { transfer: { ...facts().transfer, iban: "CH9300762011623852958" } }],
    ["a creditor without a town", { creditorAddress: { street: "Hauptstrasse 12a", postalCode: "8001", country: "CH" } }],
    ["euros from a debtor elsewhere", { currency: "EUR", debtor: { ...facts().debtor, country: "DE" } }],
    ["a day before the rules", { sentOn: "2025-01-01" as const }],
  ])("none for %s", (_name, given) => expect(qrBill(facts(given))).toBeNull());

  test("euros from a debtor in Liechtenstein", () => expect(qrBill(facts({ currency: "EUR", debtor: { ...facts().debtor, country: "LI" } }))).not.toBeNull());

  test("signs that the code may not hold", () => {
    const named = (name: string) => qrBill(facts({ debtor: { ...facts().debtor, name } }))!.debtor?.name;
    expect(named("Café “Zoë” – Nguyễn & Söhne’s\nBau")).toBe("Café Zoë - Nguyen & Söhne's Bau");
    // Half a name is none: the debtor writes it in by hand.
    expect(named("株式会社 Foo")).toBeUndefined();
    expect(named("x".repeat(90))).toHaveLength(70);
  });
});
