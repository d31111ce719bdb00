// A proposal from nothing over 200,000 accounts with a million overdue items, and a daily run of 2,000 due accounts on a
// small and on a large ledger. Runs as a process of its own, so that its memory is its own.
import { rmSync } from "node:fs";
import { propose } from "../dist/runs/proposal-run.js";
import { openStore } from "../dist/store/database.js";
import { AS_OF, copyFloor, fillLedger, median } from "./ledger.mjs";

const DAILY = 2000;
const [folder, accounts] = [process.argv[2], Number(process.argv[3])];
const store = await openStore(folder);
await fillLedger(store, accounts, 5);

const floor = median([await copyFloor(store), await copyFloor(store), await copyFloor(store)]);
let start = performance.now();
const whole = await propose(store, { asOf: AS_OF });
const seconds = (performance.now() - start) / 1000;
const peakMb = process.resourceUsage().maxRSS / 1024;

// From now on all but the daily accounts wait, as on an ordinary day.
await store.pool.query("update account set next_review_on = date '2027-06-01' where id > $1", [DAILY]);
await store.pool.query("vacuum analyze account");
const daily = [];
for (let round = 0; round < 5; round++) {
  await store.pool.query("update account set next_review_on = $2 where id <= $1", [DAILY, AS_OF]);
  start = performance.now();
  const { decided } = await propose(store, { asOf: AS_OF });
  daily.push((performance.now() - start) / 1000);
  if (decided !== DAILY) throw new Error(`${decided} accounts were due, not ${DAILY}`);
}
await store.close();
rmSync(folder, { recursive: true, force: true });
process.stdout.write(`${JSON.stringify({ accounts, decided: whole.decided, floor, seconds, peakMb, daily: median(daily) })}\n`);
