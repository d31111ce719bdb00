import { setImmediate } from "node:timers/promises";
import type { ClientBase } from "pg";
import { approvalFree } from "../core/process/approval-free.ts";
import { versionedName } from "../core/process/procedure.ts";
import { type WantedCall, withoutCall } from "../core/process/allot-calls.ts";
import { UserError } from "../core/user-error.ts";
import type { Day } from "../core/values/day.ts";
import { type DueAccount, findAccounts, findDueAccounts, type LoadedAccount, loadAccounts } from "../store/account-store.ts";
import { type Approval, carryLeftOut, recordFreeApprovals } from "../store/approval-store.ts";
import type { Store } from "../store/database.ts";
import {
  createRun,
  findRun,
  finishRun,
  mayBeOutdated,
  newestKnown,
  newestRun,
  noteProcedures,
  noteVersion,
  parseRun,
  readDecisions,
  rememberDecisions,
  saveDecisions,
} from "../store/decision-store.ts";
import { completeCreditor, loadCreditors, readCreditors } from "../store/settings-store.ts";
import { DEADLOCK, inSnapshot } from "../store/transaction.ts";
import { coveredByDecision } from "./approved-content.ts";
import { type CallPool, callsLeft, loadCallPools, wantedCall } from "./call-capacity.ts";
import { type DecidedAccount, decideAll, decideButSome, type Grounds, loadGrounds } from "./decide-accounts.ts";
import { loadProcedureBook } from "./procedure-book.ts";
import { type PaymentsState, paymentsState, type ToImport, toImport } from "./payments-state.ts";
import { type DecisionDocument, presentDecision } from "./present-decision.ts";

export interface ProposeOptions {
  readonly asOf: Day;
  readonly creditor?: string | undefined;
  readonly procedure?: string | undefined;
  readonly onProgress?: ((done: number, of: number) => void) | undefined;
}

/** What `firmly propose --json` prints. */
export interface ProposalDocument {
  readonly run: string;
  readonly asOf: Day;
  readonly postedThrough: Day | null;
  /** What lacks payments up to the day that second letters need: import it, or state a day without movements. */
  readonly toImport: readonly ToImport[];
  readonly decisions: DecisionDocument[];
}

const CHUNK = 2000;
/** So many accounts are decided at a stretch; then what the database sent or waits for has its turn. */
const STRETCH = 100;
/** A serialization failure; or each of two waited for rows of the other. */
const MEANWHILE_CHANGED = new Set(["40001", DEADLOCK]);
const ATTEMPTS = 5;

/**
 * Decides every account that is due for review on the day and stores the decisions as a run. Changes nothing else; it can
 * be thrown away. Runs in one snapshot: if an account changes meanwhile, the run starts over rather than forget the change.
 */
export async function propose(store: Store, options: ProposeOptions): Promise<{ run: string; asOf: Day; decided: number; approved: number }> {
  const creditors = (await loadCreditors(store)).map((creditor) => creditor.id);
  if (options.creditor && !creditors.includes(options.creditor)) {
    throw new UserError("creditor-unknown", `There is no creditor "${options.creditor}". Known: ${creditors.join(", ") || "none yet; import a ledger first"}.`);
  }
  const book = await loadProcedureBook(store.pool, options.asOf);
  if (options.procedure !== undefined) book.find(options.procedure);
  await noteProcedures(store.pool, book.mark);
  for (let attempt = 1; ; attempt++) {
    try {
      return await inSnapshot(store, (writer, reader) => proposeOnce(writer, reader, options));
    } catch (error) {
      if (!MEANWHILE_CHANGED.has((error as { code?: string }).code ?? "") || attempt === ATTEMPTS) throw error;
    }
  }
}

