import type { PoolClient } from "pg";
import type { Store } from "./database.ts";

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
