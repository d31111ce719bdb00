import { Kysely, PostgresDialect, type KyselyPlugin, type PluginTransformResultArgs, type UnknownRow } from "kysely";
import type { Pool } from "pg";

/**
 * The sign-in library's own view of our database. Timestamps come out of the pool as text; the library compares them as
 * dates, so they are turned back here and nowhere else.
 */
export function signInDatabase(pool: Pool): Kysely<Record<string, UnknownRow>> {
  return new Kysely({ dialect: new PostgresDialect({ pool }), plugins: [timestampsAsDates] });
}

const timestampsAsDates: KyselyPlugin = {
  transformQuery: (args) => args.node,
  transformResult: async ({ result }: PluginTransformResultArgs) => ({ ...result, rows: result.rows.map(withDates) }),
};

function withDates(row: UnknownRow): UnknownRow {
  return Object.fromEntries(
    Object.entries(row).map(([column, value]) => [column, column.endsWith("_at") && typeof value === "string" ? new Date(value) : value]),
  );
}
