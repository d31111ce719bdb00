import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, expect, test } from "vitest";
import {
  createDeliveryWorld,
  type DeliveryWorld,
  MONDAY,
  pay,
  proposeAndApprove,
  SATURDAY,
  TUESDAY,
  type WorldOptions,
} from "../../test/support/delivery-world.ts";
import { closePdf } from "../letters/pdf.ts";
import { approve } from "./approval.ts";
import { deliver } from "./delivery-run.ts";
import { presentProposal, propose } from "./proposal-run.ts";
import { recordHappening } from "./record.ts";

let world: DeliveryWorld;
afterEach(() => world.close());
afterAll(closePdf);

async function open(options?: WorldOptions) {
  world = await createDeliveryWorld(options);
  return world;
}

async function rows(sql: string, values: unknown[] = []) {
  return (await world.store.pool.query(sql, values)).rows;
}

test("what was approved leaves once, is recorded, and the next day waits", async () => {
  const { store, out } = await open();
  const run = await proposeAndApprove(store);
  const { deliveries, held } = await deliver(store, { run, asOf: MONDAY, outDir: out });
  expect(held).toEqual([]);
  expect(deliveries.map(({ account, step, channel, state }) => [account, step, channel, state])).toEqual(
    [1, 2, 3].map((n) => [`A${n}`, "first", "outbox", "accepted"]),
  );
  expect(deliveries[0]!.files).toEqual([join(out, "D1-GBP-first.pdf"), join(out, "D1-GBP-first.eml")]);
  expect(readdirSync(out).sort()).toEqual(["D1", "D2", "D3"].flatMap((id) => [`${id}-GBP-first.eml`, `${id}-GBP-first.pdf`]));
  expect(readFileSync(join(out, "D2-GBP-first.pdf")).subarray(0, 5).toString()).toBe("%PDF-");
  const mail = readFileSync(join(out, "D2-GBP-first.eml"), "utf8");
  expect(mail).toContain(`Message-ID: <${deliveries[1]!.id}@creditor.example>`);
  expect(mail).toMatch(/^To: Debtor 2 Ltd <debtor2@mail\.test>\r$/m);
  expect(await rows("select state from approval")).toEqual([{ state: "delivered" }, { state: "delivered" }, { state: "delivered" }]);
  expect(
    await rows(
      "select kind, (body::jsonb -> 'items' -> 0 ->> 'step') as step, body::jsonb ->> 'deliveredOn' as day from activity where account_id = 1 and kind <> 'receipt'",
    ),
  ).toEqual([{ kind: "letter", step: "first", day: MONDAY }]);
  expect(await deliver(store, { run, asOf: MONDAY, outDir: out })).toEqual({ deliveries: [], held: [] });
  const next = await presentProposal(store, (await propose(store, { asOf: TUESDAY })).run);
  expect(next.decisions.map(({ kind }) => kind)).toEqual(["wait", "wait", "wait"]);
});

test("a payment between approval and delivery withdraws it; the others leave", async () => {
  const { store, out } = await open();
  const run = await proposeAndApprove(store);
  await pay(store, 1, 10_100, MONDAY);
  await pay(store, 2, 5_000, MONDAY);
  const { deliveries, held } = await deliver(store, { run, asOf: MONDAY, outDir: out });
  expect(held.map(({ account, code }) => [account, code])).toEqual([
    ["A1", "balance"],
    ["A2", "balance"],
  ]);
  expect(deliveries.map(({ account }) => account)).toEqual(["A3"]);
  expect(readdirSync(out)).toHaveLength(2);
  expect(await rows("select state from approval order by account_id")).toEqual([{ state: "withdrawn" }, { state: "withdrawn" }, { state: "delivered" }]);
  expect(await rows("select kind, body::jsonb ->> 'code' as code from activity where account_id = 1")).toEqual([{ kind: "delivery-held", code: "balance" }]);
  expect(await deliver(store, { asOf: MONDAY, outDir: out })).toEqual({ deliveries: [], held: [] });
});

test("a block since the approval is recorded, and a reply stops every account", async () => {
  const { store, out } = await open();
  await proposeAndApprove(store);
  await recordHappening(store, { account: "A1", asOf: MONDAY, by: "Ann", happening: { kind: "dispute", item: 1, reason: "quality", detail: "" } });
  await recordHappening(store, { account: "A2", asOf: MONDAY, by: "Ann", happening: { kind: "reply", detail: "call me" } });
  const { deliveries, held } = await deliver(store, { asOf: MONDAY, outDir: out });
  expect(held.map(({ account, code }) => [account, code])).toEqual([
    ["A1", "block"],
    ["A2", "block"],
  ]);
  expect(deliveries.map(({ account }) => account)).toEqual(["A3"]);
});

