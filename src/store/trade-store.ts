import type { ClientBase } from "pg";

type Queryable = Pick<ClientBase, "query">;

/** Locks accounts in the order of their ids, so that what is told of them stays so until the transaction ends. */
export async function lockAccounts(client: Queryable, accounts: readonly number[]): Promise<void> {
  await client.query("select from account where id = any($1::bigint[]) order by id for update", [accounts]);
}

/** Of these accounts those whose debtor was told in a letter that a report to a credit bureau is possible. */
export async function toldOfReport(client: Queryable, accounts: readonly number[]): Promise<ReadonlySet<number>> {
  const { rows } = await client.query<{ id: number }>(
    `select distinct account_id::float8 as id from letter where account_id = any($1::bigint[]) and not void
       and (notice #>> '{elements,credit-hint,value,creditReport}' = 'true' or notice #> '{elements,consequence,value,actions}' @> '[{"kind": "credit-report"}]')`,
    [accounts],
  );
  return new Set(rows.map(({ id }) => id));
}
