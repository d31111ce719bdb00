import type { ClientBase } from "pg";
import type { WordingKind } from "../core/letter/template-kind.ts";
import type { Day } from "../core/values/day.ts";

type Queryable = Pick<ClientBase, "query">;

/** One version of what a creditor writes in its own words; never changed afterwards. */
export interface SavedTemplate {
  readonly creditor: string;
  /** A language's code: "de". */
  readonly language: string;
  readonly kind: WordingKind;
  readonly version: number;
  /** Empty: back to Firmly's own. */
  readonly body: string;
  readonly reason: string;
  readonly by: string;
  readonly knownOn: Day;
  /** The instant of its saving, ISO 8601 in UTC. */
  readonly savedAt: string;
}

const SAVED_AT = `to_char(recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
const SELECT = `select creditor, language, kind, version, body, reason, recorded_by as by, known_on as "knownOn", ${SAVED_AT} as "savedAt" from template`;

/** Every version of a creditor's templates and phrases, of all languages or of one kind in one, oldest first. */
export async function readSavedTemplates(
  client: Queryable,
  creditor: string,
  of: { readonly language: string; readonly kind: string } | null = null,
): Promise<SavedTemplate[]> {
  const { rows } = await client.query<SavedTemplate>(
    `${SELECT} where creditor = $1 and ($2::text is null or language = $2 and kind = $3) order by language, kind, version`,
    [creditor, of?.language ?? null, of?.kind ?? null],
  );
  return rows;
}

/** The newest versions known on a day; null: on any. */
export async function readTemplatesInForce(client: Queryable, creditor: string, asOf: Day | null): Promise<SavedTemplate[]> {
  const { rows } = await client.query<SavedTemplate>(
    `select distinct on (language, kind) * from (${SELECT} where creditor = $1 and ($2::date is null or known_on <= $2)) as saved order by language, kind, version desc`,
    [creditor, asOf],
  );
  return rows;
}

/** Nobody else saves a template until the transaction ends: versions are counted without a gap. */
export async function lockTemplates(client: Queryable): Promise<void> {
  await client.query("lock table template in share row exclusive mode");
}

export async function insertTemplate(client: Queryable, saved: Omit<SavedTemplate, "savedAt">): Promise<void> {
  const { creditor, language, kind, version, body, reason, by, knownOn } = saved;
  await client.query("insert into template (creditor, language, kind, version, body, reason, recorded_by, known_on) values ($1, $2, $3, $4, $5, $6, $7, $8)", [
    creditor,
    language,
    kind,
    version,
    body,
    reason,
    by,
    knownOn,
  ]);
}
