import { resolve } from "node:path";
import { UserError } from "../core/user-error.ts";
import type { Day } from "../core/values/day.ts";
import type { Creditor } from "../core/values/party.ts";
import { findAccounts } from "../store/account-store.ts";
import { type Approval, type ApprovalScope, countUnsent, nextApprovals } from "../store/approval-store.ts";
import type { Store } from "../store/database.ts";
import { findRun, newestKnown, parseRun } from "../store/decision-store.ts";
import type { Delivery, DeliveryState } from "../store/delivery-store.ts";
import { type Presence, takePresence } from "../store/presence.ts";
import { inTransaction } from "../store/transaction.ts";
import { loadCreditor } from "../store/settings-store.ts";
import { now } from "./clock.ts";
import { deliverAnswers } from "./deliver-answers.ts";
import { deliverApprovals } from "./deliver-approvals.ts";
import { rootOf } from "./delivery-plan.ts";
import type { Held } from "./held-letter.ts";
import { retryFailed } from "./retry-failed.ts";
import { reconcileClaims, type Sender } from "./send-delivery.ts";
import { askSales } from "./ask-sales.ts";
import { tellOthers } from "./tell-others.ts";

export interface DeliveryRequest {
  /** "R12": only what was approved of this run. Without it: everything approved. */
  readonly run?: string;
  readonly creditor?: string;
  /** The sending day. */
  readonly asOf: Day;
  /** Writes everything into this folder, whatever the creditors' channels are. */
  readonly outDir?: string;
  /** What time it is; without it, the machine's clock. */
  readonly instant?: () => Date;
  readonly onProgress?: (done: number, all: number) => void;
  /** Stops after the letters that are being sent. */
  readonly signal?: AbortSignal;
}

export interface DeliveryReport {
  readonly deliveries: readonly {
    readonly id: string;
    readonly letter: string;
    readonly account: string;
    readonly step: string;
    readonly channel: string;
    readonly recipient: string;
    readonly state: DeliveryState;
    /** Where the files lie, for channels that write files; else their names. */
    readonly files: readonly string[];
  }[];
  readonly held: readonly { readonly account: string; readonly code: Held["code"]; readonly reason: string }[];
}

/** So many approvals are decided at once; the next are looked at only when these have left. */
const CHUNK = 40;

/**
 * Delivers what was approved: settles what a crash has left behind, tries again what failed, sends the answers that debtors
 * are owed, and then decides every approved letter again before it is claimed, sent and recorded. Any number of processes may do so at the same time.
 * @throws UserError where the day lies before what is known already
 */
export async function deliver(store: Store, request: DeliveryRequest): Promise<DeliveryReport> {
  const scope = await scopeOf(store, request);
  const presence = await takePresence(store.pool);
  try {
    const sender = senderOf(store, presence, request);
    const sent = await reconcileClaims(sender, scope.creditor);
    sent.push(...(await retryFailed(sender, scope.creditor)));
    const answers = await deliverAnswers(sender, presence, { creditor: scope.creditor, account: null, asOf: scope.asOf }, request.signal);
    const fresh = await deliverFresh(sender, presence, scope, request);
    await tellOthers(sender, scope.creditor);
    await askSales(sender, scope.creditor);
    return presentDeliveries(store, [...sent, ...answers.sent, ...fresh.sent], [...answers.held, ...fresh.held]);
  } finally {
    await presence.leave();
  }
}

/** Only the answers that a creditor's debtors are owed, and what failed before: nothing that is approved leaves by it. */
export async function deliverOwedAnswers(
  store: Store,
  request: Pick<DeliveryRequest, "asOf" | "instant" | "signal"> & { readonly creditor: string },
): Promise<DeliveryReport> {
  const { creditor, asOf, signal } = request;
  const presence = await takePresence(store.pool);
  try {
    const sender = senderOf(store, presence, request);
    const sent = [...(await reconcileClaims(sender, creditor)), ...(await retryFailed(sender, creditor))];
    const answers = await deliverAnswers(sender, presence, { creditor, account: null, asOf }, signal);
    return presentDeliveries(store, [...sent, ...answers.sent], answers.held);
  } finally {
    await presence.leave();
  }
}

async function scopeOf(store: Store, { run: name, creditor: asked, asOf }: DeliveryRequest): Promise<ApprovalScope> {
  const client = await store.pool.connect();
  try {
    const run = name === undefined ? null : parseRun(name);
    const creditor = asked ?? (run === null ? null : (await findRun(client, run)).creditor);
    const newest = await newestKnown(client, creditor);
    if (newest && asOf < newest) {
      throw new UserError("backwards", `Something is known from ${newest} already; letters cannot leave on ${asOf}. Deliver as of ${newest} or later.`);
    }
    return { run, creditor, asOf };
  } finally {
    client.release();
  }
}

export function senderOf(store: Store, presence: Presence, { asOf, outDir, instant = now }: DeliveryRequest): Sender {
  const creditors = new Map<string, Promise<Creditor>>();
  const creditorOf = async (account: number) => {
    const [row] = await inTransaction(store, (client) => findAccounts(client, [account]));
    const known = creditors.get(row!.creditor) ?? loadCreditor(store, row!.creditor);
    creditors.set(row!.creditor, known);
    return known;
  };
  return { store, holder: presence.id, asOf, instant, outDir: outDir === undefined ? null : resolve(outDir), creditorOf };
}

async function deliverFresh(sender: Sender, presence: Presence, scope: ApprovalScope, { onProgress, signal }: DeliveryRequest) {
  const { pool } = sender.store;
  const sent: Delivery[] = [];
  const held: ({ account: number } & Held)[] = [];
  const all = onProgress ? await countUnsent(pool, scope) : 0;
  let done = 0;
  let after = 0;
  for (;;) {
    const approvals = await nextApprovals(pool, scope, after, CHUNK);
    const last: Approval | undefined = approvals.at(-1);
    if (!last || signal?.aborted) return { sent, held };
    after = last.account;
    await deliverApprovals(sender, presence, approvals, signal, (approval, outcome) => {
      if (outcome && "held" in outcome) held.push({ account: approval.account, ...outcome.held });
      else if (outcome) sent.push(...outcome.deliveries);
      onProgress?.(++done, Math.max(done, all));
    });
  }
}

/** Each delivery once, as it stands last. */
export function presentDeliveries(store: Store, sent: readonly Delivery[], held: readonly ({ readonly account: number } & Held)[]): DeliveryReport {
  const last = new Map(sent.map((delivery) => [delivery.id, delivery]));
  const deliveries = [...last.values()].sort((a, b) => a.account - b.account || (a.id < b.id ? -1 : 1));
  const sorted = [...held].sort((a, b) => a.account - b.account);
  return { deliveries: deliveries.map((delivery) => present(store, delivery)), held: sorted.map((each) => ({ ...each, account: `A${each.account}` })) };
}

function present(store: Store, delivery: Delivery): DeliveryReport["deliveries"][number] {
  const { id, letter, account, step, channel, recipient, state } = delivery;
  const folder = channel === "outbox" ? resolve(rootOf(store), recipient) : null;
  const files = delivery.files.map(({ name }) => (folder ? resolve(folder, name) : name));
  return { id, letter, account: `A${account}`, step, channel, recipient: folder ?? recipient, state, files };
}
