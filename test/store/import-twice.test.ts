import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Day } from "../../src/core/values/day.ts";
import { importFiles } from "../../src/runs/import-run.ts";
import type { Store } from "../../src/store/database.ts";
import { emptyLedger, viewLedger } from "../support/ledger-view.ts";
import { createTestStore } from "../support/test-store.ts";

let store: Store;
let folder: string;
beforeAll(async () => {
  store = await createTestStore();
  folder = mkdtempSync(join(tmpdir(), "firmly-twice-"));
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await store.close();
});

const HEAD = "type,debtor,document,issued,due,amount,open,paid on,applies,currency";
const numbers = fc.constantFrom("I1", "I2", "I3", "I4", "");
const amount = fc.integer({ min: 1, max: 30 }).map((units) => units * 10);

const invoice = fc
  .tuple(fc.constantFrom("A", "B"), fc.constantFrom("I1", "I2", "I3", "I4"), amount, fc.constantFrom("none", "open", "paid"), fc.integer({ min: 0, max: 9 }))
  .map(([debtor, document, whole, says, share]) => [
    "invoice",
    debtor,
    document,
    "2026-01-01",
    "2026-02-01",
    whole,
    says === "open" ? (whole * share) / 10 : "",
    says === "paid" ? "2026-02-10" : "",
    "",
    "EUR",
  ]);
const credit = fc
  .tuple(
    fc.constantFrom("payment", "payment", "payment", "credit-memo", "return"),
    fc.constantFrom("A", "B"),
    fc.constantFrom("P1", "P2", ""),
    fc.integer({ min: 1, max: 3 }),
    amount,
    numbers,
    numbers,
  )
  .map(([kind, debtor, document, date, whole, first, second]) => [
    kind,
    debtor,
    kind === "credit-memo" ? `G${date}` : document,
    `2026-02-0${date}`,
    "",
    whole,
    "",
    "",
    [first, second].filter(Boolean).join(";"),
    "EUR",
  ]);

// One number is one document: a second row of the same one would be a contradiction, and that is another test's.
const ledger = fc
  .array(fc.oneof(invoice, credit), { minLength: 1, maxLength: 14 })
  .map((rows) =>
    rows.filter(
      (row, index) =>
        row[0] === "payment" || row[0] === "return" || rows.findIndex((other) => other[0] === row[0] && other[1] === row[1] && other[2] === row[2]) === index,
    ),
  );

async function load(rows: readonly (readonly unknown[])[], asOf: Day) {
  const path = join(folder, "ledger.csv");
  writeFileSync(path, `${HEAD}\n${rows.map((row) => `${row.join(",")}\n`).join("")}`);
  // A return that no payment fits is left out.
  const report = await importFiles(store, { files: [path], asOf, partial: true });
  const [only] = report.files;
  expect(report.refused, JSON.stringify(only!.problems)).toBe(false);
  return { ...only!, unknown: only!.problems.filter(({ code }) => code === "return-unknown").length };
}

async function countEntries(): Promise<number> {
  return (await store.pool.query("select 1 from entry")).rowCount!;
}

/** Neither side of an allocation is used for more than it is worth. */
async function findOverdrawn(): Promise<unknown[]> {
  const { rows } = await store.pool.query(
    `with live as (select * from entry p where kind = 'allocation' and not exists (select from entry r where r.kind = 'reversal' and r.target in (p.id, p.source))),
     used as (select item, sum(amount) as amount from (select source as item, amount from live where source is not null union all select target, amount from live) as each group by item)
     select used.item from used join entry e on e.item = used.item where used.amount > e.amount and e.version = (select max(version) from entry where item = e.item)`,
  );
  return rows;
}

test("the same rows in another order change nothing, and no money is used twice", async () => {
  await fc.assert(
    fc.asyncProperty(
      ledger.chain((rows) => fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length, maxLength: rows.length }))),
      async ([rows, shuffled]) => {
        await emptyLedger(store);
        const first = await load(rows, "2026-03-01");
        expect([first.new + first.known + first.unknown, first.changed]).toEqual([rows.length, 0]);
        expect(await findOverdrawn()).toEqual([]);
        const [entries, open] = [await countEntries(), await viewLedger(store, "2026-03-01")];
        const again = await load(shuffled, "2026-03-02");
        expect([again.new, again.known, again.changed, again.unknown]).toEqual([0, rows.length - first.unknown, 0, first.unknown]);
        expect(await countEntries()).toBe(entries);
        expect(await viewLedger(store, "2026-03-02")).toEqual(open);
      },
    ),
    { numRuns: 40 },
  );
}, 60_000);

test("a ledger in two parts, payments first, ends as the whole does", async () => {
  await fc.assert(
    fc.asyncProperty(ledger, async (rows) => {
      await emptyLedger(store);
      await load(rows, "2026-03-02");
      const whole = await viewLedger(store, "2026-03-02");
      await emptyLedger(store);
      await load(
        rows.filter((row) => row[0] !== "invoice"),
        "2026-03-01",
      );
      await load(
        rows.filter((row) => row[0] === "invoice"),
        "2026-03-02",
      );
      const total = (lines: readonly string[]) => lines.map((line) => line.split(": ")[0]);
      expect(total(await viewLedger(store, "2026-03-02"))).toEqual(total(whole));
      expect(await findOverdrawn()).toEqual([]);
    }),
    { numRuns: 20 },
  );
}, 60_000);
