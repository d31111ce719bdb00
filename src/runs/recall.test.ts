import { afterAll, afterEach, expect, test } from "vitest";
import { createDeliveryWorld, type DeliveryWorld, MONDAY, proposeAndApprove, TUESDAY, type WorldOptions } from "../../test/support/delivery-world.ts";
import { freePort } from "../../test/mail-pair.ts";
import type { NewCharge } from "../core/process/made-charge.ts";
import type { Day } from "../core/values/day.ts";
import { closePdf } from "../letters/pdf.ts";
import { inTransaction } from "../store/transaction.ts";
import { bookCharges, storedCharges } from "../store/charge-store.ts";
import { reportAccount } from "./account-report.ts";
import { check } from "./check.ts";
import { deliver } from "./delivery-run.ts";
import { recall, type RecallRequest } from "./recall.ts";
import { recordHappening } from "./record.ts";
import { recordReturned } from "./returned-letter.ts";

let world: DeliveryWorld;
afterEach(async () => {
  expect((await check(world.store)).problems).toEqual([]);
  await world.close();
});
afterAll(closePdf);

async function open(options: WorldOptions = {}) {
  world = await createDeliveryWorld({ debtors: 1, ...options });
  return world.store;
}

async function rows(sql: string) {
  return (await world.store.pool.query(sql)).rows;
}

const mailTo = async (port: number) => ({ channels: { mode: "live", email: { host: "127.0.0.1", port, secure: false, from: "a@creditor.test" } } });

function take(target: string, over: Partial<RecallRequest> = {}) {
  return recall(world.store, { target, reason: "wrong list", by: "Ann", asOf: TUESDAY, correct: null, ...over });
}

const WAITING = "select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";

async function letters(): Promise<string[]> {
  return (await rows("select id from letter order by account_id, sent_on, id")).map(({ id }) => id);
}

async function sendAll(asOf: Day = MONDAY): Promise<string[]> {
  await proposeAndApprove(world.store, asOf);
  await deliver(world.store, { asOf, outDir: world.out });
  return letters();
}

test("the letter's charges are taken back with it, and it stands on the timeline with its reason", async () => {
  const store = await open();
  const [letter] = await sendAll();
  const item = (await rows("select item::int as item from entry where kind = 'invoice'"))[0].item;
  const charges: NewCharge[] = [{ number: `${letter}-1`, kind: "fee", item, from: MONDAY, to: MONDAY, amountMinor: 500n, calculation: [] }];
  await inTransaction(store, async (client) => {
    await client.query("update letter set charges = $1", [storedCharges(charges)]);
    await bookCharges(client, { id: letter!, account: 1, sentOn: MONDAY, payBy: null, charges }, MONDAY);
  });
  expect((await take(letter!)).recalled).toEqual([{ letter, account: "A1", debtor: "D1", step: "first", hadLeft: true, charges: 1 }]);
  expect(await rows("select count(*)::int as n from entry where kind = 'reversal' and rule = 'letter-recalled'")).toEqual([{ n: 1 }]);
  const { timeline, items } = await reportAccount(store, "A1", TUESDAY);
  expect(items.map(({ level }) => level)).toEqual([null]);
  expect(timeline.find(({ kind }) => kind === "recall")).toMatchObject({ by: "Ann", values: { letter, reason: "wrong list" } });
  // Again, it says so and takes nothing back a second time.
  expect(await take(letter!)).toMatchObject({ recalled: [], already: [{ letter, on: TUESDAY, by: "Ann" }], withdrawn: 0 });
  expect(await rows("select count(*)::int as n from entry where kind = 'reversal'")).toEqual([{ n: 1 }]);
});

test("two people who recall it at the same moment recall it once", async () => {
  await open();
  const [letter] = await sendAll();
  const reports = await Promise.all([take(letter!, { correct: "paid" }), take(letter!, { correct: "paid", by: "Bob" })]);
  expect(reports.map(({ recalled }) => recalled.length).sort()).toEqual([0, 1]);
  expect(await rows("select count(*)::int as n from activity where kind = 'recall'")).toEqual([{ n: 1 }]);
  expect(await rows("select count(*)::int as n from activity where kind = 'answer'")).toEqual([{ n: 1 }]);
});

