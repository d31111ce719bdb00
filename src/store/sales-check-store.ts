import type { ClientBase } from "pg";

type Queryable = Pick<ClientBase, "query">;

/** An account whose stored decision waits for the salesperson, whom nobody has asked about this letter yet. */
export interface Unasked {
  readonly account: number;
  readonly salesperson: string | null;
  /** The account's newest letter, by its activity's number, and 0 without one: with the next letter the question is a new one. */
  readonly since: number;
}

/** Nobody could be asked, and now somebody else looks after the debtor: that person is. */
const NOT_ASKED = `not exists (
  select from activity q where q.account_id = a.id and q.kind = 'sales-asked' and q.id > newest.letter
    and (q.body::jsonb ->> 'how' <> 'not-possible' or q.body::jsonb ->> 'to' = coalesce(p.salesperson, 'salesperson')))`;

const UNASKED = `
  select a.id::float8 as account, p.salesperson, newest.letter::float8 as since
  from decision d join account a on a.id = d.account_id and a.decided_run = d.run_id join debtor p on p.id = a.debtor
  cross join lateral (select coalesce(max(id), 0) as letter from activity where account_id = a.id and kind = 'letter') newest
  where d.task = 'sales-check' and ${NOT_ASKED}`;

export async function readUnasked(client: Queryable, creditor: string | null): Promise<Unasked[]> {
  const { rows } = await client.query<Unasked>(`${UNASKED} and ($1::text is null or a.creditor = $1) order by a.id`, [creditor]);
  return rows;
}

/** True where nobody else asks about this account, and nobody has; until the transaction ends nobody else will. */
export async function claimAsking(client: Queryable, { account, since }: Unasked): Promise<boolean> {
  const { rows } = await client.query<{ free: boolean }>("select pg_try_advisory_xact_lock(hashtextextended($1, 5)) as free", [`sales-check ${account}`]);
  if (!rows[0]!.free) return false;
  const { rows: unasked } = await client.query<Unasked>(`${UNASKED} and a.id = $1`, [account]);
  return unasked[0]?.since === since;
}
