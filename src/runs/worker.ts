import { EventEmitter } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { Logger, type Runner, run, runMigrations, type WorkerEvents } from "graphile-worker";
import type { Pool } from "pg";
import type { Day } from "../core/values/day.ts";
import type { Store } from "../store/database.ts";
import { findRun, parseRun } from "../store/decision-store.ts";
import { freeLeftJobs } from "../store/job-store.ts";
import { type Presence, takePresence } from "../store/presence.ts";
import { inTransaction } from "../store/transaction.ts";
import { addAnswers, addRound, addRun, deliveryJobs, type JobContext, resumeJobs } from "./delivery-jobs.ts";
import type { DeliveryReport } from "./delivery-run.ts";
import { Tally } from "./delivery-tally.ts";
import { followInboxes } from "./inbox/follow-inboxes.ts";
import { creditorFolders, followFolders } from "./watch/follow-folders.ts";
import { sentenceOf } from "./watch/watch-report.ts";
import type { Pace } from "./watch/watched-folder.ts";

/** So many jobs at once suit a machine with two cores: while one waits for the database or a mail server, the other sets letters. */
const CONCURRENCY = 2;
/** Listening for new jobs, and one to spare. */
const QUEUE_CONNECTIONS = 2;
const NOTING_MS = 5_000;
const NOTING_STEP_MS = 50;
const POLL_MS = 1_000;
/** How often the workers look whether one of them is gone, and whether something is to be tried again. */
const ROUND_MS = 15_000;

/** The tables of the queue; nothing to do where they are there. */
export async function prepareQueue(store: Pick<Store, "pool">): Promise<void> {
  await runMigrations({ pgPool: store.pool, logger: silent });
}

/** What waits for a channel or for the end of a pause is looked at now. */
export async function wakeQueue(store: Pick<Store, "pool">): Promise<void> {
  await prepareQueue(store);
  await inTransaction(store, resumeJobs);
}

/** Hands a run's approved letters to the workers. Asking again while the job waits changes nothing. */
export async function enqueueDelivery(store: Store, run: string, asOf: Day): Promise<void> {
  const id = parseRun(run);
  await prepareQueue(store);
  await inTransaction(store, async (client) => {
    await findRun(client, id);
    await addRun(client, `R${id}`, asOf);
  });
}

/** Has a worker look again for answers that are owed, where some wait. */
export async function enqueueAnswers(store: Store, { deliveries, held }: Pick<DeliveryReport, "deliveries" | "held">): Promise<void> {
  const tally = new Tally();
  for (const each of held) tally.add({ held: each });
  const later = deliveries.some(({ state }) => state === "failed") ? 1 : tally.later;
  if (later === null) return;
  await prepareQueue(store);
  await inTransaction(store, (client) => addAnswers(client, later));
}

export interface WorkerOptions {
  /** Ends the worker after the letters that are being sent. */
  readonly signal?: AbortSignal;
  readonly say?: (message: string) => void;
  /** How many jobs it works on at once. */
  readonly concurrency?: number;
  /** How often the creditors' import folders are looked into. */
  readonly pace?: Pace;
}

/**
 * Works off the queue and follows the creditors' import folders until `signal`. Any number of workers, on any number of machines, may share one database.
 * @throws Error where the database was lost: whoever keeps the worker running starts it again
 */
export async function runWorker(store: Store, { signal, say = () => {}, pace, concurrency = CONCURRENCY }: WorkerOptions = {}): Promise<void> {
  await prepareQueue(store);
  const presence = await takePresence(store);
  // The queue writes its jobs' ids as JSON, which knows no bigint; and no letter waits for a connection that the queue has.
  const pool = store.openPool(concurrency + QUEUE_CONNECTIONS);
  let closing = Promise.resolve();
  try {
    await inTransaction(store, freeLeftJobs);
    const ending = new AbortController();
    const runner = await startRunner(pool, presence, concurrency, { signal: ending.signal, say, store });
    const stop = () => {
      ending.abort();
      void runner.stop().catch(() => {});
    };
    signal?.addEventListener("abort", stop, { once: true });
    if (signal?.aborted) stop();
    const inboxes = followInboxes({ store, signal: ending.signal, say });
    const working = Promise.all([runner.promise, follow(store, ending.signal, say, pace), inboxes, makeRounds(store, ending.signal)]);
    await Promise.race([working, presence.lost]).finally(stop);
    closing = endPool(pool);
  } catch (error) {
    // What still waits for an answer of the database fails now: it is not sent.
    store.abandon();
    throw error;
  } finally {
    await Promise.all([presence.leave(), closing]);
  }
}

/** The runner says that it has ended while it still notes which jobs are done. */
async function endPool(pool: Pool): Promise<void> {
  for (let waited = 0; waited < NOTING_MS; waited += NOTING_STEP_MS) {
    await sleep(NOTING_STEP_MS);
    if (pool.waitingCount === 0 && pool.idleCount === pool.totalCount) break;
  }
  await pool.end();
}

function follow(store: Store, signal: AbortSignal, say: (message: string) => void, pace: Pace | undefined): Promise<void> {
  return followFolders({ store, signal, say, onFile: (file) => say(sentenceOf(file)), ...(pace && { pace }) }, () => creditorFolders(store));
}

async function makeRounds(store: Store, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await inTransaction(store, addRound);
    await sleep(ROUND_MS, undefined, { signal }).catch(() => {});
  }
}

/** The name under which the runner holds its jobs is held as a lock beside them: whoever gets that lock knows that the jobs were left. */
async function startRunner(pgPool: Pool, presence: Presence, concurrency: number, context: JobContext): Promise<Runner> {
  const events: WorkerEvents = new EventEmitter();
  const named = new Promise<void>((resolve, reject) => {
    events.once("pool:create", ({ workerPool }) => void presence.name(workerPool.id).then(resolve, reject));
  });
  const starting = run({
    pgPool,
    concurrency,
    events,
    noHandleSignals: true,
    pollInterval: POLL_MS,
    logger: reportTo(context.say),
    parsedCronItems: [],
    taskList: deliveryJobs(context),
  });
  try {
    await Promise.all([starting, named]);
  } catch (error) {
    // A runner that nobody holds would go on for ever, in a process that has said that it ends.
    starting.then((runner) => runner.stop()).catch(() => {});
    throw error;
  }
  return starting;
}

const silent = new Logger(() => () => {});

function reportTo(say: (message: string) => void): Logger {
  return new Logger(() => (level, message) => {
    if (level === "error") say(message);
  });
}
