import type { PoolClient } from "pg";
import type { Store } from "./database.ts";

/** Runs `work`, which only reads, with a connection of its own. */
export async function withClient<T>(store: Pick<Store, "pool">, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await store.pool.connect();
  try {
    return await work(client);
  } finally {
    client.release();
  }
}

/** Runs `work` in one transaction: all of it is stored, or nothing. */
export async function inTransaction<T>(store: Pick<Store, "pool">, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await store.pool.connect();
  let broken: Error | undefined;
  try {
    await client.query("begin");
    const result = await work(client);
    await client.query("commit");
    return result;
  } catch (error) {
    await client.query("rollback").catch((lost: Error) => {
      broken = lost;
    });
    throw error;
  } finally {
    // A connection that could not even roll back is not given to the next caller.
    client.release(broken);
  }
}

export const DEADLOCK = "40P01";
const ATTEMPTS = 3;

/**
 * As `inTransaction`, for work that changes nothing but the database: where it and another one each waited for rows of the
 * other, and the database has sent this one back, it is done again.
 */
export async function inRetriedTransaction<T>(store: Pick<Store, "pool">, work: (client: PoolClient) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await inTransaction(store, work);
    } catch (error) {
      if ((error as { code?: string }).code !== DEADLOCK || attempt === ATTEMPTS) throw error;
    }
  }
}

/**
 * Runs `work` with two connections that see the same snapshot: one reads on while the other writes. Everything the writer
 * did is stored, or nothing; where a row that it changes was changed by others meanwhile, it fails with code 40001.
 */
export async function inSnapshot<T>(store: Pick<Store, "pool">, work: (writer: PoolClient, reader: PoolClient) => Promise<T>): Promise<T> {
  const reader = await store.pool.connect();
  try {
    return await inTransaction(store, async (writer) => {
      await writer.query("set transaction isolation level repeatable read");
      const { rows } = await writer.query<{ snapshot: string }>("select pg_export_snapshot() as snapshot");
      await reader.query("begin isolation level repeatable read read only");
      await reader.query(`set transaction snapshot '${rows[0]!.snapshot}'`);
      return work(writer, reader);
    });
  } finally {
    await reader.query("rollback").then(
      () => reader.release(),
      (lost: Error) => reader.release(lost),
    );
  }
}
