import type { Pool, PoolClient } from "pg";
import { UserError } from "../core/user-error.ts";

/**
 * Which of the processes that share a database follows which folder. The database itself lets go of the locks when the
 * connection ends, however the process ended: what then lies half done in the folder is nobody's any more.
 */
export interface FolderLocks {
  /** False: another process follows the folder. */
  take(folder: string): Promise<boolean>;
  /** Lets go of all but these. */
  keep(folders: ReadonlySet<string>): Promise<void>;
  /** @throws UserError `database-lost`, where the locks were lost with their connection */
  confirm(): void;
  close(): void;
}

export async function openFolderLocks(pool: Pool): Promise<FolderLocks> {
  const client: PoolClient = await pool.connect();
  const held = new Set<string>();
  let lost: Error | null = null;
  client.on("error", (error) => {
    lost = error;
  });
  return {
    async take(folder) {
      if (held.has(folder)) return true;
      const { rows } = await client.query<{ taken: boolean }>("select pg_try_advisory_lock(hashtextextended('watch ' || $1, 0)) as taken", [folder]);
      if (rows[0]!.taken) held.add(folder);
      return rows[0]!.taken;
    },
    async keep(folders) {
      for (const folder of [...held].filter((each) => !folders.has(each))) {
        await client.query("select pg_advisory_unlock(hashtextextended('watch ' || $1, 0))", [folder]);
        held.delete(folder);
      }
    },
    confirm() {
      if (lost)
        throw new UserError("database-lost", `The connection to the database was lost (${lost.message}). Start again: files at hand are taken up again.`);
    },
    close() {
      client.release(true);
    },
  };
}
