import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, expect, test } from "vitest";
import { createDeliveryWorld, type DeliveryWorld, MONDAY, proposeAndApprove } from "../../test/support/delivery-world.ts";
import type { Day } from "../core/values/day.ts";
import { closePdf } from "../letters/pdf.ts";
import { deliver } from "./delivery-run.ts";
import { propose } from "./proposal-run.ts";
import { recordHappening } from "./record.ts";

let world: DeliveryWorld;
afterEach(() => world.close());
afterAll(closePdf);

const SECOND: Day = "2026-12-08";

/** Two weeks after the first letters, all payments posted: the second letters are due, and the balances are large. */
async function openAsking(salespeople: readonly (string | null)[], language = "en") {
  world = await createDeliveryWorld({ debtors: salespeople.length, settings: { salesCheckThreshold: { "*": "50" }, language } });
  const { store } = world;
  for (const [index, name] of salespeople.entries()) await store.pool.query("update debtor set salesperson = $2 where id = $1", [`D${index + 1}`, name]);
  await proposeAndApprove(store);
  await deliver(store, { asOf: MONDAY, outDir: world.out });
  await store.pool.query("insert into posted_through (creditor, through, known_on) values ('c', '2026-12-07', '2026-12-07')");
  await propose(store, { asOf: SECOND });
  return store;
}

async function asked() {
  const { rows } = await world.store.pool.query("select account_id::int as account, body::jsonb as said from activity where kind = 'sales-asked' order by id");
  return rows.map(({ account, said }) => [account, said.to, said.how]);
}

test("the salesperson is asked once, with what the letter would ask for, and whom no address reaches is told of", async () => {
  const store = await openAsking(["sam@creditor.example", "Sue Sales", null]);
  await deliver(store, { asOf: SECOND, outDir: world.out });
  const all = [
    [1, "sam@creditor.example", "file"],
    [2, "Sue Sales", "not-possible"],
    [3, "salesperson", "not-possible"],
  ];
  expect(await asked()).toEqual(all);
  const [file] = readdirSync(join(world.out, "internal"));
  const mail = readFileSync(join(world.out, "internal", file!), "utf8");
  expect(mail).toMatch(/^To: sam@creditor\.example/m);
  expect(mail).toContain("INV-1, due on 1 October 2026");
  // The same question is not asked again, neither on the day nor later.
  await deliver(store, { asOf: SECOND, outDir: world.out });
  await propose(store, { asOf: "2026-12-09" });
  await deliver(store, { asOf: "2026-12-09", outDir: world.out });
  expect(await asked()).toEqual(all);
});

test("who has answered before is not asked, and the mail is written in the creditor's language", async () => {
  const store = await openAsking(["sam@creditor.example", "lea@creditor.example"], "de");
  await recordHappening(store, { account: "A1", asOf: SECOND, by: "sam", happening: { kind: "sales-check", answer: "no-dispute", detail: "all well" } });
  await deliver(store, { asOf: SECOND, outDir: world.out });
  expect(await asked()).toEqual([[2, "lea@creditor.example", "file"]]);
  const mail = readFileSync(join(world.out, "internal", readdirSync(join(world.out, "internal"))[0]!), "utf8");
  expect(mail).toMatch(/^Content-Language: de/m);
});
