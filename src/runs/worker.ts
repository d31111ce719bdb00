import { Logger, type Runner, run, runMigrations } from "graphile-worker";
import type { PoolClient } from "pg";
import { UserError } from "../core/user-error.ts";
import { type Day, parseDay } from "../core/values/day.ts";
import type { Store } from "../store/database.ts";
import { findRun, parseRun } from "../store/decision-store.ts";
import { addJob, freeLeftJobs } from "../store/job-store.ts";
import { loadCreditors } from "../store/settings-store.ts";
import { inTransaction } from "../store/transaction.ts";
import { todayOf } from "./clock.ts";
import { deliver, type DeliveryReport, deliverOwedAnswers } from "./delivery-run.ts";
import { creditorFolders, followFolders } from "./watch/follow-folders.ts";
import { sentenceOf } from "./watch/watch-report.ts";
import type { Pace } from "./watch/watched-folder.ts";

const TASK = "deliver-run";
/** One delivery run after the other: two at once would only wait for each other's claims. */
const QUEUE = "deliver";
/** Answers that could not leave when they were owed: at night, or with the mail server down. */
const ANSWERS_TASK = "deliver-answers";
const FAILED_MINUTES = 5;
const POSTPONED_MINUTES = 60;

interface DeliverJob {
  readonly run: string;
  /** Null: the creditor's today, whenever the job runs. */
  readonly asOf: Day | null;
}

/** The tables of the queue; nothing to do where they are there. */
export async function prepareQueue(store: Pick<Store, "pool">): Promise<void> {
  await runMigrations({ pgPool: store.pool, logger: silent });
}

/** Hands a run's approved letters to the worker. Asking again while the job waits changes nothing. */
export async function enqueueDelivery(store: Store, run: string, asOf: Day): Promise<void> {
  const id = parseRun(run);
  await prepareQueue(store);
  await inTransaction(store, async (client) => {
    await findRun(client, id);
    await addDelivery(client, { run: `R${id}`, asOf }, 0);
  });
}

async function addDelivery(client: PoolClient, job: DeliverJob, inMinutes: number): Promise<void> {
  await addJob(client, { task: TASK, payload: job, queue: QUEUE, key: `${TASK} ${job.run}`, inMinutes });
}

/** Has the worker look again for answers that are owed: those of all creditors, once, however often it is asked. */
export async function enqueueAnswers(store: Store, waiting: Pick<DeliveryReport, "deliveries" | "held">): Promise<void> {
  const minutes = minutesUntil(waiting);
  if (minutes === null) return;
  await prepareQueue(store);
  await inTransaction(store, (client) => addJob(client, { task: ANSWERS_TASK, payload: {}, queue: QUEUE, key: ANSWERS_TASK, inMinutes: minutes }));
}

export interface WorkerOptions {
  /** Ends the worker after the letters that are being sent. */
  readonly signal?: AbortSignal;
  readonly say?: (message: string) => void;
  /** How often the creditors' import folders are looked into. */
  readonly pace?: Pace;
}

/**
 * Works off the queue and follows the creditors' import folders until `signal`. Any number of workers, on any number of machines, may share one database.
 * @throws Error where the connection to the database is lost: whoever keeps the worker running starts it again
 */
export async function runWorker(store: Store, { signal, say = () => {}, pace }: WorkerOptions = {}): Promise<void> {
  await prepareQueue(store);
  const alive = await store.pool.connect();
  const lost = new Promise<never>((_resolve, reject) => alive.on("error", reject));
  // Looked at once the runner is there; lost before that, it is no unhandled rejection.
  lost.catch(() => {});
  try {
    await freeLeftJobs(alive);
    const runner = await startRunner(store, signal, say);
    const ending = new AbortController();
    const stop = () => {
      ending.abort();
      void runner.stop().catch(() => {});
    };
    signal?.addEventListener("abort", stop, { once: true });
    if (signal?.aborted) stop();
    const following = follow(store, ending.signal, say, pace);
    await Promise.race([Promise.all([runner.promise, following]), lost]).finally(stop);
  } finally {
    alive.release(true);
  }
}

function follow(store: Store, signal: AbortSignal, say: (message: string) => void, pace: Pace | undefined): Promise<void> {
  return followFolders({ store, signal, say, onFile: (file) => say(sentenceOf(file)), ...(pace && { pace }) }, () => creditorFolders(store));
}

function startRunner(store: Store, signal: AbortSignal | undefined, say: (message: string) => void): Promise<Runner> {
  return run({
    pgPool: store.pool,
    concurrency: 1,
    noHandleSignals: true,
    pollInterval: 1000,
    logger: reportTo(say),
    parsedCronItems: [],
    taskList: {
      [TASK]: (payload) => work(store, readJob(payload), signal, say),
      [ANSWERS_TASK]: () => answer(store, signal, say),
    },
  });
}

function readJob(payload: unknown): DeliverJob {
  const { run, asOf } = payload as { run: string; asOf: string | null };
  return { run: `R${parseRun(run)}`, asOf: asOf === null ? null : parseDay(asOf) };
}

async function work(store: Store, job: DeliverJob, signal: AbortSignal | undefined, say: (message: string) => void): Promise<void> {
  const reports = await deliverJob(store, job, signal).catch((error: unknown) => {
    // What a person must mend is not mended by trying again.
    if (!(error instanceof UserError)) throw error;
    say(error.message);
    return [];
  });
  const deliveries = reports.flatMap((report) => report.deliveries);
  const held = reports.flatMap((report) => report.held);
  say(`${job.run}: ${deliveries.filter(({ state }) => state === "accepted").length} delivered, ${held.length} held`);
  const minutes = minutesUntil({ deliveries, held });
  if (minutes !== null) await inTransaction(store, (client) => addDelivery(client, { run: job.run, asOf: null }, minutes));
}

/** Late, never lost: what failed or waits for a business day is looked at again, on the day that it is by then. */
function minutesUntil({ deliveries, held }: Pick<DeliveryReport, "deliveries" | "held">): number | null {
  if (deliveries.some(({ state }) => state === "failed")) return FAILED_MINUTES;
  return held.some(({ code }) => code === "postponed") ? POSTPONED_MINUTES : null;
}

async function answer(store: Store, signal: AbortSignal | undefined, say: (message: string) => void): Promise<void> {
  for (const creditor of await loadCreditors(store)) {
    const report = await deliverOwedAnswers(store, { creditor: creditor.id, asOf: todayOf(creditor), signal });
    const left = report.deliveries.filter(({ state }) => state === "accepted").length;
    if (left > 0) say(`${creditor.id}: ${left} answers sent`);
    await enqueueAnswers(store, report);
  }
}

async function deliverJob(store: Store, { run: name, asOf }: DeliverJob, signal: AbortSignal | undefined): Promise<DeliveryReport[]> {
  if (asOf !== null) return [await deliver(store, { run: name, asOf, signal })];
  const reports: DeliveryReport[] = [];
  for (const creditor of await loadCreditors(store)) reports.push(await deliver(store, { run: name, creditor: creditor.id, asOf: todayOf(creditor), signal }));
  return reports;
}

const silent = new Logger(() => () => {});

function reportTo(say: (message: string) => void): Logger {
  return new Logger(() => (level, message) => {
    if (level === "error") say(message);
  });
}
