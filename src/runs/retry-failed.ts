import { answersStop, owedAnswers } from "../core/process/owed-answers.ts";
import { daysBetween } from "../core/values/day.ts";
import { jurisdictions } from "../open-folders.ts";
import { readApproval } from "../store/approval-store.ts";
import { accountMark, readLetter } from "../store/letter-store.ts";
import { type Delivery, type DeliveryPage, failedDeliveries, readDeliveries, takeOver } from "../store/delivery-store.ts";
import { inRetriedTransaction, inTransaction } from "../store/transaction.ts";
import { type DecidedAccount, decideAccount } from "./decide-accounts.ts";
import { findChannel } from "./delivery-plan.ts";
import { quietUntil } from "./quiet-hours.ts";
import { compareWithApproval, personNeeded } from "./held-letter.ts";
import { sendDelivery, type Sender } from "./send-delivery.ts";
import { giveUp, voidUnsent } from "./settle-delivery.ts";
import { isStillTheWay } from "./still-the-way.ts";
import { pausedAt, turnOf } from "./turn.ts";

/** So long is a second copy tried of a letter that has arrived otherwise; after that it would only confuse. */
const SECOND_COPY_DAYS = 5;

/** So many are read at once; the next are looked at only when these are done. */
const READ = 40;

/** What comes of trying again: a delivery in its new state, or a letter that was taken back, so that its approval (of a run; null: its answer) leads to a new one. */
export type Retried = { readonly sent: Delivery } | { readonly remade: number | null };

/** Tries the failed deliveries of a page again, as far as their turn has come. */
export async function retryFailed(
  sender: Sender,
  creditor: string | null,
  page: DeliveryPage,
  retried: (outcome: Retried) => void,
  signal?: AbortSignal,
): Promise<void> {
  let { after } = page;
  for (;;) {
    const failed = await failedDeliveries(sender.store.pool, sender.asOf, creditor, { ...page, after }, READ);
    if (failed.length === 0) return;
    after = failed.at(-1)!.id;
    for (const delivery of failed) {
      if (signal?.aborted) return;
      const outcome = await retry(sender, delivery);
      if (outcome) retried(outcome);
    }
  }
}

/**
 * A delivery that certainly did not leave is tried again. A letter of which nothing has left is first decided again: on
 * another day, or when something has changed, it is taken back, and its approval leads to a new letter or is withdrawn.
 */
async function retry(sender: Sender, delivery: Delivery): Promise<Retried | null> {
  sender.presence.confirm();
  if (await isQuiet(sender, delivery)) return null;
  const { mark, decided } = await decideMarked(sender, delivery);
  const all = await readDeliveries(sender.store.pool, delivery.letter);
  if (all.some(({ state }) => HAD_LEFT.has(state))) {
    const why = await whyNoCopy(sender, delivery, decided, all);
    if (why !== null) {
      await giveUp(sender.store, delivery, `given up: ${why}`, sender.asOf);
      return null;
    }
  } else if (all.some(({ state }) => state === "claimed" || state === "uncertain")) {
    return null;
  } else if (!(await isStillRight(sender, delivery, decided))) {
    return (await voidUnsent(sender.store, delivery)) ? { remade: delivery.run } : null;
  }
  if (await mustWait(sender, delivery)) return null;
  const sent = await sendAgain(sender, delivery, mark);
  return sent && { sent };
}

/** The mark first, then the decision: a change in between shows when it is claimed again. */
function decideMarked({ store, asOf }: Sender, { account }: Delivery): Promise<{ readonly mark: string; readonly decided: DecidedAccount }> {
  return inTransaction(store, async (client) => ({ mark: await accountMark(client, account, false), decided: await decideAccount(client, account, asOf) }));
}

/** The letter is in the log. */
const HAD_LEFT: ReadonlySet<Delivery["state"]> = new Set(["accepted", "bounced", "returned"]);

/** Why a further copy of a letter that has left on another way does not leave any more; null: it may. */
async function whyNoCopy(sender: Sender, delivery: Delivery, { decision, view }: DecidedAccount, all: readonly Delivery[]): Promise<string | null> {
  if (all.some(({ state }) => state === "accepted")) {
    if (daysBetween(delivery.sentOn, sender.asOf) > SECOND_COPY_DAYS) return "the letter has arrived otherwise";
  } else if (delivery.sentOn !== sender.asOf) return "the letter came back on its other way, and is made anew";
  const { items } = (await readLetter(sender.store.pool, delivery.letter))!;
  const open = new Set(view.ledger.items.filter(({ openMinor }) => openMinor > 0n).map(({ item }) => item));
  if (items.some(({ item }) => !open.has(item))) return "what it asks for has been paid or changed since";
  return decision.kind === "blocked" ? `the account is blocked (${decision.block})` : null;
}

/** Its turn has not come, or its channel rests; or nothing leaves at all. */
async function mustWait(sender: Sender, { account, channel, recipient }: Delivery): Promise<boolean> {
  if (await pausedAt(sender, account)) return true;
  return (await turnOf(sender, await sender.creditorOf(account), [{ channel: await findChannel(channel), recipient }])) !== null;
}

/** A second attempt keeps the quiet hours too (R14). */
async function isQuiet({ store, asOf, instant, creditorOf }: Sender, delivery: Delivery): Promise<boolean> {
  const channel = await findChannel(delivery.channel);
  if (!channel.arrivesAtOnce) return false;
  const creditor = await creditorOf(delivery.account);
  const { account, procedure } = await inTransaction(store, (client) => decideAccount(client, delivery.account, asOf));
  return quietUntil({ creditor, debtor: account, hours: procedure.contactHours, laws: await jurisdictions(), day: asOf, instant: instant() }) !== null;
}

async function isStillRight(sender: Sender, delivery: Delivery, decided: DecidedAccount): Promise<boolean> {
  const { store, asOf } = sender;
  if (delivery.sentOn !== asOf) return false;
  const { decision, view, account } = decided;
  if (delivery.run === null) {
    if (answersStop(view) !== null || !owedAnswers(view, asOf).some(({ id }) => id === delivery.answers)) return false;
  } else {
    const approval = await readApproval(store.pool, delivery.account, delivery.run);
    if (approval?.state !== "approved") return false;
    if (compareWithApproval(approval, decision, view.ledger.items, account.currency) ?? personNeeded(approval, decided, asOf)) return false;
  }
  return isStillTheWay(sender, delivery, decided);
}

/** Claims it again, with the debtor's accounts locked: nothing has changed since the decision, also not while it waited for its turn. */
async function sendAgain(sender: Sender, delivery: Delivery, mark: string): Promise<Delivery | null> {
  const { store, presence } = sender;
  const claimed = { ...delivery, state: "claimed", holder: presence.id, attempts: delivery.attempts + 1 } as const;
  const taken = await inRetriedTransaction(store, async (client) => {
    if ((await accountMark(client, delivery.account, true)) !== mark || (await readLetter(client, delivery.letter))!.void) return false;
    return takeOver(client, delivery, presence.id, claimed.attempts);
  });
  if (!taken) return null;
  const state = await sendDelivery(sender, claimed);
  return state && { ...claimed, state };
}
