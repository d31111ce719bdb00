import type { PoolClient } from "pg";

/** Rules of allocations that a file's own words stand behind, and no payment: they are taken back when the file says otherwise. */
export const DERIVED = "('file-open', 'file-settled', 'file-gone')";

/**
 * Makes `import_part`: the money set against items of the accounts in `import_match`, and not taken back. The steps that
 * follow keep it up to date with what they book.
 */
export async function loadParts(client: PoolClient): Promise<void> {
  await client.query(
    `create temp table import_part on commit drop as
     select p.account_id, p.id, p.source, p.target, p.amount, p.rule, p.happened_on
     from entry p join (select distinct account_id from import_match) m using (account_id)
     where p.kind in ('allocation', 'write-off')
       and not exists (select from entry r where r.account_id = p.account_id and r.kind = 'reversal' and (r.target = p.id or r.target = p.source))`,
  );
  await client.query("analyze import_part");
}

/** The newest amount of each item in `items` (a table of account_id, item), nothing for a payment that was taken back. */
export function newestAmounts(items: string): string {
  return `select distinct on (e.item) e.account_id, e.item, e.amount, e.kind, e.document, e.due, e.happened_on
    from ${items} i join entry e on e.account_id = i.account_id and e.item = i.item
    where e.item not in (select r.target from entry r where r.kind = 'reversal' and r.target is not null and r.account_id in (select a.account_id from ${items} a))
    order by e.item, e.version desc`;
}

/** Books the allocations that the statement `shown` selects, as rows of account_id, source, target, amount, rule, happened_on, file. */
export function bookAllocations(shown: string, parameters: { readonly asOf: string; readonly imports: string }): string {
  return `with shown as (${shown}),
    written as (
      insert into entry (account_id, kind, source, target, amount, rule, happened_on, known_on, import_id)
      select account_id, 'allocation', source, target, amount, rule, happened_on, ${parameters.asOf}::date, (${parameters.imports}::bigint[])[file] from shown where amount > 0
      returning account_id, id, source, target, amount, rule, happened_on),
    kept as (insert into import_part select * from written)
    insert into import_touched (account_id, item) select account_id, target from written union all select account_id, source from written where source is not null`;
}

/** Takes back the allocations that the statement `shown` selects, as rows of account_id, id, target, file, happened_on. */
export function bookReversals(shown: string, parameters: { readonly asOf: string; readonly imports: string; readonly rule?: string }): string {
  return `with shown as (${shown}),
    written as (
      insert into entry (account_id, kind, target, rule, happened_on, known_on, import_id)
      select account_id, 'reversal', id, '${parameters.rule ?? "file-differs"}', happened_on, ${parameters.asOf}::date, (${parameters.imports}::bigint[])[file] from shown),
    gone as (delete from import_part p using shown where p.account_id = shown.account_id and p.id = shown.id)
    insert into import_touched (account_id, item) select account_id, target from shown`;
}
