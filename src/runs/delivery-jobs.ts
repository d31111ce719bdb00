import type { PoolClient } from "pg";
import { UserError } from "../core/user-error.ts";
import { type Day, parseDay } from "../core/values/day.ts";
import type { Store } from "../store/database.ts";
import { parseRun } from "../store/decision-store.ts";
import { claimHolders } from "../store/delivery-store.ts";
import { countUnsent } from "../store/approval-store.ts";
import { addApprovalPages, addJob, addRetryPages, countWaiting, freeLeftJobs, hurry } from "../store/job-store.ts";
import { readPauses } from "../store/pause-store.ts";
import { isGone } from "../store/presence.ts";
import { loadCreditors } from "../store/settings-store.ts";
import { inTransaction } from "../store/transaction.ts";
import { askSales } from "./ask-sales.ts";
import { now, todayOf } from "./clock.ts";
import { creditorsDue, runDay } from "./daily-run.ts";
import { deliverAnswers } from "./deliver-answers.ts";
import { CHUNK, deliverPage, scopeOf, withSender } from "./delivery-run.ts";
import { type Later, sooner, Tally } from "./delivery-tally.ts";
import { hearEarlyMails } from "./inbox/early-mail.ts";
import { retryFailed } from "./retry-failed.ts";
import { reconcileClaims } from "./send-delivery.ts";
import { tellOthers } from "./tell-others.ts";

/** What a job has to work with. */
export interface JobContext {
  readonly store: Store;
  /** Ends the job after the letters that are being sent. */
  readonly signal: AbortSignal | undefined;
  readonly say: (message: string) => void;
}

/** Shares a run's approved letters out into pages, one job each: any worker takes the next. */
const RUN = "deliver-run";
const PAGE = "deliver-page";
/** Settles what dead workers have left, and shares out what is to be tried again. */
const ROUND = "deliver-round";
const RETRY = "retry-page";
/** Answers that could not leave when they were owed: at night, or with the mail server down. */
const ANSWERS = "deliver-answers";
/** Messages to colleagues about what has left. */
const TELL = "tell-inside";
/** A creditor's run of the day. */
const DAILY = "daily-run";

/** The end of a pause has them looked at before that. */
const PAUSED_MINUTES = 60;
/** It is approved as of a day that has not come. */
const POSTPONED_MINUTES = 60;
const SPREAD_MINUTES = 0.05;
const LONGEST_SPREAD_MINUTES = 60;

interface RunJob {
  readonly run: string;
  /** Null: the creditor's today, whenever the job runs. */
  readonly asOf: Day | null;
}

interface PageJob {
  readonly run: string;
  readonly creditor: string | null;
  readonly asOf: Day;
  /** It was shared out for its own day: on another one, its letters are of that day. (A day that is played through stays what it is.) */
  readonly ofToday: boolean;
  readonly after: number;
  readonly through: number;
}

interface RetryJob {
  readonly creditor: string;
  readonly asOf: Day;
  readonly after: string;
  readonly through: string;
}

type Handler = (payload: unknown) => Promise<void>;

/** The jobs of delivery by their names, for a worker. */
export function deliveryJobs(context: JobContext): Record<string, Handler> {
  return {
    [RUN]: (payload) => shareRun(context, readRun(payload)),
    [PAGE]: (payload) => deliverOnePage(context, payload as PageJob),
    [ROUND]: () => makeRound(context),
    [RETRY]: (payload) => retryPage(context, payload as RetryJob),
    [ANSWERS]: () => answer(context),
    [TELL]: () => tell(context),
    [DAILY]: (payload) => makeDay(context, (payload as { creditor: string }).creditor),
  };
}

function readRun(payload: unknown): RunJob {
  const { run, asOf } = payload as { run: string; asOf: string | null };
  return { run: `R${parseRun(run)}`, asOf: asOf === null ? null : parseDay(asOf) };
}

/** A run's letters, in the caller's transaction. */
export function addRun(client: PoolClient, run: string, asOf: Day): Promise<void> {
  return addJob(client, { task: RUN, payload: { run, asOf }, key: `${RUN} ${run}` });
}

/** The run once more, as of that day: what was postponed, was busy, or is to be made anew. However many pages ask for it, it is once. */
function addRunAgain(client: PoolClient, run: string, later: Later): Promise<void> {
  return addJob(client, { task: RUN, payload: { run, asOf: null }, key: `${RUN} ${run}`, inMinutes: later, waiting: "kept" });
}

export function addRound(client: PoolClient): Promise<void> {
  return addJob(client, { task: ROUND, payload: {}, key: ROUND, priority: -2 });
}

