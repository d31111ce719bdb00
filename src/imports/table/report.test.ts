import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { type Cell, writeWorkbook } from "../../../test/support/workbook.ts";
import { codesOf, lineOf, readWhole, sourceOf, type WholeRead } from "../../../test/support/read-format.ts";
import csv from "../csv.ts";
import xlsx from "../xlsx.ts";

function sampleText(name: string): string {
  return readFileSync(new URL(`../../../test/samples/csv/${name}`, import.meta.url), "utf8");
}

/** The same list as a sheet: amounts are numbers, as accounting programs write them into workbooks. */
function asSheet(text: string): Buffer {
  const rows = text.split("\n").map((line) =>
    [...line.matchAll(/("[^"]*"|[^,]*)(?:,|$)/g)].slice(0, -1).map(([, cell = ""]): Cell => {
      const bare = cell.replaceAll('"', "");
      const plain = bare.replace(/^\$/, "").replaceAll(",", "");
      return bare === "" ? null : /^-?\d+\.\d{2}$/.test(plain) ? { number: String(Number(plain)) } : bare;
    }),
  );
  return writeWorkbook({ sheets: [{ name: "Sheet1", rows }] });
}

const LISTS: [string, string[]][] = [
  [
    "quickbooks-ageing-detail.csv",
    [
      "7 invoice Amberly Bird Sanctuary 1021 2026-07-02 2026-08-01 459.00 open 239.00 EUR",
      "8 credit-memo Total Fencing LLC 1022 2026-07-09 - 40.00 EUR",
      "11 invoice Total Fencing LLC 1040 2026-10-14 2026-11-13 1287.50 EUR",
      "12 payment Amberly Bird Sanctuary - 2026-11-02 - 100.00 EUR",
    ],
  ],
  [
    "quickbooks-open-invoices.csv",
    [
      "7 invoice Amberly Bird Sanctuary 1021 2026-07-02 2026-08-01 239.00 EUR",
      "10 invoice Total Fencing LLC 1040 2026-10-14 2026-11-13 1287.50 EUR",
      "11 invoice Total Fencing LLC 1044 2026-10-20 2026-11-19 75.00 EUR",
    ],
  ],
  [
    "xero-aged-receivables-detail.csv",
    [
      "9 invoice Abbot Furniture INV-0001 2026-10-10 2026-10-20 1150.00 EUR",
      "10 invoice Abbot Furniture INV-0009 2026-11-01 2026-12-01 60.00 EUR",
      "14 invoice Basket Case INV-0002 2026-08-03 2026-09-02 914.55 EUR",
      "15 credit-memo Basket Case CN-0003 2026-11-04 - 14.55 EUR",
    ],
  ],
  [
    "odoo-aged-receivable.csv",
    [
      "3 invoice Azurite Interiors INV/2026/00012 2026-10-01 2026-10-31 1200.00 EUR",
      "4 invoice Azurite Interiors INV/2026/00007 2026-08-01 2026-08-31 104.20 USD",
      "7 invoice Deckhand Ltd INV/2026/00020 2026-11-10 2026-12-10 50.00 EUR",
    ],
  ],
];

test.each(LISTS)("%s is a snapshot of its documents, as text and as a sheet", async (name, lines) => {
  const check = (read: WholeRead) => {
    expect(read.problems.filter(({ code }) => code !== "text-left-out")).toEqual([]);
    expect(read.mode).toBe("snapshot");
    expect(read.documents.map(lineOf)).toEqual(lines);
    expect(read.rows).toBe(lines.length);
  };
  const text = sampleText(name);
  check(await readWhole(csv, sourceOf(text, name)));
  check(await readWhole(xlsx, sourceOf(asSheet(text), "list.xlsx")));
});

test.each(["quickbooks-ageing-summary.csv", "xero-aged-receivables-summary.csv"])("%s has no documents, and says which report has", async (name) => {
  const read = await readWhole(csv, sourceOf(sampleText(name), name));
  expect(codesOf(read)).toEqual(["5 ageing-summary fatal"]);
  expect(read.problems[0]!.message).toContain("Aged Receivables Detail");
  expect(codesOf(await readWhole(xlsx, sourceOf(asSheet(sampleText(name)), "x.xlsx")))).toEqual(["5 ageing-summary fatal"]);
});

test("a list that is titled as one of open items is a snapshot, and its total is no row of it", async () => {
  const name = "open-items-german.csv";
  const read = await readWhole(csv, sourceOf(sampleText(name), name));
  expect(codesOf(read)).toEqual([]);
  expect(read).toMatchObject({ mode: "snapshot", rows: 2, ledger: true });
  expect(read.documents.map(lineOf)).toContain("4 invoice 10007 RE-2026-0811 2026-09-03 2026-10-03 1249.90 EUR");
  expect(read.layout).toMatchObject({ headingLine: 3, columns: { "Kundennr.": "debtor", Offen: "open" } });
  const asMovements = await readWhole(csv, sourceOf(sampleText(name), name), { mapping: { mode: "movements" } });
  expect(asMovements.mode).toBe("movements");
});

