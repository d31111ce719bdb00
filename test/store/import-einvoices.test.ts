import { mkdtempSync, rmSync, writeFileSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { importFiles } from "../../src/runs/import-run.ts";
import { readFileAlone } from "../../src/runs/read-run.ts";
import type { Store } from "../../src/store/database.ts";
import { emptyLedger, viewLedger } from "../support/ledger-view.ts";
import { createTestStore } from "../support/test-store.ts";

const AS_OF = "2026-11-25";
const sample = (name: string) => fileURLToPath(new URL(`../samples/${name}`, import.meta.url));

describe("e-invoices in the ledger", () => {
  let store: Store;
  let folder: string;
  beforeAll(async () => {
    store = await createTestStore();
    folder = mkdtempSync(join(tmpdir(), "firmly-einvoices-"));
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await store.close();
  });
  beforeEach(() => emptyLedger(store));

  test("are open by what is to be paid, and known when they come again", async () => {
    const files = ["ubl/invoice.xml", "cii/invoice.xml", "fatturapa/signed.xml.p7m"].map(sample);
    const first = await importFiles(store, { files, asOf: AS_OF });
    expect(first).toMatchObject({
      refused: false,
      files: [
        { format: "ubl", read: 1, new: 1 },
        { format: "cii", read: 1, new: 2 },
        { format: "fatturapa", read: 2, new: 3 },
      ],
    });
    const ledger = [
      "4000001234567 EUR: F-2026/41 600.00, F-2026/41 500.00",
      "IT99988877766 EUR: 12/P 520.00, 12/P 500.00, credit-memo 61.00",
      "K-1001 EUR: R-2026-0815 100.00",
    ];
    expect(await viewLedger(store, AS_OF)).toEqual(ledger);
    const again = await importFiles(store, { files: [sample("einvoice-pdf/factur-x.pdf")], asOf: AS_OF });
    expect(again.files).toMatchObject([{ format: "einvoice-pdf", new: 0, known: 2, changed: 0 }]);
    expect(await viewLedger(store, AS_OF)).toEqual(ledger);

    // Known before from elsewhere, the invoice has its copy now: the file as it is.
    const { rows } = await store.pool.query<{ document: string; instalment: number; bytes: Buffer }>(
      `select e.document, e.instalment, d.bytes from invoice_copy c join document d on d.hash = c.hash
       join entry e on e.account_id = c.account_id and e.item = c.item and e.version = 1 order by e.instalment`,
    );
    expect(rows.map(({ document, instalment }) => [document, instalment])).toEqual([
      ["F-2026/41", 1],
      ["F-2026/41", 2],
    ]);
    for (const { bytes } of rows) expect(bytes.equals(readFileSync(sample("einvoice-pdf/factur-x.pdf")))).toBe(true);
  });

  test("in a PDF leave none where the import is only tried", async () => {
    const files = [sample("einvoice-pdf/factur-x.pdf")];
    const copies = async () => (await store.pool.query("select from invoice_copy")).rowCount;
    await importFiles(store, { files, asOf: AS_OF, dryRun: true });
    expect(await copies()).toBe(0);
    await importFiles(store, { files, asOf: AS_OF });
    expect(await copies()).toBe(2);
  });

  test("without a due date are shown, and never stored, not even in part", async () => {
    const path = join(folder, "undated.xml");
    writeFileSync(path, readFileSync(sample("ubl/invoice.xml"), "utf8").replace("30 Tage netto", ""));
    expect(await readFileAlone(path, {})).toMatchObject({
      refused: false,
      entries: [{ document: "R-2026-0815", due: null }],
      problems: [{ code: "due-date-missing" }],
    });
    expect(await importFiles(store, { files: [path], asOf: AS_OF })).toMatchObject({ refused: true, partialHelps: true });
    expect(await importFiles(store, { files: [path], asOf: AS_OF, partial: true })).toMatchObject({ refused: false, files: [{ new: 0, leftOut: 1 }] });
    expect(await viewLedger(store, AS_OF)).toEqual([]);
  });
});
