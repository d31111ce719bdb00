import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { approve } from "../../src/runs/approval.ts";
import { propose } from "../../src/runs/proposal-run.ts";
import { enqueueDelivery } from "../../src/runs/worker.ts";
import pg from "pg";
import { openStore, type Store } from "../../src/store/database.ts";
import { type MailPair, startMailPair } from "../mail-pair.ts";
import { fillDeliveryWorld, MONDAY } from "../support/delivery-world.ts";
import { buildProgram, Crew, runFirmly } from "./crew.ts";
import { type FaultProxy, startFaultProxy } from "./fault-proxy.ts";
import { compareWithMailboxes, type MailOutcome } from "./mail-outcome.ts";
import { MailPlan, startPolicy } from "./mail-plan.ts";
import { countUnsettled, letTimePass } from "./passing-time.ts";

const CREDITORS = 4;
/** Where nothing moves for so long, the next blow falls all the same. */
const STILLNESS_MS = 5_000;
const POLL_MS = 20;
/** In hours of the letters, much: what waits is due every few seconds. */
const TIME_PASSES_MS = 1_000;
const DRAIN_MS = 300_000;

export interface StormWorld {
  readonly folder: string;
  /** The database, as the processes are told it. */
  readonly data: string;
  readonly plan: MailPlan;
  readonly mail: MailPair;
  readonly proxy: FaultProxy;
  readonly crew: Crew;
  /** To look into the database, and to let time pass; starts nothing that is down. */
  readonly pool: pg.Pool;
  close(): Promise<void>;
}

/** What falls upon a delivery that is under way, when so much of it is done (0 to 1). It may go on beside the next ones. */
export interface Blow {
  readonly at: number;
  readonly strike: () => Promise<unknown>;
}

export interface StormWorldOptions {
  readonly seed: number;
  readonly letters: number;
  /** The address under which the processes find the mail server. */
  readonly mailHost?: string;
  /** The database that is there already; without it, a folder. */
  readonly data?: string;
}

/** A mail server with its whims, and a database with approved letters of several creditors, of which every debtor gets one. */
export async function openStormWorld({ seed, letters, mailHost = "127.0.0.1", data }: StormWorldOptions): Promise<StormWorld> {
  buildProgram();
  const folder = mkdtempSync(join(tmpdir(), "firmly-storm-"));
  const plan = new MailPlan(seed);
  const policy = await startPolicy(plan);
  const mail = await startMailPair({ policyPort: policy.port, queueOnly: true });
  const proxy = await startFaultProxy(plan, { host: mailHost, upstream: mail.smtpPort });
  const crew = new Crew();
  const place = data ?? join(folder, "data");
  const pool = new pg.Pool({ connectionString: data ?? `postgres://firmly@/postgres?host=${encodeURIComponent(join(place, "postgres"))}`, max: 2 });
  pool.on("error", () => {});
  pool.on("connect", (client) => client.on("error", () => {}));
  const world: StormWorld = {
    folder,
    data: place,
    plan,
    mail,
    proxy,
    crew,
    pool,
    async close() {
      await crew.stop();
      await pool.end();
      await proxy.stop();
      policy.stop();
      await mail.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  try {
    await fill(world, letters, { host: mailHost, port: proxy.port });
  } catch (error) {
    await world.close();
    throw error;
  }
  return world;
}

async function fill(world: StormWorld, letters: number, server: { readonly host: string; readonly port: number }): Promise<void> {
  const email = { ...server, secure: false, from: "Creditor <ar@creditor.test>" };
  await withStore(world, async (store) => {
    let approved = 0;
    for (let creditor = 0; creditor < CREDITORS; creditor++) {
      const debtors = Math.floor(letters / CREDITORS) + (creditor < letters % CREDITORS ? 1 : 0);
      const settings = { channels: { mode: "live", email }, clock: MONDAY };
      const id = `c${creditor}`;
      await fillDeliveryWorld(store, { debtors, prefix: `C${creditor}-`, creditor: id, settings, email: (n) => `c${creditor}-${n}@mail.test` });
      // A note about what is just past due: the shortest letter, a mail without a page.
      await store.pool.query("update entry set due = '2026-11-16'");
      const { run } = await propose(store, { asOf: MONDAY, creditor: id });
      approved += (await approve(store, run, { all: true, by: "Ann", asOf: MONDAY })).approved.length;
      await enqueueDelivery(store, run, MONDAY);
    }
    if (approved !== letters) throw new Error(`${approved} of ${letters} letters were approved`);
  });
}

export async function withStore<T>({ data }: Pick<StormWorld, "data">, work: (store: Store) => Promise<T>): Promise<T> {
  const store = await openStore(data);
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

/** Lets the blows fall as the delivery goes on, waits until it is clear what became of every letter, and compares. */
export async function weather(world: StormWorld, letters: number, blows: readonly Blow[]): Promise<MailOutcome> {
  const { mail, proxy, crew } = world;
  const calm = new AbortController();
  const beside = [every(TIME_PASSES_MS, calm.signal, () => letTimePass(world.pool)), every(500, calm.signal, () => mail.runQueue())];
  try {
    const struck: Promise<unknown>[] = [];
    for (const { at, strike } of [...blows].sort((a, b) => a.at - b.at)) {
      await settledShare(proxy, letters, at);
      struck.push(strike());
    }
    await Promise.all(struck);
    await drain(world);
  } finally {
    calm.abort();
    await Promise.all(beside);
  }
  await crew.stop();
  if (crew.lingered.length > 0) throw new Error(`processes went on after they had said that they end: ${crew.lingered.join(", ")}`);
  while (!mail.isIdle()) await mail.runQueue();
  return withStore(world, (store) => compareWithMailboxes(store, mail));
}

async function settledShare(proxy: FaultProxy, letters: number, share: number): Promise<void> {
  let before = proxy.settled.size;
  for (let still = 0; proxy.settled.size < share * letters && still < STILLNESS_MS; still += POLL_MS) {
    if (proxy.settled.size > before) still = 0;
    before = proxy.settled.size;
    await sleep(POLL_MS);
  }
}

/** A database that is just being restarted is asked again; what never works shows at the end. */
async function every(ms: number, signal: AbortSignal, work: () => Promise<unknown>): Promise<void> {
  while (!signal.aborted) {
    await work().catch(() => {});
    await sleep(ms, undefined, { signal }).catch(() => {});
  }
}

async function drain(world: StormWorld): Promise<void> {
  const end = Date.now() + DRAIN_MS;
  for (;;) {
    const left = await countUnsettled(world.pool).catch(() => null);
    if (left === 0) return;
    // What is then of no end is told one by one by the comparison.
    if (Date.now() > end) return console.warn(`${left} letters are of no end; the last words:\n${world.crew.lines.slice(-30).join("\n")}`);
    await letTimePass(world.pool).catch(() => {});
    await runFirmly(["deliver", "--data", world.data]);
  }
}
