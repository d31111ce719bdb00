import type { ClientBase } from "pg";
import type { Picture } from "../core/letter/letterhead.ts";
import type { Day } from "../core/values/day.ts";

type Queryable = Pick<ClientBase, "query">;

/** A picture as it is kept: its bytes are a document. */
export interface KeptPicture {
  readonly hash: string;
  readonly mediaType: Picture["mediaType"];
  readonly alt: string;
}

export interface LetterheadBody {
  readonly colours: { readonly accent: string };
  readonly signatory: { readonly name: string; readonly title: string | null } | null;
  readonly window: string | null;
  readonly logo: KeptPicture | null;
  readonly signature: KeptPicture | null;
}

/** One version of a creditor's letterhead; never changed afterwards. */
export interface SavedLetterhead {
  readonly creditor: string;
  readonly version: number;
  /** Null: back to Firmly's plain one. */
  readonly body: LetterheadBody | null;
  readonly reason: string;
  readonly by: string;
  readonly knownOn: Day;
  /** The instant of its saving, ISO 8601 in UTC. */
  readonly savedAt: string;
}

const SAVED_AT = `to_char(recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
const SELECT = `select creditor, version, body, reason, recorded_by as by, known_on as "knownOn", ${SAVED_AT} as "savedAt" from letterhead`;

/** Every version of a creditor's letterhead, oldest first. */
export async function readSavedLetterheads(client: Queryable, creditor: string): Promise<SavedLetterhead[]> {
  const { rows } = await client.query<SavedLetterhead>(`${SELECT} where creditor = $1 order by version`, [creditor]);
  return rows;
}

/** The newest version known on a day (null: on any); null where there is none. */
export async function readLetterheadInForce(client: Queryable, creditor: string, asOf: Day | null): Promise<SavedLetterhead | null> {
  const { rows } = await client.query<SavedLetterhead>(`${SELECT} where creditor = $1 and ($2::date is null or known_on <= $2) order by version desc limit 1`, [
    creditor,
    asOf,
  ]);
  return rows[0] ?? null;
}

/** Nobody else saves a letterhead until the transaction ends. */
export async function lockLetterheads(client: Queryable): Promise<void> {
  await client.query("lock table letterhead in share row exclusive mode");
}

export async function insertLetterhead(client: Queryable, saved: Omit<SavedLetterhead, "savedAt">): Promise<void> {
  const { creditor, version, body, reason, by, knownOn } = saved;
  await client.query("insert into letterhead (creditor, version, body, reason, recorded_by, known_on) values ($1, $2, $3, $4, $5, $6)", [
    creditor,
    version,
    body && JSON.stringify(body),
    reason,
    by,
    knownOn,
  ]);
}