test("what has not left does not leave any more, and there is nothing to correct", async () => {
  const store = await open({ settings: await mailTo(await freePort()) });
  const run = await proposeAndApprove(store);
  expect((await deliver(store, { asOf: MONDAY })).deliveries.map(({ state }) => state)).toEqual(["failed"]);
  const report = await take(run, { asOf: MONDAY, correct: "mistake" });
  expect(report).toMatchObject({ recalled: [{ hadLeft: false }], withdrawn: 1, corrections: { deliveries: [], held: [] } });
  expect((await deliver(store, { asOf: MONDAY })).deliveries).toEqual([]);
  expect(await rows("select state from approval")).toEqual([{ state: "withdrawn" }]);
});

test("one that another process was sending when it was recalled counts as recalled, whatever comes of it", async () => {
  const store = await open();
  const [letter] = await sendAll();
  // As it was between the claim and the receipt.
  await store.pool.query(
    "begin; delete from activity; update account set activity_head = null; update approval set state = 'approved'; update delivery set state = 'claimed', claimed_by = '77'; commit",
  );
  expect((await take(letter!, { asOf: MONDAY, correct: "paid" })).corrections).toEqual({ deliveries: [], held: [] });
  const { deliveries } = await deliver(store, { asOf: MONDAY, outDir: world.out });
  expect(deliveries.map(({ step, state }) => `${step} ${state}`).sort()).toEqual(["correction accepted", "first accepted"]);
  expect((await reportAccount(store, "A1", MONDAY)).items.map(({ level }) => level)).toEqual([null]);
});

test("a letter that nobody knows the fate of, one that came back, an answer and an unknown one are refused, each with its reason", async () => {
  const store = await open({ debtors: 3 });
  const [uncertain, returned] = await sendAll();
  await store.pool.query("update delivery set state = 'uncertain' where letter_id = $1", [uncertain]);
  await expect(take(uncertain!)).rejects.toThrow(/nobody knows yet whether/);
  await store.pool.query("update delivery set state = 'accepted' where letter_id = $1", [uncertain]);
  await recordReturned(store, { letter: returned!, channel: null, detail: "moved", by: "Ann", asOf: MONDAY });
  await expect(take(returned!)).rejects.toThrow(/never reached the debtor/);
  await recordHappening(store, {
    account: "A3",
    asOf: MONDAY,
    by: "Ann",
    happening: { kind: "promise", amountMinor: 1n, day: "2026-12-04", items: [], channel: "phone" },
  });
  await deliver(store, { asOf: MONDAY, outDir: world.out });
  const answer = (await rows("select id from letter where answers is not null"))[0].id;
  await expect(take(answer)).rejects.toThrow(/demands nothing/);
  await expect(take("LNONE")).rejects.toMatchObject({ code: "letter-unknown" });
  await expect(take("R1", { reason: " " })).rejects.toMatchObject({ code: "option-missing" });
  await expect(take("R1", { asOf: "2026-11-20" })).rejects.toMatchObject({ code: "backdated" });
});

test("a letter of the run that leaves while the recall waits for its turn is recalled with the others", async () => {
  const store = await open({ debtors: 2 });
  const run = await proposeAndApprove(store);
  await store.pool.query("update approval set state = 'left-out' where account_id = 2");
  await deliver(store, { asOf: MONDAY, outDir: world.out });
  await store.pool.query("update approval set state = 'approved' where account_id = 2");
  const other = await store.pool.connect();
  await other.query("begin");
  await other.query("select from account where id = 1 for update");
  const recalled = take(run);
  try {
    await expect.poll(async () => (await rows(WAITING)).length, { timeout: 20_000 }).toBe(1);
    expect((await deliver(store, { asOf: MONDAY, outDir: world.out })).deliveries).toHaveLength(1);
  } finally {
    await other.query("rollback");
    other.release();
  }
  expect((await recalled).recalled.map(({ account }) => account)).toEqual(["A1", "A2"]);
});

test("a run is recalled whole, what of it had only been approved too, and its corrections leave", async () => {
  const store = await open({ debtors: 3 });
  const run = await proposeAndApprove(store);
  await store.pool.query("update approval set state = 'left-out' where account_id = 3");
  await deliver(store, { asOf: MONDAY, outDir: world.out });
  await store.pool.query("update approval set state = 'approved' where account_id = 3");
  const report = await take(run, { correct: "wrong-amount" });
  expect(report.recalled.map(({ account }) => account)).toEqual(["A1", "A2"]);
  expect(report.withdrawn).toBe(1);
  expect(report.corrections.deliveries.map(({ account, step, state }) => [account, step, state])).toEqual([
    ["A1", "correction", "accepted"],
    ["A2", "correction", "accepted"],
  ]);
  expect((await deliver(store, { asOf: TUESDAY, outDir: world.out })).deliveries).toEqual([]);
});
