import { UserError } from "../core/user-error.ts";
import { formatMinor } from "../core/values/money.ts";
import { type Day, latest } from "../core/values/day.ts";
import { resolveAccount } from "../store/account-store.ts";
import { appendActivities, type NewActivity } from "../store/activity-store.ts";
import { type Approval, type Proposed, readApprovals, readProposed, recordApprovals, runAfter } from "../store/approval-store.ts";
import { coveredByStored } from "./approved-content.ts";
import { refuseBackdating } from "./backdating.ts";
import { type Override, overridesFor } from "./asked-findings.ts";
import type { Store } from "../store/database.ts";
import { findRun, newestKnown, parseRun } from "../store/decision-store.ts";
import { inTransaction } from "../store/transaction.ts";

export interface ApprovalRequest {
  /** Every letter of the run that is not left out. Hand-overs are never among them: they take two people. */
  readonly all?: boolean;
  readonly accounts?: readonly number[];
  /** Who says so; null: unknown. */
  readonly by: string | null;
  readonly asOf: Day;
  /** Why a letter is left out. */
  readonly reason?: string;
  /** Why named letters may leave in spite of what the checks found, by check. */
  readonly overrides?: readonly Override[];
  /** Allows a day before what is known already (R1). */
  readonly backdate?: boolean;
}

export interface ApprovedRun {
  /** "R12" */
  readonly run: string;
  readonly approved: readonly { readonly account: string; readonly step: string; readonly total: string; readonly currency: string }[];
}

/**
 * Approves letters of a proposal run, as they were proposed. Saying it again changes nothing.
 * @throws UserError where the run is not the newest, an account has no letter in it, or one was withdrawn meanwhile
 */
export async function approve(store: Store, run: string, request: ApprovalRequest): Promise<ApprovedRun> {
  if (!request.all && !request.accounts?.length) {
    throw new UserError("letters-unnamed", "Say which letters to approve: --all, or --account with an account's id.");
  }
  if (request.all && request.overrides?.length) {
    throw new UserError("letters-unnamed", "An override is for letters that somebody has read: name them with --account.");
  }
  return decideProposed(store, run, request, "approved");
}

/** The creditor that a run is about; undefined where it is about all. */
export async function creditorOfRun(store: Store, run: string): Promise<string | undefined> {
  const client = await store.pool.connect();
  try {
    return (await findRun(client, parseRun(run))).creditor ?? undefined;
  } finally {
    client.release();
  }
}

/** The first day on which something can be said about a run: its own, or the newest from which anything is known since. */
export async function firstDayFor(store: Store, run: string): Promise<Day> {
  const client = await store.pool.connect();
  try {
    const { asOf, creditor } = await findRun(client, parseRun(run));
    return latest(asOf, await newestKnown(client, creditor))!;
  } finally {
    client.release();
  }
}

/** Account numbers by what a person calls them: "A17", or a debtor that has one account. */
export async function findNamed(store: Store, names: readonly string[]): Promise<number[]> {
  const client = await store.pool.connect();
  try {
    const accounts: number[] = [];
    for (const name of names) accounts.push(await resolveAccount(client, name));
    return accounts;
  } finally {
    client.release();
  }
}

/** Leaves letters out of a run: they do not go, and tomorrow's proposal asks again. */
export async function leaveOut(
  store: Store,
  run: string,
  request: Omit<ApprovalRequest, "all"> & { readonly accounts: readonly number[] },
): Promise<ApprovedRun> {
  return decideProposed(store, run, request, "left-out");
}

async function decideProposed(store: Store, runName: string, request: ApprovalRequest, state: "approved" | "left-out"): Promise<ApprovedRun> {
  const run = parseRun(runName);
  const overridden = state === "approved" && request.accounts?.length ? await overridesOf(store, run, request.accounts, request) : [];
  return inTransaction(store, async (client) => {
    const { creditor } = await findRun(client, run);
    await refuseBackdating(client, creditor, request);
    const accounts = request.accounts?.length ? request.accounts : null;
    const proposed = await readProposed(client, run, accounts);
    for (const account of accounts ?? []) refuseUnproposed(run, account, proposed);
    const said = new Map((await readApprovals(client, run, accounts)).map((approval) => [approval.account, approval]));
    const open = proposed.filter(({ account }) => isOpen(said.get(account), state, request.all ?? false, run));
    if (open.length > 0) {
      const newer = await runAfter(client, run);
      if (newer !== null) throw new UserError("run-superseded", `Run R${run} was superseded by run R${newer}: look at that one and approve it instead.`);
      const rows = open.map(({ account, step, totalMinor, body }) => ({ account, step, totalMinor, items: coveredByStored(body) }));
      await recordApprovals(client, run, rows, state, request.by, request.asOf, request.reason ?? null);
      const isOpened = new Set(open.map(({ account }) => account));
      await appendActivities(
        client,
        overridden.filter(({ account }) => isOpened.has(account)),
      );
    }
    const standing = new Set([
      ...open.map(({ account }) => account),
      ...[...said.values()].filter((approval) => approval.state === state).map(({ account }) => account),
    ]);
    return { run: `R${run}`, approved: proposed.filter(({ account }) => standing.has(account)).map(present) };
  });
}

/** Before the transaction: letters are composed for it. What is approved already is not asked about again. */
async function overridesOf(store: Store, run: number, accounts: readonly number[], { overrides = [], by, asOf }: ApprovalRequest): Promise<NewActivity[]> {
  const proposed = await readProposed(store.pool, run, accounts);
  const approved = new Set((await readApprovals(store.pool, run, accounts)).flatMap(({ account, state }) => (state === "approved" ? [account] : [])));
  return overridesFor(store, { run, accounts: proposed.filter(({ account }) => !approved.has(account)), overrides, by, asOf });
}

function refuseUnproposed(run: number, account: number, proposed: readonly Proposed[]): void {
  if (proposed.some((each) => each.account === account)) return;
  throw new UserError(
    "letter-unknown",
    `Run R${run} proposes no letter for account A${account}. A hand-over is approved with \`firmly hand-over A${account} approve\`.`,
  );
}

/** Whether there is still something to say about it. What a person left out stays out when all others are approved. */
function isOpen(said: Approval | undefined, state: "approved" | "left-out", all: boolean, run: number): boolean {
  if (!said) return true;
  if (said.state === state || said.state === "delivered") return false;
  if (said.state === "withdrawn" || said.state === "superseded") {
    if (all) return false;
    throw new UserError(
      "approval-conflict",
      `The approval of account A${said.account} in run R${run} was ${said.state}${said.reason ? ` (${said.reason})` : ""}: propose again.`,
    );
  }
  return !(all && said.state === "left-out");
}

function present({ account, step, totalMinor, currency }: Proposed): ApprovedRun["approved"][number] {
  return { account: `A${account}`, step, total: formatMinor(totalMinor, currency), currency };
}
