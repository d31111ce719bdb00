import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { ImportSource, ReadOptions } from "../contract.ts";
import csv from "../csv.ts";
import { headingsKey, proposeMapping } from "./propose-mapping.ts";

const OPTIONS: ReadOptions = { defaults: { currency: "EUR", termsDays: null, country: null } };

function sourceOf(text: string | Buffer, name = "list.csv"): ImportSource {
  return {
    name,
    open: async function* () {
      yield Buffer.from(text as string);
    },
  };
}

const LIST =
  "Kto;Firma;Beleg;Datum;Fällig;Betrag;Vermerk\n4711;Lindner Holzbau;R-1;03.04.2026;03.05.2026;1.249,90;x\n4711;Lindner Holzbau;R-2;14.04.2026;;12,00;\n";

test("a table is proposed with its fields, its first rows and what is wrong with them", async () => {
  const proposal = await proposeMapping(sourceOf(LIST), OPTIONS);
  if ("problem" in proposal) throw new Error(proposal.problem.message);
  expect(proposal.mapping).toEqual({
    mode: "movements",
    columns: { Kto: "debtor", Firma: "name", Beleg: "document", Datum: "issued", Fällig: "due", Betrag: "amount", Vermerk: null },
    dateOrder: "dmy",
    decimal: ",",
  });
  expect(proposal.columns.find(({ heading }) => heading === "Fällig")!.confidence).toBeGreaterThan(0.9);
  expect(proposal.rows.map(({ line, cells }) => [line, cells[2]])).toEqual([
    [2, "R-1"],
    [3, "R-2"],
  ]);
  expect(proposal.rows[0]!.read.documents).toMatchObject([{ document: "R-1", due: "2026-05-03", amountMinor: 124990n }]);
  expect(proposal.rows[1]!.read.problems).toMatchObject([{ line: 3, code: "due-date-missing" }]);
});

test("what is proposed reads the file as it was proposed", async () => {
  for (const name of ["quickbooks-ageing-detail.csv", "xero-aged-receivables-detail.csv", "odoo-aged-receivable.csv", "sap-bars.txt", "sap-spreadsheet.tsv"]) {
    const source = sourceOf(readFileSync(new URL(`../../../test/samples/csv/${name}`, import.meta.url)), name);
    const proposal = await proposeMapping(source, OPTIONS);
    if ("problem" in proposal) throw new Error(`${name}: ${proposal.problem.message}`);
    const read = async (options: ReadOptions) => {
      const { mode, batches } = await csv.read(source, options);
      const documents = [];
      for await (const batch of batches) documents.push(...batch.documents);
      return { mode, documents };
    };
    expect(await read({ ...OPTIONS, mapping: proposal.mapping }), name).toEqual(await read(OPTIONS));
  }
});

test("headings are the same whatever their case and blanks, and others are not", () => {
  expect(headingsKey(["Kunden-Nr.", "Betrag", ""])).toBe(headingsKey([" kundennr", "BETRAG"]));
  expect(headingsKey(["a", "b"])).not.toBe(headingsKey(["b", "a"]));
  expect(headingsKey(["a|b"])).not.toBe(headingsKey(["a", "b"]));
});
