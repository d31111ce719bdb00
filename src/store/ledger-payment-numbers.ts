import type { PoolClient } from "pg";

/**
 * Settles what a payment's number means, and its ordinal. A payment that bears the number of an invoice pays it. Payments
 * of one number (or of none, on one day, of one amount) are told apart by an ordinal that does not depend on the order of
 * the rows.
 */
export async function numberPayments(client: PoolClient, creditor: string, hasEarlier: boolean): Promise<void> {
  const bears = "set applies = jsonb_build_array(s.document), document = case when s.kind = 'payment' then '' else s.document end";
  const unapplied = "s.kind in ('payment', 'credit-memo') and s.document <> '' and s.applies is null";
  await client.query(
    `update import_stage s ${bears} from (select distinct debtor, currency, document from import_stage where kind = 'invoice') i
     where ${unapplied} and i.debtor = s.debtor and i.currency = s.currency and i.document = s.document`,
  );
  await client.query(
    `update import_stage s ${bears} from account a, entry e
     where ${unapplied} and a.creditor = $1 and a.debtor = s.debtor and a.currency = s.currency
       and e.account_id = a.id and e.document = s.document and e.kind = 'invoice' and e.version = 1`,
    [creditor],
  );
  await client.query(
    `update import_stage s set instalment = o.ordinal from (
       select ctid, case when document = ''
         then row_number() over (partition by file, debtor, currency, issued, amount order by applies, line)
         else dense_rank() over (partition by debtor, currency, document, extract(year from issued) order by applies nulls first, issued, amount) end as ordinal
       from import_stage where kind = 'payment') o
     where s.ctid = o.ctid and s.instalment <> o.ordinal`,
  );
  if (!hasEarlier) return;
  await passUndone(client, creditor);
  await recognisePayments(client, creditor);
}

/**
 * A match of bank money that was undone leaves its payment in the book, taken back. The ledger's payment of that day and
 * amount is not that one: it gets the next ordinal that no undone payment has.
 */
async function passUndone(client: PoolClient, creditor: string): Promise<void> {
  await client.query(
    `with undone as (
       select a.debtor, a.currency, e.happened_on, e.amount, array_agg(e.instalment) as ordinals
       from (select distinct transaction_id, account_id from cash_word where word = 'declined') w join account a on a.id = w.account_id and a.creditor = $1
       join entry e on e.account_id = a.id and e.evidence ? 'transaction' and e.evidence->>'transaction' = w.transaction_id::text and e.kind = 'payment' and e.document = ''
       where exists (select from entry r where r.account_id = e.account_id and r.kind = 'reversal' and r.target = e.id and r.rule = 'cash-undone') group by 1, 2, 3, 4)
     update import_stage s set instalment = (
       select n from generate_series(1, s.instalment + cardinality(u.ordinals)) n where n <> all (u.ordinals) order by n offset s.instalment - 1 limit 1)
     from undone u
     where s.kind = 'payment' and s.document = '' and s.debtor = u.debtor and s.currency = u.currency and s.issued = u.happened_on and s.amount = u.amount`,
    [creditor],
  );
}

/**
 * Payment numbers are reused ("BANK", a cheque book begun again): a payment of a known number is the known one only where
 * its day or its amount is the same. Else it is another payment, and gets the next ordinal. So it is where the known one
 * came back, and the money is collected anew under its number.
 */
async function recognisePayments(client: PoolClient, creditor: string): Promise<void> {
  await client.query(
    `create temp table import_payment on commit drop as
     select distinct a.id as account_id, s.debtor, s.currency, s.document, extract(year from s.issued)::smallint as year, s.instalment, s.issued, s.amount, null::smallint as known
     from import_stage s join account a on a.creditor = $1 and a.debtor = s.debtor and a.currency = s.currency where s.kind = 'payment' and s.document <> ''`,
    [creditor],
  );
  await client.query(
    `create temp table import_book on commit drop as
     select distinct on (e.item) e.account_id, e.document, e.issue_year as year, e.instalment, e.issued, e.amount,
       e.item in (select r.target from entry r where r.kind = 'reversal' and r.target is not null and r.account_id in (select account_id from import_payment)) as came_back
     from entry e join (select distinct account_id, document from import_payment) p on p.account_id = e.account_id and p.document = e.document
     where e.kind = 'payment' and e.rule is distinct from 'payment-returned' order by e.item, e.version desc`,
  );
  for (const same of ["b.issued = p.issued and b.amount = p.amount", "(b.issued = p.issued or b.amount = p.amount) and not b.came_back"]) {
    await client.query(
      `with pairs as (
         select p.account_id, p.document, p.year, p.instalment, b.instalment as known,
           dense_rank() over (partition by p.account_id, p.document, p.year, p.issued, p.amount order by p.instalment) as of_rows,
           dense_rank() over (partition by p.account_id, p.document, p.year, p.issued, p.amount order by b.instalment) as of_book
         from import_payment p join import_book b on b.account_id = p.account_id and b.document = p.document and b.year = p.year and ${same}
         where p.known is null and not exists (
           select from import_payment o where o.account_id = p.account_id and o.document = p.document and o.year = p.year and o.known = b.instalment)),
       sole as (select distinct on (account_id, document, year, known) * from pairs where of_rows = of_book order by account_id, document, year, known, instalment)
       update import_payment p set known = sole.known from sole
       where p.account_id = sole.account_id and p.document = sole.document and p.year = sole.year and p.instalment = sole.instalment`,
    );
  }
  await client.query(
    `update import_stage s set instalment = n.instalment from (
       select p.debtor, p.currency, p.document, p.year, p.instalment as ordinal,
         coalesce(p.known, coalesce(b.last, 0) + row_number() over (partition by p.account_id, p.document, p.year, p.known is null order by p.instalment)) as instalment
       from import_payment p
       left join (select account_id, document, year, max(instalment) as last from import_book group by 1, 2, 3) b on b.account_id = p.account_id and b.document = p.document and b.year = p.year) n
     where s.kind = 'payment' and s.debtor = n.debtor and s.currency = n.currency and s.document = n.document
       and extract(year from s.issued)::smallint = n.year and s.instalment = n.ordinal and s.instalment <> n.instalment`,
  );
}