test("on a day that is no business day nothing leaves, and the approval stands for the next one", async () => {
  const { store, out } = await open();
  await proposeAndApprove(store, MONDAY);
  const { deliveries, held } = await deliver(store, { asOf: SATURDAY, outDir: out });
  expect(deliveries).toEqual([]);
  expect(held.map(({ code }) => code)).toEqual(["postponed", "postponed", "postponed"]);
  expect(readdirSync(out)).toEqual([]);
  const monday = await deliver(store, { asOf: "2026-11-30", outDir: out });
  expect(monday.deliveries.map(({ state }) => state)).toEqual(["accepted", "accepted", "accepted"]);
  const [letter] = await rows("select sent_on, pay_by from letter");
  expect(letter).toEqual({ sent_on: "2026-11-30", pay_by: "2026-12-10" });
});

test("letters do not leave on a day before what is known", async () => {
  const { store, out } = await open();
  const run = await proposeAndApprove(store);
  await store.pool.query("update creditor set newest_known_on = '2026-11-25'");
  await expect(deliver(store, { run, asOf: MONDAY, outDir: out })).rejects.toThrow(/2026-11-25/);
});

test("many processes at once deliver each letter once", async () => {
  const { store, out } = await open({ debtors: 25 });
  const run = await proposeAndApprove(store);
  const reports = await Promise.all([1, 2, 3].map(() => deliver(store, { run, asOf: MONDAY, outDir: out })));
  expect(reports.flatMap((report) => report.deliveries.map(({ account }) => account)).sort()).toEqual(Array.from({ length: 25 }, (_, n) => `A${n + 1}`).sort());
  expect(reports.flatMap((report) => report.held)).toEqual([]);
  expect((await rows("select count(*)::int as n from activity where kind = 'letter'"))[0].n).toBe(25);
  expect((await rows("select count(*)::int as n from letter"))[0].n).toBe(25);
  expect(readdirSync(out)).toHaveLength(50);
});

test("without a folder the letters lie in the outbox of the day; two creditors' letters to one debtor never share a name", async () => {
  const { store, out } = await open({ debtors: 1, settings: { channels: { outbox: { folder: "set-below" } } } });
  await store.pool.query(
    "update creditor set settings = settings || jsonb_build_object('channels', jsonb_build_object('outbox', jsonb_build_object('folder', $1::text)))",
    [out],
  );
  await store.pool.query("insert into creditor (id, name, settings) select 'c2', 'Second Ltd', settings from creditor");
  await store.pool.query("insert into account (creditor, debtor, currency) values ('c2', 'D1', 'GBP')");
  await store.pool.query(
    `insert into entry (account_id, kind, item, document, issue_year, instalment, version, issued, due, amount, happened_on, known_on)
     values (2, 'invoice', currval('entry_id') + 1, 'X', 2026, 1, 1, '2026-09-01', '2026-10-01', 99, '2026-09-01', '2026-11-01')`,
  );
  await store.pool.query("insert into posted_through (creditor, through, known_on) values ('c2', '2026-11-22', '2026-11-22')");
  await proposeAndApprove(store, MONDAY);
  await deliver(store, { asOf: MONDAY });
  await proposeAndApprove(store, "2026-11-30");
  await deliver(store, { asOf: "2026-11-30", outDir: join(out, MONDAY) });
  expect(readdirSync(join(out, MONDAY)).sort()).toEqual(["D1-GBP-first-A2.eml", "D1-GBP-first-A2.pdf", "D1-GBP-first.eml", "D1-GBP-first.pdf"]);
});

test("approving a run that a newer one superseded says which one to take", async () => {
  const { store } = await open();
  const { run } = await propose(store, { asOf: MONDAY });
  const newer = await propose(store, { asOf: MONDAY });
  await expect(approve(store, run, { all: true, by: null, asOf: MONDAY })).rejects.toThrow(new RegExp(`${run} was superseded by run ${newer.run}`));
  expect((await approve(store, newer.run, { accounts: [2], by: null, asOf: MONDAY })).approved.map(({ account }) => account)).toEqual(["A2"]);
});
