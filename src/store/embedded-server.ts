import { spawn } from "node:child_process";
import { closeSync, constants, fstatSync, openSync, readFileSync, statfsSync, truncateSync } from "node:fs";
import { UserError } from "../core/user-error.ts";
import type { Binaries } from "./embedded-binaries.ts";
import type { ClusterFolder } from "./embedded-folder.ts";

/** One attempt to start the server. `ended` is set when the attempt is over. */
export interface Launch {
  ended?: string;
  readonly logFrom: number;
}

const LARGEST_LOG = 1 << 22;
// What a start may fail with while another server is still going down, or another process starts one.
const PASSING = /already exists|is empty|in use|is being used|shutting down|starting up/i;

/** Starts the server so that it outlives this process: another one may be using it by then. */
export function launchServer(folder: ClusterFolder, binaries: Binaries): Launch {
  const log = openSync(folder.log, constants.O_CREAT | constants.O_APPEND | constants.O_WRONLY, 0o600);
  if (fstatSync(log).size > LARGEST_LOG) {
    truncateSync(folder.log);
  }
  const launch: Launch = { logFrom: fstatSync(log).size };
  const words = [...folder.as.prefix, binaries.postgres, "-D", folder.cluster, ...settings(folder).flatMap((setting) => ["-c", setting])];
  // Its own session: Ctrl-C in the terminal must reach us alone, so that work in hand can still be finished.
  const child = spawn(words[0]!, words.slice(1), {
    ...folder.as.ids,
    env: { ...binaries.env, LC_ALL: "C" },
    cwd: "/",
    detached: true,
    stdio: ["ignore", log, log],
  });
  child.on("exit", (code, signal) => {
    launch.ended = `it ended with ${signal ?? code}`;
  });
  child.on("error", (error) => {
    launch.ended = error.message;
  });
  child.unref();
  closeSync(log);
  return launch;
}

/** @throws UserError with the server's own reason, unless it is one that passes by itself */
export function assertPassing(launch: Launch, folder: ClusterFolder): void {
  const said = readFileSync(folder.log).subarray(launch.logFrom).toString();
  if (PASSING.test(said)) {
    return;
  }
  const reason = said.slice(said.search(/FATAL|PANIC|error/i)).trim() || launch.ended;
  throw new UserError("database-not-started", `The embedded database did not start: ${reason} (see ${folder.log})`);
}

function settings(folder: ClusterFolder): string[] {
  return [
    "listen_addresses=",
    `unix_socket_directories=${folder.socket}`,
    "unix_socket_permissions=0700",
    "max_connections=60",
    "shared_buffers=256MB",
    "work_mem=32MB",
    "maintenance_work_mem=256MB",
    "effective_cache_size=1GB",
    "random_page_cost=1.1",
    "max_wal_size=4GB",
    "min_wal_size=256MB",
    "checkpoint_timeout=15min",
    "wal_compression=pglz",
    "jit=off",
    "timezone=UTC",
    "log_timezone=UTC",
    "log_min_messages=warning",
    "log_checkpoints=off",
    // The backend of a killed client would otherwise finish its query first, and hold its locks all that time.
    "client_connection_check_interval=2s",
    ...(hasRoomySharedMemory() ? [] : ["dynamic_shared_memory_type=mmap"]),
  ];
}

/** Containers often have 64 MB of /dev/shm, too little for parallel queries. */
function hasRoomySharedMemory(): boolean {
  if (process.platform !== "linux") {
    return true;
  }
  try {
    const { bsize, blocks } = statfsSync("/dev/shm");
    return bsize * blocks >= 1 << 29;
  } catch {
    return false;
  }
}
