import type { ClientBase } from "pg";
import type { Day } from "../core/values/day.ts";

type Queryable = Pick<ClientBase, "query">;

/** How a table with these headings is to be read, as a person has confirmed it. */
export interface KeptMapping {
  readonly headingsKey: string;
  /** A mapping file's content. */
  readonly mapping: unknown;
  readonly by: string;
  readonly on: Day;
}

/** What a creditor's people have confirmed for tables with one of these headings. */
export async function readMappings(client: Queryable, creditor: string, keys: readonly string[]): Promise<KeptMapping[]> {
  const { rows } = await client.query<KeptMapping>(
    `select headings_key as "headingsKey", mapping, confirmed_by as by, confirmed_on as "on" from mapping where creditor = $1 and headings_key = any($2::text[])`,
    [creditor, keys],
  );
  return rows;
}

/** Keeps a mapping for the next file with the same headings, in place of what was confirmed before. */
export async function saveMapping(client: Queryable, creditor: string, { headingsKey, mapping, by, on }: KeptMapping): Promise<void> {
  await client.query(
    `insert into mapping (creditor, headings_key, mapping, confirmed_by, confirmed_on) values ($1, $2, $3, $4, $5)
     on conflict (creditor, headings_key) do update set mapping = excluded.mapping, confirmed_by = excluded.confirmed_by,
       confirmed_on = excluded.confirmed_on, recorded_at = now()`,
    [creditor, headingsKey, JSON.stringify(mapping), by, on],
  );
}
