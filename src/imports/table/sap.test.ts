import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { codesOf, lineOf, readWhole, sourceOf } from "../../../test/support/read-format.ts";
import { writeWorkbook } from "../../../test/support/workbook.ts";
import csv from "../csv.ts";
import xlsx from "../xlsx.ts";

function sampleText(name: string): string {
  return readFileSync(new URL(`../../../test/samples/csv/${name}`, import.meta.url), "utf8");
}

test("a list between bars: customers above their items, headings on every page, subtotals, a minus behind the amount", async () => {
  const read = await readWhole(csv, sourceOf(sampleText("sap-bars.txt"), "list.txt"));
  expect(codesOf(read)).toEqual(["16 special-ledger-left-out warning"]);
  expect(read).toMatchObject({ mode: "snapshot", rows: 7 });
  expect(read.documents.map(lineOf)).toEqual([
    "12 invoice 1000417 0090001201 2026-09-02 2026-10-02 1190.00 EUR",
    "13 invoice 1000417 0090001255 2026-10-14 2026-11-13 12305.75 EUR",
    "14 payment 1000417 1400000044 2026-11-05 - 190.00 EUR",
    // A down payment is the customer's money.
    "15 payment 1000417 1500000003 2026-11-05 - 500.00 EUR",
    "32 invoice 1000533 0090001300 2026-10-20 2026-11-19 714.00 EUR",
    "33 credit-memo 1000533 0090001311 2026-11-03 - 119.00 EUR",
    // What a payment fell short by is owed.
    "34 invoice 1000533 KA-0312 2026-11-09 2026-11-09 12.50 EUR",
  ]);
  expect(read.debtors).toMatchObject([
    { id: "1000417", name: "Sägewerk Hinterfeld KG" },
    { id: "1000533", name: "Möbelhaus Tannwald GmbH" },
  ]);
});

const SPREADSHEET = [
  "2 invoice 1000417 90001201 2026-09-02 2026-10-02 1190.00 GBP settled 2026-10-05",
  "3 payment 1000417 1400000044 2026-10-05 - 1190.00 open 0.00 GBP",
  "4 invoice 1000417 90001402 2026-10-14 2026-11-13 250.00 GBP",
  "5 invoice 1000533 90001404 2026-10-20 2026-11-19 80.40 EUR",
];

test("a spreadsheet export: what has a clearing document is settled on its day, in the document's own currency", async () => {
  const text = sampleText("sap-spreadsheet.tsv");
  for (const read of [
    await readWhole(csv, sourceOf(text, "list.tsv")),
    await readWhole(csv, sourceOf(Buffer.from(`\ufeff${text}`, "utf16le"), "list.xls")),
    await readWhole(xlsx, sourceOf(writeWorkbook({ sheets: [{ name: "Sheet1", rows: text.split("\n").map((line) => line.split("\t")) }] }), "list.xlsx")),
  ]) {
    expect(codesOf(read)).toEqual([]);
    expect(read.mode).toBe("movements");
    expect(read.documents.map(lineOf)).toEqual(SPREADSHEET);
  }
});

describe("the headings of other languages", () => {
  test.each([
    [
      "it",
      "Cliente;Nome;Numero documento;Riferimento;Tipo doc.;Data documento;Scadenza netta;Importo in divisa documento;Divisa doc.;Doc. pareggio;Data pareggio;Attribuzione",
    ],
    [
      "fr",
      "Client;Nom;Numéro de pièce;Référence;Type de pièce;Date de pièce;Échéance nette;Montant en devise pièce;Devise;Pièce de rapprochement;Date de rapprochement;Affectation",
    ],
    [
      "es",
      "Cliente;Nombre;Nº documento;Referencia;Clase doc.;Fecha documento;Vencimiento neto;Importe en moneda doc.;Moneda;Doc.compensación;Fecha compensación;Asignación",
    ],
    [
      "de",
      "Debitor;Name 1;Belegnummer;Referenz;Belegart;Belegdatum;Nettofälligkeit;Betrag in Belegwährung;Belegwährung;Ausgleichsbeleg;Ausgleichsdatum;Zuordnung",
    ],
    [
      "en",
      "Customer;Customer Name;Document Number;Reference;Document Type;Document Date;Net due date;Amount in doc. curr.;Curr.;Clearing Document;Clearing date;Assignment",
    ],
  ])("%s", async (_language, headings) => {
    const rows =
      "1000417;Heron;1800000012;R-12;RV;02.09.2026;02.10.2026;1.190,00;CHF;;00.00.0000;x\n1000417;Heron;1900000001;R-13;DG;14.10.2026;14.10.2026;90,00-;CHF;1900000001;15.10.2026;y\n";
    const read = await readWhole(csv, sourceOf(`${headings}\n${rows}`, "a.csv"));
    expect(codesOf(read)).toEqual([]);
    expect(read.mode).toBe("movements");
    expect(read.documents.map(lineOf)).toEqual([
      "2 invoice 1000417 R-12 2026-09-02 2026-10-02 1190.00 CHF",
      "3 credit-memo 1000417 R-13 2026-10-14 - 90.00 open 0.00 CHF",
    ]);
    expect(csv.recognise(Buffer.from(`${headings}\n${rows}`), "a.csv")).toBe(0.9);
  });
});

test("a text with a bar in it cannot be read, and says so", async () => {
  const text = sampleText("sap-bars.txt").replace("|0090001255        |1800000031", "|00900|1255        |1800000031");
  const read = await readWhole(csv, sourceOf(text, "list.txt"));
  expect(codesOf(read)).toContain("13 ragged-row");
});

test("a short list: sums whose bars are merged are no items", async () => {
  const text = [
    "Debitor        10001",
    "|St|Zuordnung |Belegnr   |Art|Belegdatum|Nettofäll.|   Betr. in HW|HWähr|Ausgl.bel.|",
    "|  |X         |1800000017|RV |01.10.2026|31.10.2026|      1.190,00|EUR  |          |",
    "|  |X         |1600000018|DG |02.10.2026|02.10.2026|       119,00-|EUR  |          |",
    "|* |                                             |      1.071,00|EUR  |          |",
  ].join("\n");
  const read = await readWhole(csv, sourceOf(text, "list.txt"));
  expect(codesOf(read)).toEqual([]);
  expect(read.documents.map(lineOf)).toEqual([
    "3 invoice 10001 1800000017 2026-10-01 2026-10-31 1190.00 EUR",
    "4 credit-memo 10001 1600000018 2026-10-02 - 119.00 EUR",
  ]);
});
