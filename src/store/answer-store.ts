import type { ClientBase } from "pg";
import type { Day } from "../core/values/day.ts";

/** Whose answers are looked for; null: everybody's. */
export interface AnswerScope {
  readonly creditor: string | null;
  readonly account: number | null;
  readonly asOf: Day;
}

/**
 * Accounts with something that may have to be answered in writing and that no letter answers yet, in the order of their
 * ids, after the given one. It finds too many rather than too few: the core says what is owed.
 */
export async function accountsToAnswer(client: Pick<ClientBase, "query">, scope: AnswerScope, after: number, limit: number): Promise<number[]> {
  const { rows } = await client.query<{ account: number }>(
    `select distinct t.account_id::float8 as account from activity t
     where t.kind in ('promise', 'plan', 'dispute', 'recall') and t.known_on <= $1 and t.account_id > $4
       and ($2::text is null or exists (select from account a where a.id = t.account_id and a.creditor = $2)) and ($3::bigint is null or t.account_id = $3)
       and case t.kind
         when 'recall' then t.body::jsonb ? 'correct'
         else coalesce((t.body::jsonb ->> 'confirm')::boolean, t.body::jsonb ->> 'channel' = 'phone', false) end
       and case t.kind
         when 'promise' then t.body::jsonb ->> 'day' >= $1::text
         when 'plan' then t.body::jsonb #>> '{instalments,-1,day}' >= $1::text
         when 'dispute' then not exists (select from activity r where r.account_id = t.account_id and r.kind = 'dispute-resolved' and r.id > t.id and r.body::jsonb ->> 'item' = t.body::jsonb ->> 'item')
         else true end
       and not exists (select from letter l where l.account_id = t.account_id and l.answers = t.id and not l.void)
     order by 1 limit $5`,
    [scope.asOf, scope.creditor, scope.account, after, limit],
  );
  return rows.map(({ account }) => account);
}