/** The answers of all creditors, once, however often it is asked. */
export function addAnswers(client: PoolClient, later: Later): Promise<void> {
  return addJob(client, { task: ANSWERS, payload: {}, key: ANSWERS, inMinutes: later, priority: -1, waiting: "kept" });
}

async function shareRun({ store, say }: JobContext, { run, asOf }: RunJob): Promise<void> {
  const days = asOf === null ? (await loadCreditors(store)).map((creditor) => ({ creditor: creditor.id, asOf: todayOf(creditor) })) : [{ asOf }];
  for (const day of days) {
    const scope = await scopeOf(store, { run, ...day }).catch(mendable(say));
    if (!scope) {
      await shareAgain(store, run, day);
      continue;
    }
    if (await isPaused(store, scope.creditor)) {
      await inTransaction(store, (client) => addRunAgain(client, run, PAUSED_MINUTES));
      continue;
    }
    const payload = { run, creditor: scope.creditor, asOf: scope.asOf, ofToday: await isToday(store, scope.creditor, scope.asOf) };
    await inTransaction(store, async (client) => {
      await addApprovalPages(client, scope, { task: PAGE, payload, key: pageKey(payload), size: CHUNK });
    });
  }
  await inTransaction(store, async (client) => {
    await addAnswers(client, 0);
    await addTell(client);
  });
}

/** Something is known of a later day by now: what was approved leaves as of today, or waits for that day. No approval is left behind. */
async function shareAgain(store: Store, run: string, { creditor, asOf }: { readonly creditor?: string; readonly asOf: Day }): Promise<void> {
  const waiting = await countUnsent(store.pool, { run: parseRun(run), creditor: creditor ?? null, asOf });
  if (waiting > 0) await inTransaction(store, (client) => addRunAgain(client, run, creditor === undefined ? 0 : POSTPONED_MINUTES));
}

/** Last of all: once for all pages that have left by then. */
function addTell(client: PoolClient): Promise<void> {
  return addJob(client, { task: TELL, payload: {}, key: TELL, priority: 1, waiting: "kept" });
}

/** What a person must mend is not mended by trying again: said, and left. */
function mendable(say: (message: string) => void): (error: unknown) => null {
  return (error) => {
    if (!(error instanceof UserError)) throw error;
    say(error.message);
    return null;
  };
}

async function deliverOnePage(context: JobContext, page: PageJob): Promise<void> {
  const { store, signal, say } = context;
  const { run, creditor, asOf, after, through } = page;
  if (page.ofToday && !(await isToday(store, creditor, asOf))) return inTransaction(store, (client) => addRunAgain(client, run, 0));
  // Something is known of a later day meanwhile: the letters leave as of the day that it is by now.
  const scope = await scopeOf(store, { run, ...(creditor !== null && { creditor }), asOf }).catch(mendable(say));
  if (!scope) return inTransaction(store, (client) => addRunAgain(client, run, 1));
  if (await isPaused(store, creditor)) return inTransaction(store, (client) => addRunAgain(client, run, PAUSED_MINUTES));
  const tally = new Tally();
  await withSender(store, { asOf }, (sender) => deliverPage(sender, scope, { after, through }, signal, (_account, outcome) => tally.add(outcome)));
  say(`${run}: ${tally.accepted} delivered, ${tally.held} held`);
  const later = signal?.aborted ? 0 : tally.later;
  await inTransaction(store, async (client) => {
    if (later !== null) await addRunAgain(client, run, later);
    else if (tally.turn !== null) await addPageAgain(client, page, tally.turn);
    if (tally.accepted > 0) await addTell(client);
  });
}

/** The page once more, when its turn has come; where many wait for theirs, they come one after the other. */
async function addPageAgain(client: PoolClient, page: PageJob, turn: Later): Promise<void> {
  const key = pageKey(page);
  const spread = Math.min((await countWaiting(client, key)) * SPREAD_MINUTES, LONGEST_SPREAD_MINUTES);
  await addJob(client, { task: PAGE, payload: page, key: `${key} ${page.through}`, inMinutes: turn + Math.random() * spread });
}

function pageKey({ run, creditor }: Pick<PageJob, "run" | "creditor">): string {
  return `${PAGE} ${run} ${JSON.stringify(creditor)}`;
}

async function isToday(store: Store, creditor: string | null, asOf: Day): Promise<boolean> {
  return (await loadCreditors(store)).some((each) => (creditor === null || each.id === creditor) && todayOf(each) === asOf);
}

