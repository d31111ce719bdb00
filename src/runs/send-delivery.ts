import { ZodError } from "zod";
import type { Channel, Message, Receipt } from "../channels/contract.ts";
import type { AnyNotice } from "../core/letter/answer.ts";
import { type Enclosures, enclosuresOf, isNothing } from "../core/letter/enclosures.ts";
import type { Day } from "../core/values/day.ts";
import type { Creditor } from "../core/values/party.ts";
import type { Store } from "../store/database.ts";
import { claimHolders, claimsOf, type Delivery, type DeliveryState, putBack, readDelivery, takeOver } from "../store/delivery-store.ts";
import { readDocument, readLetter } from "../store/letter-store.ts";
import { beginHandingOver, isGone, type Presence } from "../store/presence.ts";
import { mailKey } from "../store/secret-store.ts";
import { pauseOf } from "../store/pause-store.ts";
import { endRest, recordChannelFailure } from "../store/rest-store.ts";
import { inTransaction } from "../store/transaction.ts";
import { channelSettings, findChannel } from "./delivery-plan.ts";
import { returnPathOf } from "./letter-mail.ts";
import { settleDelivery } from "./settle-delivery.ts";

/** What sending needs besides the delivery itself. */
export interface Sender {
  readonly store: Store;
  /** What its claims are held under. */
  readonly presence: Presence;
  readonly asOf: Day;
  /** What time it is, asked again for every letter: a long run reaches into the night. */
  readonly instant: () => Date;
  readonly outDir: string | null;
  readonly creditorOf: (account: number) => Promise<Creditor>;
}

/** An answer that was this long on its way says nothing about now. */
const FRESH_MS = 5_000;
/** So many claims of a dead process are settled before the next are read. */
const PAGE = 100;

/**
 * Hands a claimed delivery to its channel and records the answer. Null where the claim was taken over meanwhile: then nothing is handed over. Throws
 * only where the database fails: then the claim stands, and others reconcile it.
 */
export async function sendDelivery(sender: Sender, delivery: Delivery): Promise<DeliveryState | null> {
  const ready = await prepare(sender, delivery);
  if ("outcome" in ready) return settleDelivery(sender.store, delivery, sender.presence.id, ready, sender.asOf);
  if (await pauseOf(sender.store.pool, delivery.account)) return (await putBack(sender.store.pool, delivery.id, sender.presence.id)) ? "failed" : null;
  if (!(await isStillHeld(sender, delivery))) return null;
  const receipt = await ready.channel.send(ready.message, ready.settings).catch(thrown);
  const state = await settleDelivery(sender.store, delivery, sender.presence.id, receipt, sender.asOf);
  await noteChannel(sender, delivery, receipt);
  return state;
}

/** Where it is the way to everybody that fails, nobody's address is to blame: the channel rests, and is tried less and less often. */
async function noteChannel({ store, creditorOf }: Sender, { account, channel }: Delivery, receipt: Receipt): Promise<void> {
  const { id } = await creditorOf(account);
  if (receipt.outcome === "uncertain" || (receipt.outcome === "failed" && receipt.about === "channel")) {
    await recordChannelFailure(store.pool, id, channel, receipt.detail);
  } else if (receipt.outcome !== "failed" || receipt.about === "recipient") await endRest(store.pool, id, channel);
}

/** Asked of the database itself, right before the message leaves: others may have settled the claims of a host that was cut off. */
async function isStillHeld({ store, presence }: Sender, delivery: Delivery): Promise<boolean> {
  for (;;) {
    presence.confirm();
    const asked = performance.now();
    if (!(await beginHandingOver(store.pool, delivery.id, presence.id))) return false;
    if (performance.now() - asked < FRESH_MS) return true;
  }
}

/** A channel that throws has a fault of its own, and nobody can say how far it had come. */
function thrown(error: Error): Receipt {
  return { outcome: "uncertain", detail: error.message };
}

