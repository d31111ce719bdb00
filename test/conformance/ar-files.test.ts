import { readdirSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "csv-parse/sync";
import { expect } from "vitest";
import { addDays, type Day, daysBetween } from "../../src/core/values/day.ts";
import type { ReadDocument } from "../../src/imports/contract.ts";
import { mappingOf, readMapping } from "../../src/imports/csv/mapping.ts";
import { readSheet } from "../../src/imports/xlsx/sheet.ts";
import { openWorkbook } from "../../src/imports/xlsx/workbook.ts";
import { openFiles } from "../../src/runs/import-files.ts";
import { conformFiles, type Verdict } from "../support/conformance-table.ts";
import { readWhole, sourceAt, type WholeRead } from "../support/read-format.ts";

/** Reads a file as an import does: by the format that recognises it. */
async function readAs(path: string, format: string, map?: string): Promise<WholeRead> {
  const [opened] = await openFiles({ files: [path] });
  expect(opened!.format.name).toBe(format);
  const mapping = map && readMapping(readFileSync(fileURLToPath(new URL(`../../examples/mappings/${map}.json`, import.meta.url)), "utf8"), map);
  const companions = readdirSync(dirname(path)).map((name) => sourceAt(`${dirname(path)}/${name}`));
  return readWhole(opened!.format, opened!.source, { companions, ...(mapping && { mapping: mappingOf(mapping, opened!.source.name) }) });
}

function refusedWith({ problems, documents }: WholeRead, code: string): Verdict {
  expect(problems).toMatchObject([{ code, severity: "fatal" }]);
  expect(problems[0]!.message.length).toBeGreaterThan(60);
  expect(documents).toEqual([]);
  return "refused";
}

function errorsOf({ problems }: WholeRead): unknown[] {
  return problems.filter(({ severity }) => severity !== "warning");
}

const sum = (documents: readonly ReadDocument[]) => documents.reduce((total, { amountMinor }) => total + amountMinor, 0n);
const cents = (text: string) => BigInt(Math.round(Number(text) * 100));
const rowsOf = (path: string) => parse<Record<string, string>>(readFileSync(path), { columns: true, bom: true });

for (const folder of ["ar-ibm-late-payments", "ar-ibm-with-missing"]) {
  conformFiles(
    "csv",
    folder,
    (name) => name.endsWith(".csv"),
    async (path) => {
      const stated = rowsOf(path);
      const read = await readAs(path, "csv", "ibm-late-payments");
      expect(read.problems).toEqual([]);
      expect(read.documents.map(({ document }) => document)).toEqual(stated.map(({ invoiceNumber }) => invoiceNumber));
      expect(sum(read.documents)).toBe(stated.reduce((total, row) => total + cents(row.InvoiceAmount!), 0n));
      return "read";
    },
  );
}

conformFiles(
  "csv",
  "ar-etl-accounts",
  (name) => name.endsWith(".csv"),
  async (path, name) => {
    if (name === "invoices.csv") {
      const read = await readAs(path, "csv", "etl-accounts");
      expect(errorsOf(read)).toEqual([]);
      expect(read.documents.map(({ document }) => document)).toEqual(rowsOf(path).map(({ invoice_id }) => invoice_id));
      return "read";
    }
    const read = await readAs(path, "csv");
    // The lines and the price list only serve the invoices.
    if (name !== "accounts.csv") return refusedWith(read, "heading-unknown");
    expect(errorsOf(read)).toEqual([]);
    expect(read.debtors.map(({ id }) => id)).toEqual(rowsOf(path).map(({ account_id }) => account_id));
    return "read";
  },
);

conformFiles(
  "csv",
  "ar-banana-invoices",
  (name) => name.endsWith(".csv"),
  async (path, name) => {
    const file = name.split("/").at(-1)!;
    const read = await readAs(path, "csv", file === "invoices.csv" ? "banana-invoices" : undefined);
    if (file === "items.csv") return refusedWith(read, "heading-unknown");
    expect(errorsOf(read)).toEqual([]);
    const stated = rowsOf(path);
    if (file === "contacts.csv") expect(read.debtors.map(({ id }) => id)).toEqual(stated.map(({ Number: number }) => number));
    else
      expect([...new Set(read.documents.map(({ document }) => document))].sort()).toEqual(
        [...new Set(stated.map(({ InvoiceNumber }) => InvoiceNumber))].sort(),
      );
    return "read";
  },
);

conformFiles(
  "jsonl",
  "ar-banana-invoices",
  (name) => name.endsWith(".json"),
  async (path) => refusedWith(await readAs(path, "jsonl"), "json-not-a-ledger"),
);

interface Deal {
  readonly invoice_number: string;
  readonly bill_to: string;
  readonly invoice_amount: number;
  readonly currency: string;
  readonly issue_date: string;
  readonly due_date: string;
  readonly repaid_date: string | null;
}

conformFiles(
  "jsonl",
  "ar-factoring-ledger-il",
  (name) => name.endsWith(".json"),
  async (path) => {
    const { deals, payments } = JSON.parse(readFileSync(path, "utf8")) as {
      deals: Deal[];
      payments: { reference: string; amount: number; received_date: string }[];
    };
    const read = await readAs(path, "jsonl", "factoring-ledger");
    expect(errorsOf(read)).toEqual([]);
    const of = (kind: ReadDocument["kind"]) => read.documents.filter((document) => document.kind === kind);
    expect(
      of("invoice").map(({ debtor, document, issued, due, amountMinor, currency, settledOn }) => [
        debtor,
        document,
        issued,
        due,
        amountMinor,
        currency,
        settledOn,
      ]),
    ).toEqual(
      deals.map((deal) => [
        deal.bill_to,
        deal.invoice_number,
        deal.issue_date,
        deal.due_date,
        BigInt(deal.invoice_amount) * 100n,
        deal.currency,
        deal.repaid_date,
      ]),
    );
    expect(of("payment").map(({ applies, issued, amountMinor }) => [applies, issued, amountMinor])).toEqual(
      payments.map(({ reference, received_date, amount }) => [[reference], received_date, BigInt(amount) * 100n]),
    );
    return "read";
  },
);

/** The span of days overdue by which the workbook sorts. */
function bucket(daysLate: number): string {
  return daysLate <= 0 ? "Current" : daysLate <= 30 ? "1-30" : daysLate <= 60 ? "31-60" : daysLate <= 90 ? "61-90" : "90+";
}

conformFiles(
  "xlsx",
  "ar-factoring-ledger-il",
  (name) => name.endsWith(".xlsx"),
  async (path) => {
    const read = await readAs(path, "xlsx");
    expect(errorsOf(read)).toEqual([]);
    expect(read.mode).toBe("snapshot");
    const book = await openWorkbook(sourceAt(path));
    const stated: (readonly string[])[] = [];
    for await (const rows of readSheet(book.sheets.find(({ name }) => name === "Aging Report")!, book)) stated.push(...rows.map(({ cells }) => cells));
    const asOf = stated.find(([text]) => text === "As of:")![1] as Day;
    const at = stated.findIndex(([text]) => text === "Customer");
    const headings = stated[at]!;
    const customers = stated.slice(
      at + 1,
      stated.findIndex(([text]) => text!.startsWith("Total")),
    );
    expect(asOf).toBe(addDays("1899-12-30", 46_219));
    for (const row of customers) {
      const sums = new Map(headings.slice(1).map((heading) => [heading, 0n]));
      for (const { debtor, due, amountMinor } of read.documents) {
        if (debtor !== row[0]) continue;
        for (const name of [bucket(daysBetween(due!, asOf)), "Total"]) sums.set(name, sums.get(name)! + amountMinor);
      }
      expect([...sums.values()], row[0]).toEqual(row.slice(1).map((text) => BigInt(text) * 100n));
    }
    expect(new Set(read.documents.map(({ debtor }) => debtor)).size).toBe(customers.length);
    return "read";
  },
);