async function proposeOnce(writer: ClientBase, reader: ClientBase, options: ProposeOptions) {
  const { asOf, creditor = null, procedure = null } = options;
  const newest = await newestKnown(reader, creditor);
  // A day in the past, or a procedure on trial, is decided afresh and leaves the stored decisions alone (R26).
  const afresh = procedure !== null || (newest !== null && asOf < newest);
  const run = await createRun(writer, { asOf, creditor, procedure });
  const grounds = await loadGrounds(reader, asOf, procedure);
  const outdated = !afresh && (await mayBeOutdated(reader, asOf, creditor));
  const accounts = await findDueAccounts(reader, asOf, creditor, afresh ? "all" : outdated ? "outdated" : "review-day");
  const chunks = chunked(accounts, CHUNK);
  const load = (index: number) => (chunks[index] ? quietly(loadChunk(reader, chunks[index], asOf)) : null);
  const free: FreeApproval[] = [];
  // While one chunk is decided, the database reads the next and writes the one before.
  let saving = Promise.resolve();
  let loading = load(0);
  const pools = await loadCallPools(reader, grounds.creditors.values(), asOf);
  const putOff: PutOff[] = [];
  for (let index = 0, done = 0; loading; index++) {
    const loaded = await loading;
    loading = load(index + 1);
    const decided = await decideChunk(loaded, grounds, pools, putOff);
    if (!afresh) free.push(...decided.flatMap((each) => freeApproval(each, asOf)));
    await saving;
    saving = quietly(save(writer, run, decided, !afresh));
    done += decided.length;
    options.onProgress?.(done, accounts.length);
  }
  await saving;
  const late = await decidePutOff(putOff, { writer, reader, grounds, run, pools, remember: !afresh });
  if (!afresh) free.push(...late);
  if (outdated) await noteVersion(writer, creditor);
  if (!afresh) await carryLeftOut(writer, run);
  const approved = free.length === 0 ? 0 : await recordFreeApprovals(writer, run, free, asOf);
  await finishRun(writer, run, accounts.length);
  return { run: `R${run}`, asOf, decided: accounts.length, approved };
}

type FreeApproval = Pick<Approval, "account" | "step" | "items" | "totalMinor"> & { readonly by: string };

/** A letter that its procedure lets go without a person, as approved by the procedure. */
function freeApproval({ account, decision, procedure, view }: DecidedAccount, asOf: Day): FreeApproval[] {
  if (decision.kind !== "dun" || approvalFree(decision, procedure, view, asOf) !== "approved") return [];
  const { step, totalMinor } = decision;
  return [{ account: account.id, step, items: coveredByDecision(decision), totalMinor, by: `procedure ${versionedName(procedure)}` }];
}

/** An account of a debtor whose letter waits for a call; `wanted` is null for the debtor's others. */
interface PutOff extends DueAccount {
  readonly wanted: WantedCall | null;
}

/** Decides a chunk, but for the debtors whose letters wait for a call where calls are limited: those are put off. */
async function decideChunk(
  loaded: readonly LoadedAccount[],
  grounds: Grounds,
  pools: ReadonlyMap<string, CallPool>,
  putOff: PutOff[],
): Promise<DecidedAccount[]> {
  const limited = (each: DecidedAccount): WantedCall | null => {
    const wanted = pools.size > 0 ? wantedCall(each, grounds.creditors.get(each.account.creditor)!, grounds.asOf) : null;
    return wanted && pools.has(wanted.pool) ? wanted : null;
  };
  const decided: DecidedAccount[] = [];
  for (const stretch of chunked(loaded, STRETCH)) {
    const part = decideButSome(stretch, grounds, (each) => limited(each) !== null);
    decided.push(...part.decided);
    putOff.push(...part.putOff.map((each) => ({ id: each.account.id, debtor: each.account.debtor, wanted: limited(each) })));
    await setImmediate();
  }
  return decided;
}

/** The second pass: the day's calls go to those with the most points, over all chunks, and the others get their letter (R20). */
async function decidePutOff(
  putOff: readonly PutOff[],
  { writer, reader, grounds, run, pools, remember }: Writing & { readonly pools: ReadonlyMap<string, CallPool> },
): Promise<FreeApproval[]> {
  const free: FreeApproval[] = [];
  const wanted = putOff.flatMap((each) => each.wanted ?? []);
  const usedUp = withoutCall(wanted, callsLeft(pools));
  for (const due of chunked(putOff, CHUNK)) {
    const loaded = await loadChunk(reader, due, grounds.asOf);
    const decided = decideAll(loaded, { ...grounds, usedUp });
    free.push(...decided.flatMap((each) => freeApproval(each, grounds.asOf)));
    await save(writer, run, decided, remember);
  }
  return free;
}

