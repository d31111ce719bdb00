import { expect, test } from "vitest";
import { codesOf, lineOf, readWhole, sourceOf } from "../../../test/support/read-format.ts";
import csv from "../csv.ts";

async function linesOf(...rows: string[]): Promise<{ lines: string[]; codes: string[] }> {
  const read = await readWhole(csv, sourceOf(rows.join("\n"), "list.csv"));
  return { lines: read.documents.map(lineOf), codes: codesOf(read) };
}

test.for([
  ["Betrag;S/H", "1.190,00;S", "119,00;H"],
  ["Betrag;Soll/Haben", "1.190,00;Soll", "-119,00;Haben"],
  ["Soll;Haben", "1.190,00;", ";119,00"],
  ["Betrag Soll;Betrag Haben", "1.190,00;0,00", "0,00;119,00"],
  ["Soll;Haben", "1.190,00;", ";-119,00"],
  // A running balance is no amount of an item.
  ["Soll;Haben;Saldo", "1.190,00;;5.190,00", ";119,00;5.071,00"],
])("what stands on the side of credits is no invoice: %s, %s, %s", async ([headings, debit, credit]) => {
  const { lines, codes } = await linesOf(
    `Konto;Beleg;Datum;Fällig;Währung;${headings}`,
    `10001;RE17;01.10.2026;31.10.2026;EUR;${debit}`,
    `10001;GS18;13.10.2026;;EUR;${credit}`,
  );
  expect(codes).toEqual([]);
  expect(lines).toEqual(["2 invoice 10001 RE17 2026-10-01 2026-10-31 1190.00 EUR", "3 credit-memo 10001 GS18 2026-10-13 - 119.00 EUR"]);
});

test("Italian, with what is open beside it", async () => {
  const { lines, codes } = await linesOf(
    "Codice cliente;Cliente;Numero documento;Data documento;Scadenza;Dare;Avere;Residuo;Divisa",
    "45;Bar Sport;1/A;01/10/2026;31/10/2026;1.220,00;;20,00;EUR",
    "45;Bar Sport;2/A;13/10/2026;;;122,00;122,00;EUR",
    "Totale;;;;;1.220,00;122,00;;",
  );
  expect(codes).toEqual([]);
  expect(lines[0]).toBe("2 invoice 45 1/A 2026-10-01 2026-10-31 1220.00 open 20.00 EUR");
  expect(lines[1]).toContain("3 credit-memo 45 2/A 2026-10-13 - 122.00");
});

test("a row on both sides is told, and not added up", async () => {
  const { lines, codes } = await linesOf("Customer,Document No,Date,Due date,Debit,Credit,Currency", "A,1,2026-10-13,2026-10-31,1190.00,500.00,EUR");
  expect(lines).toEqual([]);
  expect(codes).toEqual(["2 bad-amount"]);
});
