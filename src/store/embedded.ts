import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { UserError } from "../core/user-error.ts";
import { findBinaries } from "./embedded-binaries.ts";
import { type ClusterFolder, clearStalePid, createCluster, isServerOf, livePostmaster, openFolder } from "./embedded-folder.ts";
import { assertPassing, type Launch, launchServer } from "./embedded-server.ts";
import { closeOnSignal } from "./embedded-signals.ts";

export interface Connection {
  /** The folder of the server's unix socket. */
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly database: string;
}

/** A running embedded PostgreSQL. `close` stops it unless another process still uses it. */
export interface Cluster {
  readonly connection: Connection;
  close(): Promise<void>;
}

// Everybody who uses the server holds this advisory lock shared; whoever stops it must get it alone. The lock ends with its
// connection, so that a killed process counts no longer.
const IN_USE = 7_074_837_001;
const CRASH_RECOVERY_MS = 15 * 60_000;
const SILENCE_MS = 60_000;

/**
 * Starts the embedded PostgreSQL in a folder, or joins the one that another process has started there. The first start
 * creates the cluster. Any number of processes may share it; the last to close stops it.
 * @param dir the cluster's folder; created when missing
 * @throws UserError where it cannot run (Windows, folder of another user, disk full ...), saying what to do
 */
export async function startCluster(dir: string): Promise<Cluster> {
  const binaries = findBinaries(join(dir, "lib"));
  const folder = openFolder(dir, binaries);
  await createCluster(folder, binaries);
  const connection = { host: folder.socket, port: 5432, user: "firmly", database: "postgres" };
  let launch: Launch | undefined;
  let silentSince = Date.now();
  const begun = silentSince;
  for (;;) {
    const answer = await register(connection);
    if (answer instanceof pg.Client) {
      return clusterOf(folder, connection, answer);
    }
    if (answer === "not-yet") {
      silentSince = Date.now();
    } else if (launch?.ended !== undefined) {
      assertPassing(launch, folder);
      launch = undefined;
      await sleep(100);
    } else if (!launch && livePostmaster(folder) === undefined) {
      clearStalePid(folder);
      launch = launchServer(folder, binaries);
    }
    if (Date.now() - silentSince > SILENCE_MS || Date.now() - begun > CRASH_RECOVERY_MS) {
      throw new UserError("database-silent", `The embedded database does not answer. The end of ${folder.log} may tell why.`);
    }
    await sleep(15);
  }
}

/** Connects and registers as one who uses the server; "not-yet" while it starts, recovers or stops. */
async function register(connection: Connection): Promise<pg.Client | "not-yet" | "no-server"> {
  const client = new pg.Client({ ...connection, application_name: "firmly keeper" });
  // Without a listener the end of the server would end this process too. Whoever queries next learns of it.
  client.on("error", () => {});
  try {
    await client.connect();
    await client.query(`select pg_advisory_lock_shared(${IN_USE})`);
    return client;
  } catch (error) {
    await client.end().catch(() => {});
    const { code, message } = error as { code?: string; message: string };
    if (code === "ENOENT" || code === "ECONNREFUSED") {
      return "no-server";
    }
    // Still starting (57P03), or stopped by its last user while we joined.
    if (["57P03", "57P01", "ECONNRESET", "EPIPE"].includes(code ?? "") || /terminated|connection error/i.test(message)) {
      return "not-yet";
    }
    throw error;
  }
}

function clusterOf(folder: ClusterFolder, connection: Connection, keeper: pg.Client): Cluster {
  let closing: Promise<void> | undefined;
  const close = (): Promise<void> => {
    closing ??= leave(folder, keeper).finally(withdraw);
    return closing;
  };
  const withdraw = closeOnSignal(close);
  return { connection, close };
}

/** Stops the server when nobody else uses it. Holding the lock alone keeps newcomers waiting until it is down; they then start anew. */
async function leave(folder: ClusterFolder, keeper: pg.Client): Promise<void> {
  try {
    await keeper.query(`select pg_advisory_unlock_shared(${IN_USE})`);
    const { rows } = await keeper.query<{ alone: boolean }>(`select pg_try_advisory_lock(${IN_USE}) as alone`);
    const server = livePostmaster(folder);
    if (rows[0]?.alone && server !== undefined) {
      process.kill(server, "SIGINT");
      while (isServerOf(server, folder)) {
        await sleep(10);
      }
    }
  } catch {
    // The server is gone already: nothing is left to stop.
  }
  await keeper.end().catch(() => {});
}
