import type { ClientBase } from "pg";
import type { Day } from "../core/values/day.ts";
import { storableText } from "../core/values/json-text.ts";

type Queryable = Pick<ClientBase, "query">;

export type MailState = "unrouted" | "unread" | "done" | "ignored";
export type RoutedBy = "token" | "reference" | "case-number" | "sender" | "person";

export interface NewMail {
  readonly creditor: string;
  readonly hash: string;
  readonly likeness: string;
  readonly messageId: string | null;
  readonly kind: "bounce" | "delay" | "auto-reply" | "reply";
  readonly state: MailState;
  readonly sender: string | null;
  readonly subject: string;
  /** JSON of what was read in it, without the bytes of attachments. */
  readonly reading: string;
  readonly account: number | null;
  readonly delivery: string | null;
  readonly routedBy: RoutedBy | null;
  readonly warning: string | null;
  readonly knownOn: Day;
}

export interface InboundMail extends Omit<NewMail, "reading" | "likeness"> {
  readonly number: number;
  /** As `reading` was written. */
  readonly reading: unknown;
  /** ISO 8601, UTC. */
  readonly receivedAt: string;
  readonly closedBy: string | null;
  readonly closedAs: string | null;
}

const SELECT = `select number::int as number, creditor, hash, message_id as "messageId", kind, state, sender, subject, reading, account_id::int as account, delivery_id as delivery,
  routed_by as "routedBy", warning, known_on as "knownOn", closed_by as "closedBy", closed_as as "closedAs",
  to_char(received_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "receivedAt" from inbound_mail`;

/** The number under which the message is kept; null where it was there already, or another way has brought the same. */
export async function insertMail(client: Queryable, mail: NewMail): Promise<number | null> {
  const { rows } = await client.query<{ number: number }>(
    `insert into inbound_mail (creditor, hash, likeness, message_id, kind, state, sender, subject, reading, account_id, delivery_id, routed_by, warning, known_on)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) on conflict do nothing returning number::int as number`,
    [
      mail.creditor,
      mail.hash,
      mail.likeness,
      storable(mail.messageId),
      mail.kind,
      mail.state,
      storable(mail.sender),
      storableText(mail.subject),
      mail.reading,
      mail.account,
      mail.delivery,
      mail.routedBy,
      storable(mail.warning),
      mail.knownOn,
    ],
  );
  return rows[0]?.number ?? null;
}

function storable(text: string | null): string | null {
  return text === null ? null : storableText(text);
}

export async function readInboundMail(client: Queryable, number: number): Promise<InboundMail | null> {
  const { rows } = await client.query<InboundMail>(`${SELECT} where number = $1`, [number]);
  return rows[0] ?? null;
}

/** The message that has these bytes, or is the same by another way. */
export async function findInboundMail(client: Queryable, creditor: string, hash: string, likeness: string): Promise<InboundMail | null> {
  const { rows } = await client.query<InboundMail>(`${SELECT} where creditor = $1 and (hash = $2 or likeness = $3) order by number limit 1`, [
    creditor,
    hash,
    likeness,
  ]);
  return rows[0] ?? null;
}

/** Messages of a creditor, or of all, newest first: those in these states, or of one account. */
export async function listInboundMail(
  client: Queryable,
  creditor: string | null,
  {
    states,
    account = null,
    before = null,
    limit,
  }: { readonly states: readonly MailState[]; readonly account?: number | null; readonly before?: number | null; readonly limit: number },
): Promise<InboundMail[]> {
  const { rows } = await client.query<InboundMail>(
    `${SELECT} where ($1::text is null or creditor = $1) and state = any($2::text[]) and ($3::bigint is null or account_id = $3) and ($4::bigint is null or number < $4) order by number desc limit $5`,
    [creditor, states, account, before, limit],
  );
  return rows;
}

/** Reports about letters of a creditor that came while these were still being handed over, and of which it is known by now what became. */
export async function earlyMails(client: Queryable, creditor: string): Promise<{ readonly number: number; readonly account: number }[]> {
  const { rows } = await client.query<{ number: number; account: number }>(
    `select m.number::int as number, v.account_id::int as account from inbound_mail m join delivery v on v.id = m.delivery_id
     where m.creditor = $1 and m.state = 'unrouted' and m.kind in ('bounce', 'delay') and v.state not in ('claimed', 'failed') order by m.number`,
    [creditor],
  );
  return rows;
}

/** How many messages wait for a person. */
export async function countOpenMail(client: Queryable, creditor: string): Promise<{ readonly unread: number; readonly unrouted: number }> {
  const { rows } = await client.query<{ unread: number; unrouted: number }>(
    `select count(*) filter (where state = 'unread')::int as unread, count(*) filter (where state = 'unrouted')::int as unrouted from inbound_mail
     where creditor = $1 and state in ('unread', 'unrouted')`,
    [creditor],
  );
  return rows[0]!;
}

