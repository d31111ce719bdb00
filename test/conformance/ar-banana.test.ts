import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { importFiles } from "../../src/runs/import-run.ts";
import type { Store } from "../../src/store/database.ts";
import { emptyLedger, viewLedger } from "../support/ledger-view.ts";
import { describeShared } from "../support/shared-data.ts";
import { createTestStore } from "../support/test-store.ts";

const MAP = fileURLToPath(new URL("../../examples/mappings/banana-invoices.json", import.meta.url));
const AS_OF = "2024-02-01";

describeShared("ar-banana-invoices", (open) => {
  const invoices = (file: string) => open(`invoices/tools/test/testcases/invoices_testfiles/${file}`);
  const contacts = open("invoices/tools/test/testcases/contacts_testfiles/contacts.csv");
  let store: Store;
  beforeAll(async () => {
    store = await createTestStore();
  });
  afterAll(() => store.close());
  beforeEach(() => emptyLedger(store));

  test("the newer layout is recognised: rows of one invoice are one document", async () => {
    const report = await importFiles(store, { files: [invoices("invoices_new_format.csv")], asOf: AS_OF });
    expect(report.files).toMatchObject([{ read: 14, new: 7, problems: [] }]);
    expect(await viewLedger(store, AS_OF)).toEqual(["1 CHF: 1 27.40, 6 15.55", "2 CHF: 2 140.20, 4 142.70, 7 2.45", "3 CHF: 3 27.10, 5 29.30"]);
  });

  test("missing items, names and quantities do not matter", async () => {
    const report = await importFiles(store, { files: [invoices("invoices_with_missing_data.csv")], asOf: AS_OF });
    expect(report.files).toMatchObject([{ read: 15, new: 8, problems: [] }]);
    expect(await viewLedger(store, AS_OF)).toEqual(["1 CHF: 1 27.40, 6 15.55", "2 CHF: 2 140.20, 4 142.70, 7 2.45, 8 2.60", "3 CHF: 3 27.10, 5 28.75"]);
  });

  test("the older layout: the sum of the items less the discount, each invoice in its own currency", async () => {
    const report = await importFiles(store, { files: [invoices("invoices.csv"), contacts], map: MAP, asOf: AS_OF });
    expect(report.files).toMatchObject([
      { read: 14, new: 7, problems: [] },
      { read: 4, new: 0, problems: [] },
    ]);
    expect(await viewLedger(store, AS_OF)).toEqual(["1 CHF: 1 25.30, 6 15.00", "2 CHF: 2 129.98, 4 132.50, 7 2.44", "3 EUR: 3 24.97, 5 25.74"]);
    const { rows } = await store.pool.query("select id, name, country, address from debtor order by id");
    expect(rows[0]).toMatchObject({
      id: "1",
      name: "Redford SA",
      country: "US",
      address: { street: "14th Street Cooper Square", postalCode: "10011", city: "New York" },
    });
    expect(rows[1]).toMatchObject({ id: "2", name: "James Johnson", country: "GB" });
  });
});
