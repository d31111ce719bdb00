import type { ClientBase, PoolClient } from "pg";
import type { PostedPayment } from "../core/ledger/cash/match-return.ts";
import type { Day } from "../core/values/day.ts";
import { closeTransactions } from "./cash-store.ts";

type Queryable = Pick<ClientBase, "query">;

/** A payment that may have come back. */
export interface ReturnablePayment extends PostedPayment {
  /** The ledger has told already that it came back. */
  readonly isReturned: boolean;
}

/**
 * The payments of given amounts, in the book since a day: those that the bank told of with what it told, those that the
 * ledger told of with their debtor's name. One scan of the book serves all returns of an import.
 */
export async function loadReturnable(client: Queryable, creditor: string, amounts: readonly bigint[], since: Day): Promise<ReturnablePayment[]> {
  const { rows } = await client.query<ReturnablePayment>(
    `with paid as materialized (
       select e.account_id, e.item, e.amount, e.happened_on, e.document, e.evidence ->> 'transaction' as transaction, a.currency, a.debtor
       from entry e join account a on a.id = e.account_id and a.creditor = $1
       where e.kind = 'payment' and e.version = 1 and e.amount = any($2::bigint[]) and e.happened_on >= $3)
     select p.item::float8 as item, p.account_id::float8 as account, p.currency, p.amount as "amountMinor", p.happened_on as "bookedOn", t.reference,
       coalesce(array(select jsonb_array_elements_text(t.detail -> 'otherReferences')), '{}') || array_remove(array[nullif(p.document, '')], null) as "otherReferences",
       coalesce(t.payer_name, d.name) as "payerName", t.payer_iban as "payerIban",
       array(select distinct i.document from entry l join entry i on i.account_id = l.account_id and i.id = l.target
         where l.account_id = p.account_id and l.kind = 'allocation' and l.source = p.item) as documents,
       returned.id is not null as "isReturned"
     from paid p join debtor d on d.id = p.debtor left join bank_transaction t on t.id::text = p.transaction
     left join lateral (select r.* from entry r where r.account_id = p.account_id and r.kind = 'reversal' and r.target = p.item limit 1) returned on true
     where returned.id is null or (returned.rule = 'payment-returned' and not returned.evidence ? 'transaction' and not ${toldAs("p.account_id", "p.item")})
     order by p.item`,
    [creditor, amounts, since],
  );
  return rows;
}

/** Whether a return on the bank account has been joined already with what the ledger told of this payment's. */
function toldAs(account: string, payment: string): string {
  return `exists (select from bank_transaction k join cash_word w on w.transaction_id = k.id and w.word = 'known'
    where k.account_id = ${account} and k.state = 'known' and k.amount < 0 and w.body->'items' @> to_jsonb(${payment}))`;
}

/** Whether a payment may be taken back: it stands; or only the ledger has told that it came back; or that is all known. */
export async function returnableState(client: Queryable, account: number, payment: number): Promise<"stands" | "told" | "gone"> {
  const { rows } = await client.query<{ isTold: boolean }>(
    `select r.rule = 'payment-returned' and coalesce(not r.evidence ? 'transaction', true) and not ${toldAs("r.account_id", "r.target")} as "isTold"
     from entry r where r.account_id = $1 and r.kind = 'reversal' and r.target = $2`,
    [account, payment],
  );
  if (rows.length === 0) return "stands";
  return rows.some(({ isTold }) => isTold) ? "told" : "gone";
}

export interface BookedReturn {
  readonly transaction: number;
  readonly booked: Day;
  readonly account: number;
  readonly payment: number;
  readonly reason: string | null;
  readonly by: string | null;
}

/**
 * Takes back a payment that came back: all that it paid is open again, and so is what was written off or set off along
 * with it. The account is due for review.
 */
export async function bookReturn(client: PoolClient, { transaction, booked, account, payment, reason, by }: BookedReturn, asOf: Day): Promise<void> {
  await client.query(
    `with paid as (select * from entry where account_id = $1 and id = $2),
     along as (
       select e.id from entry e, paid where e.account_id = $1 and e.kind in ('allocation', 'write-off') and e.source is distinct from $2
         and e.evidence ->> 'transaction' = paid.evidence ->> 'transaction'
         and not exists (select from entry r where r.account_id = $1 and r.kind = 'reversal' and r.target = e.id))
     insert into entry (account_id, kind, target, rule, evidence, happened_on, known_on)
     select $1, 'reversal', $2, 'payment-returned', jsonb_strip_nulls(jsonb_build_object('transaction', $3::text, 'reason', $4::text, 'by', $5::text,
         'return', jsonb_build_object('day', $6::date, 'amount', paid.amount::text, 'document', '', 'ordinal', 1))), $6::date, $7::date from paid
     union all
     select $1, 'reversal', along.id, 'payment-returned', null, $6::date, $7::date from along`,
    [account, payment, transaction, reason, by, booked, asOf],
  );
  await closeTransactions(client, [{ transaction, account }], "posted", asOf);
}
