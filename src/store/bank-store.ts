import type { PoolClient } from "pg";
import type { Day } from "../core/values/day.ts";
import { dismissBulk } from "./bank-bulk.ts";
import { gapBefore, lastClosing } from "./bank-closings.ts";
import type { LedgerImport, StageProblem } from "./ledger-documents.ts";

const LARGE_STATEMENT = 2000;

export interface StagedBalance {
  readonly day: Day;
  readonly amountMinor: bigint;
}

/** A bank statement of an import, without its transactions, which are staged. */
export interface StagedStatement {
  readonly file: number;
  readonly line: number;
  /** Its place in its file. */
  readonly ordinal: number;
  /** The account's id in the creditor's settings, else its IBAN or number. */
  readonly account: string;
  readonly currency: string;
  readonly kind: "statement" | "report" | "notice";
  readonly number?: string;
  readonly opening?: StagedBalance;
  readonly closing?: StagedBalance;
  readonly transactions: number;
}

/** Transactions by file: index 0 is file 1. */
export interface BankCounts {
  readonly new: number[];
  readonly known: number[];
}

/**
 * Stores statements and the transactions staged beside them. The same booking in another file is known by the bank's
 * reference, else by its content and its ordinal among equal ones of its file (R21); a whole statement by its balances.
 */
export async function storeStatements(
  client: PoolClient,
  ledger: LedgerImport,
  statements: readonly StagedStatement[],
): Promise<{ counts: BankCounts; problems: StageProblem[] }> {
  const counts: BankCounts = { new: ledger.imports.map(() => 0), known: ledger.imports.map(() => 0) };
  const problems: StageProblem[] = [];
  for (const statement of statements) {
    const before = await lastClosing(client, ledger.creditor, statement);
    const known = await insertStatement(client, ledger, statement);
    if (known) counts.known[statement.file - 1]! += await leaveOut(client, statement);
    else problems.push(...gapBefore(statement, before));
  }
  const staged = await countStaged(client, counts.known.length);
  await findApart(client, ledger, statements);
  // File by file: what one brings is known to the next.
  for (const [index, count] of staged.entries()) {
    if (count === 0) continue;
    const added = await insertTransactions(client, ledger, index + 1);
    counts.new[index]! += added;
    counts.known[index]! += count - added;
  }
  if (counts.new.some((added) => added > 0)) await dismissBulk(client, ledger);
  // Statistics from before a large statement would lead the matching to plans for an empty table.
  if (counts.new.some((added) => added > LARGE_STATEMENT)) await client.query("analyze bank_transaction");
  return { counts, problems };
}

/**
 * @returns whether the statement was known: the same account, closing day and balances, from an earlier file. One format dates
 * the opening balance by the day before, another by the day itself; that counts only where nothing else tells statements apart.
 */
async function insertStatement(client: PoolClient, { creditor, asOf, imports }: LedgerImport, statement: StagedStatement): Promise<boolean> {
  const { account, currency, kind, number = null, opening, closing, transactions } = statement;
  const balances = [opening?.day ?? null, opening?.amountMinor ?? null, closing?.day ?? null, closing?.amountMinor ?? null];
  const { rowCount } = await client.query(
    `insert into bank_statement (creditor, account, currency, kind, number, opening_on, opening, closing_on, closing, transactions, import_id, known_on)
     select $1, $2, $3, $4, $5, $6::date, $7::bigint, $8::date, $9::bigint, $10::integer, $11::bigint, $12::date
     where not exists (
       select from bank_statement where creditor = $1 and account = $2 and currency = $3 and kind = $4
         and (opening_on = $6 or opening <> closing) and opening = $7 and closing_on = $8 and closing = $9 and transactions = $10)`,
    [creditor, account, currency, kind, number, ...balances, transactions, imports[statement.file - 1], asOf],
  );
  return rowCount === 0;
}