async function isPaused(store: Store, creditor: string | null): Promise<boolean> {
  return (await readPauses(store.pool)).some((pause) => pause.creditor === null || pause.creditor === creditor);
}

/** What waits for a channel or for the end of a pause is looked at now; in the caller's transaction. */
export async function resumeJobs(client: PoolClient): Promise<void> {
  for (const task of [RUN, ANSWERS, TELL]) await hurry(client, task);
  await addRound(client);
}

/**
 * Looks whether a worker is gone: its jobs are freed, its claims are settled with the channels' help. What failed and whose turn has come is shared
 * out in pages. Where a creditor's run of the day is due, it is begun.
 */
async function makeRound({ store, say }: JobContext): Promise<void> {
  await inTransaction(store, freeLeftJobs);
  for (const creditor of await creditorsDue(store, now())) {
    await inTransaction(store, (client) => addJob(client, { task: DAILY, payload: { creditor }, key: `${DAILY} ${creditor}`, waiting: "kept" }));
  }
  const left = await inTransaction(store, async (client) => {
    for (const holder of await claimHolders(client, null)) if (await isGone(client, holder)) return true;
    return false;
  });
  for (const creditor of await loadCreditors(store)) {
    const asOf = todayOf(creditor);
    if (left) await reconcile(store, creditor.id, asOf, say);
    for (const message of await hearEarlyMails(store, creditor.id, asOf))
      say(`${creditor.id}: ${message} is heard: it had come before its letter was known to have left`);
    if (await isPaused(store, creditor.id)) continue;
    const payload = { creditor: creditor.id, asOf };
    await inTransaction(store, (client) =>
      addRetryPages(client, creditor.id, asOf, { task: RETRY, payload, key: `${RETRY} ${JSON.stringify(creditor.id)}`, size: CHUNK }),
    );
  }
}

async function makeDay({ store, say }: JobContext, creditor: string): Promise<void> {
  const made = await runDay(store, creditor, now(), (run, asOf) => inTransaction(store, (client) => addRun(client, run, asOf)));
  if (made) say(`${creditor}: the run of ${made.day}: ${made.note ?? `${made.approved ?? 0} letters go without approval; summary: ${made.digest}`}`);
}

async function reconcile(store: Store, creditor: string, asOf: Day, say: (message: string) => void): Promise<void> {
  await withSender(store, { asOf }, (sender) =>
    reconcileClaims(sender, creditor, ({ id, state }) => {
      say(state === "uncertain" ? `${id} is uncertain: a worker was lost while it was being sent` : `${id}: ${state}, after a worker was lost`);
    }),
  );
}

async function retryPage({ store, signal, say }: JobContext, { creditor, asOf, after, through }: RetryJob): Promise<void> {
  // It has waited until another day, with other quiet hours: the next round shares it out anew.
  if (!(await isToday(store, creditor, asOf))) return;
  const runs = new Set<number | null>();
  let accepted = 0;
  await withSender(store, { asOf }, (sender) =>
    retryFailed(
      sender,
      creditor,
      { after, through },
      (retried) => {
        if ("remade" in retried) runs.add(retried.remade);
        else if (retried.sent.state === "accepted") accepted++;
      },
      signal,
    ),
  );
  if (accepted > 0) say(`${creditor}: ${accepted} delivered at another attempt`);
  await inTransaction(store, async (client) => {
    for (const run of runs) await (run === null ? addAnswers(client, 0) : addRunAgain(client, `R${run}`, 0));
  });
}

async function answer({ store, signal, say }: JobContext): Promise<void> {
  let later: Later | null = null;
  for (const creditor of await loadCreditors(store)) {
    const scope = { creditor: creditor.id, account: null, asOf: todayOf(creditor) };
    const tally = new Tally();
    const { sent, held } = await withSender(store, scope, (sender) => deliverAnswers(sender, scope, signal));
    tally.add({ deliveries: sent });
    for (const each of held) tally.add({ held: each });
    if (tally.accepted > 0) say(`${creditor.id}: ${tally.accepted} answers sent`);
    later = sooner(later, tally.later);
  }
  // Ended before all of them were looked at: the next worker does.
  if (signal?.aborted) later = 0;
  const wait = later;
  if (wait !== null) await inTransaction(store, (client) => addAnswers(client, wait));
}

async function tell({ store }: JobContext): Promise<void> {
  for (const creditor of await loadCreditors(store)) {
    if (await isPaused(store, creditor.id)) continue;
    await withSender(store, { asOf: todayOf(creditor) }, async (sender) => {
      await tellOthers(sender, creditor.id);
      await askSales(sender, creditor.id);
    });
  }
}
