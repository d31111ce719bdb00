import type { PoolClient } from "pg";
import { UserError } from "../core/user-error.ts";
import type { Day } from "../core/values/day.ts";
import { movePostedThrough } from "./bank-closings.ts";
import { type StagedStatement, storeStatements } from "./bank-store.ts";
import { savePostedThrough } from "./decision-store.ts";
import { loadParts } from "./ledger-balances.ts";
import { type ImportedContact, noteContacts } from "./ledger-contacts.ts";
import {
  closeMoved,
  type Counts,
  findContradictions,
  insertChanges,
  insertDocuments,
  type LedgerImport,
  matchDocuments,
  type StageProblem,
} from "./ledger-documents.ts";
import { takeBackLowered } from "./ledger-lowered.ts";
import { followOpen } from "./ledger-open.ts";
import { joinBankPayments } from "./ledger-bank-payments.ts";
import { reopenSettled } from "./ledger-bank-settled.ts";
import { bookReturns } from "./ledger-returns.ts";
import { storeParties } from "./ledger-parties.ts";
import { numberPayments } from "./ledger-payment-numbers.ts";
import { applyNamed, namesDocuments } from "./ledger-payments.ts";
import { settleGone } from "./ledger-snapshot.ts";
import type { StageFacts } from "./ledger-stage.ts";

/** A file of an import: what is noted about it beside its documents. */
export interface ImportedFile {
  readonly name: string;
  /** SHA-256 of its bytes, hexadecimal. */
  readonly hash: string;
  readonly format: string;
  readonly mode: "movements" | "snapshot";
  /** False for a file without documents (of customers, contacts or prices, or empty): it does not move the day payments are known to. */
  readonly ledger: boolean;
  readonly read: number;
}

export interface LedgerToStore {
  readonly creditor: string;
  readonly asOf: Day;
  readonly files: readonly ImportedFile[];
  readonly contacts: readonly ImportedContact[];
  readonly statements: readonly StagedStatement[];
  readonly facts: StageFacts;
  readonly confirmSettled: boolean;
}

export interface StoredLedger {
  readonly counts: Counts;
  readonly settled: number;
  readonly problems: StageProblem[];
  /** The `import` rows by file: index 0 is file 1. */
  readonly imports: readonly bigint[];
}

const LARGE_IMPORT = 5000;

/**
 * Locks a creditor's ledger against other imports until the transaction ends, and refuses to record before the newest day
 * from which anything is known of it (R1).
 * @throws UserError `backdated`
 */
export async function lockLedger(client: PoolClient, creditor: string, asOf: Day, backdate: boolean): Promise<void> {
  const { rows } = await client.query<{ newest_known_on: Day | null }>("select newest_known_on from creditor where id = $1 for no key update", [creditor]);
  const newest = rows[0]?.newest_known_on ?? null;
  if (newest === null || newest <= asOf || backdate) return;
  throw new UserError(
    "backdated",
    `Something is already known of creditor "${creditor}" on ${newest}, after ${asOf}. Import as of ${newest} or later, or add --backdate if it was really known by then.`,
  );
}

/**
 * Stores the staged rows in the caller's transaction: parties, documents and their changes, payments set against what they
 * name, what is said to be open or settled, contacts. Importing the same rows again changes nothing (R21).
 * @returns the documents by file, the items that lists settle, and problems that only the ledger could tell
 */
export async function storeLedger(client: PoolClient, toStore: LedgerToStore): Promise<StoredLedger> {
  const { creditor, asOf, files, facts } = toStore;
  await client.query("set local work_mem = '128MB'");
  await client.query("analyze import_stage");
  await client.query("create temp table import_touched (account_id bigint, item bigint) on commit drop");
  const hasEarlier = Boolean((await client.query("select 1 from import where creditor = $1 limit 1", [creditor])).rowCount);
  const ledger: LedgerImport = { creditor, asOf, imports: await insertImports(client, toStore) };
  await storeParties(client, creditor, files.length, facts);
  if (facts.credits > 0) await numberPayments(client, creditor, hasEarlier);
  const joined = facts.credits > 0 && hasEarlier ? await joinBankPayments(client, creditor, files.length, asOf) : [];
  const isLarge = facts.documents > LARGE_IMPORT;
  if (isLarge) await client.query("analyze account");
  const added = await insertDocuments(client, ledger, facts);
  // Statistics from before a large import would lead the statements that follow, and the next run, to plans for an empty table.
  if (isLarge) await client.query("analyze entry");
  const snapshots = files.flatMap((file, index) => (file.mode === "snapshot" && file.ledger ? [index + 1] : []));
  const total = added.reduce((sum, count) => sum + count, 0);
  const repeats = total < facts.documents;
  const isAwaited = hasEarlier && facts.documents > facts.credits && (await namesDocuments(client));
  // A payment that bears its invoice's number tells what it pays, too.
  await matchDocuments(client, ledger, repeats || snapshots.length > 0 || isAwaited ? "all" : facts.telling + facts.credits > 0 ? "telling" : "none");
  await loadParts(client);
  const problems = [...(facts.orphans > 0 ? await findOrphans(client) : []), ...(repeats ? await findContradictions(client) : [])];
  if (hasEarlier) {
    await insertChanges(client, ledger);
    if (total > 0 || (await comesBack(client))) problems.push(...(await closeMoved(client, ledger)));
    if (facts.credits > 0) await takeBackLowered(client, ledger);
  }
  // Before anything is set against the items: what was open until now is what the list is measured by.
  const gone = snapshots.length > 0 ? await settleGone(client, ledger, snapshots, toStore.confirmSettled) : null;
  problems.push(...(gone?.problems ?? []));
  await applyNamed(client, ledger, hasEarlier);
  const returned = facts.returns > 0 ? await bookReturns(client, ledger) : null;
  problems.push(...(returned?.problems ?? []));
  if (returned?.counts.new.some((count) => count > 0)) await applyNamed(client, ledger, hasEarlier, true);
  problems.push(...(await followOpen(client, ledger)));
  if (hasEarlier) await reopenSettled(client, ledger);
  problems.push(...(await noteContacts(client, toStore)));
  const counts = await countDocuments(client, ledger, added, repeats);
  if (returned) addCounts(counts, returned.counts);
  for (const [index, count] of joined.entries()) counts.known[index]! += count;
  if (toStore.statements.length > 0) {
    const bank = await storeStatements(client, ledger, toStore.statements);
    problems.push(...bank.problems);
    addCounts(counts, bank.counts);
  }
  await finish(client, ledger, toStore, counts);
  return { counts, settled: gone?.settled ?? 0, problems, imports: ledger.imports };
}

