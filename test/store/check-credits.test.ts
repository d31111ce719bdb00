import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { importFiles } from "../../src/runs/import-run.ts";
import { checkRules, RULES } from "../../src/store/check-rules.ts";
import type { Store } from "../../src/store/database.ts";
import { inTransaction } from "../../src/store/transaction.ts";
import { createTestStore } from "../support/test-store.ts";

let store: Store;
let folder: string;
beforeAll(async () => {
  store = await createTestStore();
  folder = mkdtempSync(join(tmpdir(), "firmly-credits-"));
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await store.close();
});

const faults = (): Promise<string[]> => inTransaction(store, async (client) => (await checkRules(client, RULES)).faults.map(({ code }) => code));

test("a credit that has paid more than it is worth is found", async () => {
  const path = join(folder, "ledger.csv");
  writeFileSync(
    path,
    "type,debtor,document,issued,due,amount,currency,applies\ninvoice,C1,I1,2026-10-01,2026-10-31,100,EUR,\npayment,C1,P1,2026-11-02,,100,EUR,I1\n",
  );
  await importFiles(store, { files: [path], asOf: "2026-11-10" });
  expect(await faults()).toEqual([]);
  await store.pool.query("update entry set amount = 6000 where kind = 'payment'");
  expect(await faults()).toEqual(["credit-overused"]);
});
