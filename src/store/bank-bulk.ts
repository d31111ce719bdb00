import type { PoolClient } from "pg";
import type { LedgerImport } from "./ledger-documents.ts";

/**
 * A bank books many payments in one sum (camt.053), and tells the single ones in a file of their own (camt.054), whose
 * references are the booking's with a number behind. Once both are there, the sum is told in detail, and is no money
 * beside it: it is dismissed, whichever came first. One that has been posted by hand stays.
 */
export async function dismissBulk(client: PoolClient, { creditor, asOf, imports }: LedgerImport): Promise<void> {
  await client.query(
    `with bulk as (
       select t.id, t.account, t.currency, t.booked, t.amount, t.detail->>'bankReference' as reference from bank_transaction t
       where t.creditor = $1 and t.state = 'open' and t.payer_name is null and t.payer_iban is null and t.detail->>'bankReference' not like '%#%'),
     detailed as (
       select bulk.id from bulk join bank_transaction d on d.creditor = $1 and d.account = bulk.account and d.currency = bulk.currency and d.booked = bulk.booked
         and starts_with(d.detail->>'bankReference', bulk.reference || '#')
       group by bulk.id, bulk.amount having sum(d.amount) = bulk.amount),
     closed as (
       update bank_transaction t set state = 'dismissed' from detailed where t.id = detailed.id returning t.id),
     gone as (
       update cash_proposal p set closed_on = $2 from closed where p.transaction_id = closed.id and p.closed_on is null returning p.account_id),
     due as (
       update account set next_review_on = $2 where id in (select account_id from gone) and (next_review_on is null or next_review_on > $2))
     insert into cash_word (transaction_id, word, body, known_on)
     select id, 'dismissed', jsonb_build_object('reason', 'told-in-detail', 'import', ($3::bigint[])[1]), $2 from closed`,
    [creditor, asOf, imports],
  );
}
