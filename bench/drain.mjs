// A queue of so many approved letters, drained by one worker for so many minutes at most: how much memory it has after 10 %, 50 % and 100 % of what it
// drained. The letters are past-due notices (mails without a PDF), the mail server takes everything and keeps nothing, as a process of its own.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { rmSync } from "node:fs";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { runnerImport } from "vite";
import email from "../dist/channels/email.js";
import { closePdf } from "../dist/letters/pdf.js";
import { approve } from "../dist/runs/approval.js";
import { propose } from "../dist/runs/proposal-run.js";
import { enqueueDelivery, runWorker } from "../dist/runs/worker.js";
import { openStore } from "../dist/store/database.js";

const DAY = "2026-11-23";
const SAMPLE_MS = 1_000;
const self = fileURLToPath(import.meta.url);

/** As a process of its own: what deciding 100,000 accounts needs is not the worker's. */
async function prepare(folder, letters, port) {
  const world = fileURLToPath(new URL("../test/support/delivery-world.ts", import.meta.url));
  const { module } = await runnerImport(world, { configFile: false, logLevel: "error" });
  const store = await openStore(folder);
  await module.fillDeliveryWorld(store, {
    debtors: letters,
    settings: { channels: { mode: "live", email: { host: "127.0.0.1", port, secure: false, from: "ar@creditor.test" } } },
  });
  await store.pool.query("update entry set issued = '2026-10-16', due = '2026-11-16'");
  await store.pool.query("vacuum analyze");
  const { run } = await propose(store, { asOf: DAY });
  await approve(store, run, { all: true, by: "Bench", asOf: DAY });
  await enqueueDelivery(store, run, DAY);
  await store.close();
}

if (process.argv[2] === "prepare") {
  await prepare(process.argv[3], Number(process.argv[4]), Number(process.argv[5]));
  process.exit(0);
}

const [folder, letters, minutes] = [process.argv[2], Number(process.argv[3]), Number(process.argv[4])];
const sink = spawn(process.execPath, [fileURLToPath(new URL("smtp-sink.mjs", import.meta.url))], { stdio: ["pipe", "pipe", "inherit"] });
const said = createInterface({ input: sink.stdout });
const [port] = await once(said, "line");
const [status] = await once(spawn(process.execPath, [self, "prepare", folder, letters, port], { stdio: ["ignore", "ignore", "inherit"] }), "exit");
if (status !== 0) throw new Error("the queue could not be made");
const store = await openStore(folder);

const samples = [];
const ending = new AbortController();
const start = performance.now();
const worker = runWorker(store, { signal: ending.signal });
for (let taken = 0, still = 0; taken < letters && still < 60; ) {
  await new Promise((resolve) => setTimeout(resolve, SAMPLE_MS));
  sink.stdin.write("\n");
  const [line] = await once(said, "line");
  still = Number(line) === taken ? still + 1 : 0;
  taken = Number(line);
  // The collector decides by itself when it works: what is measured is what the machine has to give.
  samples.push({ taken, mb: process.memoryUsage().rss / 1024 / 1024 });
  if (performance.now() - start > minutes * 60_000) break;
}
const seconds = (performance.now() - start) / 1000;
ending.abort();
await worker;
await email.close();
const drained = samples.at(-1).taken;
/** The most that it had in the tenth that ends there: one moment says little. */
const at = (share) => Math.max(...samples.filter(({ taken }) => taken > drained * (share - 0.1) && taken <= drained * share).map(({ mb }) => mb));
const { rows } = await store.pool.query("select count(*)::int as accepted from delivery where state = 'accepted'");
await store.close();
await closePdf();
sink.stdin.end();
rmSync(folder, { recursive: true, force: true });
process.stdout.write(`${JSON.stringify({ letters, drained, accepted: rows[0].accepted, seconds, mb: { 10: at(0.1), 50: at(0.5), 100: at(1) } })}\n`);
