import type { ClientBase } from "pg";

type Queryable = Pick<ClientBase, "query">;

/** A channel of a creditor's that fails as a whole: its server is away, or refuses us. */
export interface Rest {
  readonly creditor: string;
  readonly channel: string;
  /** In a row. */
  readonly failures: number;
  /** Since the first of them: ISO 8601, UTC. */
  readonly since: string;
  /** Nothing is tried before; null: it is tried. */
  readonly until: string | null;
  /** In whole minutes, rounded up; null: it is tried. */
  readonly minutes: number | null;
  readonly detail: string;
  /** It has failed for more than a day. */
  readonly long: boolean;
}

/** Not a way out but the way in: the mailbox that answers come to stands among the channels under this name. */
export const INBOX = "inbox";

/** So many failures in a row are bad luck. */
const BAD_LUCK = 2;
const LONGEST_REST_MINUTES = 30;
const INSTANT = (column: string) => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`;

const SELECT = `select creditor, channel, failures, ${INSTANT("since")} as since, case when until > now() then ${INSTANT("until")} end as until,
  case when until > now() then ceil(extract(epoch from until - now()) / 60)::int end as minutes, detail, since < now() - interval '1 day' as long from channel_rest`;

/** The channels that fail; of one creditor, or of all. */
export async function readRests(client: Queryable, creditor: string | null): Promise<Rest[]> {
  const { rows } = await client.query<Rest>(`${SELECT} where $1::text is null or creditor = $1 order by creditor, channel`, [creditor]);
  return rows;
}

/**
 * One more failure: from the third in a row on the channel rests for 1, 2, 4 ... minutes, at most 30. What comes in from attempts that were under way when
 * the rest began does not make it longer.
 */
export async function recordChannelFailure(client: Queryable, creditor: string, channel: string, detail: string): Promise<void> {
  await client.query(
    `insert into channel_rest as r (creditor, channel, failures, detail) values ($1, $2, 1, $3)
     on conflict (creditor, channel) do update set failures = r.failures + 1, detail = excluded.detail,
       until = case when r.failures >= ${BAD_LUCK} then now() + least(power(2, r.failures - ${BAD_LUCK}), ${LONGEST_REST_MINUTES}) * interval '1 minute' end
     where r.until is null or r.until <= now()`,
    [creditor, channel, detail],
  );
}

/** The server has answered about a message: the channel works. */
export async function endRest(client: Queryable, creditor: string, channel: string): Promise<void> {
  await client.query("delete from channel_rest where creditor = $1 and channel = $2", [creditor, channel]);
}
