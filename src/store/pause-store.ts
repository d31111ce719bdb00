import type { ClientBase } from "pg";

type Queryable = Pick<ClientBase, "query">;

/** Nothing leaves: for one creditor, or (null) for any. */
export interface Pause {
  readonly creditor: string | null;
  readonly reason: string;
  readonly by: string;
  /** Since when: ISO 8601, UTC. */
  readonly at: string;
}

/** The pauses that hold now, the one of all creditors first. */
export async function readPauses(client: Queryable): Promise<Pause[]> {
  const { rows } = await client.query<Pause>(
    `select creditor, reason, by, at from (
       select distinct on (creditor) creditor, paused, reason, recorded_by as by, to_char(recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at
       from pause order by creditor, id desc) as newest
     where paused order by creditor nulls first`,
  );
  return rows;
}

/** The pause under which an account's letters stay; null: none. */
export async function pauseOf(client: Queryable, account: number): Promise<Pause | null> {
  const pauses = await readPauses(client);
  if (pauses.length === 0) return null;
  const { rows } = await client.query<{ creditor: string }>("select creditor from account where id = $1", [account]);
  return pauses.find(({ creditor }) => creditor === null || creditor === rows[0]?.creditor) ?? null;
}

/** One after the other, so that two who pause at once do not both begin one. */
export async function lockPauses(client: Queryable): Promise<void> {
  await client.query("select pg_advisory_xact_lock(hashtextextended('pause', 0))");
}

export async function recordPause(client: Queryable, creditor: string | null, paused: boolean, reason: string | null, by: string): Promise<void> {
  await client.query("insert into pause (creditor, paused, reason, recorded_by) values ($1, $2, $3, $4)", [creditor, paused, reason, by]);
}