/** Whether a document has come back to an account where it had been closed, because it had moved on. */
async function comesBack(client: PoolClient): Promise<boolean> {
  const { rowCount } = await client.query(
    "select 1 from import_touched t join entry p on p.account_id = t.account_id and p.item = t.item and p.rule = 'moved' limit 1",
  );
  return rowCount !== 0;
}

async function insertImports(client: PoolClient, { creditor, asOf, files }: LedgerToStore): Promise<bigint[]> {
  const imports: bigint[] = [];
  for (const file of files) {
    const { rows } = await client.query<{ id: bigint }>(
      "insert into import (creditor, file, hash, format, mode, read, new, known, changed, known_on) values ($1, $2, $3, $4, $5, $6, 0, 0, 0, $7) returning id",
      [creditor, file.name, file.hash, file.format, file.mode, file.read, asOf],
    );
    imports.push(rows[0]!.id);
  }
  return imports;
}

/** Payments that name no debtor, and an invoice that is not known or not of one debtor only. */
async function findOrphans(client: PoolClient): Promise<StageProblem[]> {
  const { rows } = await client.query<{ file: number; line: number; named: string | null }>(
    "select file, line, applies->>0 as named from import_stage where debtor = '' order by file, line limit 1000",
  );
  return rows.map(({ file, line, named }) => ({
    file,
    line,
    code: "debtor-unknown",
    message: `The payment names no debtor, and the invoice ${named ?? ""} that it names is not known, or not of one debtor only. Import the invoices first or together with it, or add a column with the debtor.`,
  }));
}

async function countDocuments(client: PoolClient, { imports }: LedgerImport, added: number[], some: boolean): Promise<Counts> {
  const counts: Counts = { new: added, known: imports.map(() => 0), changed: imports.map(() => 0) };
  if (!some) return counts;
  const { rows } = await client.query<{ file: number; known: bigint; changed: bigint }>(
    // A row that repeats a document of the same import is known by the first one.
    `select m.file, count(*) filter (where not m.first or t.item is null) as known, count(*) filter (where m.first and t.item is not null) as changed
     from import_match m left join (select distinct item from import_touched where item is not null) t on t.item = m.item
     where not (m.first and m.is_new) group by m.file`,
  );
  for (const { file, known, changed } of rows) {
    counts.known[file - 1] = Number(known);
    counts.changed[file - 1] = Number(changed);
  }
  return counts;
}

function addCounts(counts: Counts, more: Pick<Counts, "new" | "known">): void {
  for (const key of ["new", "known"] as const) for (const [index, count] of more[key].entries()) counts[key][index]! += count;
}

/** Notes the counts, makes touched accounts due for review, and moves the days that the import stands for (R1, R25, R26). */
async function finish(client: PoolClient, { creditor, asOf, imports }: LedgerImport, { files, statements }: LedgerToStore, counts: Counts): Promise<void> {
  await client.query(
    `update import set new = c.new, known = c.known, changed = c.changed
     from unnest($1::bigint[], $2::int[], $3::int[], $4::int[]) as c (id, new, known, changed) where import.id = c.id`,
    [imports, counts.new, counts.known, counts.changed],
  );
  // Those that are due already are written all the same: a run that is deciding them notices by that, and starts over. Those
  // that this transaction has made itself are due, and no run can know them.
  await client.query(
    `update account set next_review_on = least(next_review_on, $2::date) where creditor = $1 and xmin <> pg_current_xact_id()::xid and id in (
       select account_id from import_touched
       union select a.id from import_stage s join account a on a.creditor = $1 and a.debtor = s.debtor and a.currency = s.currency
       where exists (select from entry e where e.account_id = a.id and e.import_id = any($3::bigint[])))`,
    [creditor, asOf, imports],
  );
  // A debtor's master data count for its accounts with every creditor.
  await client.query(
    "update account set next_review_on = least(next_review_on, $1::date) where id in (select account_id from import_touched where item is null)",
    [asOf],
  );
  await client.query("update creditor set newest_known_on = greatest(newest_known_on, $2) where id = $1", [creditor, asOf]);
  if (files.some((file) => file.ledger)) await savePostedThrough(client, { creditor, bankAccount: null, through: asOf, by: null, asOf });
  const accounts = new Set(statements.flatMap(({ kind, closing, account }) => (kind === "statement" && closing ? [account] : [])));
  for (const account of accounts) await movePostedThrough(client, creditor, account, asOf);
}
