import type { ClientBase } from "pg";
import type { CashEvidence } from "../core/ledger/cash/cash.ts";
import type { Day } from "../core/values/day.ts";

/** An open transaction as it is listed. Amounts are minor units. */
export interface ListedTransaction {
  readonly id: number;
  readonly creditor: string;
  readonly bankAccount: string;
  readonly currency: string;
  readonly booked: Day;
  readonly amountMinor: bigint;
  readonly payerName: string | null;
  readonly payerIban: string | null;
  readonly reference: string | null;
  readonly text: string;
}

export interface ListedProposal {
  readonly transaction: number;
  readonly option: number;
  readonly account: number;
  readonly debtor: string;
  readonly debtorName: string;
  readonly rule: string;
  readonly confidence: number;
  readonly allocations: readonly ListedAllocation[];
  readonly writeOffs: readonly { readonly document: string; readonly amount: string; readonly reason: string }[];
  readonly onAccount: string;
  readonly evidence: CashEvidence;
}

/** `credit` is the number of the credit memo that pays; null: the money itself. */
export interface ListedAllocation {
  readonly item: number;
  readonly document: string;
  readonly credit: string | null;
  readonly amount: string;
}

/** Which open transactions are listed. */
export interface WhichTransactions {
  readonly creditor: string | null;
  readonly asOf: Day;
  /** Those with proposals, or those without any. */
  readonly proposed: boolean;
  /** Only those of which a proposal names this account. */
  readonly account?: number | undefined;
  readonly limit: number;
  readonly offset: number;
}

type Queryable = Pick<ClientBase, "query">;

/** What is open, oldest first: with proposals, or without any. A page of it, and how many there are. */
export async function listTransactions(client: Queryable, which: WhichTransactions): Promise<{ transactions: ListedTransaction[]; total: number }> {
  const { rows } = await client.query<ListedTransaction & { total: number }>(
    `select t.id::float8 as id, t.creditor, t.account as "bankAccount", t.currency, t.booked, t.amount as "amountMinor", t.payer_name as "payerName",
       t.payer_iban as "payerIban", t.reference, t.text, count(*) over ()::int as total
     from bank_transaction t
     where t.state = 'open' and ($1::text is null or t.creditor = $1) and t.known_on <= $2
       and exists (select from cash_proposal p where p.transaction_id = t.id and p.closed_on is null and ($6::bigint is null or p.account_id = $6)) = $3
     order by t.booked, t.id limit $4 offset $5`,
    [which.creditor, which.asOf, which.proposed, which.limit, which.offset, which.account ?? null],
  );
  return { transactions: rows.map(({ total: _total, ...transaction }) => transaction), total: rows[0]?.total ?? 0 };
}

/** How many open transactions have proposals, and how many are of nobody that is known. Money that went back pays nothing. */
export async function countTransactions(client: Queryable, creditor: string, asOf: Day): Promise<{ proposed: number; unapplied: number }> {
  const { rows } = await client.query<{ proposed: number; unapplied: number }>(
    `select (count(*) filter (where proposed))::int as proposed, (count(*) filter (where not proposed))::int as unapplied
     from (select exists (select from cash_proposal p where p.transaction_id = t.id and p.closed_on is null) as proposed
           from bank_transaction t where t.creditor = $1 and t.state = 'open' and t.known_on <= $2) each`,
    [creditor, asOf],
  );
  return rows[0]!;
}

/** The proposals of transactions, likeliest first, with the numbers of what they would pay. */
export async function listProposals(client: Queryable, transactions: readonly number[]): Promise<ListedProposal[]> {
  const number = (id: string) => `(select e.document from entry e where e.account_id = p.account_id and e.id = (${id})::bigint)`;
  const { rows } = await client.query<ListedProposal>(
    `select p.transaction_id::float8 as transaction, p.rank::int as option, p.account_id::float8 as account, a.debtor, d.name as "debtorName",
       p.body->>'rule' as rule, (p.body->>'confidence')::float8 as confidence, p.body->>'onAccount' as "onAccount", p.body->'evidence' as evidence,
       coalesce((select jsonb_agg(jsonb_build_object('item', (w->>'item')::bigint, 'document', ${number("w->>'item'")}, 'credit', ${number("w->>'credit'")}, 'amount', w->>'amount') order by place)
         from jsonb_array_elements(p.body->'allocations') with ordinality as x (w, place)), '[]') as allocations,
       coalesce((select jsonb_agg(jsonb_build_object('document', ${number("w->>'item'")}, 'amount', w->>'amount', 'reason', w->>'reason') order by place)
         from jsonb_array_elements(p.body->'writeOffs') with ordinality as x (w, place)), '[]') as "writeOffs"
     from cash_proposal p join account a on a.id = p.account_id join debtor d on d.id = a.debtor
     where p.transaction_id = any($1::bigint[]) and p.closed_on is null order by p.transaction_id, p.rank`,
    [transactions],
  );
  return rows;
}
