import type { PoolClient } from "pg";
import { formatMinor } from "../core/values/money.ts";
import { bookAllocations } from "./ledger-balances.ts";
import type { LedgerImport, StageProblem } from "./ledger-documents.ts";

/** How much a list of open items would settle at once before it asks (R22). */
const SETTLES_MANY = 0.3;
/** So many of the settled documents are named; the others are counted. */
const NAMED = 5;

/** What a list takes off the open items of a currency that were known before. */
interface Effect {
  readonly currency: string;
  readonly items: number;
  readonly open: bigint;
  readonly settled: number;
  readonly settledAmount: bigint;
  /** Items that it still shows, with less open. */
  readonly lowered: number;
  readonly loweredAmount: bigint;
  /** The greatest of the settled ones. */
  readonly greatest: readonly { readonly document: string; readonly debtor: string; readonly amount: string }[];
}

/**
 * A snapshot settles what it no longer lists. `files` are the snapshots among the files. Where that is much, it asks
 * first: then a problem is returned and nothing is booked. Else a warning tells what it settles.
 */
export async function settleGone(
  client: PoolClient,
  ledger: LedgerImport,
  files: readonly number[],
  confirmed: boolean,
): Promise<{ settled: number; problems: StageProblem[] }> {
  await loadGone(client, ledger.creditor);
  const effects = (await readEffects(client)).filter(({ settled, lowered }) => settled + lowered > 0);
  const settled = effects.reduce((sum, effect) => sum + effect.settled, 0);
  const at = { file: files[0]!, line: 1 };
  const many = effects.filter(settlesMany);
  if (many.length > 0 && !confirmed) {
    return { settled, problems: many.map((effect) => ({ ...at, code: "snapshot-settles-many", message: askAbout(effect) })) };
  }
  await client.query(
    bookAllocations(
      "select account_id, null::bigint as source, item as target, open as amount, 'file-gone' as rule, $1::date as happened_on, $3::smallint as file from import_gone where gone",
      { asOf: "$1", imports: "$2" },
    ),
    [ledger.asOf, ledger.imports, files[0]],
  );
  const problems: StageProblem[] = effects.map((effect) => ({ ...at, code: "snapshot-settles", severity: "warning", message: tellOf(effect) }));
  const used = await useUpGoneCredits(client, ledger, files[0]!);
  if (used > 0) {
    const message = `${used === 1 ? "A credit" : `${used} credits`} of an earlier list that this one no longer shows ${used === 1 ? "counts" : "count"} as used up.`;
    problems.push({ ...at, code: "snapshot-settles", severity: "warning", message });
  }
  return { settled, problems };
}

/** Makes `import_gone`: what was open, and how much of it the list no longer shows. */
async function loadGone(client: PoolClient, creditor: string): Promise<void> {
  await client.query(
    `create temp table import_gone on commit drop as
     with newest as (
       select distinct on (e.item) e.account_id, e.item, e.document, e.amount, a.currency, a.debtor from account a join entry e on e.account_id = a.id
       where a.creditor = $1 and e.kind = 'invoice' order by e.item, e.version desc),
     paid as (
       select p.account_id, p.target, sum(p.amount) as amount from account a join entry p on p.account_id = a.id and p.kind in ('allocation', 'write-off')
       where a.creditor = $1 and not exists (select from entry r where r.account_id = p.account_id and r.kind = 'reversal' and (r.target = p.id or r.target = p.source))
       group by 1, 2),
     listed as (
       select item, bool_or(is_new) as is_new, min(case when settled is not null then 0 else open end) filter (where first) as open from import_match group by item),
     open as (
       select newest.*, newest.amount - coalesce(paid.amount, 0) as open from newest left join paid on paid.account_id = newest.account_id and paid.target = newest.item)
     select o.account_id, o.item, o.document, o.debtor, o.currency, o.open::bigint, l.item is null as gone, coalesce(l.is_new, false) as is_new,
       case when l.item is null then o.open else greatest(0, o.open - coalesce(l.open, o.open)) end::bigint as less
     from open o left join listed l on l.item = o.item where o.open > 0`,
    [creditor],
  );
}

async function readEffects(client: PoolClient): Promise<Effect[]> {
  const { rows } = await client.query<Effect>(
    `select currency, count(*)::int as items, sum(open)::bigint as open,
       (count(*) filter (where less = open))::int as settled, coalesce(sum(less) filter (where less = open), 0)::bigint as "settledAmount",
       (count(*) filter (where less > 0 and less < open))::int as lowered, coalesce(sum(less) filter (where less < open), 0)::bigint as "loweredAmount",
       coalesce((select jsonb_agg(t) from (
         select document, debtor, open::text as amount from import_gone o where o.currency = g.currency and not is_new and less = open
         order by open desc, document limit ${NAMED}) t), '[]') as greatest
     from import_gone g where not is_new group by currency order by currency`,
  );
  return rows;
}

function settlesMany({ items, open, settled, settledAmount, loweredAmount }: Effect): boolean {
  return settled > SETTLES_MANY * items || Number(settledAmount + loweredAmount) > SETTLES_MANY * Number(open);
}

function askAbout({ currency, items, open, settled, lowered, settledAmount, loweredAmount }: Effect): string {
  const less = lowered > 0 ? ` and shows less open of ${lowered}` : "";
  const amount = `${formatMinor(settledAmount + loweredAmount, currency)} of ${formatMinor(open, currency)} ${currency}`;
  return `The list leaves out ${settled} of ${items} open items in ${currency}${less}: ${amount} would count as paid. If the list is whole, import it again with --confirm-settled.`;
}

function tellOf({ currency, items, settled, lowered, settledAmount, loweredAmount, greatest }: Effect): string {
  const names = greatest.map(({ document, debtor, amount }) => `${document} of ${debtor} (${formatMinor(BigInt(amount), currency)})`).join(", ");
  const more = settled > greatest.length ? ` and ${settled - greatest.length} more` : "";
  const gone = `The list settles ${settled} of ${items} open items in ${currency}, ${formatMinor(settledAmount, currency)} in all: ${names}${more}.`;
  const less = `${settled > 0 ? "It" : "The list"} shows ${formatMinor(loweredAmount, currency)} ${currency} less open of ${lowered} of ${items} items: part payments.`;
  return [settled > 0 ? gone : "", lowered > 0 ? less : ""].filter((text) => text !== "").join(" ");
}

/** Credits that came from an earlier list and that this one no longer shows have been used up. */
async function useUpGoneCredits(client: PoolClient, ledger: LedgerImport, file: number): Promise<number> {
  const { rowCount } = await client.query(
    `with gone as (
       select distinct on (e.item) e.* from account a join entry e on e.account_id = a.id
       where a.creditor = $1 and e.kind in ('credit-memo', 'payment') and not exists (select from import_match m where m.item = e.item)
         and exists (select from entry f join import i on i.id = f.import_id and i.mode = 'snapshot' where f.account_id = e.account_id and f.id = e.item)
         and not exists (select from entry r where r.account_id = e.account_id and r.kind = 'reversal' and r.target = e.item)
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
  return rowCount ?? 0;
}
