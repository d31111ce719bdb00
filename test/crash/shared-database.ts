import { appendFileSync } from "node:fs";
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { findBinaries } from "../../src/store/embedded-binaries.ts";
import { createCluster, openFolder } from "../../src/store/embedded-folder.ts";

/** A PostgreSQL that hosts share over the network, with nothing set but where it listens. */
export interface SharedDatabase {
  readonly url: string;
  restart(how: "in order" | "killed"): Promise<void>;
  stop(): Promise<void>;
}

const PORT = 55_432;
const START_MS = 60_000;

export async function startSharedDatabase(folder: string, host: string): Promise<SharedDatabase> {
  const binaries = findBinaries(join(folder, "lib"));
  const cluster = openFolder(folder, binaries);
  await createCluster(cluster, binaries);
  appendFileSync(join(cluster.cluster, "pg_hba.conf"), "\nhost all all samenet trust\n");
  const url = `postgres://firmly@${host}:${PORT}/postgres`;
  const words = [...cluster.as.prefix, binaries.postgres, "-D", cluster.cluster, "-p", String(PORT)];
  words.push("-c", `listen_addresses=${host}`, "-c", "unix_socket_directories=", "-c", "dynamic_shared_memory_type=mmap");
  let server: ChildProcess;
  const start = async () => {
    server = spawn(words[0]!, words.slice(1), { ...cluster.as.ids, env: { ...binaries.env, LC_ALL: "C" }, cwd: "/", stdio: "ignore" });
    for (const end = Date.now() + START_MS; !(await answers(url)); await sleep(50)) {
      if (Date.now() > end) throw new Error(`the shared database does not answer at ${url}`);
    }
  };
  const end = async (signal: NodeJS.Signals) => {
    const ended = once(server, "exit");
    // `unshare` becomes the server itself; a fast shutdown sends everybody home.
    server.kill(signal);
    await ended;
  };
  await start();
  return {
    url,
    async restart(how) {
      await end(how === "killed" ? "SIGKILL" : "SIGINT");
      await start();
    },
    stop: () => end("SIGINT"),
  };
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  client.on("error", () => {});
  try {
    await client.connect();
    await client.end();
    return true;
  } catch {
    return false;
  }
}