test("customers whose names begin like a total are customers", async () => {
  const text = `Open Invoices\n,Date,Num,Due Date,Open Balance\nTotal Energy Partners,,,,\n,10/14/2026,7,11/13/2026,12.00\nTotal for Total Energy Partners,,,,12.00\n3M Fittings,,,,\n,10/15/2026,8,11/14/2026,13.00\nTOTAL,,,,25.00\n`;
  const read = await readWhole(csv, sourceOf(text, "x.csv"));
  expect(codesOf(read)).toEqual([]);
  expect(read.documents.map(({ debtor, document }) => `${debtor} ${document}`)).toEqual(["Total Energy Partners 7", "3M Fittings 8"]);
});

test("a row that is cut off is no remark, and a row without a day is no total", async () => {
  const head = "debtor,document,issued,due,amount\nC1,I-1,2026-10-01,2026-10-31,5.00\n";
  expect(codesOf(await readWhole(csv, sourceOf(`${head}C1`, "x.csv")))).toEqual(["3 ragged-row"]);
  expect(codesOf(await readWhole(csv, sourceOf(`${head}C1,I-2,,2026-10-31,5.00\n`, "x.csv")))).toEqual(["3 date-missing"]);
  expect(codesOf(await readWhole(csv, sourceOf(`${head}Total,,,,5.00\n`, "x.csv")))).toEqual([]);
});

test("a customer whose documents are folded away is a problem: they would count as settled", async () => {
  const folded = sampleText("odoo-aged-receivable.csv").replace(/^INV\/2026\/00020.*\n/m, "");
  const read = await readWhole(csv, sourceOf(folded, "x.csv"));
  expect(codesOf(read)).toEqual(["6 group-folded"]);
  expect(read.documents).toHaveLength(2);
});

test("QuickBooks Desktop: spans of days stand above the rows, customers in them", async () => {
  const text = `Brightwater Garden Supplies\nA/R Aging Detail\nAs of November 25, 2026\n,Type,Date,Num,P. O. #,Name,Terms,Due Date,Aging,Open Balance\nCurrent,,,,,,,,,\n,Invoice,11/10/2026,71,,Heron Quay:Warehouse,Net 30,12/10/2026,,"1,250.00"\nTotal Current,,,,,,,,,"1,250.00"\n1 - 30,,,,,,,,,\n,Invoice,10/01/2026,60,77,Heron Quay,Net 30,10/31/2026,25,80.10\n,Payment,11/20/2026,,,Heron Quay,,,,-30.00\nTotal 1 - 30,,,,,,,,,50.10\n> 90,,,,,,,,,\nTotal > 90,,,,,,,,,\nTOTAL,,,,,,,,,"1,300.10"\n`;
  const read = await readWhole(csv, sourceOf(text, "x.csv"));
  expect(codesOf(read)).toEqual([]);
  expect(read.mode).toBe("snapshot");
  expect(read.documents.map(lineOf)).toEqual([
    "6 invoice Heron Quay:Warehouse 71 2026-11-10 2026-12-10 1250.00 EUR",
    "9 invoice Heron Quay 60 2026-10-01 2026-10-31 80.10 EUR",
    "10 payment Heron Quay - 2026-11-20 - 30.00 EUR",
  ]);
});

test("Odoo: the report's own line above the customers, and days only where the invoice stands", async () => {
  const text = `,Invoice Date,Due Date,Not due on 11/25/2026,1 - 30,31 - 60,61 - 90,91 - 120,Older,Total\nAged Receivable,,,0,12.00,0,0,0,0,12.00\nAzurite,,,0,12.00,0,0,0,0,12.00\nINV/1,10/01/2026,10/31/2026,,12.00,,,,,12.00\n`;
  const read = await readWhole(csv, sourceOf(text, "x.csv"));
  expect(codesOf(read)).toEqual([]);
  expect(read.documents.map(lineOf)).toEqual(["4 invoice Azurite INV/1 2026-10-01 2026-10-31 12.00 EUR"]);
});

test("a sum below the rows of each customer is no item, and a customer whose name begins like one is", async () => {
  const text = [
    "Kunde;Belegnr;Belegdatum;Fällig;Betrag;Währung",
    "Nordwind;1;13.03.2026;12.04.2026;10,00;EUR",
    "Summe Nordwind;;;;10,00;",
    "Summe & Co;2;13.03.2026;12.04.2026;20,00;EUR",
    "Gesamtsumme;;;;30,00;",
  ].join("\n");
  const read = await readWhole(csv, sourceOf(text, "list.csv"));
  expect(codesOf(read)).toEqual([]);
  expect(read.documents.map(lineOf)).toEqual([
    "2 invoice Nordwind 1 2026-03-13 2026-04-12 10.00 EUR",
    "4 invoice Summe & Co 2 2026-03-13 2026-04-12 20.00 EUR",
  ]);
});
