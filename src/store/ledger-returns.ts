import type { PoolClient } from "pg";
import type { Day } from "../core/values/day.ts";
import { formatMinor } from "../core/values/money.ts";
import type { LedgerImport, StageProblem } from "./ledger-documents.ts";
import { takeBackExcess } from "./ledger-lowered.ts";

/** Returns by file: index 0 is file 1. */
interface ReturnCounts {
  readonly new: number[];
  readonly known: number[];
}

/** Each round books at least one return; more rounds than this are needed only where one payment comes back in very many parts. */
const MOST_ROUNDS = 1000;

/**
 * Takes back the payments that the files say came back: a returned direct debit, a bounced cheque. One that came back whole
 * is reversed, with all that it paid; of one that came back in part the amount is lowered. What was booked is known again
 * by the evidence kept with the entry.
 */
export async function bookReturns(client: PoolClient, ledger: LedgerImport): Promise<{ counts: ReturnCounts; problems: StageProblem[] }> {
  await loadReturns(client, ledger.creditor);
  await loadLivePayments(client);
  await client.query(
    "create temp table import_taken (nr bigint, account_id bigint, file smallint, issued date, key jsonb, item bigint, amount bigint, worth bigint) on commit drop",
  );
  for (let round = 0; round < MOST_ROUNDS && (await chooseTaken(client)); round++) await bookTaken(client, ledger);
  return { counts: await countReturns(client, ledger), problems: await findUnknown(client) };
}

/**
 * Makes `import_return`. `key` is what a return is known by: its day, amount and number, and among equal ones its ordinal
 * within the file. `state` is null while nothing was found for it.
 */
async function loadReturns(client: PoolClient, creditor: string): Promise<void> {
  await client.query(
    `create temp table import_return on commit drop as
     with told as (
       select a.id as account_id, s.file, s.line, s.debtor, s.currency, s.document, s.issued, s.amount,
         array_remove(array(select jsonb_array_elements_text(s.applies)) || s.document, '') as names,
         case when s.document = '' then row_number() over (partition by s.file, a.id, s.issued, s.amount, s.document order by s.applies, s.line)
           else dense_rank() over (partition by a.id, s.document, s.issued, s.amount order by s.applies nulls first) end as ordinal
       from import_stage s join account a on a.creditor = $1 and a.debtor = s.debtor and a.currency = s.currency where s.kind = 'return'),
     keyed as (
       select *, jsonb_build_object('day', issued, 'amount', amount::text, 'document', document, 'ordinal', ordinal) as key from told),
     booked as (
       select e.account_id, e.evidence->'return' as key from (select distinct account_id from told) t join entry e using (account_id) where e.rule = 'payment-returned')
     select row_number() over (order by k.issued, k.file, k.line) as nr, k.*,
       case when row_number() over (partition by k.account_id, k.key order by k.file, k.line) > 1
         or exists (select from booked b where b.account_id = k.account_id and b.key = k.key)
         -- The bank told of it first, perhaps on another day.
         or exists (select from entry b where b.account_id = k.account_id and b.rule = 'payment-returned' and b.evidence ? 'transaction'
           and b.evidence->'return'->>'amount' = k.amount::text and abs(b.happened_on - k.issued) <= 7) then 'known' end as state,
       exists (select from entry e where e.account_id = k.account_id and e.document = any(k.names) and e.document <> '' and e.kind = 'payment') as names_payment,
       exists (select from entry e where e.account_id = k.account_id and e.document = any(k.names) and e.document <> '' and e.kind in ('invoice', 'fee')) as names_invoice
     from keyed k`,
    [creditor],
  );
  await client.query("analyze import_return");
}

/** Makes `import_live`: the payments that can still come back, and the numbers of what they paid or were meant for. */
async function loadLivePayments(client: PoolClient): Promise<void> {
  await client.query(
    `create temp table import_live on commit drop as
     with accounts as (select distinct account_id from import_return where state is null),
     live as (
       select distinct on (e.item) e.account_id, e.item, e.document, e.amount, e.happened_on
       from accounts join entry e using (account_id)
       where e.kind = 'payment' and not exists (select from entry r where r.account_id = e.account_id and r.kind = 'reversal' and r.target = e.item)
       order by e.item, e.version desc),
     paid as (
       select p.source as item, d.document from accounts join entry p using (account_id) join entry d on d.account_id = p.account_id and d.id = p.target
       where p.kind = 'allocation' and not exists (select from entry r where r.account_id = p.account_id and r.kind = 'reversal' and r.target = p.id)),
     meant as (
       select e.item, name as document from accounts join entry e using (account_id), jsonb_array_elements_text(e.evidence->'applies') name where e.kind = 'payment'),
     pays as (
       select item, array_agg(distinct document) as documents from (select * from paid union all select * from meant) o group by item)
     select live.*, coalesce(pays.documents, '{}') as pays from live left join pays using (item) where live.amount > 0`,
  );
  await client.query("create index on import_live (account_id)");
  await client.query("analyze import_live");
}

