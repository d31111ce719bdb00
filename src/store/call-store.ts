import type { ClientBase } from "pg";
import { CALLS_USED_UP } from "../core/process/allot-calls.ts";
import type { Day } from "../core/values/day.ts";
import { CALLS } from "./proposal-list.ts";

type Queryable = Pick<ClientBase, "query">;

/** How many calls a creditor's people have made on a day, by the debtor's segment. */
export async function countCalls(client: Queryable, creditor: string, day: Day): Promise<{ segment: string | null; made: number }[]> {
  const { rows } = await client.query<{ segment: string | null; made: number }>(
    `select d.segment, count(*)::int as made from activity x join account a on a.id = x.account_id and a.creditor = $1 join debtor d on d.id = a.debtor
     where x.kind = 'call' and x.happened_on = $2 and x.body::jsonb ->> 'direction' is distinct from 'inbound' group by d.segment`,
    [creditor, day],
  );
  return rows;
}

/** Those of the accounts that run `run` decided without a call, because the day's calls were used up (R20). */
export async function findUsedUp(client: Queryable, run: number, accounts: readonly number[]): Promise<Set<number>> {
  const { rows } = await client.query<{ account: number }>(
    `select account_id::float8 as account from decision where run_id = $1 and account_id = any($2::bigint[]) and position($3 in body) > 0`,
    [run, accounts, USED_UP],
  );
  return new Set(rows.map(({ account }) => account));
}

/** The same of the decisions that are stored for a day. */
export async function findUsedUpOn(client: Queryable, day: Day, accounts: readonly number[]): Promise<Set<number>> {
  const { rows } = await client.query<{ account: number }>(
    `select a.id::float8 as account from account a join decision d on d.account_id = a.id and d.run_id = a.decided_run
     where a.id = any($2::bigint[]) and a.decided_on = $1 and position($3 in d.body) > 0`,
    [day, accounts, USED_UP],
  );
  return new Set(rows.map(({ account }) => account));
}

const USED_UP = `"code":"${CALLS_USED_UP}"`;

/** An account for which run `run` wants a call: the items that its decision leaves out, and whether its letter waits. */
export interface CallRow {
  readonly account: number;
  readonly left: readonly number[];
  readonly waits: boolean;
  /** Why nothing is dunned, where the decision says so. */
  readonly block: string | null;
}

/**
 * The accounts to be called by the day of a run, as its decisions and the stored ones that it stands on tell (R26). Whose
 * credit covers everything is not called.
 */
export async function listCalls(client: Queryable, run: number, creditor: string | null): Promise<CallRow[]> {
  const { rows } = await client.query<CallRow>(
    `select a.id::float8 as account, d.task is not distinct from 'call' as waits, d.block,
       array(select (l ->> 2)::float8 from jsonb_array_elements(d.body::jsonb -> 'left') l) as left
     from account a cross join lateral (
       select * from decision where account_id = a.id and (run_id = $1 or (run_id = a.decided_run and a.decided_run < $1)) order by run_id desc limit 1
     ) d
     where ($2::text is null or a.creditor = $2) and d.block is distinct from 'credit-covers' and ${CALLS} order by a.debtor, a.id`,
    [run, creditor],
  );
  return rows;
}
