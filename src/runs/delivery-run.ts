import { resolve } from "node:path";
import { UserError } from "../core/user-error.ts";
import type { Day } from "../core/values/day.ts";
import type { Creditor } from "../core/values/party.ts";
import { findAccounts } from "../store/account-store.ts";
import { type Approval, type ApprovalPage, type ApprovalScope, countUnsent, nextApprovals } from "../store/approval-store.ts";
import type { Store } from "../store/database.ts";
import { findRun, newestKnown, parseRun } from "../store/decision-store.ts";
import type { Delivery, DeliveryState } from "../store/delivery-store.ts";
import { type Presence, takePresence } from "../store/presence.ts";
import { inTransaction } from "../store/transaction.ts";
import { loadCreditor } from "../store/settings-store.ts";
import { now } from "./clock.ts";
import { deliverAnswers } from "./deliver-answers.ts";
import { deliverApprovals, type Outcome } from "./deliver-approvals.ts";
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
export const CHUNK = 40;
const ALL_FAILED = { after: "", through: null };

/**
 * Delivers what was approved: settles what a crash has left behind, tries again what failed, sends the answers that debtors
 * are owed, and then decides every approved letter again before it is claimed, sent and recorded. Any number of processes may do so at the same time.
 * @throws UserError where the day lies before what is known already
 */
export async function deliver(store: Store, request: DeliveryRequest): Promise<DeliveryReport> {
  const { signal, onProgress } = request;
  const scope = await scopeOf(store, request);
  return withSender(store, request, async (sender) => {
    const sent: Delivery[] = [];
    const held: ({ account: number } & Held)[] = [];
    await reconcileClaims(sender, scope.creditor, (delivery) => sent.push(delivery));
    await retryFailed(sender, scope.creditor, ALL_FAILED, (retried) => "sent" in retried && sent.push(retried.sent), signal);
    const answers = await deliverAnswers(sender, { creditor: scope.creditor, account: null, asOf: scope.asOf }, signal);
    const all = onProgress ? await countUnsent(store.pool, scope) : 0;
    let done = 0;
    await deliverPage(sender, scope, { after: 0, through: null }, signal, (account, outcome) => {
      if (typeof outcome === "object" && "held" in outcome) held.push({ account, ...outcome.held });
      else if (typeof outcome === "object") sent.push(...outcome.deliveries);
      onProgress?.(++done, Math.max(done, all));
    });
    await tellOthers(sender, scope.creditor);
    await askSales(sender, scope.creditor);
    return presentDeliveries(store, [...answers.sent, ...sent], [...answers.held, ...held]);
  });
}

/**
 * Works under a presence of its own. A process that is cut off from its database fails at once instead of waiting for answers that never come.
 */
export async function withSender<T>(
  store: Store,
  request: Pick<DeliveryRequest, "asOf" | "outDir" | "instant">,
  work: (sender: Sender) => Promise<T>,
): Promise<T> {
  const presence = await takePresence(store);
  presence.lost.catch(() => store.abandon());
  try {
    return await work(senderOf(store, presence, request));
  } finally {
    await presence.leave();
  }
}

/** Delivers the approvals of a page that no letter was made of yet. */
export async function deliverPage(
  sender: Sender,
  scope: ApprovalScope,
  page: ApprovalPage,
  signal: AbortSignal | undefined,
  done: (account: number, outcome: Outcome) => void,
): Promise<void> {
  let { after } = page;
  for (;;) {
    const approvals = await nextApprovals(sender.store.pool, scope, { ...page, after }, CHUNK);
    const last: Approval | undefined = approvals.at(-1);
    if (!last || signal?.aborted) return;
    after = last.account;
    await deliverApprovals(sender, approvals, signal, ({ account }, outcome) => done(account, outcome));
  }
}

/** @throws UserError where the day lies before what is known already */
export async function scopeOf(store: Store, { run: name, creditor: asked, asOf }: Pick<DeliveryRequest, "run" | "creditor" | "asOf">): Promise<ApprovalScope> {
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

export function senderOf(store: Store, presence: Presence, { asOf, outDir, instant = now }: Pick<DeliveryRequest, "asOf" | "outDir" | "instant">): Sender {
  const creditors = new Map<string, Promise<Creditor>>();
  const creditorOf = async (account: number) => {
    const [row] = await inTransaction(store, (client) => findAccounts(client, [account]));
    const known = creditors.get(row!.creditor) ?? loadCreditor(store, row!.creditor);
    creditors.set(row!.creditor, known);
    return known;
  };
  return { store, presence, asOf, instant, outDir: outDir === undefined ? null : resolve(outDir), creditorOf };
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
