import type { PoolClient } from "pg";
import { bookAllocations, bookReversals, DERIVED } from "./ledger-balances.ts";
import type { LedgerImport, StageProblem } from "./ledger-documents.ts";

/**
 * Follows what the files say is open or settled (R22). What no payment explains is booked as an allocation without a
 * source; what the files no longer say is taken back. Payments and other real allocations stay as they are.
 */
export async function followOpen(client: PoolClient, ledger: LedgerImport): Promise<StageProblem[]> {
  await client.query(
    `create temp table import_stated on commit drop as
     select said.*, greatest(0, said.amount - said.target_open - said.paid)::bigint as needed
     from (
       select m.account_id, m.item, m.file, m.line, m.document, m.known_amount as amount, m.settled, m.open, m.settled_said,
         case when m.settled is not null then 0 when m.open is not null then m.open else m.known_amount end as target_open,
         coalesce(sum(p.amount) filter (where p.rule is null or p.rule not in ${DERIVED}), 0) as paid,
         coalesce(sum(p.amount) filter (where p.rule in ${DERIVED} and (m.open is not null or m.settled is not null or p.rule = 'file-settled')), 0) as derived
       from import_match m left join import_part p on p.account_id = m.account_id and p.target = m.item
       where m.first and m.kind = 'invoice' and (m.open is not null or m.settled_said)
       group by m.account_id, m.item, m.file, m.line, m.document, m.known_amount, m.settled, m.open, m.settled_said) as said`,
  );
  await client.query(
    bookReversals(
      `select p.account_id, p.id, p.target, s.file, $1::date as happened_on from import_stated s join import_part p on p.account_id = s.account_id and p.target = s.item and p.rule in ${DERIVED}
         and (s.open is not null or s.settled is not null or p.rule = 'file-settled') where s.needed < s.derived`,
      { asOf: "$1", imports: "$2" },
    ),
    [ledger.asOf, ledger.imports],
  );
  await client.query(
    bookAllocations(
      `select account_id, null::bigint as source, item as target, case when needed < derived then needed else needed - derived end::bigint as amount,
         case when settled is not null or (settled_said and open = 0) then 'file-settled' else 'file-open' end as rule, coalesce(settled, $1::date) as happened_on, file
       from import_stated where needed <> derived and (open is not null or settled is not null)`,
      { asOf: "$1", imports: "$2" },
    ),
    [ledger.asOf, ledger.imports],
  );
  const { rows } = await client.query<{ file: number; line: number; document: string }>(
    "select file, line, document from import_stated where paid > amount - target_open and (open is not null or settled is not null) order by file, line limit 1000",
  );
  return rows.map(({ file, line, document }) => ({
    file,
    line,
    code: "open-differs",
    severity: "warning",
    message: `More is open of ${document} here than the payments in the book leave open. The payments were kept; take one back where it was wrong.`,
  }));
}

/** How much a list of open items would settle at once before it asks (R22). */
const SETTLES_MANY = 0.3;

/**
 * A snapshot settles what it no longer lists. `files` are the snapshots among the files. Where that is much, it asks
 * first: then a problem is returned and nothing is booked.
 */
export async function settleGone(client: PoolClient, ledger: LedgerImport, files: readonly number[], confirmed: boolean): Promise<StageProblem[]> {
  await client.query(
    `create temp table import_gone on commit drop as
     with newest as (
       select distinct on (e.item) e.account_id, e.item, e.kind, e.amount, a.currency, e.import_id from account a join entry e on e.account_id = a.id
       where a.creditor = $1 and e.kind = 'invoice' order by e.item, e.version desc),
     paid as (
       select p.account_id, p.target, sum(p.amount) as amount from account a join entry p on p.account_id = a.id and p.kind in ('allocation', 'write-off')
       where a.creditor = $1 and not exists (select from entry r where r.account_id = p.account_id and r.kind = 'reversal' and (r.target = p.id or r.target = p.source))
       group by 1, 2)
     select newest.account_id, newest.item, newest.currency, (newest.amount - coalesce(paid.amount, 0))::bigint as open,
       not exists (select from import_match m where m.item = newest.item) as gone,
       coalesce((select bool_or(is_new) from import_match m where m.item = newest.item), false) as is_new
     from newest left join paid on paid.account_id = newest.account_id and paid.target = newest.item
     where newest.amount > coalesce(paid.amount, 0)`,
    [ledger.creditor],
  );
  const { rows } = await client.query<{ currency: string; items: number; gone: number; share: number }>(
    `select currency, count(*)::int as items, (count(*) filter (where gone))::int as gone,
       greatest(count(*) filter (where gone) / count(*)::float8, coalesce(sum(open) filter (where gone), 0)::float8 / sum(open)::float8) as share
     from import_gone where not is_new group by currency order by currency`,
  );
  const many = rows.filter((row) => row.share > SETTLES_MANY);
  if (many.length > 0 && !confirmed) {
    return many.map(({ currency, items, gone }) => ({
      file: files[0]!,
      line: 1,
      code: "snapshot-settles-many",
      message: `The list leaves out ${gone} of ${items} open items in ${currency}: they would count as settled. If the list is whole, import it again with --confirm-settled.`,
    }));
  }
  await client.query(
    bookAllocations(
      "select account_id, null::bigint as source, item as target, open as amount, 'file-gone' as rule, $1::date as happened_on, $3::smallint as file from import_gone where gone",
      { asOf: "$1", imports: "$2" },
    ),
    [ledger.asOf, ledger.imports, files[0]],
  );
  await useUpGoneCredits(client, ledger, files[0]!);
  return [];
}

/** Credits that came from an earlier list and that this one no longer shows have been used up. */
async function useUpGoneCredits(client: PoolClient, ledger: LedgerImport, file: number): Promise<void> {
  await client.query(
    `with gone as (
       select distinct on (e.item) e.* from account a join entry e on e.account_id = a.id
       where a.creditor = $1 and e.kind in ('credit-memo', 'payment') and not exists (select from import_match m where m.item = e.item)
         and exists (select from entry f join import i on i.id = f.import_id and i.mode = 'snapshot' where f.account_id = e.account_id and f.id = e.item)
       order by e.item, e.version desc),
     used as (
       select g.item, coalesce(sum(p.amount), 0)::bigint as amount from gone g
       left join entry p on p.account_id = g.account_id and p.source = g.item and p.kind = 'allocation'
         and not exists (select from entry r where r.account_id = p.account_id and r.kind = 'reversal' and r.target = p.id)
       group by g.item),
     written as (
       insert into entry (account_id, kind, item, document, issue_year, instalment, version, issued, amount, rule, happened_on, known_on, import_id)
       select g.account_id, g.kind, g.item, g.document, g.issue_year, g.instalment, g.version + 1, g.issued, used.amount, 'file-gone', g.happened_on, $2::date, ($3::bigint[])[$4::int]
       from gone g join used using (item) where g.amount > used.amount returning account_id, item)
     insert into import_touched (account_id, item) select account_id, item from written`,
    [ledger.creditor, ledger.asOf, ledger.imports, file],
  );
}
