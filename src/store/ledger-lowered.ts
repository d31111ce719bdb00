import type { PoolClient } from "pg";
import { bookAllocations, bookReversals } from "./ledger-balances.ts";
import type { LedgerImport } from "./ledger-documents.ts";

/**
 * A payment or credit memo may become worth less than what was taken from it: it was corrected, moved, or came back in
 * part. Then what is too much is taken back, the newest allocation first, so that the documents which it paid are open
 * again by exactly the difference. `lowered` selects account_id, item, file and the day on which it happened, null for
 * the import's.
 */
export async function takeBackExcess(client: PoolClient, ledger: LedgerImport, lowered: string): Promise<void> {
  const { rowCount } = await client.query(
    `create temp table import_excess on commit drop as
     with lowered as materialized (
       select l.account_id, l.item, l.file, coalesce(l.happened_on, $1::date) as happened_on
       from (${lowered}) l join entry first on first.account_id = l.account_id and first.id = l.item and first.kind in ('payment', 'credit-memo')),
     -- The accounts are read once, however many of their credits were lowered.
     book as materialized (
       select e.account_id, e.id, e.kind, e.item, e.version, e.source, e.target, e.amount, e.rule, e.happened_on, e.known_on
       from (select distinct account_id from lowered) l join entry e using (account_id) where e.kind in ('payment', 'credit-memo', 'allocation', 'reversal')),
     reversed as materialized (select distinct target as id from book where kind = 'reversal'),
     newest as (
       select distinct on (e.item) e.account_id, e.item, e.amount, lowered.file, lowered.happened_on
       from lowered join book e on e.item = lowered.item left join reversed on reversed.id = e.item where reversed.id is null order by e.item, e.version desc),
     taken as (
       select p.account_id, p.id, p.source, p.target, p.amount, p.rule, p.happened_on, newest.file, newest.happened_on as lowered_on,
         sum(p.amount) over (partition by p.source) - newest.amount as excess,
         coalesce(sum(p.amount) over (partition by p.source order by p.known_on desc, p.id desc rows between unbounded preceding and 1 preceding), 0) as newer
       from newest join book p on p.source = newest.item and p.kind = 'allocation' left join reversed on reversed.id = p.id where reversed.id is null)
     select account_id, id, source, target, rule, happened_on, file, lowered_on, greatest(0, amount - (excess - newer))::bigint as kept
     from taken where newer < excess`,
    [ledger.asOf],
  );
  if (rowCount) {
    await client.query(
      bookReversals("select account_id, id, target, file, lowered_on as happened_on from import_excess", { asOf: "$1", imports: "$2", rule: "credit-lowered" }),
      [ledger.asOf, ledger.imports],
    );
    await client.query(
      bookAllocations("select account_id, source, target, kept as amount, rule, happened_on, file from import_excess", { asOf: "$1", imports: "$2" }),
      [ledger.asOf, ledger.imports],
    );
  }
  await client.query("drop table import_excess");
}

/** The credits that this import has changed, where it was lowered. */
export async function takeBackLowered(client: PoolClient, ledger: LedgerImport): Promise<void> {
  await client.query("analyze import_touched");
  await takeBackExcess(
    client,
    ledger,
    `select t.account_id, t.item, coalesce(min(m.file), 1)::smallint as file, null::date as happened_on
     from import_touched t left join import_match m on m.item = t.item where t.item is not null group by t.account_id, t.item`,
  );
}
