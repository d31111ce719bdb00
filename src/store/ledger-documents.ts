import type { PoolClient } from "pg";
import type { Day } from "../core/values/day.ts";
import type { StageFacts } from "./ledger-stage.ts";

/** What all steps of one import share. */
export interface LedgerImport {
  readonly creditor: string;
  readonly asOf: Day;
  /** The `import` rows of the files, by file number from 1 on (index 0 is file 1). */
  readonly imports: readonly bigint[];
}

/** Documents by file: index 0 is file 1. */
export interface Counts {
  readonly new: number[];
  readonly known: number[];
  readonly changed: number[];
}

export interface StageProblem {
  readonly file: number;
  readonly line: number;
  readonly code: string;
  readonly message: string;
  readonly severity?: "warning";
}

const DOCUMENTS = "s.kind in ('invoice', 'credit-memo', 'payment')";
/** What a document says beside its amount and dates: what it pays, the references it prints, the discounts it offers. */
const EVIDENCE = `case when applies is null then facts else coalesce(facts, '{}') || jsonb_build_object('applies', applies) end`;
const ACCOUNT = "join account a on a.creditor = $1 and a.debtor = s.debtor and a.currency = s.currency";

/** Books the documents that are not known. Returns how many by file. */
export async function insertDocuments(client: PoolClient, ledger: LedgerImport, facts: StageFacts): Promise<number[]> {
  const added = ledger.imports.map(() => 0);
  // The two kinds of key have their own unique index each, and the index finds what is known. Sorted by account, the rows
  // go to the end of both indexes, and those of one account lie side by side for the runs that read them.
  for (const [some, numbered, key] of [
    [facts.documents > facts.unnumbered, "s.document <> ''", "(account_id, document, kind, issue_year, instalment, version) where document <> ''"],
    // A payment may have lost its number to the invoice that it names.
    [facts.credits > 0, "s.document = ''", "(account_id, happened_on, amount, instalment) where document = '' and version = 1"],
  ] as const) {
    if (!some) continue;
    const { rows } = await client.query<{ import_id: bigint; count: bigint }>(
      `with added as (
         insert into entry (account_id, id, kind, item, document, issue_year, instalment, version, issued, due, amount, direct_debit, evidence, happened_on, known_on, import_id)
         select account_id, id, kind, id, document, extract(year from issued)::smallint, instalment, 1, issued, due,
           case when kind = 'invoice' or document = '' then amount else coalesce(open, amount) end, direct_debit,
           ${EVIDENCE}, issued, $2::date, ($3::bigint[])[file]
         from (select *, nextval('entry_id') as id from (
           select a.id as account_id, s.file, s.kind, s.document, s.instalment, s.issued, s.due, s.amount, s.open, s.direct_debit, s.applies, s.facts
           from import_stage s ${ACCOUNT} where ${DOCUMENTS} and ${numbered} order by a.id, s.document, s.file, s.line) as sorted) as numbered
         on conflict ${key} do nothing
         returning import_id)
       select import_id, count(*) as count from added group by import_id`,
      [ledger.creditor, ledger.asOf, ledger.imports],
    );
    for (const row of rows) added[ledger.imports.indexOf(row.import_id)]! += Number(row.count);
  }
  return added;
}

/**
 * Finds the item of every staged row, or only of those that tell more of a new document than that it is there, or of none. `first` is false
 * for a row that repeats a document of the same import; `is_new` where this import has booked it.
 */
export async function matchDocuments(client: PoolClient, ledger: LedgerImport, which: "all" | "telling" | "none"): Promise<void> {
  const some = which === "all" ? "true" : which === "none" ? "false" : "(s.open is not null or s.settled is not null or s.applies is not null)";
  await client.query(
    `create temp table import_match on commit drop as
     select s.*, a.id as account_id, e.item, e.version as known_version, e.amount as known_amount, e.due as known_due, e.issued as known_issued,
       e.direct_debit as known_direct_debit, e.version = 1 and e.import_id = any($2::bigint[]) as is_new,
       row_number() over (partition by e.item order by s.file, s.line) = 1 as first
     from import_stage s ${ACCOUNT}
     cross join lateral (
       select * from entry where account_id = a.id and document = s.document and document <> '' and kind = s.kind
         and issue_year = extract(year from s.issued)::smallint and instalment = s.instalment order by version desc limit 1) e
     where ${DOCUMENTS} and s.document <> '' and ${some}
     union all
     select s.*, a.id, e.item, 1, e.amount, null, e.issued, null, e.import_id = any($2::bigint[]),
       row_number() over (partition by e.item order by s.applies is null, s.file, s.line) = 1
     from import_stage s ${ACCOUNT}
     join entry e on e.account_id = a.id and e.document = '' and e.version = 1 and e.happened_on = s.issued and e.amount = s.amount and e.instalment = s.instalment
     where ${DOCUMENTS} and s.document = '' and ${some}`,
    [ledger.creditor, ledger.imports],
  );
  await client.query("analyze import_match");
}

/** The same document twice in one import, with different contents: which one holds cannot be told. */
export async function findContradictions(client: PoolClient): Promise<StageProblem[]> {
  const { rows } = await client.query<{ file: number; line: number; document: string; first_line: number }>(
    `select m.file, m.line, m.document, f.line as first_line from import_match m join import_match f on f.item = m.item and f.first
     where not m.first and (m.amount, m.issued, m.open, m.settled) is distinct from (f.amount, f.issued, f.open, f.settled)
        or not m.first and m.due is distinct from f.due
     order by m.file, m.line limit 1000`,
  );
  return rows.map(({ file, line, document, first_line }) => ({
    file,
    line,
    code: "document-contradicts",
    message: `${document} stands on line ${first_line} already, with another amount or date. A number stands for one document; parts of it need a column "instalment".`,
  }));
}

