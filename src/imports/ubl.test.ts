import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { readBytes } from "../../test/support/read-bytes.ts";
import ubl from "./ubl.ts";

const sample = (name: string) => readFileSync(new URL(`../../test/samples/ubl/${name}`, import.meta.url), "utf8");
const INVOICE = sample("invoice.xml");

/** The sample with some text replaced; each piece must be there. */
function changed(...replacements: readonly (readonly [string, string])[]): string {
  return replacements.reduce((text, [from, to]) => {
    expect(text).toContain(from);
    return text.replace(from, to);
  }, INVOICE);
}

describe("a UBL invoice", () => {
  test("is a document with its debtor, payment, discount and what is open", async () => {
    const { documents, debtors, problems } = await readBytes(ubl, INVOICE, {}, 100);
    expect(problems).toEqual([]);
    expect(documents).toEqual([
      {
        line: 2,
        kind: "invoice",
        debtor: "K-1001",
        document: "R-2026-0815",
        instalment: 1,
        issued: "2026-10-01",
        due: "2026-10-31",
        dueDerived: true,
        amountMinor: 11900n,
        openMinor: 10000n,
        currency: "EUR",
        paymentMeans: [{ code: "58", iban: "DE89370400440532013000", reference: "RF18539007547034" }],
        discounts: [{ until: "2026-10-11", amountMinor: 200n }],
      },
    ]);
    expect(debtors).toMatchObject([
      {
        id: "K-1001",
        name: "Talhof Maschinenbau AG",
        type: "company",
        country: "DE",
        email: "rechnung@talhof.example",
        contactName: "Kreditorenbuchhaltung",
        phone: "+49 4131 000",
        address: { street: "Am Markt 7", postalCode: "21335", city: "Lüneburg", country: "DE" },
      },
    ]);
  });

  test("is due on its own day before what its terms say", async () => {
    const printed = changed(["</cbc:IssueDate>", "</cbc:IssueDate><cbc:DueDate>2026-11-15</cbc:DueDate>"]);
    const { documents } = await readBytes(ubl, printed);
    expect(documents[0]).toMatchObject({ due: "2026-11-15" });
    expect(documents[0]).not.toHaveProperty("dueDerived");
  });

  test("without any day is shown, takes the creditor's terms, and is no reason to refuse where nothing is open", async () => {
    const bare = changed(["30 Tage netto", "As agreed"]);
    expect(await readBytes(ubl, bare)).toMatchObject({ codes: ["due-date-missing"], documents: [{ due: null, amountMinor: 11900n }] });
    const defaults = { currency: null, termsDays: 14, country: null };
    expect(await readBytes(ubl, bare, { defaults })).toMatchObject({ codes: [], documents: [{ due: "2026-10-15", dueDerived: true }] });
    const paid = bare.replace(/(PrepaidAmount currencyID="EUR">)19.00/, "$1119.00").replace(/(PayableAmount currencyID="EUR">)100.00/, "$10.00");
    expect(await readBytes(ubl, paid)).toMatchObject({ codes: [], documents: [{ due: "2026-10-01", openMinor: 0n }] });
  });

  test("of instalments is a document for each, and what is prepaid is part of the first", async () => {
    const terms = (day: string, amount: string) =>
      `<cac:PaymentTerms><cbc:Amount currencyID="EUR">${amount}</cbc:Amount><cbc:InstallmentDueDate>${day}</cbc:InstallmentDueDate></cac:PaymentTerms>`;
    const split = (a: string, b: string) =>
      changed(["<cac:TaxTotal>", `${terms("2026-12-01", b)}${terms("2026-11-01", a)}<cac:TaxTotal>`]).replace(/#SKONTO.*\n/, "");
    const { documents } = await readBytes(ubl, split("60.00", "40.00"));
    expect(documents).toMatchObject([
      { instalment: 1, due: "2026-11-01", amountMinor: 7900n, openMinor: 6000n },
      { instalment: 2, due: "2026-12-01", amountMinor: 4000n, openMinor: 4000n },
    ]);
    expect((await readBytes(ubl, split("60.00", "30.00"))).codes).toEqual(["instalments-contradict"]);
  });

  test("of a negative total is a credit memo, and a credit note is one that says what it corrects", async () => {
    const negative = INVOICE.replace(/(Amount currencyID="EUR">)(\d)/g, "$1-$2");
    const { documents } = await readBytes(ubl, negative);
    expect(documents).toMatchObject([{ kind: "credit-memo", due: null, amountMinor: 11900n, openMinor: 10000n }]);
    const enveloped = await readBytes(ubl, sample("credit-note-in-envelope.xml"));
    expect(enveloped).toMatchObject({
      problems: [],
      documents: [{ kind: "credit-memo", debtor: "999888777", issued: "2026-10-05", amountMinor: 12500n, currency: "NOK", applies: ["F-70", "F-71"] }],
    });
  });

  test("collected by direct debit says so", async () => {
    const debited = changed([">58<", ">59<"]);
    expect((await readBytes(ubl, debited)).documents).toMatchObject([{ directDebit: true }]);
  });

  test.for([
    ["totals-contradict", ['LineExtensionAmount currencyID="EUR">110.00', 'LineExtensionAmount currencyID="EUR">111.00']],
    ["totals-contradict", ['TaxInclusiveAmount currencyID="EUR">119.00', 'TaxInclusiveAmount currencyID="EUR">119.01']],
    ["totals-contradict", ['PayableAmount currencyID="EUR">100.00', 'PayableAmount currencyID="EUR">119.00']],
    ["currency-contradicts", ['PayableAmount currencyID="EUR"', 'PayableAmount currencyID="USD"']],
    ["amount-unreadable", ['PayableAmount currencyID="EUR">100.00', 'PayableAmount currencyID="EUR">1OO.00']],
    ["document-missing", ["R-2026-0815", " "]],
    ["date-missing", ["<cbc:IssueDate>2026-10-01</cbc:IssueDate>", ""]],
    ["date-unreadable", ["2026-10-01", "2026-02-30"]],
    ["date-unreadable", ["2026-10-01", "0001-01-01"]],
    ["currency-unknown", [">EUR</cbc:DocumentCurrencyCode>", ">EURO</cbc:DocumentCurrencyCode>"]],
    ["not-a-claim", [">380<", ">325<"]],
    ["document-type-unknown", [">380<", ">999<"]],
    ["xml-damaged", ["</Invoice>", ""]],
    ["xml-doctype", ["<Invoice ", '<!DOCTYPE a [<!ENTITY b "c">]><Invoice ']],
  ] as const)("is refused as a whole: %s", async ([code, replacement]) => {
    const { codes, problems, documents } = await readBytes(ubl, changed(replacement));
    expect(documents).toEqual([]);
    expect(codes).toEqual([code]);
    expect(problems[0]!.severity).toBe("fatal");
  });

  test("is recognised by its content, in any encoding", () => {
    expect(ubl.recognise(Buffer.from(INVOICE), "x.txt")).toBeGreaterThan(0.9);
    expect(ubl.recognise(Buffer.from(`\ufeff${INVOICE}`, "utf16le"), "")).toBeGreaterThan(0.9);
    expect(ubl.recognise(Buffer.from(sample("credit-note-in-envelope.xml")), "")).toBeGreaterThan(0.9);
    expect(ubl.recognise(Buffer.from("a;b;c"), "invoice.xml")).toBe(0);
  });
});