/**
 * Makes `import_apart`: the earlier imports whose statements lie before or after a staged one, because the balance of one ends
 * where the other begins. Equal bookings of theirs are not the same bookings, also within one day.
 */
async function findApart(client: PoolClient, { creditor, imports }: LedgerImport, statements: readonly StagedStatement[]): Promise<void> {
  await client.query("create temp table import_apart (file smallint, statement int, import_id bigint) on commit drop");
  for (const { file, ordinal, account, currency, kind, opening, closing } of statements) {
    if (kind !== "statement" || !opening || !closing || opening.amountMinor === closing.amountMinor) continue;
    await client.query(
      `with recursive own as (
         select id, opening, closing, import_id from bank_statement
         where creditor = $1 and account = $2 and currency = $3 and kind = 'statement' and closing_on = $4 and opening <> closing and import_id <> $5),
       before as (
         select * from own where closing = $6 union select own.* from own join before on own.closing = before.opening),
       after as (
         select * from own where opening = $7 union select own.* from own join after on own.opening = after.closing)
       insert into import_apart select $8, $9, import_id from (select import_id from before union select import_id from after) as apart`,
      [creditor, account, currency, closing.day, imports[file - 1], opening.amountMinor, closing.amountMinor, file, ordinal],
    );
  }
}

async function leaveOut(client: PoolClient, { file, ordinal }: StagedStatement): Promise<number> {
  const { rowCount } = await client.query("delete from import_stage where kind = 'transaction' and file = $1 and instalment = $2", [file, ordinal]);
  return rowCount ?? 0;
}

async function countStaged(client: PoolClient, files: number): Promise<number[]> {
  const { rows } = await client.query<{ file: number; count: number }>(
    "select file, count(*)::int as count from import_stage where kind = 'transaction' group by file",
  );
  const staged = Array.from({ length: files }, () => 0);
  for (const { file, count } of rows) staged[file - 1] = count;
  return staged;
}

// The day belongs to the key, because some banks count their references anew.
const KEY = `md5(case when master->'detail'->>'bankReference' is not null
  then concat_ws('|', 'reference', master->'detail'->>'bankReference', issued, amount)
  else concat_ws('|', issued, amount, master->>'payerIban', lower(master->>'payerName'), master->>'reference', regexp_replace(master->>'text', '\\s+', '', 'g')) end)`;

/** Money that comes in asks whose it is, and so does money of ours that went back; other debits do not concern the debtors. */
const STATE = "case when (amount > 0 and not (master->>'reversal')::boolean) or (amount < 0 and (master->>'reversal')::boolean) then 'open' else 'other' end";

async function insertTransactions(client: PoolClient, { creditor, asOf, imports }: LedgerImport, file: number): Promise<number> {
  const { rowCount } = await client.query(
    `with keyed as (
       select *, ${KEY} as key from import_stage where kind = 'transaction' and file = $4),
     numbered as (
       select k.*, row_number() over (partition by file, document, currency, key order by line, ctid_order)
         + (select count(*) from import_apart a join bank_transaction t on t.import_id = a.import_id and t.creditor = $1 and t.account = k.document and t.currency = k.currency and t.key = k.key
            where a.file = k.file and a.statement = k.instalment) as ordinal
       from (select *, row_number() over () as ctid_order from keyed) k)
       insert into bank_transaction (creditor, account, currency, key, ordinal, booked, value, amount, payer_name, payer_iban, ultimate_payer, reference, text, reversal,
         detail, state, import_id, known_on)
       select $1, document, currency, key, ordinal, issued, due, amount, master->>'payerName', master->>'payerIban', master->>'ultimatePayer', master->>'reference',
         master->>'text', (master->>'reversal')::boolean, master->'detail', ${STATE}, ($3::bigint[])[file], $2
       from numbered order by file, line, ctid_order
       on conflict (creditor, account, currency, key, ordinal) do nothing`,
    [creditor, asOf, imports, file],
  );
  return rowCount ?? 0;
}
