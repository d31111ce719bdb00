import type { ClientBase } from "pg";

type Queryable = Pick<ClientBase, "query">;

/** Of these accounts those whose debtor was told in a letter that a report to a credit bureau is possible. */
export async function toldOfReport(client: Queryable, accounts: readonly number[]): Promise<ReadonlySet<number>> {
  const { rows } = await client.query<{ id: number }>(
    `select distinct account_id::float8 as id from letter where account_id = any($1::bigint[]) and not void
       and (notice #>> '{elements,credit-hint,value,creditReport}' = 'true' or notice #> '{elements,consequence,value,actions}' @> '[{"kind": "credit-report"}]')`,
    [accounts],
  );
  return new Set(rows.map(({ id }) => id));
}
