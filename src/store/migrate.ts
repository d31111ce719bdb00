import { readdirSync, readFileSync } from "node:fs";
import { type Kysely, type Migration, Migrator, sql } from "kysely";
import { UserError } from "../core/user-error.ts";

const FOLDER = new URL("./migrations/", import.meta.url);

/**
 * Brings the database to the newest form: numbered SQL files, forward only, all or nothing. Where nothing is pending this is
 * one query; otherwise processes that come at the same time wait for each other.
 * @returns the names of the migrations that were applied
 * @throws UserError where the database is older than PostgreSQL 15, or was made by a newer Firmly
 */
export async function migrate(db: Kysely<any>): Promise<string[]> {
  const known = migrationNames();
  const applied = await appliedNames(db);
  const unknown = applied.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    throw new UserError("database-newer", `The database was made by a newer Firmly (it has ${unknown.join(", ")}). Update Firmly to use it.`);
  }
  if (applied.length === known.length) {
    return [];
  }
  await assertVersion(db);
  const { error, results } = await new Migrator({ db, provider: { getMigrations: async () => migrations(known) } }).migrateToLatest();
  if (error !== undefined) {
    throw error as Error;
  }
  return (results ?? []).filter((result) => result.status === "Success").map((result) => result.migrationName);
}

/** The migrations of this version of Firmly, in their order. */
export function migrationNames(): string[] {
  return readdirSync(FOLDER)
    .filter((file) => /^\d{4}-[a-z0-9-]+\.sql$/.test(file))
    .map((file) => file.slice(0, -4))
    .sort();
}

async function appliedNames(db: Kysely<any>): Promise<string[]> {
  try {
    const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db);
    return rows.map((row) => row.name);
  } catch (error) {
    // 42P01: there is no such table, so the database is new.
    if ((error as { code?: string }).code === "42P01") {
      return [];
    }
    throw error;
  }
}

async function assertVersion(db: Kysely<any>): Promise<void> {
  const { rows } = await sql<{ version: number }>`select current_setting('server_version_num')::integer as version`.execute(db);
  if (rows[0]!.version < 150_000) {
    throw new UserError("database-too-old", `Firmly needs PostgreSQL 15 or newer; this server is version ${Math.trunc(rows[0]!.version / 10_000)}.`);
  }
}

function migrations(names: readonly string[]): Record<string, Migration> {
  return Object.fromEntries(
    names.map((name) => {
      const text = readFileSync(new URL(`${name}.sql`, FOLDER), "utf8");
      return [name, { up: async (db) => void (await sql.raw(text).execute(db)) }];
    }),
  );
}
