import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, expect, test } from "vitest";
import { createDeliveryWorld, type DeliveryWorld, MONDAY, proposeAndApprove, TUESDAY } from "../../test/support/delivery-world.ts";
import { closePdf } from "../letters/pdf.ts";
import { propose } from "./proposal-run.ts";
import { enqueueDelivery, prepareQueue, runWorker } from "./worker.ts";

let world: DeliveryWorld;
afterEach(() => world.close());
afterAll(closePdf);

async function count(sql: string): Promise<number> {
  return (await world.store.pool.query(`select count(*)::int as n from ${sql}`)).rows[0].n;
}

test("what is handed over is delivered once, also where a killed worker has left the job", async () => {
  world = await createDeliveryWorld({ settings: { channels: { outbox: { folder: "/nowhere" } } } });
  const { store, out } = world;
  await store.pool.query("update creditor set settings = jsonb_set(settings, '{channels,outbox,folder}', to_jsonb($1::text))", [out]);
  const run = await proposeAndApprove(store);
  await enqueueDelivery(store, run, MONDAY);
  await enqueueDelivery(store, run, MONDAY);
  expect(await count("graphile_worker.jobs")).toBe(1);
  await store.pool.query("update graphile_worker._private_jobs set locked_at = now(), locked_by = 'dead'");
  await store.pool.query("update graphile_worker._private_job_queues set locked_at = now(), locked_by = 'dead'");
  const stop = new AbortController();
  const said: string[] = [];
  const working = runWorker(store, { signal: stop.signal, say: (message) => void said.push(message) });
  await expect.poll(() => count("activity where kind = 'letter'"), { timeout: 20_000 }).toBe(3);
  await expect.poll(() => count("graphile_worker.jobs"), { timeout: 10_000 }).toBe(0);
  stop.abort();
  await working;
  expect(said).toContain(`${run}: 3 delivered, 0 held`);
});

test("several workers share a run out among them, and each letter leaves once", { timeout: 60_000 }, async () => {
  world = await createDeliveryWorld({ debtors: 130 });
  const { store, out } = world;
  await store.pool.query(
    "update creditor set settings = settings || jsonb_build_object('channels', jsonb_build_object('outbox', jsonb_build_object('folder', $1::text)))",
    [out],
  );
  const run = await proposeAndApprove(store);
  await enqueueDelivery(store, run, MONDAY);
  const stop = new AbortController();
  const said: string[][] = [[], [], []];
  const working = said.map((own) => runWorker(store, { signal: stop.signal, concurrency: 1, say: (message) => void own.push(message) }));
  await expect.poll(() => count("approval where state = 'approved'"), { timeout: 40_000 }).toBe(0);
  await expect.poll(() => count("graphile_worker.jobs"), { timeout: 10_000 }).toBe(0);
  // Asked again, nothing leaves again.
  await enqueueDelivery(store, run, MONDAY);
  await expect.poll(() => count("graphile_worker.jobs"), { timeout: 10_000 }).toBe(0);
  stop.abort();
  await Promise.all(working);
  expect(said.filter((own) => own.some((line) => line.startsWith(`${run}: `))).length).toBeGreaterThan(1);
  expect(await count("activity where kind = 'letter'")).toBe(130);
  expect(await count("letter")).toBe(130);
  expect(readdirSync(join(out, MONDAY))).toHaveLength(260);
});

test("a job that a dead worker holds is taken over by one that lives", { timeout: 60_000 }, async () => {
  world = await createDeliveryWorld({ debtors: 1, settings: { clock: MONDAY } });
  const { store } = world;
  await prepareQueue(store);
  const stop = new AbortController();
  const said: string[] = [];
  const working = runWorker(store, { signal: stop.signal, say: (message) => void said.push(message) });
  await enqueueDelivery(store, await proposeAndApprove(store), MONDAY);
  await expect.poll(() => said.length, { timeout: 10_000 }).toBeGreaterThan(0);
  await expect.poll(() => count("graphile_worker.jobs"), { timeout: 10_000 }).toBe(0);
  await store.pool.query("select graphile_worker.add_job('deliver-answers', run_at => now() + interval '1 hour')");
  await store.pool.query("update graphile_worker._private_jobs set locked_at = now(), locked_by = 'dead', run_at = now()");
  expect(await count("graphile_worker.jobs where locked_by = 'dead'")).toBe(1);
  await expect.poll(() => count("graphile_worker.jobs"), { timeout: 40_000 }).toBe(0);
  stop.abort();
  await working;
});