/** A person says whom it is about. False where it was settled meanwhile. */
export async function assignMail(client: Queryable, number: number, account: number): Promise<boolean> {
  const { rowCount } = await client.query(
    "update inbound_mail set account_id = $2, routed_by = 'person', state = 'unread' where number = $1 and state = 'unrouted'",
    [number, account],
  );
  return rowCount === 1;
}

/** A person has dealt with it. False where that was done before. */
export async function closeMail(client: Queryable, number: number, state: "done" | "ignored", by: string | null, as: string): Promise<boolean> {
  const { rowCount } = await client.query(
    "update inbound_mail set state = $2, closed_by = $3, closed_as = $4, closed_at = now() where number = $1 and state in ('unread', 'unrouted')",
    [number, state, by, as],
  );
  return rowCount === 1;
}

/** Everything that a debtor has written up to a day was read: what of it waits is closed. */
export async function closeMailOfDebtor(client: Queryable, account: number, by: string | null, knownBy: Day): Promise<void> {
  await client.query(
    `update inbound_mail set state = 'done', closed_by = $2, closed_as = 'read', closed_at = now() where state = 'unread' and known_on <= $3
     and account_id in (select a.id from account a where a.debtor = (select debtor from account where id = $1))`,
    [account, by, knownBy],
  );
}

export interface Cursor {
  readonly uidValidity: string;
  readonly lastUid: number;
}

export async function readCursor(client: Queryable, creditor: string, mailbox: string): Promise<Cursor | null> {
  const { rows } = await client.query<Cursor>(
    `select uid_validity as "uidValidity", last_uid::float8 as "lastUid" from inbound_cursor where creditor = $1 and mailbox = $2`,
    [creditor, mailbox],
  );
  return rows[0] ?? null;
}

export async function moveCursor(client: Queryable, creditor: string, mailbox: string, { uidValidity, lastUid }: Cursor): Promise<void> {
  await client.query(
    `insert into inbound_cursor (creditor, mailbox, uid_validity, last_uid) values ($1, $2, $3, $4)
     on conflict (creditor, mailbox) do update set uid_validity = excluded.uid_validity, last_uid = excluded.last_uid`,
    [creditor, mailbox, uidValidity, lastUid],
  );
}

/** Accounts of a creditor whose debtor is written to at this address (letter case apart), by debtor. */
export async function accountsByEmail(client: Queryable, creditor: string, address: string): Promise<{ readonly account: number; readonly debtor: string }[]> {
  const { rows } = await client.query<{ account: number; debtor: string }>(
    `select a.id::int as account, a.debtor from account a join debtor d on d.id = a.debtor where a.creditor = $1 and lower(d.email) = lower($2) order by a.id`,
    [creditor, address],
  );
  return rows;
}

/** The mails of a creditor's letters among these ids of deliveries, with their accounts. */
export async function mailsOfCreditor(
  client: Queryable,
  creditor: string,
  deliveries: readonly string[],
): Promise<{ readonly id: string; readonly account: number }[]> {
  const { rows } = await client.query<{ id: string; account: number }>(
    `select v.id, v.account_id::int as account from delivery v join account a on a.id = v.account_id where a.creditor = $1 and v.id = any($2::text[]) order by array_position($2::text[], v.id)`,
    [creditor, deliveries],
  );
  return rows;
}

/**
 * The accounts of a creditor that have a document of one of these numbers. It looks through the whole ledger: only for a message that nothing else
 * leads anywhere.
 */
export async function documentAccounts(client: Queryable, creditor: string, numbers: readonly string[]): Promise<number[]> {
  const { rows } = await client.query<{ account: number }>(
    `select distinct a.id::int as account from entry e join account a on a.id = e.account_id
     where a.creditor = $1 and e.kind in ('invoice', 'credit-memo') and lower(e.document) = any($2::text[]) order by 1`,
    [creditor, numbers],
  );
  return rows.map(({ account }) => account);
}

/** The accounts of letters of a creditor by their ids, in the order asked. */
export async function letterAccounts(
  client: Queryable,
  creditor: string,
  letters: readonly string[],
): Promise<{ readonly letter: string; readonly account: number }[]> {
  const { rows } = await client.query<{ letter: string; account: number }>(
    `select l.id as letter, l.account_id::int as account from letter l join account a on a.id = l.account_id where a.creditor = $1 and l.id = any($2::text[]) order by array_position($2::text[], l.id)`,
    [creditor, letters],
  );
  return rows;
}
