import type { PoolClient } from "pg";

/** One rate: so many a minute share a key. */
interface Limit {
  readonly key: string;
  readonly perMinute: number;
}

/**
 * Takes the next turn of every key, in the caller's transaction, so that what leaves is spread evenly, over all workers: all of them, or none where one
 * comes later than in `mostSeconds`. Returns how long to wait for the latest, in seconds.
 */
export async function takeTurns(client: PoolClient, limits: readonly Limit[], mostSeconds: number): Promise<number> {
  // A crash of the database may forget the last turns: a message leaves a little early then.
  await client.query("set local synchronous_commit = off");
  await client.query("savepoint turns");
  let wait = 0;
  // In one order, so that no two wait for each other.
  for (const { key, perMinute } of [...limits].sort((a, b) => (a.key < b.key ? -1 : 1))) {
    const { rows } = await client.query<{ wait: number }>(
      `insert into send_turn as t (key, next_free) values ($1, clock_timestamp() + $2::float8 * interval '1 second')
       on conflict (key) do update set next_free = greatest(t.next_free, clock_timestamp()) + $2::float8 * interval '1 second'
       returning (extract(epoch from next_free - clock_timestamp()) - $2::float8)::float8 as wait`,
      [key, 60 / perMinute],
    );
    wait = Math.max(wait, rows[0]!.wait);
    if (wait <= mostSeconds) continue;
    await client.query("rollback to savepoint turns");
    break;
  }
  return wait;
}
