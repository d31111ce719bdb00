import type { PoolClient } from "pg";
import { bookAllocations, bookReversals, DERIVED, newestAmounts } from "./ledger-balances.ts";
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
  await reachStated(client, ledger);
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

/**
 * Where a list's word was taken back, money that names the document and found it covered by that word comes first: what it
 * pays need not be explained by the list again.
 */
async function reachStated(client: PoolClient, ledger: LedgerImport): Promise<void> {
  await client.query(
    `create temp table import_waiting on commit drop as
     select distinct on (e.item) s.account_id, e.item as source, s.item as target, s.needed, s.file, e.happened_on
     from import_stated s join entry e on e.account_id = s.account_id and e.evidence->'applies' ? s.document and e.kind in ('payment', 'credit-memo')
     where s.needed > 0 and s.needed < s.derived order by e.item, e.version desc, s.item`,
  );
  const { rowCount } = await client.query(
    bookAllocations(
      `select account_id, source, target, least(remaining, greatest(0, needed - before))::bigint as amount, 'document-number' as rule, happened_on, file
       from (
         select w.*, l.remaining, coalesce(sum(l.remaining) over (partition by w.target order by w.happened_on, w.source rows between unbounded preceding and 1 preceding), 0) as before
         from import_waiting w
         join (select n.item, n.amount - coalesce((select sum(p.amount) from import_part p where p.account_id = n.account_id and p.source = n.item), 0) as remaining
               from (${newestAmounts("(select account_id, source as item from import_waiting)")}) n) l on l.item = w.source and l.remaining > 0) as reach`,
      { asOf: "$1", imports: "$2" },
    ),
    [ledger.asOf, ledger.imports],
  );
  if (!rowCount) return;
  await client.query(
    `update import_stated s set needed = greatest(0, s.needed - reached.amount)
     from (select p.target, sum(p.amount)::bigint as amount from import_part p join import_waiting w on w.source = p.source and w.target = p.target group by p.target) reached
     where reached.target = s.item`,
  );
}
