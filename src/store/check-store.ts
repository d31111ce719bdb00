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

/**
 * Every rule that the tables must keep among themselves, as a query that lists what breaks it: `what` names the thing,
 * `detail` the rest. The unique constraints are asked again too: an index can be dropped, or damaged.
 */
const RULES: Readonly<Record<string, { readonly sql: string; readonly message: string }>> = {
  "letter-unrecorded": {
    message: "was accepted by a channel, but its account's log does not know it",
    sql: `select l.id as what, 'A' || l.account_id as detail from letter l where exists (select from delivery v where v.letter_id = l.id and v.state in ('accepted', 'bounced', 'returned'))
          and not exists (select from activity t where t.account_id = l.account_id and t.kind = 'letter' and t.body::jsonb ->> 'letter' = l.id)`,
  },
  "letter-recorded-twice": {
    message: "stands more than once in its account's log",
    sql: `select body::jsonb ->> 'letter' as what, 'A' || min(account_id) as detail from activity where kind = 'letter' group by 1 having count(*) > 1`,
  },
  "letter-without-delivery": {
    message: "stands in the log, but no channel has accepted it",
    sql: `select t.body::jsonb ->> 'letter' as what, 'A' || t.account_id as detail from activity t where t.kind = 'letter'
          and not exists (select from delivery v where v.letter_id = t.body::jsonb ->> 'letter' and v.account_id = t.account_id and v.state in ('accepted', 'bounced', 'returned'))`,
  },
  "letter-items-differ": {
    message: "names other items or steps than the log says",
    sql: `select l.id as what, 'A' || l.account_id as detail from activity t join letter l on l.id = t.body::jsonb ->> 'letter' where t.kind = 'letter'
          and ((select coalesce(jsonb_agg(jsonb_build_array(i.item, i.step, i.generation) order by i.item), '[]') from letter_item i where i.letter_id = l.id)
            <> (select coalesce(jsonb_agg(jsonb_build_array((e ->> 'item')::bigint, e ->> 'step', (e ->> 'generation')::int) order by (e ->> 'item')::bigint), '[]') from jsonb_array_elements(t.body::jsonb -> 'items') e)
            or t.body::jsonb ->> 'step' <> l.step or (t.body::jsonb ->> 'sentOn')::date <> l.sent_on)`,
  },
  "letter-total-differs": {
    message: "states another total than is recorded of it",
    sql: `select id as what, total::text as detail from letter where notice ->> 'totalMinor' is distinct from total::text`,
  },
  "item-doubled": {
    message: "was taken to the same step twice in one generation",
    sql: `select 'item ' || item as what, step || ', A' || account_id as detail from letter_item where not void group by account_id, item, step, generation having count(*) > 1`,
  },
  "letter-doubled": {
    message: "has more than one letter of one day",
    sql: `select 'A' || account_id as what, sent_on::text as detail from letter where not void group by account_id, sent_on having count(*) > 1`,
  },
  "void-but-sent": {
    message: "counts as never sent, but a channel has accepted it and nobody has recalled it",
    sql: `select l.id as what, 'A' || l.account_id as detail from letter l where l.void and exists (select from delivery v where v.letter_id = l.id and v.state = 'accepted')
          and not exists (select from activity t where t.account_id = l.account_id and t.kind = 'recall' and t.body::jsonb ->> 'letter' = l.id)`,
  },
  "letter-undelivered": {
    message: "has no delivery at all",
    sql: `select l.id as what, 'A' || l.account_id as detail from letter l where not exists (select from delivery v where v.letter_id = l.id)`,
  },
  "approval-without-letter": {
    message: "counts as delivered, but its run has no letter that was accepted",
    sql: `select 'A' || p.account_id as what, 'R' || p.run_id as detail from approval p where p.state = 'delivered' and not exists (
            select from letter l join delivery v on v.letter_id = l.id and v.state in ('accepted', 'bounced', 'returned') where l.account_id = p.account_id and l.run_id = p.run_id)`,
  },
  "approval-left-open": {
    message: "counts as not delivered, but its letter was accepted",
    sql: `select 'A' || p.account_id as what, 'R' || p.run_id as detail from approval p where p.state <> 'delivered' and exists (
            select from letter l join delivery v on v.letter_id = l.id and v.state = 'accepted' where l.account_id = p.account_id and l.run_id = p.run_id and not l.void)`,
  },
  "uncertain-unrecorded": {
    message: "is uncertain, but the log does not say so",
    sql: `select v.id as what, 'A' || v.account_id as detail from delivery v where v.state = 'uncertain'
          and not exists (select from activity t where t.account_id = v.account_id and t.kind = 'delivery-uncertain' and t.body::jsonb ->> 'delivery' = v.id)`,
  },
  "document-damaged": {
    message: "has other bytes than its name, their hash, says",
    sql: `select hash as what, media_type as detail from document where encode(sha256(bytes), 'hex') <> hash`,
  },
  "document-missing": {
    message: "names a file whose bytes are not kept",
    sql: `select v.id as what, f ->> 'name' as detail from delivery v, jsonb_array_elements(v.files) f where not exists (select from document d where d.hash = f ->> 'hash')`,
  },
  "entry-dangling": {
    message: "refers to an entry that its account does not have",
    sql: `select 'entry ' || e.id as what, 'A' || e.account_id as detail from entry e where
            exists (select from unnest(array[e.item, e.source, e.target]) as other(id) where other.id is not null and not exists (select from entry o where o.account_id = e.account_id and o.id = other.id))`,
  },
  "entry-incomplete": {
    message: "lacks an amount, a number or a day",
    sql: `select 'entry ' || id as what, 'A' || account_id as detail from entry where
            (kind <> 'reversal' and amount is null) or (kind in ('invoice', 'fee') and (due is null or issued is null or item is null or document is null)) or (kind in ('credit-memo', 'payment') and item is null)`,
  },
  "credit-overused": {
    message: "has paid more than it is worth",
    sql: `select 'entry ' || c.item as what, 'A' || c.account_id as detail
          from (select distinct on (item) account_id, item, amount from entry where kind in ('credit-memo', 'payment') order by item, version desc) c
          join (select account_id, source, sum(amount) as used from entry p where kind = 'allocation' and source is not null
              and not exists (select from entry r where r.account_id = p.account_id and r.kind = 'reversal' and r.target in (p.id, p.source))
              group by account_id, source) u on u.account_id = c.account_id and u.source = c.item
          where u.used > c.amount`,
  },
  "review-too-late": {
    message: "would be looked at again later than its stored decision holds",
    sql: `select 'A' || a.id as what, coalesce(a.next_review_on::text, 'never') as detail from account a join decision d on d.account_id = a.id and d.run_id = a.decided_run
          where d.review_on is not null and (a.next_review_on is null or a.next_review_on > d.review_on)`,
  },
  "decision-missing": {
    message: "names a run that holds no decision of it",
    sql: `select 'A' || a.id as what, 'R' || a.decided_run as detail from account a left join proposal_run r on r.id = a.decided_run
          where a.decided_run is not null and (r.id is null or r.as_of is distinct from a.decided_on or not exists (select from decision d where d.account_id = a.id and d.run_id = a.decided_run))`,
  },
  "newest-known-too-early": {
    message: "knows of something later than its newest known day",
    sql: `select c.id as what, coalesce(c.newest_known_on::text, 'no day') as detail from creditor c where exists (
            select from account a join activity t on t.account_id = a.id where a.creditor = c.id and (c.newest_known_on is null or t.known_on > c.newest_known_on))`,
  },
};

/** Runs every rule; returns how many there are, and what breaks them (at most 1000 of each). */
export async function checkRules(client: Queryable): Promise<{ readonly rules: number; readonly faults: Fault[] }> {
  const faults: Fault[] = [];
  for (const [code, { sql, message }] of Object.entries(RULES)) {
    const { rows } = await client.query<{ what: string; detail: string }>(`select * from (${sql}) as broken limit 1000`);
    for (const { what, detail } of rows) faults.push({ code, message: `${what} (${detail}) ${message}` });
  }
  return { rules: Object.keys(RULES).length, faults };
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
