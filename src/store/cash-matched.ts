import type { ClientBase } from "pg";
import type { CashEvidence } from "../core/ledger/cash/cash.ts";
import type { Day } from "../core/values/day.ts";
import type { ListedTransaction } from "./cash-list.ts";

/** A transaction that is done with: posted to an account, known to the ledger already, or none of the debtors'. */
export interface MatchedTransaction extends ListedTransaction {
  readonly state: "posted" | "known" | "dismissed";
  readonly account: number | null;
  readonly debtor: string | null;
  readonly debtorName: string | null;
  readonly rule: string | null;
  readonly evidence: Partial<CashEvidence> | null;
  /** Who accepted or dismissed it; null: a rule. */
  readonly by: string | null;
  /** Why it was dismissed. */
  readonly reason: string | null;
  readonly doneOn: Day;
  /** The payment that was booked for it. */
  readonly entry: number | null;
  /** What it has paid, in minor units, without what was taken back. */
  readonly allocations: readonly { readonly document: string; readonly amount: string }[];
}

export interface WhichMatched {
  readonly creditor: string | null;
  readonly account?: number | undefined;
  readonly asOf: Day;
  readonly limit: number;
  readonly offset: number;
}

const NOT_REVERSED = "not exists (select from entry r where r.account_id = e.account_id and r.kind = 'reversal' and r.target = e.id)";

/** What was matched or dismissed, newest first. */
export async function listMatched(client: Pick<ClientBase, "query">, which: WhichMatched): Promise<MatchedTransaction[]> {
  const { rows } = await client.query<MatchedTransaction>(
    `with done as (
       (select (e.evidence->>'transaction')::bigint as id, e.id as entry, e.rule, e.evidence, e.evidence->>'by' as by, null as reason, e.known_on as done_on, 'posted' as state
        from entry e join account a on a.id = e.account_id
        where e.kind = 'payment' and e.evidence ? 'transaction' and e.id = e.item and e.known_on <= $2 and ${NOT_REVERSED}
          and ($1::text is null or a.creditor = $1) and ($3::bigint is null or e.account_id = $3)
        order by e.id desc limit $4::int + $5::int)
       union all
       (select w.transaction_id, null, w.body->>'rule', w.body->'evidence', w.recorded_by, w.body->>'reason', w.known_on, w.word
        from cash_word w join bank_transaction t on t.id = w.transaction_id and t.state = w.word
        where w.word in ('known', 'dismissed') and w.known_on <= $2 and ($1::text is null or t.creditor = $1) and ($3::bigint is null or w.account_id = $3)
          and not exists (select from cash_word n where n.transaction_id = w.transaction_id and n.word = w.word and n.id > w.id)
        order by w.id desc limit $4::int + $5::int))
     select t.id::float8 as id, t.creditor, t.account as "bankAccount", t.currency, t.booked, t.amount as "amountMinor", t.payer_name as "payerName",
       t.payer_iban as "payerIban", t.reference, t.text, t.state, t.account_id::float8 as account, a.debtor, d.name as "debtorName",
       done.rule, done.evidence, done.by, done.reason, done.done_on as "doneOn", done.entry::float8 as entry,
       coalesce((select jsonb_agg(jsonb_build_object('document', i.document, 'amount', e.amount::text) order by e.id)
         from entry e join entry i on i.account_id = e.account_id and i.id = e.target
         where e.account_id = t.account_id and e.kind = 'allocation' and e.source = done.entry and ${NOT_REVERSED}), '[]') as allocations
     from done join bank_transaction t on t.id = done.id and t.state = done.state left join account a on a.id = t.account_id left join debtor d on d.id = a.debtor
     order by done.done_on desc, done.entry desc nulls last, t.id desc limit $4 offset $5`,
    [which.creditor, which.asOf, which.account ?? null, which.limit, which.offset],
  );
  return rows;
}
