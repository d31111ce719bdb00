import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, expect, test } from "vitest";
import { daysBetween, type Day } from "../../src/core/values/day.ts";
import { importFiles } from "../../src/runs/import-run.ts";
import type { Store } from "../../src/store/database.ts";
import { emptyLedger } from "../support/ledger-view.ts";
import { describeShared } from "../support/shared-data.ts";
import { createTestStore } from "../support/test-store.ts";

const MAP = fileURLToPath(new URL("../../examples/mappings/ibm-late-payments.json", import.meta.url));

describeShared("ar-ibm-late-payments", (open) => {
  const paid = open("WA_Fn-UseC_-Accounts-Receivable.csv");
  const withMissing = open("../ar-ibm-with-missing/WA_Fn-UseC_-Accounts-Receivable_with_missing.csv");
  let store: Store;
  beforeAll(async () => {
    store = await createTestStore();
  });
  afterAll(() => store.close());

  test("all 2,466 invoices are read and settled, with the days late and to settle that the file states", async () => {
    await emptyLedger(store);
    const report = await importFiles(store, { files: [paid], map: MAP, asOf: "2014-03-01" });
    expect(report.files).toMatchObject([{ format: "csv", read: 2466, new: 2466, known: 0, changed: 0, problems: [] }]);
    const { rows } = await store.pool.query<{ document: string; issued: Day; due: Day; settled: Day; amount: bigint; paid: bigint }>(
      `select d.document, d.issued, d.due, d.amount, p.happened_on as settled, p.amount as paid from entry d join entry p on p.target = d.item and p.kind = 'allocation' where d.kind = 'invoice'`,
    );
    const stored = new Map(rows.map((row) => [row.document, row]));
    const stated = parse<Record<string, string>>(readFileSync(paid), { columns: true });
    let late = 0;
    for (const row of stated) {
      const { issued, due, settled, amount, paid: money } = stored.get(row.invoiceNumber!)!;
      expect(daysBetween(issued, due)).toBe(30);
      expect(daysBetween(issued, settled)).toBe(Number(row.DaysToSettle));
      expect(Math.max(0, daysBetween(due, settled))).toBe(Number(row.DaysLate));
      expect(Number(amount)).toBe(Math.round(Number(row.InvoiceAmount) * 100));
      expect(money).toBe(amount);
      if (settled > due) late++;
    }
    expect([stored.size, late]).toEqual([2466, 877]);
    expect((await store.pool.query("select 1 from debtor")).rowCount).toBe(100);
  });

  test("the set with missing values adds 120 invoices and changes none", async () => {
    await emptyLedger(store);
    await importFiles(store, { files: [paid], map: MAP, asOf: "2014-03-01" });
    const report = await importFiles(store, { files: [withMissing], map: MAP, asOf: "2014-03-02" });
    expect(report.files).toMatchObject([{ read: 2586, new: 120, known: 2466, changed: 0, problems: [] }]);
  });

  test("without the mapping, one problem says that the currency is missing, and --currency mends it", async () => {
    await emptyLedger(store);
    const report = await importFiles(store, { files: [paid], asOf: "2014-03-01" });
    expect(report.files[0]!.problems.map(({ line, code }) => [line, code])).toEqual([[1, "currency-missing"]]);
    const mended = await importFiles(store, { files: [paid], currency: "USD", asOf: "2014-03-01" });
    expect(mended.files).toMatchObject([{ new: 2466, problems: [] }]);
  });
});
