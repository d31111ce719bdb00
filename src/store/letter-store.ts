import type { ClientBase } from "pg";
import type { LetterKind } from "../core/letter/answer.ts";
import type { LetterItem } from "../core/process/activity.ts";
import type { NewCharge } from "../core/process/made-charge.ts";
import type { Day } from "../core/values/day.ts";
import { readStoredCharges, storedCharges } from "./charge-store.ts";

type Queryable = Pick<ClientBase, "query">;

/** A letter as claimed: what it states, and to whom it belongs. Its bytes are documents, named by its deliveries. */
export interface StoredLetter {
  readonly id: string;
  readonly account: number;
  /** The run that decided it; null: it answers the debtor, and no run has decided it. */
  readonly run: number | null;
  readonly step: LetterKind;
  /** The activity that it answers; null for a letter of a run. */
  readonly answers: number | null;
  readonly sentOn: Day;
  readonly deliveredOn: Day;
  readonly payBy: Day | null;
  readonly language: string;
  /** The procedure and its version that it was decided under: "standard v2". Null in letters from before this was kept. */
  readonly procedure: string | null;
  /** The template, phrases and letterhead that it was made with; null in letters from before this was kept. */
  readonly madeWith: MadeWith | null;
  /** Who is to be told that it left: "salesperson", or e-mail addresses. */
  readonly tell: readonly string[];
  readonly totalMinor: bigint;
  /** The notice as composed, as JSON. */
  readonly notice: string;
  readonly items: readonly LetterItem[];
  /** What it charges, to be booked once it has left. */
  readonly charges: readonly NewCharge[];
}

/** Versions of a creditor's own words and letterhead; 0 is Firmly's. */
export interface MadeWith {
  /** "en/second v2", or "en/second" for Firmly's own. */
  readonly template: string;
  readonly phrases: number;
  readonly letterhead: number;
}

/** Bytes that left or will leave, kept under their SHA-256. */
export interface Document {
  readonly hash: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/**
 * Writes a letter with its items. A unique constraint that fails here is the last fence: this item was taken to this
 * step before, the account has a letter of this day, or the activity has been answered.
 */
export async function insertLetter(client: Queryable, letter: StoredLetter): Promise<void> {
  await client.query(
    `insert into letter (id, account_id, run_id, step, sent_on, delivered_on, pay_by, language, total, notice, procedure, charges, tell, answers, made_with)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, nullif($13::text[], '{}'), $14, $15)`,
    [
      letter.id,
      letter.account,
      letter.run,
      letter.step,
      letter.sentOn,
      letter.deliveredOn,
      letter.payBy,
      letter.language,
      letter.totalMinor,
      letter.notice,
      letter.procedure,
      storedCharges(letter.charges),
      letter.tell,
      letter.answers,
      letter.madeWith && JSON.stringify(letter.madeWith),
    ],
  );
  await client.query(
    `insert into letter_item (account_id, letter_id, item, step, generation) select $1, $2, item, step, generation from unnest($3::bigint[], $4::text[], $5::smallint[]) as t(item, step, generation)`,
    [letter.account, letter.id, letter.items.map((each) => each.item), letter.items.map((each) => each.step), letter.items.map((each) => each.generation)],
  );
}

/** Letters that never left, or were recalled: their items may be taken to their steps again. */
export async function voidLetters(client: Queryable, letters: readonly string[]): Promise<void> {
  await client.query("update letter set void = true where id = any($1::text[])", [letters]);
  await client.query("update letter_item set void = true where letter_id = any($1::text[])", [letters]);
}

export async function readLetter(client: Queryable, id: string): Promise<(StoredLetter & { void: boolean }) | null> {
  const { rows } = await client.query(
    `select id, account_id::int as account, run_id::int as run, answers::int as answers, step, sent_on as "sentOn", delivered_on as "deliveredOn", pay_by as "payBy", language, procedure, coalesce(tell, '{}') as tell, made_with as "madeWith",
       total as "totalMinor", notice::text as notice, void, charges::text as charges,
       (select coalesce(jsonb_agg(jsonb_build_object('item', item, 'step', step, 'generation', generation) order by item), '[]') from letter_item where letter_id = letter.id) as items
     from letter where id = $1`,
    [id],
  );
  return rows[0] ? { ...rows[0], charges: readStoredCharges(rows[0].charges) } : null;
}

/** Whether a run's approval has led to a letter that stands. */
export async function hasLetter(client: Queryable, account: number, run: number): Promise<boolean> {
  const { rowCount } = await client.query("select from letter where account_id = $1 and run_id = $2 and not void", [account, run]);
  return rowCount !== 0;
}

/** The activities of an account that a letter which stands answers, delivered or on its way. */
export async function answeredActivities(client: Queryable, account: number): Promise<ReadonlySet<number>> {
  const { rows } = await client.query<{ answers: number }>(
    "select answers::float8 as answers from letter where account_id = $1 and answers is not null and not void",
    [account],
  );
  return new Set(rows.map(({ answers }) => answers));
}

export async function insertDocuments(client: Queryable, documents: readonly Document[]): Promise<void> {
  for (const { hash, mediaType, bytes } of documents) {
    await client.query("insert into document (hash, media_type, bytes) values ($1, $2, $3) on conflict (hash) do nothing", [hash, mediaType, bytes]);
  }
}

export async function readDocument(client: Queryable, hash: string): Promise<Document | null> {
  const { rows } = await client.query(`select hash, media_type as "mediaType", bytes from document where hash = $1`, [hash]);
  return rows[0] ?? null;
}

/** Every write that follows from a decision happens with the account's row locked, this first, so that nobody waits crosswise. */
export async function lockAccount(client: Queryable, account: number): Promise<void> {
  await client.query("select from account where id = $1 for update", [account]);
}

/** Locks accounts in the order of their ids, as everything does that locks several. */
export async function lockAccounts(client: Queryable, accounts: readonly number[]): Promise<void> {
  await client.query("select id from account where id = any($1::bigint[]) order by id for update", [accounts]);
}

/** Locks all accounts of an account's debtor, in the same order: what concerns the debtor touches each of them (R17). */
export async function lockDebtor(client: Queryable, account: number): Promise<void> {
  await client.query("select id from account where debtor = (select debtor from account where id = $1) order by id for update", [account]);
}

/**
 * Everything recorded about an account, its debtor's other accounts and its creditor that a decision reads, as one short
 * text: while it stays the same, the same day gives the same decision. With `lock`, the debtor's accounts stay locked
 * until the transaction ends, so that it cannot change in between.
 */
export async function accountMark(client: Queryable, account: number, lock: boolean): Promise<string> {
  if (lock) await lockDebtor(client, account);
  const { rows } = await client.query<{ mark: string }>(
    `select concat_ws('|', c.version, md5(c.settings::text), (select count(*) || '.' || max(id) from posted_through where creditor = c.id), md5(d::text),
        (select string_agg(encode(o.activity_head, 'hex'), ',' order by o.id) from account o where o.debtor = a.debtor),
        (select count(*) || '.' || max(id) from entry where account_id = a.id),
        (select count(*) from template where creditor = a.creditor), (select count(*) from letterhead where creditor = a.creditor)) as mark
     from account a join creditor c on c.id = a.creditor join debtor d on d.id = a.debtor where a.id = $1`,
    [account],
  );
  return rows[0]?.mark ?? "";
}
