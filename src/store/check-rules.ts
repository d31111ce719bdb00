import type { ClientBase } from "pg";
import type { Fault } from "./check-store.ts";

/** A rule as a query that lists what breaks it: `what` names the thing, `detail` the rest. */
export type RuleTable = Readonly<Record<string, { readonly sql: string; readonly message: string }>>;

/** Every rule that the tables must keep among themselves, but for letters (`letter-rules.ts`) and mail (`inbox-rules.ts`). */
export const RULES: RuleTable = {
  "approval-without-letter": {
    message: "counts as delivered, but its run has no letter that was accepted",
    sql: `select 'A' || p.account_id as what, 'R' || p.run_id as detail from approval p where p.state = 'delivered' and not exists (
            select from letter l join delivery v on v.letter_id = l.id and v.state in ('accepted', 'bounced', 'returned') where l.account_id = p.account_id and l.run_id = p.run_id)`,
  },
  "approval-left-open": {
    message: "counts as not delivered, but its letter was accepted",
    sql: `select 'A' || p.account_id as what, 'R' || p.run_id as detail from approval p where p.state <> 'delivered' and exists (
            select from letter l join delivery v on v.letter_id = l.id and v.state = 'accepted' where l.account_id = p.account_id and l.run_id = p.run_id and not l.void)`,
  },
  "uncertain-unrecorded": {
    message: "is uncertain, but the log does not say so",
    sql: `select v.id as what, 'A' || v.account_id as detail from delivery v where v.state = 'uncertain'
          and not exists (select from activity t where t.account_id = v.account_id and t.kind = 'delivery-uncertain' and t.body::jsonb ->> 'delivery' = v.id)`,
  },
  "document-damaged": {
    message: "has other bytes than its name, their hash, says",
    sql: `select hash as what, media_type as detail from document where encode(sha256(bytes), 'hex') <> hash`,
  },
  "document-missing": {
    message: "names a file whose bytes are not kept",
    sql: `select v.id as what, f ->> 'name' as detail from delivery v, jsonb_array_elements(v.files) f where not exists (select from document d where d.hash = f ->> 'hash')`,
  },
  "entry-dangling": {
    message: "refers to an entry that its account does not have",
    sql: `select 'entry ' || e.id as what, 'A' || e.account_id as detail from entry e where
            exists (select from unnest(array[e.item, e.source, e.target]) as other(id) where other.id is not null and not exists (select from entry o where o.account_id = e.account_id and o.id = other.id))`,
  },
  "entry-incomplete": {
    message: "lacks an amount, a number or a day",
    sql: `select 'entry ' || id as what, 'A' || account_id as detail from entry where
            (kind <> 'reversal' and amount is null) or (kind in ('invoice', 'fee') and (due is null or issued is null or item is null or document is null)) or (kind in ('credit-memo', 'payment') and item is null)`,
  },
  "charge-without-letter": {
    message: "is a charge of a letter that its account's log does not know",
    sql: `select e.document as what, 'A' || e.account_id as detail from entry e where e.charge is not null
          and not exists (select from activity t where t.account_id = e.account_id and t.kind = 'letter' and t.body::jsonb ->> 'letter' = e.charge ->> 'letter')`,
  },
  "charge-doubled": {
    message: "is charged twice for the same days",
    sql: `select 'item ' || (a.charge ->> 'item') as what, (a.charge ->> 'kind') || ', A' || a.account_id as detail
          from entry a join entry b on b.account_id = a.account_id and b.id > a.id and b.charge is not null and b.charge ->> 'item' = a.charge ->> 'item' and b.charge ->> 'kind' = a.charge ->> 'kind'
            and (a.charge ->> 'kind' = 'lump-sum' or (b.charge ->> 'from' <= a.charge ->> 'to' and a.charge ->> 'from' <= b.charge ->> 'to'))
          where a.charge is not null and not exists (select from entry r where r.account_id = a.account_id and r.kind = 'reversal' and r.target in (a.id, b.id))`,
  },
  "charge-of-recalled": {
    message: "is a charge that still stands, though its letter does not",
    sql: `select e.document as what, 'A' || e.account_id as detail from entry e join letter l on l.id = e.charge ->> 'letter'
          where e.charge is not null and l.void and not exists (select from entry r where r.account_id = e.account_id and r.kind = 'reversal' and r.target = e.id)`,
  },
  "charges-differ": {
    message: "states charges that are not what is booked for it",
    sql: `select l.id as what, 'A' || l.account_id as detail from activity t join letter l on l.id = t.body::jsonb ->> 'letter' where t.kind = 'letter'
          and (select coalesce(jsonb_agg(jsonb_build_array(c ->> 'number', c ->> 'amountMinor') order by c ->> 'number'), '[]') from jsonb_array_elements(l.charges) c)
           <> (select coalesce(jsonb_agg(jsonb_build_array(e.document, e.amount::text) order by e.document), '[]') from entry e
               where e.account_id = l.account_id and e.charge ->> 'letter' = l.id)`,
  },
  "credit-overused": {
    message: "has paid more than it is worth",
    sql: `select 'entry ' || c.item as what, 'A' || c.account_id as detail
          from (select distinct on (item) account_id, item, amount from entry where kind in ('credit-memo', 'payment') order by item, version desc) c
          join (select account_id, source, sum(amount) as used from entry p where kind = 'allocation' and source is not null
              and not exists (select from entry r where r.account_id = p.account_id and r.kind = 'reversal' and r.target in (p.id, p.source))
              group by account_id, source) u on u.account_id = c.account_id and u.source = c.item
          where u.used > c.amount`,
  },
  "cash-state-differs": {
    message: "stands as something else than its entries and what was said of it come to",
    sql: `select 'T' || t.id as what, t.state as detail from bank_transaction t
          left join lateral (
            select p.account_id from entry p where p.evidence ? 'transaction' and p.evidence ->> 'transaction' = t.id::text and coalesce(p.version, 1) = 1
              and (p.kind = 'payment' or p.rule = 'payment-returned')
              and not exists (select from entry r where r.account_id = p.account_id and r.kind = 'reversal' and r.target = p.id and r.rule = 'cash-undone') limit 1) posted on true
          left join lateral (select w.word, w.account_id from cash_word w where w.transaction_id = t.id and w.word <> 'joined' order by w.id desc limit 1) said on true
          where t.state <> case when posted.account_id is not null then 'posted' when said.word in ('known', 'dismissed') then said.word
              when t.state = 'other' then 'other' else 'open' end
            or t.account_id is distinct from coalesce(posted.account_id, case when said.word = 'known' then said.account_id end)`,
  },
  "cash-amount-differs": {
    message: "is booked with another amount than the bank told",
    sql: `select 'T' || t.id as what, 'A' || p.account_id as detail from bank_transaction t join entry p on p.evidence ? 'transaction' and p.evidence ->> 'transaction' = t.id::text
          where p.kind = 'payment' and p.version = 1 and p.amount <> t.amount`,
  },
  "cash-booked-twice": {
    message: "is booked more than once",
    sql: `select 'T' || (p.evidence ->> 'transaction') as what, count(*)::text as detail from entry p where p.evidence ? 'transaction' and p.kind = 'payment' and p.version = 1
          and not exists (select from entry r where r.account_id = p.account_id and r.kind = 'reversal' and r.target = p.id) group by p.evidence ->> 'transaction' having count(*) > 1`,
  },
  "cash-joined-twice": {
    message: "is a payment of the ledger that more than one of the bank's credits stands for",
    sql: `select 'entry ' || i.item as what, string_agg('T' || k.id, ', ' order by k.id) as detail
          from (select distinct on (t.id) t.id, t.account_id, w.body from bank_transaction t join cash_word w on w.transaction_id = t.id and w.word = 'known'
              where t.state = 'known' and t.amount > 0 order by t.id, w.id desc) k, jsonb_array_elements_text(k.body -> 'items') as i (item)
          where k.body ->> 'rule' = 'already-booked' group by k.account_id, i.item having count(*) > 1`,
  },
  "proposal-of-closed": {
    message: "has proposals, though it is done with",
    sql: `select 'T' || t.id as what, t.state as detail from bank_transaction t where t.state <> 'open' and exists (select from cash_proposal p where p.transaction_id = t.id and p.closed_on is null)`,
  },
  "review-too-late": {
    message: "would be looked at again later than its stored decision holds",
    sql: `select 'A' || a.id as what, coalesce(a.next_review_on::text, 'never') as detail from account a join decision d on d.account_id = a.id and d.run_id = a.decided_run
          where d.review_on is not null and (a.next_review_on is null or a.next_review_on > d.review_on)`,
  },
  "decision-missing": {
    message: "names a run that holds no decision of it",
    sql: `select 'A' || a.id as what, 'R' || a.decided_run as detail from account a left join proposal_run r on r.id = a.decided_run
          where a.decided_run is not null and (r.id is null or r.as_of is distinct from a.decided_on or not exists (select from decision d where d.account_id = a.id and d.run_id = a.decided_run))`,
  },
  "newest-known-too-early": {
    message: "knows of something later than its newest known day",
    sql: `select c.id as what, coalesce(c.newest_known_on::text, 'no day') as detail from creditor c where exists (
            select from account a join activity t on t.account_id = a.id where a.creditor = c.id and (c.newest_known_on is null or t.known_on > c.newest_known_on))`,
  },
};

/** Runs rules within a transaction; returns how many there are, and what breaks them (at most 1000 of each). */
export async function checkRules(client: Pick<ClientBase, "query">, table: RuleTable): Promise<{ readonly rules: number; readonly faults: Fault[] }> {
  const faults: Fault[] = [];
  for (const [code, { sql, message }] of Object.entries(table)) {
    await client.query("savepoint rule");
    try {
      const { rows } = await client.query<{ what: string; detail: string }>(`select * from (${sql}) as broken limit 1000`);
      for (const { what, detail } of rows) faults.push({ code, message: `${what} (${detail}) ${message}` });
    } catch (error) {
      // Somebody has written what is no JSON, no number or no day where one belongs: that is a finding, and no end of the others.
      if (!isData(error)) throw error;
      await client.query("rollback to savepoint rule");
      faults.push({ code: "record-unreadable", message: `the rule ${code} could not be asked, because a record cannot be read: ${(error as Error).message}` });
    }
  }
  return { rules: Object.keys(table).length, faults };
}

function isData(error: unknown): boolean {
  const { code } = error as { code?: unknown };
  return typeof code === "string" && code.startsWith("22");
}
