import type { ClientBase } from "pg";
import type { ReadOptions } from "../imports/contract.ts";
import { type Mapping, mappingOf, readMapping } from "../imports/csv/mapping.ts";
import { firstRows } from "../imports/table/first-rows.ts";
import { headingsKey } from "../imports/table/propose-mapping.ts";
import { readMappings } from "../store/mapping-store.ts";
import type { Day } from "../core/values/day.ts";
import type { OpenedFile } from "./import-files.ts";

/** How a person has said that tables with these headings are to be read. */
export interface UsedMapping {
  readonly headingsKey: string;
  readonly mapping: Mapping;
  readonly by: string;
  readonly on: Day;
}

const NO_DEFAULTS: ReadOptions = { defaults: { currency: null, termsDays: null, country: null } };

/** For each of these files: what was confirmed before for a table with its headings; null where nothing was. */
export async function keptMappings(client: Pick<ClientBase, "query">, creditor: string, files: readonly OpenedFile[]): Promise<(UsedMapping | null)[]> {
  const found: (UsedMapping | null)[] = [];
  for (const file of files) found.push(await keptMapping(client, creditor, file));
  return found;
}

async function keptMapping(client: Pick<ClientBase, "query">, creditor: string, { format, source }: OpenedFile): Promise<UsedMapping | null> {
  if (!format.isTable) return null;
  // Any of the first rows may be the headings: which one, the mapping tells, and not a guess that may change.
  const keys = (await firstRows(source, NO_DEFAULTS)).flatMap((rows) => rows.filter(({ cells }) => cells.length > 1).map(({ cells }) => headingsKey(cells)));
  const kept = await readMappings(client, creditor, [...new Set(keys)]);
  const first = keys.map((key) => kept.find((each) => each.headingsKey === key)).find((each) => each !== undefined);
  if (!first) return null;
  const mapping = mappingOf(readMapping(JSON.stringify(first.mapping), "that was confirmed"), source.name);
  return { headingsKey: first.headingsKey, mapping, by: first.by, on: first.on };
}