async function prepare(
  { store, creditorOf, asOf, outDir }: Sender,
  delivery: Delivery,
): Promise<{ channel: Channel; message: Message; settings: unknown } | Receipt> {
  const channel = await findChannel(delivery.channel);
  const creditor = await creditorOf(delivery.account);
  const settings = settingsOf(store, channel, creditor, asOf, outDir);
  if (settings === null) return { outcome: "failed", detail: `channel ${delivery.channel} is no longer set up, or not as it has to be`, about: "channel" };
  const files = await Promise.all(
    delivery.files.map(async ({ name, mediaType, hash }) => {
      const document = await readDocument(store.pool, hash);
      if (!document) throw new Error(`the bytes of ${name} (${hash}) are gone from the database`);
      return { name, mediaType, bytes: document.bytes };
    }),
  );
  const enclosures = channel.carries.includes("pdf") ? await enclosed(store, delivery.letter) : null;
  const returnPath = channel.carries.includes("email") ? returnPathOf(creditor, delivery.id, await mailKey(store.pool)) : null;
  const { id: deliveryId, sentOn: day, recipient } = delivery;
  const message = { deliveryId, day, recipient, files, ...(enclosures && { enclosures }), ...(returnPath && { returnPath }) };
  return { channel, settings, message };
}

/** Null where the channel is not set up, or was set up for an earlier version and lacks something now. */
function settingsOf(...asked: Parameters<typeof channelSettings>): unknown {
  try {
    return channelSettings(...asked);
  } catch (error) {
    if (error instanceof ZodError) return null;
    throw error;
  }
}

/** What the letter as sent says is enclosed. */
async function enclosed(store: Store, letter: string): Promise<Enclosures | null> {
  const stored = await readLetter(store.pool, letter);
  const enclosures = stored && enclosuresOf(JSON.parse(stored.notice) as AnyNotice);
  return enclosures && !isNothing(enclosures) ? enclosures : null;
}

/**
 * Settles the claims that dead processes have left: the channel is asked whether it has the message. What it cannot tell
 * is uncertain, shown to a person, and never sent again by itself. What was not sent is left as failed, to be tried again.
 */
export async function reconcileClaims(sender: Sender, creditor: string | null, settled: (delivery: Delivery) => void): Promise<void> {
  for (const holder of await claimHolders(sender.store.pool, creditor)) {
    if (holder === sender.presence.id || !(await inTransaction(sender.store, (client) => isGone(client, holder)))) continue;
    let after = "";
    for (;;) {
      const claims = await claimsOf(sender.store.pool, holder, creditor, after, PAGE);
      if (claims.length === 0) break;
      after = claims.at(-1)!.id;
      for (const claim of claims) {
        const state = await reconcileClaim(sender, claim);
        if (state) settled({ ...claim, state });
      }
    }
  }
}

async function reconcileClaim(sender: Sender, claim: Delivery): Promise<DeliveryState | null> {
  sender.presence.confirm();
  const { id } = sender.presence;
  const taken = await inTransaction(sender.store, async (client) => {
    // An attempt that a crash cut off does not count: what was not sent is tried again at once.
    const isTaken = (await isGone(client, claim.holder)) && (await takeOver(client, claim, id, Math.max(claim.attempts - 1, 0)));
    // Whether it had begun is read only now that nobody else can begin: since the claim was listed, its holder may have.
    return isTaken ? readDelivery(client, claim.id) : null;
  });
  return taken && settleDelivery(sender.store, taken, id, await reconcile(sender, taken), sender.asOf);
}

async function reconcile(sender: Sender, claim: Delivery): Promise<Receipt> {
  if (!claim.isBegun) return { outcome: "failed", detail: "the process ended before it was sent" };
  const ready = await prepare(sender, claim);
  if ("outcome" in ready) return { outcome: "uncertain", detail: ready.outcome === "accepted" ? "" : ready.detail };
  const { channel, message, settings } = ready;
  const found = channel.reconcile ? await channel.reconcile(message, settings).catch(() => "unknown" as const) : "unknown";
  if (found === "accepted") return { outcome: "accepted", providerId: "", answer: "found after a crash" };
  if (found === "not-sent") return { outcome: "failed", detail: "the process ended before it was sent" };
  return { outcome: "uncertain", detail: `the process ended while it was being sent, and ${channel.name} cannot tell whether it was` };
}