/**
 * Fills `import_taken` with the payment that each return takes back, if there is one for any: the payment that it names,
 * else one set against the invoice that it names, else one of exactly its amount. A return that names what is in the book
 * never takes money that paid something else. Of several: the exact amount, then the newest.
 */
async function chooseTaken(client: PoolClient): Promise<boolean> {
  const { rowCount } = await client.query(
    `insert into import_taken
     select distinct on (found.item) r.nr, r.account_id, r.file, r.issued, r.key, found.item, r.amount, found.worth
     from (select *, row_number() over (partition by account_id, names, amount, issued order by nr) as turn from import_return where state is null) r
     cross join lateral (
       select l.item, l.amount as worth
       from import_live l cross join lateral (
         select case
           when l.document <> '' and l.document = any(r.names) then 1
           when l.happened_on > r.issued or r.names_payment then null
           when l.pays && r.names then 2
           when l.amount = r.amount and (l.pays = '{}' or not r.names_invoice) then 3 end as rank) as fits
       where l.account_id = r.account_id and l.amount >= r.amount and fits.rank is not null
       order by fits.rank, l.amount <> r.amount, l.happened_on > r.issued, l.happened_on desc, l.item desc
       offset r.turn - 1 limit 1) found
     order by found.item, r.nr`,
  );
  return Boolean(rowCount);
}

async function bookTaken(client: PoolClient, ledger: LedgerImport): Promise<void> {
  const parameters = [ledger.asOf, ledger.imports];
  await client.query(
    `with whole as (select * from import_taken where amount = worth),
     written as (
       insert into entry (account_id, kind, target, rule, evidence, happened_on, known_on, import_id)
       select account_id, 'reversal', item, 'payment-returned', jsonb_build_object('return', key), issued, $1::date, ($2::bigint[])[file] from whole),
     freed as (delete from import_part p using whole where p.account_id = whole.account_id and p.source = whole.item)
     insert into import_touched (account_id, item)
     select account_id, item from whole
     union all select p.account_id, p.target from whole join entry p on p.account_id = whole.account_id and p.source = whole.item`,
    parameters,
  );
  // The payment keeps its own day: what is left of it was paid then.
  await client.query(
    `with newest as (
       select distinct on (e.item) e.*, t.file, t.key, t.worth - t.amount as rest
       from import_taken t join entry e on e.account_id = t.account_id and e.item = t.item where t.amount < t.worth order by e.item, e.version desc),
     written as (
       insert into entry (account_id, kind, item, document, issue_year, instalment, version, issued, amount, rule, evidence, happened_on, known_on, import_id)
       select account_id, kind, item, document, issue_year, instalment, version + 1, issued, rest, 'payment-returned', jsonb_build_object('return', key), happened_on,
         $1::date, ($2::bigint[])[file] from newest)
     insert into import_touched (account_id, item) select account_id, item from newest`,
    parameters,
  );
  await takeBackExcess(client, ledger, "select account_id, item, file, issued as happened_on from import_taken where amount < worth");
  await client.query("update import_return r set state = 'new' from import_taken t where t.nr = r.nr");
  await client.query("update import_live l set amount = t.worth - t.amount from import_taken t where t.item = l.item");
  await client.query("delete from import_live where amount = 0");
  await client.query("truncate import_taken");
}

async function countReturns(client: PoolClient, { imports }: LedgerImport): Promise<ReturnCounts> {
  const counts: ReturnCounts = { new: imports.map(() => 0), known: imports.map(() => 0) };
  const { rows } = await client.query<{ file: number; state: "new" | "known"; count: number }>(
    "select file, state, count(*)::int as count from import_return where state is not null group by 1, 2",
  );
  for (const { file, state, count } of rows) counts[state][file - 1] = count;
  return counts;
}

async function findUnknown(client: PoolClient): Promise<StageProblem[]> {
  const { rows } = await client.query<{ file: number; line: number; amount: bigint; currency: string; issued: Day }>(
    "select file, line, amount, currency, issued from import_return where state is null order by file, line limit 1000",
  );
  return rows.map(({ file, line, amount, currency, issued }) => ({
    file,
    line,
    code: "return-unknown",
    message: `No payment in the book fits this return of ${formatMinor(amount, currency)} ${currency}: none that it names, none set against an invoice that it names, none of exactly this amount until ${issued}. Import the payment first or together with it, or name the payment or its invoice under "applies". Leave the row out where the payment was never booked.`,
  }));
}
