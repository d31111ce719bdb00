import type { PoolClient } from "pg";
import type { Day } from "../core/values/day.ts";
import { DAYS_APART, joinTogether } from "./ledger-bank-together.ts";

/**
 * Leaves out the staged payments that the bank has told of already: the accounting system books the same money again, and it
 * must not count twice. Each is joined with one posted transaction of its account, of equal amount, booked within seven
 * days; what is joined once stays joined while the transaction is posted there, so that importing the file again finds the
 * same. @returns how many by file
 */
export async function joinBankPayments(client: PoolClient, creditor: string, files: number, asOf: Day): Promise<number[]> {
  const joined = Array.from({ length: files }, () => 0);
  const { rowCount } = await client.query("select 1 from bank_transaction where creditor = $1 and state = 'posted' limit 1", [creditor]);
  if (!rowCount) return joined;
  await client.query(
    `create temp table import_paid on commit drop as
     select s.ctid as row, s.file, a.id as account_id, s.document, s.issued, s.amount, s.instalment, s.applies,
       jsonb_build_object('document', s.document, 'day', s.issued, 'amount', s.amount::text, 'ordinal', s.instalment) as body
     from import_stage s join account a on a.creditor = $1 and a.debtor = s.debtor and a.currency = s.currency
     where s.kind = 'payment'
       and not exists (select from entry e where s.document <> '' and e.account_id = a.id and e.document = s.document and e.kind = 'payment'
         and e.issue_year = extract(year from s.issued)::smallint and e.instalment = s.instalment)
       and not exists (select from entry e where s.document = '' and e.account_id = a.id and e.document = '' and e.kind = 'payment' and e.version = 1
         and e.happened_on = s.issued and e.amount = s.amount and e.instalment = s.instalment)`,
    [creditor],
  );
  // A match that was undone joins nothing any more: the ledger's payment is then money of its own.
  await client.query(
    `create temp table import_joined on commit drop as
     select p.row, p.file from import_paid p
     where exists (select from cash_word w join bank_transaction t on t.id = w.transaction_id and t.state = 'posted' and t.account_id = w.account_id
       where w.word = 'joined' and w.account_id = p.account_id and w.body = p.body)`,
  );
  await joinCorrected(client, asOf);
  // Equal payments may each be of another invoice: those that name what the bank's money has paid come first.
  for (const [pairing, days] of [
    [NAMES_THE_SAME, DAYS_LATE],
    ["true", DAYS_APART],
  ] as const)
    while ((await joinFresh(client, asOf, pairing, days)) > 0);
  await joinTogether(client, asOf);
  const { rows } = await client.query<{ file: number; count: number }>(
    `with gone as (delete from import_stage s using import_joined j where s.ctid = j.row returning j.file)
     select file, count(*)::int as count from gone group by file`,
  );
  for (const { file, count } of rows) joined[file - 1] = count;
  return joined;
}

/** A payment of exactly this money that names exactly what it has paid is the same, also where it was booked late. */
const DAYS_LATE = 45;

const NAMES_THE_SAME = `exists (
  select from entry e join entry i on i.account_id = e.account_id and i.id = e.target
  where e.account_id = t.account_id and e.kind = 'allocation' and e.evidence ? 'transaction' and e.evidence->>'transaction' = t.id::text and p.applies ? i.document)`;

/** A payment whose number was joined before, and whose day the ledger has corrected since, is the same payment. */
async function joinCorrected(client: PoolClient, asOf: Day): Promise<void> {
  await client.query(
    `with pairs as (
       select distinct on (p.row) p.row, p.file, p.account_id, p.body, t.id
       from import_paid p join cash_word w on w.word = 'joined' and w.account_id = p.account_id and w.body->>'document' = p.document and w.body->>'amount' = p.amount::text
       join bank_transaction t on t.id = w.transaction_id and t.state = 'posted' and t.account_id = p.account_id and abs(t.booked - p.issued) <= ${DAYS_APART}
       where p.document <> '' and p.row not in (select row from import_joined)
         and not exists (select from import_paid o where o.account_id = p.account_id and o.body = w.body)
       order by p.row, abs(t.booked - p.issued), t.id),
     sole as (select distinct on (id) * from pairs order by id, row),
     said as (
       insert into cash_word (transaction_id, word, account_id, body, known_on) select id, 'joined', account_id, body, $1 from sole)
     insert into import_joined select row, file from sole`,
    [asOf],
  );
}

/** Pairs what is not joined yet, the nearest days first; equal ones by their order. @returns how many pairs were made */
async function joinFresh(client: PoolClient, asOf: Day, pairing: string, days: number): Promise<number> {
  const { rowCount } = await client.query(
    `with posted as (
       select t.id, t.account_id, t.amount, t.booked from bank_transaction t
       where t.state = 'posted' and t.amount > 0 and t.account_id in (select account_id from import_paid)
         and not exists (select from cash_word w where w.transaction_id = t.id and w.word = 'joined' and w.account_id = t.account_id)),
     pairs as (
       select p.row, p.file, p.account_id, p.body, t.id, abs(t.booked - p.issued) as apart,
         dense_rank() over (partition by p.account_id, p.amount order by p.issued, p.row) as of_rows,
         dense_rank() over (partition by p.account_id, p.amount order by t.booked, t.id) as of_bank
       from import_paid p join posted t on t.account_id = p.account_id and t.amount = p.amount and abs(t.booked - p.issued) <= ${days}
       where p.row not in (select row from import_joined) and ${pairing}),
     sole as (
       select distinct on (id) * from (select distinct on (row) * from pairs where of_rows = of_bank order by row, apart) by_row order by id, apart),
     said as (
       insert into cash_word (transaction_id, word, account_id, body, known_on) select id, 'joined', account_id, body, $1 from sole)
     insert into import_joined select row, file from sole`,
    [asOf],
  );
  return rowCount ?? 0;
}
