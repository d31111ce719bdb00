import { createHash } from "node:crypto";
import type { PoolClient } from "pg";
import type { ReadMail } from "../../inbox/contract.ts";
import { readMail } from "../../inbox/read-mail.ts";
import { readIntentLexicons } from "../../languages/intent-words.ts";
import { type Day, latest } from "../../core/values/day.ts";
import { jsonText } from "../../core/values/json-text.ts";
import type { Store } from "../../store/database.ts";
import { newestKnown } from "../../store/decision-store.ts";
import { readDelivery } from "../../store/delivery-store.ts";
import { findInboundMail, type InboundMail, insertMail, type MailState, readInboundMail } from "../../store/inbox-store.ts";
import { insertDocuments, lockDebtor } from "../../store/letter-store.ts";
import { mailKey } from "../../store/secret-store.ts";
import { inRetriedTransaction } from "../../store/transaction.ts";
import { keptDocument } from "../kept-document.ts";
import { actOnMail } from "./act-on-mail.ts";
import { type Route, routeMail } from "./route-mail.ts";
import { storable } from "./storable.ts";

const MEDIA_TYPE = "message/rfc822";
const TOO_LARGE = "It is larger than 25 MB: only its beginning was kept.";

export interface Incoming {
  readonly creditor: string;
  readonly bytes: Uint8Array;
  /** False: only the beginning of a message that is too large. */
  readonly isWhole?: boolean;
  /** The creditor's today. */
  readonly today: Day;
}

/** What became of a message. `isNew` false: it was here before, or the same has come by another way. */
export interface Taken {
  readonly mail: InboundMail;
  readonly isNew: boolean;
}

/**
 * Keeps a message that came in, finds whom it is about, and does what follows of it, all in one transaction, once however often it comes.
 * A person's reply stops the automation until a person has read it (R17); nothing is ever answered by itself, and nothing that is written in
 * a mail moves money.
 */
export async function takeMail(store: Store, incoming: Incoming): Promise<Taken> {
  const { bytes, today } = incoming;
  try {
    return await keep(store, incoming, storable(await readMail(bytes, { lexicons: readIntentLexicons(), today })), null);
  } catch (error) {
    if (!isAboutMessage(error)) throw error;
    // One message that nobody foresaw must not stand in the way of all that come after it: a person looks at it.
    return keep(store, incoming, UNREADABLE, `It could not be understood (${(error as Error).message}): open it as it came.`);
  }
}

/** Trying again would end in the same: the fault lies in what the message holds, not in the database's being away. */
function isAboutMessage(error: unknown): boolean {
  const { code } = error as { code?: unknown };
  return error instanceof TypeError || error instanceof RangeError || (typeof code === "string" && /^(22|23|54)/.test(code));
}

const UNREADABLE: ReadMail = {
  kind: "reply",
  from: null,
  to: [],
  subject: "(a message that could not be understood)",
  date: null,
  messageId: null,
  references: [],
  inside: [],
  recipients: [],
  until: null,
  text: "",
  intent: [],
  attachments: [],
  authentication: { spf: null, dkim: null, dmarc: null },
};

/** @param trouble why it could not be understood; null: it was */
async function keep(store: Store, { creditor, bytes, isWhole = true, today }: Incoming, reading: ReadMail, trouble: string | null): Promise<Taken> {
  const document = keptDocument(MEDIA_TYPE, bytes);
  const likeness = likenessOf(reading, document.hash);
  const key = await mailKey(store.pool);
  return inRetriedTransaction(store, async (client) => {
    const known = await findInboundMail(client, creditor, document.hash, likeness);
    if (known) return { mail: known, isNew: false };
    const route = await routeMail(client, creditor, reading, key);
    if (route.account !== null) await lockDebtor(client, route.account);
    const knownOn = latest(today, (await newestKnown(client, creditor)) ?? today)!;
    await insertDocuments(client, [document]);
    const state = (await isEarly(client, reading, route)) ? "unrouted" : stateOf(reading, route);
    const number = await insertMail(client, {
      creditor,
      hash: document.hash,
      likeness,
      messageId: reading.messageId,
      kind: reading.kind,
      state,
      sender: reading.from?.address ?? null,
      subject: reading.subject,
      reading: jsonText(withoutBytes(reading)),
      account: route.account,
      delivery: route.delivery,
      routedBy: route.by,
      warning: [trouble, route.warning, isWhole ? null : TOO_LARGE].filter(Boolean).join(" ") || null,
      knownOn,
    });
    // Another process was quicker.
    if (number === null) return { mail: (await findInboundMail(client, creditor, document.hash, likeness))!, isNew: false };
    if (state !== "ignored" && state !== "unrouted") await actOnMail(client, { number, hash: document.hash, reading, route, knownOn });
    return { mail: (await readInboundMail(client, number))!, isNew: true };
  });
}

/** The same message may come by two addresses, with other lines of transport. Without a Message-ID only its bytes tell. */
function likenessOf({ messageId, from, subject, text }: ReadMail, hash: string): string {
  if (messageId === null) return hash;
  return createHash("sha256")
    .update(JSON.stringify([messageId, from?.address ?? null, subject, text]))
    .digest("hex");
}

function stateOf(mail: ReadMail, route: Route): MailState {
  if (isOurs(mail)) return "ignored";
  if (mail.kind === "reply") return route.account === null ? "unrouted" : "unread";
  // A bounce that bears no mark of ours is believed by nobody: a person looks at it.
  if (mail.kind === "bounce" || mail.kind === "delay") return route.delivery === null ? "unrouted" : "done";
  return route.account === null ? "ignored" : "done";
}

/** It tells of a letter that is still being handed over, or whose worker was lost: `hearEarlyMails` takes it up. */
async function isEarly(client: PoolClient, { kind }: ReadMail, { delivery }: Route): Promise<boolean> {
  if (delivery === null || (kind !== "bounce" && kind !== "delay")) return false;
  const state = (await readDelivery(client, delivery))?.state;
  return state === "claimed" || state === "failed";
}

/** A letter of ours that has come back to us as it left: a copy to ourselves, or a rule that goes round in circles. */
function isOurs({ messageId }: ReadMail): boolean {
  return /^L[A-Z0-9]{10}-[a-z]{1,10}@/.test(messageId ?? "");
}

/** What is listed: attachments are read from the message again where they are asked for. */
function withoutBytes({ attachments, ...reading }: ReadMail): object {
  return { ...reading, attachments: attachments.map(({ name, mediaType, bytes }) => ({ name, mediaType, size: bytes.byteLength })) };
}
