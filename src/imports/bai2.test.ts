import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { readText } from "../../test/support/read-text.ts";
import bai2 from "./bai2.ts";
import qif from "./qif.ts";

const TEXT = readFileSync(new URL("../../test/samples/bai2/prior-day.bai2", import.meta.url), "utf8");

test("accounts, continuations, funds types; notes move nothing", async () => {
  const { statements, transactions, codes } = await readText(bai2, TEXT);
  expect(codes).toEqual([]);
  expect(statements).toMatchObject([
    { account: "0098121", currency: "USD", opening: { day: "2026-11-22", amountMinor: 10000n }, closing: { amountMinor: 131956n } },
  ]);
  expect(transactions).toMatchObject([
    {
      amountMinor: 123456n,
      value: "2026-11-23",
      bankReference: "B-0001",
      reference: "INV-1044",
      payer: { name: "NORTHWIND INC" },
      code: "165",
      text: "ORIG CO NAME:NORTHWIND INC ORIG ID:123 DESC:INVOICE 1044, THANK YOU",
    },
    { amountMinor: -1500n, reversal: true, text: "RETURNED CHECK 1007", code: "555" },
  ]);
});

test("totals and counts that do not fit are refused", async () => {
  for (const [changed, code] of [
    [TEXT.replace("49,391868,8", "49,391869,8"), "10 bai2-total-differs"],
    [TEXT.replace("49,391868,8", "49,391868,7"), "10 bai2-count-differs"],
    [TEXT.replace("99,391868,1,12/", ""), "13 bai2-trailer-missing"],
    [TEXT.replace("015,131956", "015,131950").replaceAll("391868", "391862"), "3 statement-unbalanced"],
    [TEXT.replace("16,165,", "16,765,"), "5 bai2-type-unknown"],
    [TEXT.replace("16,165,123456", "16,165,1234.56"), "5 bai2-amount-unreadable"],
    [TEXT.replace("02,FIRMLY", "77,FIRMLY"), "2 bai2-record-unknown"],
  ] as const) {
    expect((await readText(bai2, changed)).codes, code).toEqual([code]);
  }
});

test("QIF says what to export instead", async () => {
  expect(qif.recognise(Buffer.from("!Type:Bank\nD23/11/2026\n"), "x.qif")).toBeGreaterThan(0.9);
  expect((await readText(qif, "!Type:Bank\n")).codes).toEqual(["1 qif-not-read"]);
});
