import type { PoolClient } from "pg";
import { closeTransactions, reopenTransaction, sayWords } from "./cash-store.ts";
import { DERIVED } from "./ledger-balances.ts";
import type { LedgerImport } from "./ledger-documents.ts";

/**
 * A list said that items were paid, and bank money was taken to be what paid them. Where the list shows them open again, or a
 * payment has taken the place of its word, that money explains nothing any more: its transactions are open again, and find
 * their items anew with the rest. Without this the money of a debtor who paid would be lost.
 */
export async function reopenSettled(client: PoolClient, { creditor, asOf, imports }: LedgerImport): Promise<void> {
  const { rows } = await client.query<{ transaction: number; account: number }>(
    `with shaken as (
       select distinct r.account_id, e.target as item from entry r join entry e on e.account_id = r.account_id and e.id = r.target and e.rule in ${DERIVED}
       where r.kind = 'reversal' and r.import_id = any($2::bigint[])),
     known as (
       select distinct on (t.id) t.id, t.account_id, t.amount, w.body from bank_transaction t join cash_word w on w.transaction_id = t.id and w.word = 'known'
       where t.creditor = $1 and t.state = 'known' and t.amount > 0 and t.account_id in (select account_id from shaken) order by t.id, w.id desc),
     claims as (
       select k.id, k.account_id, i.item::bigint as item, k.amount from known k, jsonb_array_elements_text(k.body->'items') as i (item)
       where k.body->>'rule' = 'already-settled'),
     claimed as (
       select account_id, id, sum(amount) over (partition by account_id, item) as of_item, item from claims),
     said as (
       select e.account_id, e.target as item, sum(e.amount) as amount from entry e
       where e.kind = 'allocation' and e.rule in ${DERIVED} and e.account_id in (select account_id from shaken)
         and not exists (select from entry r where r.account_id = e.account_id and r.kind = 'reversal' and r.target = e.id) group by 1, 2)
     select c.id::float8 as transaction, c.account_id::float8 as account
     from claimed c left join said s on s.account_id = c.account_id and s.item = c.item
     where exists (select from shaken h join claimed o on o.id = c.id and o.account_id = h.account_id and o.item = h.item)
     group by c.id, c.account_id having coalesce(sum(s.amount), 0) < min(c.of_item) or bool_or(s.amount is null)`,
    [creditor, imports],
  );
  if (rows.length === 0) return;
  const body = { reason: "the list shows it open again" };
  await sayWords(
    client,
    rows.map(({ transaction, account }) => ({ transaction, word: "reopened", account, body, by: null })),
    asOf,
  );
  await closeTransactions(client, rows, "known", asOf);
  for (const { transaction } of rows) await reopenTransaction(client, transaction);
}
