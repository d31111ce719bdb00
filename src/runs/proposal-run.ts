import type { ClientBase } from "pg";
import { UserError } from "../core/user-error.ts";
import type { Day } from "../core/values/day.ts";
import { type AccountRow, findDueAccounts } from "../store/account-store.ts";
import type { Store } from "../store/database.ts";
import { createRun, findRun, finishRun, loadPostedThrough, newestKnown, newestRun, parseRun, readDecisions, rememberRun, saveDecisions } from "../store/decision-store.ts";
import { loadCreditors } from "../store/settings-store.ts";
import { decideAccounts, loadGrounds } from "./decide-accounts.ts";
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
  readonly decisions: DecisionDocument[];
}

const CHUNK = 4000;
const SERIALIZATION_FAILURE = "40001";
const ATTEMPTS = 5;

/**
 * Decides every account that is due for review on the day and stores the decisions as a run. Changes nothing else; it can
 * be thrown away. Runs in one snapshot: if an account changes meanwhile, the run starts over rather than forget the change.
 */
export async function propose(store: Store, options: ProposeOptions): Promise<{ run: string; asOf: Day; decided: number }> {
  const creditors = (await loadCreditors(store)).map((creditor) => creditor.id);
  if (options.creditor && !creditors.includes(options.creditor)) {
    throw new UserError("creditor-unknown", `There is no creditor "${options.creditor}". Known: ${creditors.join(", ") || "none yet; import a ledger first"}.`);
  }
  const client = await store.pool.connect();
  try {
    for (let attempt = 1; ; attempt++) {
      try {
        await client.query("begin isolation level repeatable read");
        const done = await proposeOnce(store, client, options);
        await client.query("commit");
        return done;
      } catch (error) {
        await client.query("rollback");
        if ((error as { code?: string }).code !== SERIALIZATION_FAILURE || attempt === ATTEMPTS) throw error;
      }
    }
  } finally {
    client.release();
  }
}

async function proposeOnce(store: Store, client: ClientBase, options: ProposeOptions) {
  const { asOf, creditor = null, procedure = null } = options;
  const newest = await newestKnown(client, creditor);
  // A day in the past, or a procedure on trial, is decided afresh and leaves the stored decisions alone (R26).
  const afresh = procedure !== null || (newest !== null && asOf < newest);
  const run = await createRun(client, { asOf, creditor, procedure });
  const grounds = await loadGrounds(store, client, asOf, procedure);
  const accounts = await findDueAccounts(client, asOf, creditor, afresh);
  for (let start = 0; start < accounts.length; ) {
    const end = chunkEnd(accounts, start);
    const decided = await decideAccounts(client, accounts.slice(start, end), grounds);
    await saveDecisions(client, run, decided.map(({ account, decision }) => ({ account: account.id, decision })));
    start = end;
    options.onProgress?.(start, accounts.length);
  }
  if (!afresh) await rememberRun(client, run);
  await finishRun(client, run, accounts.length);
  return { run: `R${run}`, asOf, decided: accounts.length };
}

/** A chunk never parts the accounts of one debtor: they are allotted together. */
function chunkEnd(accounts: readonly AccountRow[], start: number): number {
  let end = Math.min(start + CHUNK, accounts.length);
  while (end < accounts.length && accounts[end]!.debtor === accounts[end - 1]!.debtor) end++;
  return end;
}

/** The newest run, of one creditor or of all; null before the first. */
export async function latestRun(store: Store, creditor?: string): Promise<string | null> {
  const client = await store.pool.connect();
  try {
    const run = await newestRun(client, creditor ?? null);
    return run === null ? null : `R${run}`;
  } finally {
    client.release();
  }
}

/** The day up to which payments are known: of the one creditor, or the earliest of all. */
async function postedThrough(client: ClientBase, asOf: Day, creditor: string | null): Promise<Day | null> {
  const posted = await loadPostedThrough(client, asOf);
  if (creditor) return posted.get(creditor)?.through ?? null;
  const days = [...posted.values()].map(({ through }) => through).sort();
  return days[0] ?? null;
}

/** The head of a proposal and its decisions in pages, for output that need not fit into memory. */
export async function* streamProposal(store: Store, run: string, options: { dueOnly?: boolean | undefined; account?: number } = {}): AsyncGenerator<Omit<ProposalDocument, "decisions"> | DecisionDocument[]> {
  const client = await store.pool.connect();
  try {
    const id = parseRun(run);
    const { asOf, creditor } = await findRun(client, id);
    yield { run: `R${id}`, asOf, postedThrough: await postedThrough(client, asOf, creditor) };
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
