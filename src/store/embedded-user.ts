import { spawnSync } from "node:child_process";
import { chmodSync, chownSync, readFileSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { UserError } from "../core/user-error.ts";
import type { Binaries } from "./embedded-binaries.ts";

/** How a program of the database is started: words before its name, and the ids it runs under. */
export interface RunAs {
  readonly prefix: readonly string[];
  readonly ids: { readonly uid?: number; readonly gid?: number };
}

const NOBODY = 65534;

/**
 * PostgreSQL refuses to run as root. A user namespace lets it see another uid while every file stays root's own, so that it
 * works below a home that only root may enter. Where namespaces are forbidden (many containers) it runs as `nobody`.
 * An existing cluster is run by whoever owns it.
 * @param dir the folder of the cluster; it exists
 */
export function chooseUser(dir: string, binaries: Binaries): RunAs {
  const own = process.getuid?.() ?? 0;
  const { uid: owner, gid } = statSync(dir);
  if (own !== 0) {
    if (owner !== own) {
      throw new UserError(
        "data-of-another-user",
        `The data folder ${dir} belongs to another user. Start Firmly as that user, or choose another folder with --data.`,
      );
    }
    return isNamed(own) ? { prefix: [], ids: {} } : (inNamespace() ?? { prefix: [], ids: {} });
  }
  if (owner !== 0) {
    return reachable({ prefix: [], ids: { uid: owner, gid } }, dir, binaries);
  }
  const namespace = inNamespace();
  if (namespace) {
    return namespace;
  }
  // Only the cluster changes hands; the folder around it stays root's, but lets others pass through.
  chownSync(dir, NOBODY, NOBODY);
  try {
    chmodSync(dirname(dir), statSync(dirname(dir)).mode | 0o011);
    return reachable({ prefix: [], ids: { uid: NOBODY, gid: NOBODY } }, dir, binaries);
  } catch (error) {
    chownSync(dir, 0, 0);
    throw error;
  }
}

/** initdb insists that the uid it runs under has a name. */
function isNamed(uid: number): boolean {
  return namedIds().includes(uid) || process.platform !== "linux";
}

function namedIds(): number[] {
  try {
    return readFileSync("/etc/passwd", "utf8")
      .split("\n")
      .map((line) => Number(line.split(":")[2]))
      .filter((uid) => uid > 0);
  } catch {
    return [];
  }
}

function inNamespace(): RunAs | undefined {
  const named = namedIds();
  const uid = named.includes(NOBODY) ? NOBODY : named[0];
  if (process.platform !== "linux" || uid === undefined) {
    return undefined;
  }
  const prefix = ["unshare", "--user", `--map-user=${uid}`, `--map-group=${uid}`];
  return spawnSync(prefix[0]!, [...prefix.slice(1), "true"]).status === 0 ? { prefix, ids: {} } : undefined;
}

function reachable(as: RunAs, dir: string, binaries: Binaries): RunAs {
  const sees = spawnSync("/bin/sh", ["-c", 'cd "$0"', dir], { ...as.ids, cwd: "/" }).status === 0;
  const runs = spawnSync(binaries.postgres, ["--version"], { ...as.ids, cwd: "/", env: binaries.env }).status === 0;
  if (sees && runs) {
    return as;
  }
  throw new UserError(
    "root-not-allowed",
    `PostgreSQL refuses to run as root, this system forbids user namespaces, and uid ${as.ids.uid} cannot enter ${sees ? dirname(binaries.postgres) : dir}. ` +
      "Start Firmly as an ordinary user, or keep it and its data in a folder that others may enter (such as /srv/firmly), or give --data postgres://...",
  );
}
