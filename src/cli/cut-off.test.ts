import { readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeEach, expect, test } from "vitest";
import { type Line, openLine } from "../../test/support/cut-line.ts";
import { createDeliveryWorld, type DeliveryWorld, fillDeliveryWorld, MONDAY } from "../../test/support/delivery-world.ts";
import { closePdf } from "../letters/pdf.ts";
import { approve } from "../runs/approval.ts";
import { propose } from "../runs/proposal-run.ts";
import { enqueueDelivery, runWorker } from "../runs/worker.ts";
import { keepRunning } from "./worker-process.ts";

const DEBTORS = 200;
const file = (path: string) => fileURLToPath(new URL(path, import.meta.url));

let world: DeliveryWorld;
let line: Line;
beforeEach(async () => {
  world = await createDeliveryWorld({ debtors: 0 });
  line = await openLine(world.store.data);
});
afterEach(async () => {
  await line.close();
  await world.close();
});
afterAll(closePdf);

async function count(sql: string): Promise<number> {
  return (await world.store.pool.query(`select count(*)::int as n from ${sql}`)).rows[0].n;
}

function pages(): string[] {
  return readdirSync(join(world.out, MONDAY)).filter((name) => name.endsWith(".pdf"));
}

async function hand(creditor: string): Promise<void> {
  const { store, out } = world;
  await fillDeliveryWorld(store, { debtors: DEBTORS, creditor, prefix: `${creditor}-`, settings: { clock: MONDAY, channels: { outbox: { folder: out } } } });
  const { run } = await propose(store, { asOf: MONDAY, creditor });
  await approve(store, run, { all: true, by: "Ann", asOf: MONDAY });
  await enqueueDelivery(store, run, MONDAY);
}

test("a worker that is cut off hands nothing over, others take over what it had begun, and it works again when the line is back", {
  timeout: 180_000,
}, async () => {
  const { store } = world;
  const far = keepRunning([file("../../test/support/run-typescript.mjs"), file("./main.ts"), "worker", "--data", line.url]);
  try {
    await hand("one");
    await expect.poll(() => count("letter"), { timeout: 60_000 }).toBeGreaterThan(5);
    line.cut();
    const left = await count("letter");
    expect(left).toBeLessThan(DEBTORS);
    const stop = new AbortController();
    const working = runWorker(store, { signal: stop.signal });
    // The server's keep-alive does so on a real network within half a minute.
    line.serverGivesUp();
    await expect.poll(() => count("approval where state = 'delivered'"), { timeout: 90_000 }).toBe(DEBTORS);
    await expect.poll(() => count("delivery where state <> 'accepted'"), { timeout: 30_000 }).toBe(0);
    stop.abort();
    await working;
    expect(await count("activity where kind = 'letter'")).toBe(DEBTORS);
    expect(pages()).toHaveLength(DEBTORS);
    line.heal();
    await hand("two");
    await expect.poll(() => count("approval where state = 'delivered'"), { timeout: 90_000 }).toBe(2 * DEBTORS);
    expect(pages()).toHaveLength(2 * DEBTORS);
  } finally {
    await far.stop();
  }
});
