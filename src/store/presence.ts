import { randomBytes } from "node:crypto";
import type { ClientBase, Pool, PoolClient } from "pg";

/**
 * The sign that a process is alive: a lock that the database itself lets go of when the connection ends, however the
 * process ended. Claims name the presence of their holder; a claim whose presence is gone was left by a crash.
 */
export interface Presence {
  /** Names the lock, as text. */
  readonly id: string;
  /** Throws where the lock was lost with its connection (the database was restarted): claim nothing more. */
  confirm(): void;
  leave(): Promise<void>;
}

export async function takePresence(pool: Pool): Promise<Presence> {
  const client: PoolClient = await pool.connect();
  let lost: Error | null = null;
  client.on("error", (error) => {
    lost = error;
  });
  // 62 bits: fits a bigint, and no two processes ever draw the same.
  const id = (randomBytes(8).readBigUInt64BE() >> 2n).toString();
  try {
    await client.query("select pg_advisory_lock($1::bigint)", [id]);
  } catch (error) {
    client.release(true);
    throw error;
  }
  return {
    id,
    confirm() {
      if (lost) throw new Error(`the database connection was lost (${lost.message}); start the delivery again`);
    },
    async leave() {
      // Closing the connection frees the lock, also where a statement could not.
      client.release(true);
    },
  };
}

/** Whether the process behind a presence is gone. True is final until the caller's transaction ends. */
export async function isGone(client: Pick<ClientBase, "query">, id: string | null): Promise<boolean> {
  if (id === null || !/^\d{1,19}$/.test(id)) return true;
  const { rows } = await client.query<{ gone: boolean }>("select pg_try_advisory_xact_lock($1::bigint) as gone", [id]);
  return rows[0]!.gone;
}
