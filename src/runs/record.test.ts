import { afterAll, beforeAll, expect, test } from "vitest";
import { fillDeliveryWorld, MONDAY, TUESDAY } from "../../test/support/delivery-world.ts";
import { createTestStore } from "../../test/support/test-store.ts";
import type { Happening } from "../core/process/activity.ts";
import type { Store } from "../store/database.ts";
import { recordHappening } from "./record.ts";

let store: Store;
beforeAll(async () => {
  store = await createTestStore();
  await fillDeliveryWorld(store);
});
afterAll(() => store.close());

const record = (account: string, happening: Happening, more: object = {}) => recordHappening(store, { account, asOf: MONDAY, by: "Ann", happening, ...more });
const WAITING = "select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";
const count = async () => (await store.pool.query<{ count: number }>("select count(*)::int from activity")).rows[0]!.count;

test.each([
  ["a promise of nothing", { kind: "promise", amountMinor: 0n, day: TUESDAY, items: [] }, "promise-amount"],
  ["a promise below nothing", { kind: "promise", amountMinor: -5n, day: TUESDAY, items: [] }, "promise-amount"],
  ["a promise for a day that has passed", { kind: "promise", amountMinor: 5n, day: "2026-11-01", items: [] }, "promise-past"],
  ["a plan of the past", { kind: "plan", items: [], instalments: [{ day: MONDAY, amountMinor: 5n }], interest: "runs" }, "plan-past"],
  ["a plan over more than is open", { kind: "plan", items: [], instalments: [{ day: TUESDAY, amountMinor: 10_101n }], interest: "runs" }, "plan-too-much"],
  ["a dispute about more than is open", { kind: "dispute", item: 1, reason: "price", detail: "", amountMinor: 10_101n }, "dispute-amount"],
  ["a dispute that was to be answered before", { kind: "dispute", item: 1, reason: "price", detail: "", answerBy: "2026-11-01" }, "dispute-answer-past"],
  ["the answer to no dispute", { kind: "dispute-resolved", item: 1, outcome: "justified", payBy: null }, "dispute-none"],
  ["the end of no plan", { kind: "plan-withdrawn", plan: 4711 }, "plan-unknown"],
  ["the lift of no hold over the debtor", { kind: "debtor-lift", hold: 4711 }, "hold-unknown"],
  ["a hold that ends before it begins", { kind: "hold", item: null, reason: "talks", until: "2026-11-01" }, "hold-past"],
  ["the withdrawal of nothing", { kind: "promise-withdrawn", promise: 4711 }, "promise-unknown"],
  ["the lift of nothing", { kind: "lift", hold: 4711 }, "hold-unknown"],
  ["the end of no insolvency", { kind: "insolvency-ended" }, "insolvency-none"],
] as [string, Happening, string][])("%s is refused and leaves no trace", async (_name, happening, code) => {
  const before = await count();
  await expect(record("A1", happening)).rejects.toMatchObject({ name: "UserError", code });
  expect(await count()).toBe(before);
});

test("what has not happened yet is not known yet", async () => {
  await expect(record("A1", { kind: "note", detail: "x" }, { happenedOn: TUESDAY })).rejects.toMatchObject({ code: "happened-later" });
});

test("a promise is taken back once, on its own account; more than what is open is recorded with a warning", async () => {
  const { activity, account, debtor, warnings } = await record("D1", { kind: "promise", amountMinor: 99_900n, day: TUESDAY, items: [] });
  expect({ account, debtor, warnings }).toEqual({
    account: "A1",
    debtor: { id: "D1", name: "Debtor 1 Ltd" },
    warnings: [expect.stringContaining("999.00 GBP is promised, but only 101.00 GBP is open")],
  });
  const withdrawal: Happening = { kind: "promise-withdrawn", promise: activity };
  await expect(record("A2", withdrawal)).rejects.toMatchObject({ code: "promise-unknown" });
  await expect(record("A1", { kind: "lift", hold: activity })).rejects.toMatchObject({ code: "hold-unknown" });
  await record("A1", withdrawal);
  await expect(record("A1", withdrawal)).rejects.toMatchObject({ code: "promise-over" });
});

test("a hold is lifted once, and an insolvency ends once", async () => {
  const { activity } = await record("A2", { kind: "hold", item: null, reason: "talks", until: null });
  await record("A2", { kind: "lift", hold: activity });
  await expect(record("A2", { kind: "lift", hold: activity })).rejects.toMatchObject({ code: "hold-over" });
  await record("D3", { kind: "insolvency" }, { debtorWide: true });
  await record("D3", { kind: "insolvency-ended" }, { debtorWide: true });
  await expect(record("D3", { kind: "insolvency-ended" }, { debtorWide: true })).rejects.toMatchObject({ code: "insolvency-none" });
});

test("of two plans that are recorded at the same moment one is refused", async () => {
  const plan: Happening = { kind: "plan", items: [], instalments: [{ day: TUESDAY, amountMinor: 500n }], interest: "runs" };
  const both = await Promise.allSettled([record("A3", plan), record("A3", plan)]);
  expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  expect(both.find(({ status }) => status === "rejected")).toMatchObject({ reason: { code: "plan-running" } });
});

test("what concerns the debtor waits for the first of its accounts, and holds none of the others meanwhile", async () => {
  const { rows } = await store.pool.query<{ id: bigint }>(
    "insert into account (creditor, debtor, currency) select creditor, debtor, 'USD' from account where id = 3 returning id",
  );
  const second = rows[0]!.id;
  const other = await store.pool.connect();
  // As whoever claims a letter does: the debtor's accounts in the order of their ids.
  await other.query("begin");
  await other.query("select from account where id = 3 for update");
  const recorded = record(`A${second}`, { kind: "reply", detail: "Please wait" });
  try {
    await expect.poll(async () => (await store.pool.query(WAITING)).rowCount, { timeout: 20_000 }).toBe(1);
    await other.query("select from account where id = $1 for update nowait", [second]);
  } finally {
    await other.query("rollback");
    other.release();
  }
  expect((await recorded).kind).toBe("reply");
  await record(`A${second}`, { kind: "reply-read", detail: "" });
});

test("a hold over the debtor is lifted once, and an address that is not on file closes nothing", async () => {
  const hold = { kind: "debtor-hold", reason: "post only", until: null } as const;
  expect((await record("D2", { ...hold, channel: null, contact: "nobody@d.example" }, { debtorWide: true })).warnings).toEqual([
    expect.stringContaining("nobody@d.example is not on file"),
  ]);
  const { activity, next } = await record("D2", { ...hold, channel: null, contact: null }, { debtorWide: true });
  expect(next).toMatchObject({ kind: "blocked", block: "hold", ends: "hold-lifted" });
  await record("A2", { kind: "debtor-lift", hold: activity });
  await expect(record("A2", { kind: "debtor-lift", hold: activity })).rejects.toMatchObject({ code: "hold-over" });
});
