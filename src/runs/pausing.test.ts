import { afterAll, afterEach, expect, test } from "vitest";
import { signedInClient } from "../../test/support/api-client.ts";
import { createDeliveryWorld, type DeliveryWorld, MONDAY, proposeAndApprove } from "../../test/support/delivery-world.ts";
import { closePdf } from "../letters/pdf.ts";
import { takePresence } from "../store/presence.ts";
import { approve } from "./approval.ts";
import { deliver, senderOf } from "./delivery-run.ts";
import { pauseSending, readSending, resumeSending } from "./pausing.ts";
import { propose } from "./proposal-run.ts";
import { sendDelivery } from "./send-delivery.ts";
import { enqueueDelivery, runWorker } from "./worker.ts";

let world: DeliveryWorld;
afterEach(() => world.close());
afterAll(closePdf);

const EVERYTHING = { creditor: null, by: "Ann" };

async function count(sql: string): Promise<number> {
  return (await world.store.pool.query(`select count(*)::int as n from ${sql}`)).rows[0].n;
}

test("while everything is paused nothing is claimed, and each letter says who stopped it; proposals and approvals go on", async () => {
  world = await createDeliveryWorld({ debtors: 2 });
  const { store, out } = world;
  await pauseSending(store, { ...EVERYTHING, reason: "the bank's file is wrong" });
  const run = await proposeAndApprove(store);
  const paused = await deliver(store, { run, asOf: MONDAY, outDir: out });
  expect(paused.deliveries).toEqual([]);
  expect(paused.held.map(({ code, reason }) => [code, reason])).toEqual(
    [1, 2].map(() => ["postponed", expect.stringMatching(/^sending is paused since 20\S+ by Ann: the bank's file is wrong$/)]),
  );
  expect(await count("letter")).toBe(0);
  expect(await resumeSending(store, EVERYTHING)).toEqual([]);
  expect((await deliver(store, { run, asOf: MONDAY, outDir: out })).deliveries).toHaveLength(2);
  await expect(resumeSending(store, EVERYTHING)).rejects.toMatchObject({ code: "not-paused" });
  const told = await store.pool.query("select creditor, paused, reason, recorded_by from pause order by id");
  expect(told.rows).toEqual([
    { creditor: null, paused: true, reason: "the bank's file is wrong", recorded_by: "Ann" },
    { creditor: null, paused: false, reason: null, recorded_by: "Ann" },
  ]);
  await expect(store.pool.query("update pause set reason = 'other'")).rejects.toThrow(/never changed/);
});

test("a claim that is about to be handed over when the pause begins is put back: no attempt was made", async () => {
  world = await createDeliveryWorld({ debtors: 1 });
  const { store, out } = world;
  await proposeAndApprove(store);
  await deliver(store, { asOf: MONDAY, outDir: out });
  const presence = await takePresence(store);
  await store.pool.query("update delivery set state = 'claimed', claimed_by = $1", [presence.id]);
  await pauseSending(store, { ...EVERYTHING, reason: "stop" });
  const { rows } = await store.pool.query(
    'select v.id, v.letter_id as letter, v.account_id::int as account, l.run_id::int as run, l.step, l.sent_on as "sentOn", v.channel, v.recipient, v.state, v.files, v.attempts from delivery v join letter l on l.id = v.letter_id',
  );
  expect(await sendDelivery(senderOf(store, presence, { asOf: MONDAY, outDir: out }), { ...rows[0], answers: null, holder: presence.id })).toBe("failed");
  expect((await store.pool.query("select state, attempts, claimed_by from delivery")).rows).toEqual([{ state: "failed", attempts: 0, claimed_by: null }]);
  // Taken over by somebody else: nothing is handed over, and nothing is said about it.
  await resumeSending(store, EVERYTHING);
  expect(await sendDelivery(senderOf(store, presence, { asOf: MONDAY, outDir: out }), { ...rows[0], answers: null, holder: presence.id })).toBeNull();
  await presence.leave();
});

test("a creditor's pause holds for its letters only, and that of everything does not end it", async () => {
  world = await createDeliveryWorld({ debtors: 1 });
  const { store, out } = world;
  await store.pool.query("insert into creditor (id, name, settings) select 'c2', 'Second Ltd', settings from creditor");
  await store.pool.query("insert into account (creditor, debtor, currency) values ('c2', 'D1', 'GBP')");
  await pauseSending(store, { creditor: "c2", by: "Ben", reason: "merger" });
  await expect(pauseSending(store, { creditor: "c9", by: "Ben", reason: "x" })).rejects.toMatchObject({ code: "creditor-unknown" });
  await expect(pauseSending(store, { ...EVERYTHING, reason: " " })).rejects.toMatchObject({ code: "reason-missing" });
  const { run } = await propose(store, { asOf: MONDAY, creditor: "c" });
  await approve(store, run, { all: true, by: "Ann", asOf: MONDAY });
  expect((await deliver(store, { run, asOf: MONDAY, outDir: out })).deliveries).toHaveLength(1);
  await expect(resumeSending(store, EVERYTHING)).rejects.toThrow(/firmly resume --creditor c2/);
  await pauseSending(store, { ...EVERYTHING, reason: "all" });
  expect((await resumeSending(store, EVERYTHING)).map(({ creditor }) => creditor)).toEqual(["c2"]);
});

test("a worker leaves everything where it is while paused, and the end of the pause has it go on at once", { timeout: 60_000 }, async () => {
  world = await createDeliveryWorld({ debtors: 3, settings: { clock: MONDAY } });
  const { store, out } = world;
  await store.pool.query(
    "update creditor set settings = settings || jsonb_build_object('channels', jsonb_build_object('outbox', jsonb_build_object('folder', $1::text)))",
    [out],
  );
  const run = await proposeAndApprove(store);
  await pauseSending(store, { ...EVERYTHING, reason: "lunch" });
  await enqueueDelivery(store, run, MONDAY);
  const stop = new AbortController();
  const working = runWorker(store, { signal: stop.signal });
  await expect.poll(() => count("graphile_worker.jobs where key like 'deliver-run%' and run_at > now() + interval '50 minutes'"), { timeout: 20_000 }).toBe(1);
  expect(await count("letter")).toBe(0);
  await resumeSending(store, EVERYTHING);
  await expect.poll(() => count("activity where kind = 'letter'"), { timeout: 20_000 }).toBe(3);
  stop.abort();
  await working;
});

test("the web shows the pause, under whose name, and ends it", async () => {
  world = await createDeliveryWorld({ debtors: 1 });
  const { store } = world;
  const { api, fetch } = await signedInClient(store);
  const put = (json: object) => fetch("/api/pause", { method: "PUT", body: JSON.stringify(json), headers: { "content-type": "application/json" } });
  expect(await (await put({ paused: true })).json()).toMatchObject({ code: "reason-missing" });
  expect((await put({ paused: true, reason: "audit" })).status).toBe(200);
  const { name } = await (await api.session.$get()).json();
  expect(await (await api.pause.$get()).json()).toEqual({
    pauses: [{ creditor: null, reason: "audit", by: name, at: expect.stringMatching(/^20/) }],
    rests: [],
  });
  expect((await put({ paused: false })).status).toBe(200);
  expect(await readSending(store)).toEqual({ pauses: [], rests: [] });
});