/**
 * What of the payments in `import_match` came back later, by item. The files go on showing them as they were received; one
 * that came back whole stays as it is.
 */
const CAME_BACK = `select coalesce(e.item, e.target) as item, bool_or(e.kind = 'reversal') as whole, sum((e.evidence->'return'->>'amount')::bigint) as amount
  from (select distinct account_id from import_match where kind = 'payment') m join entry e using (account_id)
  where e.rule = 'payment-returned' group by 1`;

/** Books a later version of every known document that the file shows with another amount, date or way of payment (R21). */
export async function insertChanges(client: PoolClient, ledger: LedgerImport): Promise<void> {
  await client.query(
    `with shown as (
       select m.*, came_back.whole, case
           when kind <> 'invoice' and open is not null then open + coalesce((select sum(p.amount) from import_part p where p.source = m.item), 0)
           when kind <> 'invoice' then greatest(0, m.amount - coalesce(came_back.amount, 0))
           -- A list of open items does not tell the whole amount, unless more is open than was ever known.
           when amount_open then greatest(known_amount, m.amount)
           else m.amount end as new_amount,
         case when due_derived and issued = known_issued then known_due else due end as new_due,
         coalesce(direct_debit, known_direct_debit) as new_direct_debit
       from import_match m left join (${CAME_BACK}) as came_back using (item) where first and not is_new and document <> ''),
     written as (
       insert into entry (account_id, kind, item, document, issue_year, instalment, version, issued, due, amount, direct_debit, evidence, happened_on, known_on, import_id)
       select account_id, kind, item, document, extract(year from issued)::smallint, instalment, known_version + 1, issued, new_due, new_amount, new_direct_debit,
         ${EVIDENCE}, issued, $1::date, ($2::bigint[])[file]
       from shown where whole is not true and (new_amount, new_due, issued, coalesce(new_direct_debit, false)) is distinct from (known_amount, known_due, known_issued, coalesce(known_direct_debit, false))
       returning account_id, item, amount),
     shifted as (update import_match m set known_amount = written.amount from written where m.item = written.item)
     insert into import_touched (account_id, item) select account_id, item from written`,
    [ledger.asOf, ledger.imports],
  );
}

/**
 * A document that comes back in another currency, or with another debtor, is closed where it was and opened anew (R21).
 * Another debtor's document of the same number counts as the same one only where day, amount and currency are equal and
 * the import does not list it there as well.
 */
export async function closeMoved(client: PoolClient, ledger: LedgerImport): Promise<StageProblem[]> {
  const { rows } = await client.query<{ file: number; line: number; document: string; debtor: string; currency: string }>(
    `with fresh as (
       select s.file, s.line, s.kind, s.document, s.debtor, s.currency, s.issued, extract(year from s.issued)::smallint as issue_year, s.instalment, s.amount,
         a.id as account_id
       from import_stage s ${ACCOUNT} where ${DOCUMENTS} and s.document <> ''),
     -- opened by this import: a new document, or one that comes back to where it had been closed
     opened as (
       select f.* from fresh f
       cross join lateral (
         select * from entry n where n.account_id = f.account_id and n.document = f.document and n.kind = f.kind and n.issue_year = f.issue_year
           and n.instalment = f.instalment order by version desc limit 1) n
       where n.import_id = any($3::bigint[]) and (n.version = 1
         or exists (select from entry p where p.account_id = n.account_id and p.item = n.item and p.version = n.version - 1 and p.rule = 'moved'))),
     newest as (
       select distinct on (e.item) e.*, o.debtor, o.currency
       from entry e join account o on o.id = e.account_id and o.creditor = $1
       where e.document in (select document from opened) and e.document <> '' and e.item is not null order by e.item, e.version desc),
     old as (
       select distinct on (e.item) f.file, f.line, e.*
       from newest e join opened f on f.document = e.document and f.kind = e.kind and f.instalment = e.instalment and f.issue_year = e.issue_year and f.account_id <> e.account_id
       where e.amount > 0 and not e.import_id = any($3::bigint[])
         and (e.debtor = f.debtor or (e.currency = f.currency and e.amount = f.amount and e.issued = f.issued))
         and not exists (select from fresh x where x.account_id = e.account_id and x.document = e.document and x.kind = e.kind and x.instalment = e.instalment)
       order by e.item, f.file, f.line),
     written as (
       insert into entry (account_id, kind, item, document, issue_year, instalment, version, issued, due, amount, direct_debit, rule, happened_on, known_on, import_id)
       select account_id, kind, item, document, issue_year, instalment, version + 1, issued, due, 0, direct_debit, 'moved', $2::date, $2::date, ($3::bigint[])[file]
       from old returning account_id, item),
     touched as (insert into import_touched (account_id, item) select account_id, item from written)
     select file, line, document, debtor, currency from old order by file, line limit 1000`,
    [ledger.creditor, ledger.asOf, ledger.imports],
  );
  return rows.map(({ file, line, document, debtor, currency }) => ({
    file,
    line,
    code: "document-moved",
    severity: "warning",
    message: `${document} was booked for debtor "${debtor}" in ${currency}: it is closed there and opened here.`,
  }));
}
