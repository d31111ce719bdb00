import type { ClientBase } from "pg";
import type { Day } from "../core/values/day.ts";
import type { ChainedRow } from "./activity-store.ts";

type Queryable = Pick<ClientBase, "query">;

/** A difference between what is stored and what follows from it. */
export interface Fault {
  readonly code: string;
  readonly message: string;
}

export interface ChainRow extends ChainedRow {
  readonly previous: Buffer | null;
  readonly hash: Buffer;
}

const PAGE = 5000;

/** All activities in the order of their chains, in pages. */
export async function* readChains(client: Queryable): AsyncGenerator<ChainRow[]> {
  let after: readonly [unknown, unknown] = [0, 0];
  for (;;) {
    const { rows } = await client.query<ChainRow>(
      `select account_id, id, kind, body, recorded_by, happened_on, known_on, previous, hash from activity
       where (account_id, id) > ($1::bigint, $2::bigint) order by account_id, id limit ${PAGE}`,
      [...after],
    );
    if (rows.length > 0) yield rows;
    if (rows.length < PAGE) return;
    after = [rows.at(-1)!.account_id, rows.at(-1)!.id];
  }
}

/** The heads of all chains, by account; null for an account on which nothing has happened. */
export async function readHeads(client: Queryable): Promise<Map<number, Buffer | null>> {
  const { rows } = await client.query<{ id: bigint; activity_head: Buffer | null }>("select id, activity_head from account");
  return new Map(rows.map((row) => [Number(row.id), row.activity_head]));
}

export interface CheckedDelivery {
  readonly id: string;
  readonly account: number;
  readonly creditor: string;
  readonly channel: string;
  readonly recipient: string;
  readonly state: string;
  readonly holder: string | null;
  readonly files: readonly { readonly name: string; readonly hash: string }[];
}

/** All deliveries in pages. */
export async function* readAllDeliveries(client: Queryable): AsyncGenerator<CheckedDelivery[]> {
  let after = "";
  for (;;) {
    const { rows } = await client.query<CheckedDelivery>(
      `select v.id, v.account_id::int as account, a.creditor, v.channel, v.recipient, v.state, v.claimed_by as holder, v.files from delivery v join account a on a.id = v.account_id
       where v.id > $1 order by v.id limit ${PAGE}`,
      [after],
    );
    if (rows.length > 0) yield rows;
    if (rows.length < PAGE) return;
    after = rows.at(-1)!.id;
  }
}

/** A stored decision that nothing recorded since can have changed. */
export interface StandingDecision {
  readonly account: number;
  readonly run: number;
  readonly asOf: Day;
  readonly procedure: string | null;
  readonly kind: string;
  readonly step: string | null;
  readonly total: bigint;
  readonly body: string;
}

/** Rows without a time of their own: written by a transaction that began after the run's last one. */
const SINCE = (row: string) => `age(${row}.xmin) < age(r.xmin)`;

/**
 * Standing decisions in pages, at most `limit` of them, spread evenly over all accounts. Those that rest on other accounts'
 * decisions (a shared gap, a full first wave) are left out: decided alone they would be others.
 */
export async function* readStanding(client: Queryable, limit: number): AsyncGenerator<StandingDecision[]> {
  const {
    rows: [size],
  } = await client.query<{ accounts: number }>("select count(*)::int as accounts from account where decided_run is not null");
  const every = Math.max(1, Math.ceil(size!.accounts / limit));
  let after = 0;
  for (;;) {
    const { rows } = await client.query<StandingDecision & { account: number }>(
      `select a.id::int as account, r.id::int as run, r.as_of as "asOf", r.procedure, d.kind, d.step, d.total, d.body
       from account a join creditor c on c.id = a.creditor and c.version = a.decided_version join proposal_run r on r.id = a.decided_run
         join decision d on d.account_id = a.id and d.run_id = a.decided_run
       where a.id > $1 and a.id % $2 = 0
         and not exists (select from account o join activity t on t.account_id = o.id where o.debtor = a.debtor and t.recorded_at >= r.recorded_at and t.known_on <= r.as_of)
         and not exists (select from entry e left join import i on i.id = e.import_id where e.account_id = a.id and e.known_on <= r.as_of
               and (i.recorded_at >= r.recorded_at or (i.id is null and ${SINCE("e")})))
         and not exists (select from posted_through t where t.creditor = a.creditor and t.known_on <= r.as_of and ${SINCE("t")})
         and not exists (select from debtor p where p.id = a.debtor and ${SINCE("p")})
         and not exists (select from cash_proposal p where p.account_id = a.id and ${SINCE("p")})
         -- What was recorded by a transaction that began before the run and ended after it has made the account due again.
         and (d.review_on <= r.as_of or a.next_review_on is null or a.next_review_on > r.as_of)
         and position('"code":"first-wave"' in d.body) = 0
         and not exists (select from account o join decision other on other.account_id = o.id and other.run_id = r.id and other.kind = 'dun' where o.debtor = a.debtor and o.id <> a.id)
       order by a.id limit ${PAGE / 5}`,
      [after, every],
    );
    if (rows.length > 0) yield rows;
    if (rows.length < PAGE / 5) return;
    after = rows.at(-1)!.account;
  }
}
