import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { Kysely, PostgresDialect } from "kysely";
import pg from "pg";
import { UserError } from "../core/user-error.ts";
import { type Cluster, startCluster } from "./embedded.ts";
import { migrate } from "./migrate.ts";
import type { Tables } from "./tables.ts";

/** An open database. `data` is what it was opened with; `folder` is null for a database given by URL. */
export interface Store {
  readonly pool: pg.Pool;
  readonly db: Kysely<Tables>;
  readonly data: string;
  readonly folder: string | null;
  /** The migrations that opening it has applied. */
  readonly migrated: readonly string[];
  /** Breaks all connections at once, for a server that cannot be reached any more: whoever waits for an answer fails now, not in a quarter of an hour. */
  abandon(): void;
  /** Another pool for the same database, with node-postgres's own ideas of values; whoever opens it ends it. `abandon` breaks it too. */
  openPool(max: number): pg.Pool;
  close(): Promise<void>;
}

/** So long is nothing heard of the other side until its connection is asked whether it is still there. */
const KEEP_ALIVE_MS = 10_000;

// Amounts must not lose digits, and a day must not become an instant in somebody's time zone.
const PARSERS: Record<number, (text: string) => unknown> = {
  [pg.types.builtins.INT8]: BigInt,
  [pg.types.builtins.DATE]: String,
  [pg.types.builtins.TIMESTAMPTZ]: String,
};

const types: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: "text" | "binary") => (format === "binary" ? undefined : PARSERS[oid]) ?? pg.types.getTypeParser(oid, format),
};

/**
 * Opens the database in its newest form, so that every command works on a fresh folder.
 * @param data a folder, for the embedded database, or a postgres:// URL
 * @throws UserError where it cannot be opened, saying what to do
 */
export async function openStore(data: string): Promise<Store> {
  const isUrl = /^postgres(ql)?:\/\//.test(data);
  if (!isUrl && /^[a-z][a-z0-9+.-]+:\/\//i.test(data)) {
    throw new UserError("data-unknown", `"${data}" is neither a folder nor a postgres:// URL.`);
  }
  const folder = isUrl ? null : resolve(data);
  const cluster = folder === null ? null : await startFolder(folder);
  const connection = { ...(cluster?.connection ?? outside(data)), application_name: "firmly", keepAlive: true, keepAliveInitialDelayMillis: KEEP_ALIVE_MS };
  const open = new Set<pg.PoolClient>();
  const openPool = (config: pg.PoolConfig) => watched(new pg.Pool({ ...connection, onConnect: settleSession, ...config }), open);
  const pool = openPool({ max: 10, types });
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  let closing: Promise<void> | undefined;
  const close = (): Promise<void> => {
    closing ??= pool.end().then(() => cluster?.close());
    return closing;
  };
  let migrated: readonly string[];
  try {
    migrated = await migrate(db);
  } catch (error) {
    await close();
    throw isUrl ? explain(error, data) : error;
  }
  return { pool, db, data: folder ?? data, folder, migrated, openPool: (max) => openPool({ max }), abandon: () => open.forEach(breakOff), close };
}

async function startFolder(folder: string): Promise<Cluster> {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new UserError("data-not-writable", `The data folder ${folder} cannot be made (${(error as Error).message}). Choose another with --data.`);
  }
  return startCluster(join(folder, "postgres"));
}

function outside(url: string): pg.PoolConfig {
  return { connectionString: url, connectionTimeoutMillis: 15_000 };
}

/**
 * A server of somebody else's may be set up for another place; what we read back as text must not depend on it. A client that
 * was cut off is noticed by the server within half a minute, whatever the system's own defaults: its locks end with its
 * connection, and others can go on. (Over a unix socket these settings do nothing.)
 */
export async function settleSession(client: pg.ClientBase): Promise<void> {
  await client.query(
    `set timezone = 'UTC'; set datestyle = 'ISO, YMD'; set jit = off;
     set tcp_keepalives_idle = 10; set tcp_keepalives_interval = 5; set tcp_keepalives_count = 3; set tcp_user_timeout = 25000`,
  );
}

/** Node-postgres has no way to end a connection without asking its server first: whoever wants to needs a list of them. */
function watched(pool: pg.Pool, open: Set<pg.PoolClient>): pg.Pool {
  // A connection that breaks while idle is replaced by the pool; without a listener it would end the process.
  pool.on("error", () => {});
  pool.on("connect", (client) => {
    open.add(client);
    // One that breaks in use fails its query; the event beside that would end the process as well.
    client.on("error", () => {});
  });
  pool.on("remove", (client) => void open.delete(client));
  return pool;
}

/** Ends a connection at once: what waits for its answer fails. */
export function breakOff(client: pg.ClientBase): void {
  (client as unknown as { connection: { stream: { destroy(error: Error): void } } }).connection.stream.destroy(new Error("the database does not answer"));
}

/** Connection errors of a database given by URL are the user's to mend; the URL's password stays out of the message. */
function explain(error: unknown, url: string): unknown {
  const { code = "", message } = error as { code?: string; message: string };
  const isConnection = /^(28|3D|08|57P|53300|E[A-Z]{3,}|SELF_SIGNED|DEPTH_ZERO)/.test(code) || /timeout|SSL|Invalid URL/i.test(message);
  if (error instanceof UserError || !isConnection) {
    return error;
  }
  const shown = url.replace(/\/\/([^/@]*?)(:[^/@]*)?@/, "//$1@");
  return new UserError(
    "database-unreachable",
    `The database ${shown} cannot be used: ${message || code}. Check the address, the user, and that the server is running.`,
  );
}
