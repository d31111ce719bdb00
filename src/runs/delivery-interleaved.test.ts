import { readdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, expect, test } from "vitest";
import { createDeliveryWorld, type DeliveryWorld, MONDAY, pay, proposeAndApprove } from "../../test/support/delivery-world.ts";
import { random } from "../../test/support/random.ts";
import { closePdf } from "../letters/pdf.ts";
import { check } from "./check.ts";
import { pauseSending, readSending, resumeSending } from "./pausing.ts";
import { recordHappening } from "./record.ts";
import { enqueueDelivery, runWorker } from "./worker.ts";

const DEBTORS = 150;
const ACTIONS = 40;
const SEED = Number(process.env.FIRMLY_SEED ?? Date.now() % 1_000_000);

let world: DeliveryWorld;
afterEach(() => world.close());
afterAll(closePdf);

async function count(sql: string): Promise<number> {
  return (await world.store.pool.query(`select count(*)::int as n from ${sql}`)).rows[0].n;
}

/** What happens while workers deliver: debtors pay and write, people pause and ask again, jobs are freed that are still being worked on. */
async function meddle(run: string, next: () => number): Promise<void> {
  const { store } = world;
  const debtor = 1 + Math.floor(next() * DEBTORS);
  const by = { creditor: null, by: "Ann" };
  const isPaused = (await readSending(store)).pauses.length > 0;
  const what = next();
  if (what < 0.25) await pay(store, debtor, 10_000 + debtor * 100, MONDAY).catch(() => {});
  else if (what < 0.5) await recordHappening(store, { account: `A${debtor}`, asOf: MONDAY, by: "inbox", happening: { kind: "reply", detail: "wait" } });
  else if (what < 0.7) await (isPaused ? resumeSending(store, by) : pauseSending(store, { ...by, reason: "test" }));
  else if (what < 0.85) await enqueueDelivery(store, run, MONDAY);
  else
    await store.pool.query(
      "select graphile_worker.force_unlock_workers(array_agg(distinct locked_by)) from graphile_worker.jobs where locked_by is not null having count(*) > 0",
    );
}

test(`whatever happens while three workers deliver, each letter leaves once or not at all, and says why (seed ${SEED})`, { timeout: 180_000 }, async () => {
  world = await createDeliveryWorld({ debtors: DEBTORS, settings: { clock: MONDAY } });
  const { store, out } = world;
  await store.pool.query(
    "update creditor set settings = settings || jsonb_build_object('channels', jsonb_build_object('outbox', jsonb_build_object('folder', $1::text)))",
    [out],
  );
  const next = random(SEED);
  const run = await proposeAndApprove(store);
  await enqueueDelivery(store, run, MONDAY);
  const stop = new AbortController();
  const working = [1, 2, 3].map(() => runWorker(store, { signal: stop.signal, concurrency: 1 }));
  for (let action = 0; action < ACTIONS; action++) {
    await meddle(run, next);
    await sleep(next() * 150);
  }
  if ((await readSending(store)).pauses.length > 0) await resumeSending(store, { creditor: null, by: "Ann" });
  await enqueueDelivery(store, run, MONDAY);
  await expect.poll(() => count("approval where state = 'approved'"), { timeout: 60_000 }).toBe(0);
  await expect.poll(() => count("delivery v join letter l on l.id = v.letter_id where v.state <> 'accepted' and not l.void"), { timeout: 30_000 }).toBe(0);
  stop.abort();
  await Promise.all(working);
  const delivered = await count("approval where state = 'delivered'");
  expect(delivered + (await count("approval where state = 'withdrawn'"))).toBe(DEBTORS);
  expect(await count("activity where kind = 'delivery-held'")).toBe(DEBTORS - delivered);
  expect(await count("letter where not void")).toBe(delivered);
  expect(await count("activity where kind = 'letter'")).toBe(delivered);
  expect(readdirSync(join(out, MONDAY)).filter((name) => name.endsWith(".pdf"))).toHaveLength(delivered);
  expect(await check(store)).toMatchObject({ problems: [] });
});
