import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { readBytes } from "../../test/support/read-bytes.ts";
import cii from "./cii.ts";

const INVOICE = readFileSync(new URL("../../test/samples/cii/invoice.xml", import.meta.url), "utf8");

function withTerms(terms: string): string {
  return INVOICE.replace(/<ram:SpecifiedTradePaymentTerms>[\s\S]*<\/ram:SpecifiedTradePaymentTerms>/, terms);
}

const term = (inside: string) => `<ram:SpecifiedTradePaymentTerms>${inside}</ram:SpecifiedTradePaymentTerms>`;
const dueOn = (day: string) => `<ram:DueDateDateTime><udt:DateTimeString format="102">${day}</udt:DateTimeString></ram:DueDateDateTime>`;

describe("a CII invoice", () => {
  test("of instalments is a document for each, the earliest first", async () => {
    const { documents, debtors, problems } = await readBytes(cii, INVOICE);
    expect(problems).toEqual([]);
    const head = { kind: "invoice", debtor: "4000001234567", document: "F-2026/41", issued: "2026-10-02", currency: "EUR" };
    expect(documents).toMatchObject([
      { ...head, instalment: 1, due: "2026-11-01", amountMinor: 70000n, openMinor: 60000n },
      { ...head, instalment: 2, due: "2026-12-01", amountMinor: 50000n, openMinor: 50000n },
    ]);
    expect(documents[0]!.paymentMeans).toEqual([{ code: "58", iban: "FR7630006000011234567890189", reference: "F-2026/41" }]);
    expect(debtors).toMatchObject([{ name: "Moulin Bleu SA", type: "company", email: "compta@moulin.example", address: { city: "Nantes" } }]);
  });

  test("has discounts that are not its due date", async () => {
    const discount = (inside: string) => `<ram:ApplicableTradePaymentDiscountTerms>${inside}</ram:ApplicableTradePaymentDiscountTerms>`;
    const terms = [
      term(`${dueOn("20261012")}${discount("<ram:CalculationPercent>2.00</ram:CalculationPercent>")}`),
      term(discount('<ram:BasisPeriodMeasure unitCode="DAY">5</ram:BasisPeriodMeasure><ram:ActualDiscountAmount>30.00</ram:ActualDiscountAmount>')),
      term(dueOn("20261101")),
    ];
    const { documents } = await readBytes(cii, withTerms(terms.join("")));
    expect(documents).toMatchObject([
      {
        due: "2026-11-01",
        discounts: [
          { until: "2026-10-12", amountMinor: 2200n },
          { until: "2026-10-07", amountMinor: 3000n },
        ],
      },
    ]);
  });

  test("counts lines below others once, and knows ZUGFeRD 1", async () => {
    const line = (status: string, amount: string) =>
      `<ram:IncludedSupplyChainTradeLineItem><ram:AssociatedDocumentLineDocument><ram:LineStatusReasonCode>${status}</ram:LineStatusReasonCode></ram:AssociatedDocumentLineDocument>` +
      `<ram:SpecifiedLineTradeSettlement><ram:SpecifiedTradeSettlementLineMonetarySummation><ram:LineTotalAmount>${amount}</ram:LineTotalAmount></ram:SpecifiedTradeSettlementLineMonetarySummation></ram:SpecifiedLineTradeSettlement></ram:IncludedSupplyChainTradeLineItem>`;
    const extended = (status: string) => INVOICE.replace("<ram:ApplicableHeaderTradeAgreement>", `${line(status, "7.00")}$&`);
    expect((await readBytes(cii, extended("INFORMATION"))).codes).toEqual([]);
    expect((await readBytes(cii, extended("DETAIL"))).codes).toEqual(["totals-contradict"]);
    const old = INVOICE.replaceAll("CrossIndustryInvoice", "CrossIndustryDocument")
      .replaceAll("rsm:ExchangedDocument>", "rsm:HeaderExchangedDocument>")
      .replaceAll("rsm:SupplyChainTradeTransaction", "rsm:SpecifiedSupplyChainTradeTransaction")
      .replaceAll("ApplicableHeaderTrade", "ApplicableSupplyChainTrade")
      .replaceAll("SpecifiedTradeSettlementHeaderMonetarySummation", "SpecifiedTradeSettlementMonetarySummation");
    expect(cii.recognise(Buffer.from(old), "")).toBeGreaterThan(0.9);
    expect((await readBytes(cii, old)).documents).toMatchObject([{ amountMinor: 70000n }, { amountMinor: 50000n }]);
  });

  test("has in the profile Minimum no place for what is prepaid", async () => {
    const bare = INVOICE.replace(/<ram:TotalPrepaidAmount>.*<\/ram:TotalPrepaidAmount>/, "");
    expect((await readBytes(cii, bare)).codes).toEqual(["totals-contradict"]);
    expect((await readBytes(cii, bare.replace(/urn:cen.*extended/, "urn:factur-x.eu:1p0:minimum"))).documents).toMatchObject([{}, {}]);
  });

  test("that says it is a test is told, and one that is an order is refused", async () => {
    const marked = INVOICE.replace("<rsm:ExchangedDocumentContext>", "$&<ram:TestIndicator><udt:Indicator>true</udt:Indicator></ram:TestIndicator>");
    expect((await readBytes(cii, marked)).problems).toMatchObject([{ code: "test-document", severity: "warning" }]);
    expect((await readBytes(cii, INVOICE.replace(">380<", ">220<"))).codes).toEqual(["not-a-claim"]);
    const order = '<a:SCRDMCCBDACIOMessageStructure xmlns:a="urn:un:unece:uncefact:data:SCRDMCCBDACIOMessageStructure:100"/>';
    expect((await readBytes(cii, order)).codes).toEqual(["order"]);
  });
});