interface Writing {
  readonly writer: ClientBase;
  readonly reader: ClientBase;
  readonly grounds: Grounds;
  readonly run: number;
  readonly remember: boolean;
}

async function loadChunk(reader: ClientBase, due: readonly DueAccount[], asOf: Day): Promise<LoadedAccount[]> {
  const ids = due.map(({ id }) => id);
  return loadAccounts(reader, await findAccounts(reader, ids), asOf);
}

async function save(writer: ClientBase, run: number, decided: readonly DecidedAccount[], remember: boolean): Promise<void> {
  const decisions = decided.map(({ account, decision }) => ({ account: account.id, decision }));
  await saveDecisions(writer, run, decisions);
  if (remember) await rememberDecisions(writer, run, decisions);
}

/** A promise that is awaited later: until then its failure is not an unhandled one. */
function quietly<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => {});
  return promise;
}

/** Chunks that never part the accounts of one debtor: those are allotted together. */
function chunked<T extends { readonly debtor: string }>(accounts: readonly T[], size: number): T[][] {
  const chunks: T[][] = [];
  for (let start = 0; start < accounts.length; ) {
    let end = Math.min(start + size, accounts.length);
    while (end < accounts.length && accounts[end]!.debtor === accounts[end - 1]!.debtor) end++;
    chunks.push(accounts.slice(start, end));
    start = end;
  }
  return chunks;
}

/** The run that a creditor's people work through on a day; null before the first. */
export async function latestRun(store: Store, creditor: string, today: Day): Promise<string | null> {
  const client = await store.pool.connect();
  try {
    const run = await newestRun(client, creditor, today);
    return run === null ? null : `R${run}`;
  } finally {
    client.release();
  }
}

/** The day up to which payments are known, of the one creditor or the earliest of all, and what lags behind. */
async function postedState(client: ClientBase, asOf: Day, creditor: string | null): Promise<Pick<ProposalDocument, "postedThrough" | "toImport">> {
  const creditors = (await readCreditors(client, creditor ?? undefined)).map(({ id, name, settings }) => completeCreditor(id, name, settings));
  const states: PaymentsState[] = [];
  for (const each of creditors) states.push(await paymentsState(client, each, asOf));
  const days = states.map(({ through }) => through);
  const earliest = days.includes(null) ? null : days.sort()[0];
  return { postedThrough: earliest ?? null, toImport: states.flatMap(toImport) };
}

/** The head of a proposal and its decisions in pages, for output that need not fit into memory. */
export async function* streamProposal(
  store: Store,
  run: string,
  options: { dueOnly?: boolean | undefined; account?: number } = {},
): AsyncGenerator<Omit<ProposalDocument, "decisions"> | DecisionDocument[]> {
  const client = await store.pool.connect();
  try {
    const id = parseRun(run);
    const { asOf, creditor } = await findRun(client, id);
    yield { run: `R${id}`, asOf, ...(await postedState(client, asOf, creditor)) };
    const filter = options.account === undefined ? {} : { account: options.account };
    for await (const rows of readDecisions(client, id, { dueOnly: options.dueOnly ?? false, ...filter })) {
      yield rows.map((row) => presentDecision(row, asOf));
    }
  } finally {
    client.release();
  }
}

export async function presentProposal(store: Store, run: string, options: { dueOnly?: boolean | undefined } = {}): Promise<ProposalDocument> {
  const decisions: DecisionDocument[] = [];
  let head: Omit<ProposalDocument, "decisions"> | null = null;
  for await (const part of streamProposal(store, run, options)) {
    if (Array.isArray(part)) decisions.push(...part);
    else head = part;
  }
  return { ...head!, decisions };
}
