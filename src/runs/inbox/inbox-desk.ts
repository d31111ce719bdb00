import type { PoolClient } from "pg";
import { UserError } from "../../core/user-error.ts";
import { beginning } from "../../core/values/beginning.ts";
import type { Day } from "../../core/values/day.ts";
import type { Intent, MailAddress } from "../../inbox/contract.ts";
import { readMail } from "../../inbox/read-mail.ts";
import { findAccounts } from "../../store/account-store.ts";
import type { Store } from "../../store/database.ts";
import { type InboundMail, listInboundMail, type MailState, type RoutedBy } from "../../store/inbox-store.ts";
import { readDocument } from "../../store/letter-store.ts";
import { withClient } from "../../store/transaction.ts";
import type { AccountParty } from "../account-party.ts";
import { recordGround } from "../record-ground.ts";
import { findMail, type KeptMail, keptMail } from "./kept-reading.ts";
import { type Suggestion, suggestionsOf } from "./suggest.ts";

const FIRST_WORDS = 220;

/** Which messages: those that wait for a person, those that were dealt with, those that say nothing to us. */
export const PARTS = ["waiting", "done", "ignored", "all"] as const;
export type Part = (typeof PARTS)[number];

const STATES: Readonly<Record<Part, readonly MailState[]>> = {
  waiting: ["unread", "unrouted"],
  done: ["done"],
  ignored: ["ignored"],
  all: ["unread", "unrouted", "done", "ignored"],
};

export interface ListedMail {
  /** "M12" */
  readonly id: string;
  readonly creditor: string;
  readonly kind: InboundMail["kind"];
  readonly state: MailState;
  readonly from: MailAddress | null;
  readonly subject: string;
  /** The beginning of what was written. */
  readonly words: string;
  /** ISO 8601, UTC. */
  readonly receivedAt: string;
  /** The creditor's day on which it came in. */
  readonly day: Day;
  /** Whom it is about; null: nobody knows. */
  readonly about: (AccountParty & { readonly currency: string }) | null;
  readonly intents: readonly Intent["kind"][];
  /** Why to be careful with it. */
  readonly warning: string | null;
  readonly closedBy: string | null;
  readonly closedAs: string | null;
}

export interface MailDocument extends ListedMail {
  readonly to: readonly string[];
  /** The message's own date; ISO 8601. */
  readonly date: string | null;
  /** What a person wrote, without what is quoted and without signature. */
  readonly text: string;
  /** How it is known whom it is about. */
  readonly routedBy: RoutedBy | null;
  readonly delivery: string | null;
  /** Of a bounce or delay. */
  readonly recipients: KeptMail["reading"]["recipients"];
  /** Of an automatic reply: the day on which who is absent is back. */
  readonly until: Day | null;
  /** What is wanted, with the words that say so; also where nobody knows whom it is about. */
  readonly intent: readonly Pick<Intent, "kind" | "words">[];
  /** What a person may record of it with one click. */
  readonly suggestions: readonly Suggestion[];
  readonly attachments: readonly { readonly number: number; readonly name: string; readonly mediaType: string; readonly size: number }[];
}

export interface InboxList {
  readonly messages: ListedMail[];
  /** Whether older ones follow. */
  readonly more: boolean;
}

export interface InboxPage {
  /** Null: of all. */
  readonly creditor: string | null;
  readonly part: Part;
  /** "A17": only those about it. */
  readonly account?: string;
  /** "M12": only older ones. */
  readonly before?: string;
  readonly limit: number;
}

/** The messages of an inbox, newest first. */
export async function listInbox(store: Store, { creditor, part, account, before, limit }: InboxPage): Promise<InboxList> {
  return withClient(store, async (client) => {
    const which = { states: STATES[part], account: numberOf(account), before: numberOf(before), limit: limit + 1 };
    const found = (await listInboundMail(client, creditor, which)).map(keptMail);
    return { messages: await listed(client, found.slice(0, limit)), more: found.length > limit };
  });
}

function numberOf(id: string | undefined): number | null {
  return id === undefined ? null : Number(id.slice(1));
}

async function listed(client: PoolClient, mails: readonly KeptMail[]): Promise<ListedMail[]> {
  const ids = [...new Set(mails.flatMap(({ account }) => account ?? []))];
  const accounts = new Map((ids.length === 0 ? [] : await findAccounts(client, ids)).map((row) => [row.id, row]));
  return mails.map((mail) => {
    const { reading } = mail;
    const row = mail.account === null ? undefined : accounts.get(mail.account);
    return {
      id: `M${mail.number}`,
      creditor: mail.creditor,
      kind: mail.kind,
      state: mail.state,
      from: reading.from,
      subject: mail.subject,
      words: beginning(reading.text, FIRST_WORDS).replace(/\s+/g, " ").trim(),
      receivedAt: mail.receivedAt,
      day: mail.knownOn,
      about: row ? { account: `A${row.id}`, debtor: { id: row.debtor, name: row.debtorName }, currency: row.currency } : null,
      intents: [...new Set(reading.intent.map(({ kind }) => kind))],
      warning: mail.warning,
      closedBy: mail.closedBy,
      closedAs: mail.closedAs,
    };
  });
}

/** One message with what it may come to on a day. @throws UserError `message-unknown` */
export async function showMail(store: Store, id: string, asOf: Day): Promise<MailDocument> {
  return withClient(store, async (client) => {
    const mail = await findMail(client, id);
    const { reading, account } = mail;
    const [summary] = await listed(client, [mail]);
    const isWaiting = mail.state === "unread" && account !== null;
    const suggestions = isWaiting ? suggestionsOf(mail, await recordGround(client, account, asOf, asOf)) : [];
    return {
      ...summary!,
      to: reading.to,
      date: reading.date,
      text: reading.text,
      routedBy: mail.routedBy,
      delivery: mail.delivery,
      recipients: reading.recipients,
      until: reading.until,
      intent: reading.intent.map(({ kind, words }) => ({ kind, words })),
      suggestions,
      attachments: reading.attachments.map((each, index) => ({ number: index + 1, ...each })),
    };
  });
}

/** The message as it came in. */
export async function rawMail(store: Store, id: string): Promise<{ readonly name: string; readonly bytes: Uint8Array }> {
  const { number, hash } = await findMail(store.pool, id);
  const document = await readDocument(store.pool, hash);
  if (!document) throw new UserError("message-unknown", `The bytes of M${number} are not here any more.`);
  return { name: `M${number}.eml`, bytes: document.bytes };
}

/** A file that came with a message; `number` is 1 for the first. */
export async function mailAttachment(store: Store, id: string, number: number): Promise<{ readonly name: string; readonly bytes: Uint8Array }> {
  const { bytes } = await rawMail(store, id);
  const { attachments } = await readMail(bytes, { lexicons: [] });
  const found = attachments[number - 1];
  if (!found) throw new UserError("attachment-unknown", `${id} has ${attachments.length} attachments: there is none with the number ${number}.`);
  return { name: found.name, bytes: found.bytes };
}

/** Whose inbox a message is in. @throws UserError `message-unknown` */
export async function creditorOfMail(store: Store, id: string): Promise<string> {
  return (await findMail(store.pool, id)).creditor;
}
