import { execFile, execFileSync } from "node:child_process";
import { createHash, randomUUID } from "node:crypto";
import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
} from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { UserError } from "../core/user-error.ts";
import type { Binaries } from "./embedded-binaries.ts";
import { chooseUser, type RunAs } from "./embedded-user.ts";

/** Where one embedded database lives, and as whom it runs. */
export interface ClusterFolder {
  readonly cluster: string;
  readonly socket: string;
  readonly log: string;
  readonly as: RunAs;
}

// macOS allows 104 bytes for the path of a unix socket with its closing zero, Linux 108.
const LONGEST_SOCKET_PATH = 103;

/** Prepares the folder of a cluster, for its owner's eyes only. */
export function openFolder(dir: string, binaries: Binaries): ClusterFolder {
  try {
    mkdirSync(dir, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new UserError("data-not-writable", `The data folder ${dir} cannot be made (${(error as Error).message}). Choose another with --data.`);
  }
  const real = realpathSync(dir);
  const as = chooseUser(real, binaries);
  chmodSync(real, 0o700);
  const cluster = join(real, "cluster");
  if (existsSync(cluster)) {
    // PostgreSQL refuses a cluster that others may enter, and a copied or restored folder often is one.
    chmodSync(cluster, 0o700);
  }
  return { cluster, socket: socketFolder(real), log: join(real, "server.log"), as };
}

/** A path that is too long for a socket, or needs quoting, gets a short one that follows from it, so that every process finds it. */
function socketFolder(dir: string): string {
  if (Buffer.byteLength(join(dir, ".s.PGSQL.5432")) <= LONGEST_SOCKET_PATH && /^[\w/.+-]+$/.test(dir)) {
    return dir;
  }
  const short = `/tmp/firmly-${createHash("sha256").update(dir).digest("hex").slice(0, 24)}`;
  const { uid, gid } = statSync(dir);
  try {
    mkdirSync(short, { mode: 0o700 });
    if (process.getuid?.() === 0) {
      chownSync(short, uid, gid);
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") {
      throw error;
    }
  }
  const found = lstatSync(short);
  // Anybody may make folders in /tmp: a foreign one here could listen in.
  if (!found.isDirectory() || found.uid !== uid || (found.mode & 0o077) !== 0) {
    throw new UserError(
      "socket-folder-taken",
      `${short} is needed for the database's socket but is not a private folder of its owner. Remove it and start again.`,
    );
  }
  return short;
}

/** Creates the cluster unless it exists. It appears under its name only when complete, also when two processes create it at once. */
export async function createCluster(folder: ClusterFolder, binaries: Binaries): Promise<void> {
  if (existsSync(join(folder.cluster, "PG_VERSION"))) {
    return;
  }
  sweepUnfinished(folder);
  const fresh = `${folder.cluster}.${process.pid}.${randomUUID().slice(0, 8)}`;
  const words = [...folder.as.prefix, binaries.initdb, "-D", fresh, "--username=firmly", "--auth=trust", "--encoding=UTF8"];
  words.push("--locale-provider=builtin", "--locale=C.UTF-8", "--no-instructions");
  try {
    await promisify(execFile)(words[0]!, words.slice(1), { ...folder.as.ids, env: { ...binaries.env, LC_ALL: "C", TZ: "UTC" }, cwd: "/" });
    renameSync(fresh, folder.cluster);
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true });
    if (!existsSync(join(folder.cluster, "PG_VERSION"))) {
      const { stderr, message } = error as { stderr?: string; message: string };
      throw new UserError("database-not-created", `The embedded database could not be created in ${folder.cluster}: ${(stderr || message).trim()}`);
    }
  }
}

/** What a process that was killed while it created the cluster left behind. */
function sweepUnfinished(folder: ClusterFolder): void {
  const parent = join(folder.cluster, "..");
  for (const name of readdirSync(parent)) {
    const pid = /^cluster\.(\d+)\./.exec(name)?.[1];
    if (pid && !isAlive(Number(pid))) {
      rmSync(join(parent, name), { recursive: true, force: true });
    }
  }
}

/** The process id of the live server of this cluster, if there is one. */
export function livePostmaster(folder: ClusterFolder): number | undefined {
  const pid = readPid(folder);
  return pid !== undefined && isServerOf(pid, folder) ? pid : undefined;
}

/**
 * After a kill -9 the number in postmaster.pid may meanwhile belong to any other process (after the restart of a container it
 * nearly always does), or the file may be empty; PostgreSQL would then refuse to start. Should another process have started a
 * server in this very instant, the shared memory segment still keeps a second one from starting.
 */
export function clearStalePid(folder: ClusterFolder): void {
  const pid = readPid(folder);
  const isStale = pid === undefined ? isRemnant(folder) : isAlive(pid) && !isServerOf(pid, folder) && readPid(folder) === pid;
  if (isStale) {
    rmSync(pidFile(folder), { force: true });
  }
}

/** A server writes its number at once; a file that still has none after a while was left by a crash. */
function isRemnant(folder: ClusterFolder): boolean {
  const found = statSync(pidFile(folder), { throwIfNoEntry: false });
  return found !== undefined && Date.now() - found.mtimeMs > 5000;
}

function pidFile(folder: ClusterFolder): string {
  return join(folder.cluster, "postmaster.pid");
}

function readPid(folder: ClusterFolder): number | undefined {
  try {
    const pid = Number(readFileSync(pidFile(folder), "utf8").split("\n")[0]);
    return Number.isInteger(pid) && pid > 0 ? pid : undefined;
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Whether a process is this cluster's server: its working directory is the cluster. One that has ended but is not yet reaped is none. */
export function isServerOf(pid: number, { cluster }: ClusterFolder): boolean {
  try {
    if (process.platform === "linux") {
      return readlinkSync(`/proc/${pid}/cwd`) === cluster;
    }
    return execFileSync("ps", ["-o", "comm=", "-p", String(pid)], { encoding: "utf8" }).includes("postgres");
  } catch {
    return false;
  }
}
