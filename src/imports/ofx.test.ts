import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { readText } from "../../test/support/read-text.ts";
import ofx from "./ofx.ts";

const sample = (name: string) => readFileSync(new URL(`../../test/samples/ofx/${name}`, import.meta.url), "utf8");

test("SGML: elements need no end, the day is the one that is written", async () => {
  const { statements, transactions, codes } = await readText(ofx, sample("sgml.ofx"));
  expect(codes).toEqual([]);
  expect(statements).toMatchObject([{ account: "098-121", currency: "USD", closing: { day: "2026-11-23", amountMinor: 130056n } }]);
  expect(transactions).toMatchObject([
    {
      booked: "2026-11-22",
      amountMinor: 123456n,
      payer: { name: "NORTHWIND & CO" },
      text: "NORTHWIND & CO INV 1044 < 30 days",
      bankReference: "F1",
      code: "CREDIT",
      reversal: false,
    },
    { booked: "2026-11-23", amountMinor: -3400n, otherReferences: ["1007"] },
  ]);
});

test("XML: a card account, with CDATA and an empty element", async () => {
  const { statements, transactions, codes } = await readText(ofx, sample("xml.ofx"));
  expect(codes).toEqual([]);
  expect(statements).toMatchObject([{ account: "4000000000000000", currency: "EUR", closing: { amountMinor: -1250n } }]);
  expect(transactions).toMatchObject([{ amountMinor: -1250n, payer: { name: "Café & Co" } }]);
});

test("what is damaged, or no statement, is refused with its reason", async () => {
  const text = sample("sgml.ofx");
  for (const [changed, code] of [
    [text.slice(0, 700), "ofx-damaged"],
    [text.replace("<DTPOSTED>20261123<", "<DTPOSTED>20261131<"), "ofx-date-unreadable"],
    [text.replace("-34.00", "$34"), "ofx-amount-unreadable"],
    [text.replace("+1234,56", "-1234,56"), "ofx-sign-contradicts"],
    [text.replace("<CURDEF>USD", "<CURDEF>"), "currency-missing"],
    [text.replace("<BALAMT>1300.56", "<BALAMT>"), "ofx-balance-missing"],
    [text.replace("<CODE>0<SEVERITY>INFO", "<CODE>15500<SEVERITY>ERROR<MESSAGE>wrong password"), "ofx-sign-on-failed"],
    [text.replace(/<BANKMSGSRSV1>.*<\/BANKMSGSRSV1>/s, ""), "ofx-no-statement"],
    [text.replace(/<BANKMSGSRSV1>.*<\/BANKMSGSRSV1>/s, "<INVSTMTMSGSRSV1><INVSTMTTRNRS><X>1</INVSTMTTRNRS></INVSTMTMSGSRSV1>"), "ofx-investment"],
  ] as const) {
    expect(
      (await readText(ofx, changed)).problems.map((problem) => problem.code),
      code,
    ).toEqual([code]);
  }
});