test("a page that waited until another day leaves with letters of that day", { timeout: 60_000 }, async () => {
  world = await createDeliveryWorld({ debtors: 1, settings: { clock: "2026-11-24" } });
  const { store } = world;
  await prepareQueue(store);
  const run = await proposeAndApprove(store, MONDAY);
  const page = { run, creditor: "c", asOf: MONDAY, ofToday: true, after: 0, through: 99 };
  await store.pool.query("select graphile_worker.add_job('deliver-page', $1::json)", [JSON.stringify(page)]);
  const stop = new AbortController();
  const working = runWorker(store, { signal: stop.signal });
  await expect.poll(() => count("letter where sent_on = '2026-11-24'"), { timeout: 20_000 }).toBe(1);
  stop.abort();
  await working;
  expect(await count("letter")).toBe(1);
});

test("a letter that waits for a business day is looked at again", async () => {
  world = await createDeliveryWorld({ debtors: 1, settings: { clock: "2026-11-28" } });
  const { store } = world;
  const run = await proposeAndApprove(store, MONDAY);
  await enqueueDelivery(store, run, "2026-11-28");
  const stop = new AbortController();
  const working = runWorker(store, { signal: stop.signal });
  await expect.poll(() => count("graphile_worker.jobs where run_at > now() + interval '50 minutes'"), { timeout: 20_000 }).toBe(1);
  stop.abort();
  await working;
  expect(await count("approval where state = 'approved'")).toBe(1);
});

test("a run that does not exist is not queued", async () => {
  world = await createDeliveryWorld({ debtors: 1 });
  await prepareQueue(world.store);
  await propose(world.store, { asOf: MONDAY });
  await expect(enqueueDelivery(world.store, "R99", MONDAY)).rejects.toThrow(/no proposal run R99/);
  expect(await count("graphile_worker.jobs")).toBe(0);
});

test("a creditor's import folder is followed", async () => {
  world = await createDeliveryWorld({ debtors: 1 });
  const { store, out } = world;
  await store.pool.query("update creditor set settings = jsonb_set(settings, '{imports}', jsonb_build_object('folder', $1::text))", [out]);
  writeFileSync(join(out, "ledger.csv"), "debtor,document,issued,due,amount,currency\nC9,I9,2026-10-01,2026-10-31,5,GBP\n");
  const stop = new AbortController();
  const said: string[] = [];
  const working = runWorker(store, { signal: stop.signal, say: (message) => void said.push(message), pace: { pollMs: 5, stillMs: 20, retryMs: 100 } });
  await expect.poll(() => said, { timeout: 20_000 }).toContainEqual(expect.stringMatching(/ledger\.csv: 1 new, 0 known, 0 changed/));
  stop.abort();
  await working;
  expect(await count("account where debtor = 'C9'")).toBe(1);
});

test("what was handed over for a day on which no worker ran leaves when one does, though something is known of a later day by then", {
  timeout: 60_000,
}, async () => {
  world = await createDeliveryWorld({ debtors: 1, settings: { clock: TUESDAY } });
  const { store, out } = world;
  await store.pool.query(
    "update creditor set settings = settings || jsonb_build_object('channels', jsonb_build_object('outbox', jsonb_build_object('folder', $1::text)))",
    [out],
  );
  await enqueueDelivery(store, await proposeAndApprove(store), MONDAY);
  await store.pool.query("update creditor set newest_known_on = $1", [TUESDAY]);
  const stop = new AbortController();
  const working = runWorker(store, { signal: stop.signal });
  await expect.poll(() => count("activity where kind = 'letter'"), { timeout: 20_000 }).toBe(1);
  stop.abort();
  await working;
  expect(readdirSync(out)).toEqual([TUESDAY]);
});
