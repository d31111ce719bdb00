import { createHash } from "node:crypto";
import type { PoolClient } from "pg";
import { type Activity, DEBTOR_WIDE, type Happening } from "../core/process/activity.ts";
import type { Day } from "../core/values/day.ts";
import { jsonText } from "../core/values/json-text.ts";

/** An activity to be written: its number and hash are given by the chain. */
export interface NewActivity {
  readonly account: number;
  readonly happening: Happening;
  readonly happenedOn: Day;
  readonly knownOn: Day;
  readonly by: string | null;
}

/** The fields that an activity's hash covers, as stored. */
export interface ChainedRow {
  readonly account_id: bigint | number;
  readonly id: bigint | number;
  readonly kind: string;
  readonly body: string;
  readonly recorded_by: string | null;
  readonly happened_on: string;
  readonly known_on: string;
}

/** SHA-256 over the previous hash and everything that the activity says: altering, dropping or moving one shows. */
export function chainHash(previous: Buffer | null, row: ChainedRow): Buffer {
  const hash = createHash("sha256");
  if (previous) hash.update(previous);
  hash.update(JSON.stringify([String(row.account_id), String(row.id), row.kind, row.body, row.recorded_by, row.happened_on, row.known_on]));
  return hash.digest();
}

/**
 * Appends activities to their accounts' chains, in the caller's transaction, with the account rows locked in the order
 * of their ids so that two writers never wait for each other. Touched accounts are due for review from the known day on.
 */
export async function appendActivities(client: PoolClient, activities: readonly NewActivity[]): Promise<readonly number[]> {
  if (activities.length === 0) return [];
  const accounts = [...new Set(activities.map((activity) => activity.account))].sort((a, b) => a - b);
  const locked = await client.query<{ id: bigint; activity_head: Buffer | null }>(
    "select id, activity_head from account where id = any($1::bigint[]) order by id for update",
    [accounts],
  );
  const heads = new Map(locked.rows.map((row) => [Number(row.id), row.activity_head]));
  const numbers = await client.query<{ id: bigint }>("select nextval('activity_id') as id from generate_series(1, $1::int)", [activities.length]);
  const ids = numbers.rows.map((row) => Number(row.id)).sort((a, b) => a - b);
  const rows = activities.map((activity, index) => {
    const row = storedRow(activity, ids[index]!);
    const previous = heads.get(activity.account) ?? null;
    const hash = chainHash(previous, row);
    heads.set(activity.account, hash);
    return { ...row, previous, hash };
  });
  await insertRows(client, rows);
  await client.query(`update account set activity_head = new.head from unnest($1::bigint[], $2::bytea[]) as new(id, head) where account.id = new.id`, [
    accounts,
    accounts.map((account) => heads.get(account)),
  ]);
  await touch(client, activities);
  return ids;
}

function storedRow(activity: NewActivity, id: number): ChainedRow {
  const { kind, ...fields } = activity.happening;
  const body = jsonText(fields);
  return { account_id: activity.account, id, kind, body, recorded_by: activity.by, happened_on: activity.happenedOn, known_on: activity.knownOn };
}

async function insertRows(client: PoolClient, rows: readonly (ChainedRow & { previous: Buffer | null; hash: Buffer })[]): Promise<void> {
  await client.query(
    `insert into activity (account_id, id, kind, body, recorded_by, happened_on, known_on, previous, hash)
     select * from unnest($1::bigint[], $2::bigint[], $3::text[], $4::text[], $5::text[], $6::date[], $7::date[], $8::bytea[], $9::bytea[])`,
    [
      rows.map((row) => row.account_id),
      rows.map((row) => row.id),
      rows.map((row) => row.kind),
      rows.map((row) => row.body),
      rows.map((row) => row.recorded_by),
      rows.map((row) => row.happened_on),
      rows.map((row) => row.known_on),
      rows.map((row) => row.previous),
      rows.map((row) => row.hash),
    ],
  );
}

/** What concerns the debtor makes all its accounts due; everything else just its own (R17, R26). */
async function touch(client: PoolClient, activities: readonly NewActivity[]): Promise<void> {
  await client.query(
    `update account set next_review_on = least(account.next_review_on, touched.day)
     from (select coalesce(other.id, new.id) as id, min(new.day) as day
           from unnest($1::bigint[], $2::date[], $3::boolean[]) as new(id, day, wide)
           join account own on own.id = new.id
           left join account other on new.wide and other.debtor = own.debtor
           group by 1) as touched
     where account.id = touched.id`,
    [activities.map((a) => a.account), activities.map((a) => a.knownOn), activities.map((a) => DEBTOR_WIDE.has(a.happening.kind))],
  );
  await client.query(
    `update creditor set newest_known_on = greatest(newest_known_on, new.day)
     from (select account.creditor as id, max(t.day) as day from unnest($1::bigint[], $2::date[]) as t(account, day) join account on account.id = t.account group by 1) as new
     where creditor.id = new.id and newest_known_on is distinct from greatest(newest_known_on, new.day)`,
    [activities.map((a) => a.account), activities.map((a) => a.knownOn)],
  );
}

/** Reads a stored activity back into the core's terms. */
export function readActivity(row: ChainedRow): Activity {
  const fields = JSON.parse(row.body) as Record<string, unknown>;
  if (typeof fields.amountMinor === "string") fields.amountMinor = BigInt(fields.amountMinor);
  if (Array.isArray(fields.instalments)) {
    fields.instalments = (fields.instalments as { day: Day; amountMinor: string }[]).map(({ day, amountMinor }) => ({ day, amountMinor: BigInt(amountMinor) }));
  }
  return {
    ...fields,
    kind: row.kind,
    id: Number(row.id),
    account: Number(row.account_id),
    by: row.recorded_by,
    happenedOn: row.happened_on as Day,
    knownOn: row.known_on as Day,
  } as Activity;
}
