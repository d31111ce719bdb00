import { randomBytes } from "node:crypto";
import pg, { type ClientBase } from "pg";
import { breakOff, settleSession, type Store } from "./database.ts";

/**
 * The sign that a process is alive: a lock that the database itself lets go of when the connection ends, however the
 * process ended. Claims name the presence of their holder; a claim whose presence is gone was left by a crash, or by a
 * host that was cut off.
 */
export interface Presence {
  /** Names the lock, as text. */
  readonly id: string;
  /** Rejects when the lock is lost with its connection: the database was restarted, or cannot be reached any more. */
  readonly lost: Promise<never>;
  /** Throws where the lock was lost: claim nothing more. */
  confirm(): void;
  /** Also holds the lock of this name, which others ask for with `namesGone`. */
  name(name: string): Promise<void>;
  leave(): Promise<void>;
}

/** How often the connection is tried, and how long an answer may take. A server lets go of a client that it does not hear of after 25 seconds. */
const BEAT_MS = 5_000;
const PATIENCE_MS = 10_000;

/** On a connection of its own, so that any number of presences leaves the pool free for the work. */
export async function takePresence({ pool }: Pick<Store, "pool">): Promise<Presence> {
  const client = new pg.Client({ ...pool.options, password: pool.options.password, query_timeout: PATIENCE_MS });
  let lost: Error | null = null;
  let left = false;
  let tell: (error: Error) => void = () => {};
  const ended = new Promise<never>((_resolve, reject) => (tell = reject));
  // Looked at by those who wait for it; to all others `confirm` tells it.
  ended.catch(() => {});
  const lose = (error: Error) => {
    if (left) return;
    lost ??= new Error(`the database connection was lost (${error.message}); start the delivery again`);
    tell(lost);
  };
  client.on("error", lose);
  client.on("end", () => lose(new Error("it was ended")));
  // 62 bits: fits a bigint, and no two processes ever draw the same.
  const id = (randomBytes(8).readBigUInt64BE() >> 2n).toString();
  let asked = Promise.resolve();
  /** One after the other: a connection answers one question at a time. */
  const ask = (sql: string, values: readonly unknown[] = []): Promise<void> => {
    asked = asked.then(async () => {
      await client.query(sql, [...values]);
    });
    return asked;
  };
  try {
    await client.connect();
    await settleSession(client);
    await ask("select pg_advisory_lock($1::bigint)", [id]);
  } catch (error) {
    breakOff(client);
    throw error;
  }
  const beat = setInterval(() => {
    ask("select 1").catch((error: Error) => {
      lose(error);
      clearInterval(beat);
      breakOff(client);
    });
  }, BEAT_MS);
  beat.unref();
  return {
    id,
    lost: ended,
    confirm() {
      if (lost) throw lost;
    },
    name: (name) => ask(`select pg_advisory_lock(${NAMED})`, [name]),
    async leave() {
      left = true;
      clearInterval(beat);
      // Closing the connection frees the lock, also where a statement could not.
      const impatience = setTimeout(() => breakOff(client), lost ? 0 : PATIENCE_MS);
      await client.end();
      clearTimeout(impatience);
    },
  };
}

/** The lock that stands for a name. */
const NAMED = "hashtextextended('presence ' || $1, 0)";

/** Whether the process behind a presence is gone. True is final until the caller's transaction ends. */
export async function isGone(client: Pick<ClientBase, "query">, id: string | null): Promise<boolean> {
  if (id === null || !/^\d{1,19}$/.test(id)) return true;
  const { rows } = await client.query<{ gone: boolean }>("select pg_try_advisory_xact_lock($1::bigint) as gone", [id]);
  return rows[0]!.gone;
}

/**
 * Notes that a claim is being handed over, right before it is. False where it is no longer its holder's, or the database does not see the holder any
 * more. A host that cannot reach the database gets no answer, and so sends nothing.
 */
export async function beginHandingOver(client: Pick<ClientBase, "query">, delivery: string, holder: string): Promise<boolean> {
  const { rowCount } = await client.query(
    "update delivery set handing_over_since = now() where id = $1 and state = 'claimed' and claimed_by = $2 and not pg_try_advisory_xact_lock($2::bigint)",
    [delivery, holder],
  );
  return rowCount === 1;
}

/** Those of the names that no living process holds. */
export async function namesGone(client: Pick<ClientBase, "query">, names: readonly string[]): Promise<string[]> {
  const gone: string[] = [];
  for (const name of names) {
    const { rows } = await client.query<{ gone: boolean }>(`select pg_try_advisory_xact_lock(${NAMED}) as gone`, [name]);
    if (rows[0]!.gone) gone.push(name);
  }
  return gone;
}
