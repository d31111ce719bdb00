import type { ClientBase } from "pg";
import type { Day } from "../core/values/day.ts";

type Queryable = Pick<ClientBase, "query">;

/** One version of a creditor's own procedure; never changed afterwards. */
export interface SavedProcedure {
  readonly name: string;
  readonly version: number;
  /** The file as it was saved. */
  readonly body: string;
  readonly reason: string;
  readonly by: string;
  readonly knownOn: Day;
}

const SELECT = `select name, version, body, reason, recorded_by as by, known_on as "knownOn" from procedure`;

/** Every version of all saved procedures, or of one, oldest first. */
export async function readSavedProcedures(client: Queryable, name: string | null = null): Promise<SavedProcedure[]> {
  const { rows } = await client.query<SavedProcedure>(`${SELECT} where $1::text is null or name = $1 order by name, version`, [name]);
  return rows;
}

/** Nobody else saves a procedure until the transaction ends: versions are counted without a gap. */
export async function lockProcedures(client: Queryable): Promise<void> {
  await client.query("lock table procedure in share row exclusive mode");
}

export async function insertProcedure(client: Queryable, saved: SavedProcedure): Promise<void> {
  const { name, version, body, reason, by, knownOn } = saved;
  await client.query("insert into procedure (name, version, body, reason, recorded_by, known_on) values ($1, $2, $3, $4, $5, $6)", [
    name,
    version,
    body,
    reason,
    by,
    knownOn,
  ]);
}

/** Which of these keys of a creditor's choice ("retail", "debtor:D17", "document:INV-1") stand for something that it has. */
export async function findChosenFor(client: Queryable, creditor: string, keys: readonly string[]): Promise<Set<string>> {
  const { rows } = await client.query<{ key: string }>(
    `select key from unnest($2::text[]) as key
     where exists (select from account a join debtor d on d.id = a.debtor where a.creditor = $1 and (d.segment = key or 'debtor:' || d.id = key))
       or (key like 'document:%' and exists (select from account a join entry e on e.account_id = a.id where a.creditor = $1 and e.document = substr(key, 10)))`,
    [creditor, keys],
  );
  return new Set(rows.map(({ key }) => key));
}
