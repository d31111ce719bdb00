import type { PoolClient } from "pg";
import type { Message, News } from "../channels/contract.ts";
import { CONTACT_CHANNELS, type ContactChannel } from "../core/process/activity.ts";
import { type Day, latest } from "../core/values/day.ts";
import { findAccounts } from "../store/account-store.ts";
import { appendActivities } from "../store/activity-store.ts";
import type { Store } from "../store/database.ts";
import { newestKnown } from "../store/decision-store.ts";
import { type Delivery, readDelivery } from "../store/delivery-store.ts";
import { lockDebtor, readDocument } from "../store/letter-store.ts";
import { addReceipt, findByProvider, receiptsOf } from "../store/receipt-store.ts";
import { inRetriedTransaction, inTransaction } from "../store/transaction.ts";
import { comeBack } from "./returned-letter.ts";
import { resolveWithin } from "./settle-delivery.ts";

/**
 * What became of one piece of news. `known`: it was told before. `unknown`: it is about no delivery of this creditor's on this channel. `early`: the
 * delivery is still being handed over; it is to be told again.
 */
export type NewsOutcome = "recorded" | "known" | "unknown" | "early";

/**
 * Records what was heard of deliveries after they were handed over, each once however often it is told, in its own transaction with the account
 * locked. News of an uncertain delivery shows that it had arrived at the other side.
 */
export async function recordNews(store: Store, creditor: string, channel: string, news: readonly News[], asOf: Day): Promise<NewsOutcome[]> {
  const outcomes: NewsOutcome[] = [];
  for (const each of news) outcomes.push(await inRetriedTransaction(store, (client) => recordOne(client, creditor, channel, each, asOf)));
  return outcomes;
}

async function recordOne(client: PoolClient, creditor: string, channel: string, news: News, asOf: Day): Promise<NewsOutcome> {
  const id = news.deliveryId ?? (news.providerId === undefined ? null : await findByProvider(client, creditor, channel, news.providerId));
  const found = id === null ? null : await readDelivery(client, id);
  const [account] = found ? await findAccounts(client, [found.account]) : [];
  if (!found || found.channel !== channel || account?.creditor !== creditor) return "unknown";
  // An opt-out concerns all of the debtor's accounts.
  await lockDebtor(client, found.account);
  // What was said in the past is known from now on: nothing that was known already changes.
  const knownOn = latest(asOf, found.sentOn, (await newestKnown(client, creditor)) ?? found.sentOn)!;
  return recordOf(client, (await readDelivery(client, found.id))!, news, knownOn);
}

/** `files`: SHA-256 of the message that told it, where it came by mail. */
export type NewsOfDelivery = Omit<News, "deliveryId" | "providerId"> & { readonly files?: readonly string[] };

/**
 * The same in a transaction that has the delivery's account locked.
 * @param asOf the day from which it is known
 */
export async function recordOf(client: PoolClient, delivery: Delivery, news: NewsOfDelivery, asOf: Day): Promise<NewsOutcome> {
  if (delivery.state === "claimed" || delivery.state === "failed") return "early";
  const told = await receiptsOf(client, delivery.id);
  if (told.some(({ answer }) => answer === news.raw)) return "known";
  if (news.unlessDelivered && told.some(({ outcome }) => outcome === "delivered")) return "known";
  const proof = news.files && { files: news.files };
  let { state } = delivery;
  if (state === "uncertain") {
    await resolveWithin(client, delivery, "accepted", { detail: `heard of it afterwards: ${news.detail}`, by: null, asOf });
    state = "accepted";
  }
  if (news.outcome === "bounced" || news.outcome === "returned") {
    if (state === "accepted") await comeBack(client, { ...delivery, state }, { ...proof, detail: news.detail, raw: news.raw, by: null, asOf });
    return "recorded";
  }
  // Who asks not to be reached this way has answered, and may not have taken in a word.
  const outcome = news.outcome === "opted-out" ? "replied" : news.outcome;
  const { recipient } = delivery;
  await addReceipt(client, delivery, { outcome, recipient, providerId: null, answer: news.raw, ...proof }, { knownOn: asOf });
  if (news.outcome === "opted-out") await closeChannel(client, delivery, news.detail, asOf);
  return "recorded";
}

/** The debtor's own word, heard by a machine: honoured at once, on all the debtor's accounts. */
async function closeChannel(client: PoolClient, { account, channel }: Delivery, reason: string, asOf: Day): Promise<void> {
  if (!isContactChannel(channel)) return;
  const happening = { kind: "debtor-hold", reason, until: null, channel, contact: null } as const;
  await appendActivities(client, [{ account, happening, happenedOn: asOf, knownOn: asOf, by: null }]);
}

function isContactChannel(channel: string): channel is ContactChannel {
  return (CONTACT_CHANNELS as readonly string[]).includes(channel);
}

/** The message of a delivery as it was handed over; null where this creditor has none of that id on this channel. */
export async function messageOf(store: Store, creditor: string, channel: string, deliveryId: string): Promise<Message | null> {
  const delivery = await readDelivery(store.pool, deliveryId);
  if (!delivery || delivery.channel !== channel) return null;
  const [account] = await inTransaction(store, (client) => findAccounts(client, [delivery.account]));
  if (account?.creditor !== creditor) return null;
  const files = [];
  for (const { name, mediaType, hash } of delivery.files) {
    const document = await readDocument(store.pool, hash);
    if (!document) return null;
    files.push({ name, mediaType, bytes: document.bytes });
  }
  return { deliveryId, day: delivery.sentOn, recipient: delivery.recipient, files };
}
