import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, expect, test } from "vitest";
import { importFiles } from "../../src/runs/import-run.ts";
import type { Store } from "../../src/store/database.ts";
import { describeShared } from "../support/shared-data.ts";
import { createTestStore } from "../support/test-store.ts";

const MAP = fileURLToPath(new URL("../../examples/mappings/etl-accounts.json", import.meta.url));

describeShared("ar-etl-accounts", (open) => {
  let store: Store;
  beforeAll(async () => {
    store = await createTestStore();
  });
  afterAll(() => store.close());

  const rows = (file: string) => parse<Record<string, string>>(readFileSync(open(file)), { columns: true });

  test("every invoice is the sum of its lines", async () => {
    const files = ["accounts.csv", "invoices.csv", "invoice_line_items.csv", "skus.csv"].map(open);
    const report = await importFiles(store, { files, map: MAP, asOf: "2021-04-01" });
    expect(report.files.map(({ read, new: fresh, problems }) => [read, fresh, problems.length])).toEqual([
      [200, 0, 0],
      [10253, 10253, 0],
      [55937, 0, 0],
      [100, 0, 0],
    ]);

    // Exact decimal arithmetic of its own: prices have up to ten places.
    const scaled = (text: string) =>
      BigInt(
        text
          .padEnd(text.includes(".") ? 0 : text.length + 1, ".")
          .split(".")
          .map((part, index) => (index === 0 ? part : part.padEnd(12, "0")))
          .join(""),
      );
    const prices = new Map(rows("skus.csv").map((row) => [row.item_id, scaled(row.item_retail_price!)]));
    const sums = new Map<string, bigint>();
    for (const row of rows("invoice_line_items.csv"))
      sums.set(row.invoice_id!, (sums.get(row.invoice_id!) ?? 0n) + prices.get(row.item_id)! * BigInt(row.quantity!));
    const stored = await store.pool.query<{ document: string; amount: bigint }>("select document, amount from entry where kind = 'invoice'");
    expect(stored.rowCount).toBe(10253);
    for (const { document, amount } of stored.rows) expect(amount).toBe((sums.get(document)! + 5_000_000_000n) / 10_000_000_000n);
  });

  test("addresses keep their lines, and telephone numbers are taken as they are", async () => {
    const { rows: debtors } = await store.pool.query<{ id: string; name: string; phone: string; address: { lines: string[] } }>(
      "select id, name, phone, address from debtor order by id",
    );
    expect(debtors).toHaveLength(200);
    for (const row of rows("accounts.csv")) {
      const debtor = debtors.find(({ id }) => id === row.account_id)!;
      expect([debtor.name, debtor.phone, debtor.address.lines]).toEqual([row.company_name, row.contact_phone, row.company_address!.split("\n")]);
    }
  });
});
