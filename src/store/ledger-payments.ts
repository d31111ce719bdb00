import type { PoolClient } from "pg";
import { bookAllocations, bookReversals, DERIVED, newestAmounts } from "./ledger-balances.ts";
import type { LedgerImport } from "./ledger-documents.ts";

/** Whether the book holds money that named its documents, and may wait for one that comes only now. */
export async function namesDocuments(client: PoolClient): Promise<boolean> {
  return Boolean((await client.query("select 1 from entry where evidence ? 'applies' limit 1")).rowCount);
}

/**
 * Sets payments and credit memos against the documents whose numbers they name, as far as something is left of both; the
 * rest stays unapplied. Besides those of this import, earlier ones are tried whose document came only now.
 * It is done `again` where payments came back: what they had paid is then there for others.
 */
export async function applyNamed(client: PoolClient, ledger: LedgerImport, hasEarlier: boolean, again = false): Promise<void> {
  if (again) await client.query("drop table if exists import_named, import_pair, import_aside, import_left");
  await client.query(
    "create temp table import_named (account_id bigint, source bigint, document text, place bigint, file smallint, fresh boolean) on commit drop",
  );
  await client.query(
    `insert into import_named
     select account_id, item, name.document, name.place, file, is_new and not $1 from import_match, jsonb_array_elements_text(applies) with ordinality as name (document, place)
     where first and applies is not null`,
    [again],
  );
  if (hasEarlier) {
    await client.query(
      `insert into import_named
       select e.account_id, e.item, name.document, name.place, m.file, false
       from (select account_id, min(file) as file from import_match where is_new and kind = 'invoice' group by account_id) m
       join entry e on e.account_id = m.account_id and e.evidence ? 'applies' and not e.import_id = any($1::bigint[]),
       jsonb_array_elements_text(e.evidence->'applies') with ordinality as name (document, place)`,
      [ledger.imports],
    );
  }
  const { rowCount } = await client.query(
    `create temp table import_pair on commit drop as
     select n.account_id, n.source, e.item as target, n.fresh, min(n.file) as file, row_number() over (partition by n.source order by min(n.place), min(e.due), e.item) as round
     from import_named n join entry e on e.account_id = n.account_id and e.document = n.document and e.kind in ('invoice', 'fee') and e.version = 1
     group by n.account_id, n.source, n.fresh, e.item`,
  );
  if (!rowCount) return;
  await client.query("analyze import_pair");
  await setAsideDerived(client, ledger);
  await loadLeft(client);
  await applyRounds(client, ledger);
  await restoreDerived(client, ledger);
}

/** Runs the rounds: in each, every payment reaches for its next document, and a document's payments take their turns. */
async function applyRounds(client: PoolClient, ledger: LedgerImport): Promise<void> {
  const { rows } = await client.query<{ rounds: bigint }>("select max(round) as rounds from import_pair");
  const sql = bookAllocations(
    `select account_id, source, target, least(source_left, greatest(0, target_left - before)) as amount, 'document-number' as rule, happened_on, file
     from (
       select p.*, s.remaining as source_left, t.remaining as target_left, s.happened_on,
         coalesce(sum(s.remaining) over (partition by p.target order by s.happened_on, p.source rows between unbounded preceding and 1 preceding), 0) as before
       from import_pair p join import_left s on s.item = p.source and s.remaining > 0 join import_left t on t.item = p.target and t.remaining > 0
       where p.round = $3) as reach`,
    { asOf: "$1", imports: "$2" },
  );
  for (let round = 1; round <= Number(rows[0]!.rounds ?? 0); round++) {
    await client.query(sql, [ledger.asOf, ledger.imports, round]);
    await client.query(`update import_left l set remaining = whole - used.amount from (${USED}) as used where used.item = l.item`);
  }
}

const USED = `select item, sum(amount) as amount from (
    select source as item, amount from import_part where source is not null union all select target, amount from import_part) as each group by item`;

async function loadLeft(client: PoolClient): Promise<void> {
  await client.query(
    `create temp table import_left on commit drop as
     select n.account_id, n.item, n.happened_on, n.amount as whole, n.amount - coalesce(used.amount, 0) as remaining
     from (${newestAmounts("(select account_id, source as item from import_pair union select account_id, target from import_pair)")}) n
     left join (${USED}) as used on used.item = n.item`,
  );
  await client.query("analyze import_left");
}

/**
 * A list may have shown as paid what only now arrives as a payment: the list's word gives way to the payment of the same
 * day or before, so that the money does not count twice.
 */
async function setAsideDerived(client: PoolClient, ledger: LedgerImport): Promise<void> {
  await client.query(
    `create temp table import_aside on commit drop as
     select distinct on (part.id) part.account_id, part.id, part.target, part.amount, part.rule, part.happened_on, pair.file
     from import_pair pair join import_part part on part.account_id = pair.account_id and part.target = pair.target and part.rule in ${DERIVED}
     join entry payment on payment.account_id = pair.account_id and payment.id = pair.source and payment.kind = 'payment' and payment.happened_on <= part.happened_on
     where pair.fresh order by part.id, pair.file`,
  );
  await client.query(bookReversals("select account_id, id, target, file, $1::date as happened_on from import_aside", { asOf: "$1", imports: "$2" }), [
    ledger.asOf,
    ledger.imports,
  ]);
}

/** What the payments did not fill of the list's word is booked again as before. */
async function restoreDerived(client: PoolClient, ledger: LedgerImport): Promise<void> {
  await client.query(
    bookAllocations(
      `select a.account_id, null::bigint as source, a.target, greatest(0, a.amount - coalesce(sum(part.amount), 0))::bigint as amount, a.rule, a.happened_on, a.file
       from (select account_id, target, sum(amount)::bigint as amount, min(rule) as rule, max(happened_on) as happened_on, min(file) as file from import_aside group by account_id, target) a
       left join import_part part on part.account_id = a.account_id and part.target = a.target and part.source in (select source from import_pair where fresh)
       group by a.account_id, a.target, a.amount, a.rule, a.happened_on, a.file`,
      { asOf: "$1", imports: "$2" },
    ),
    [ledger.asOf, ledger.imports],
  );
}
