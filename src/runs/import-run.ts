import type { PoolClient } from "pg";
import { UserError } from "../core/user-error.ts";
import type { Day } from "../core/values/day.ts";
import { type MappingFile, readMapping } from "../imports/csv/mapping.ts";
import type { Store } from "../store/database.ts";
import { lockLedger, storeLedger } from "../store/ledger-store.ts";
import { inRetriedTransaction } from "../store/transaction.ts";
import { applyCash } from "./cash-run.ts";
import { chooseCreditor, creditorIn, defaultsOf } from "./import-creditor.ts";
import { type OpenedFile, openFiles } from "./import-files.ts";
import { type ImportReport, isDivisible, refuses, reportOf } from "./import-report.ts";
import { stageFiles } from "./import-stage.ts";
import { keepCopies } from "./keep-copies.ts";
import { readMappingText } from "./mapping-text.ts";

export interface ImportOptions {
  readonly files: readonly string[];
  /** Default: the only creditor there is; one named `default` is made where there is none. */
  readonly creditor?: string | undefined;
  /** The name of a format; default: recognised by content. */
  readonly as?: string | undefined;
  /** A mapping file. */
  readonly map?: string | undefined;
  /** A mapping that is at hand, in place of a file. */
  readonly mapping?: MappingFile | undefined;
  /** The currency of amounts that name none; goes before the creditor's. */
  readonly currency?: string | undefined;
  /** The bank account that statements are of which do not say: an id or IBAN of the creditor's settings. */
  readonly bankAccount?: string | undefined;
  readonly dryRun?: boolean | undefined;
  /** Imports the rest where some lines have problems. */
  readonly partial?: boolean | undefined;
  readonly backdate?: boolean | undefined;
  readonly confirmSettled?: boolean | undefined;
  readonly asOf: Day;
  /** Asked last, before anything is stored: what it throws undoes the import. */
  readonly lastLook?: (() => Promise<void>) | undefined;
  /** Bytes read of bytes in all. */
  readonly onProgress?: ((done: number, of: number) => void) | undefined;
}

/** Rolls back what was tried: the report is all that remains of it. */
class Undone extends Error {
  readonly report: ImportReport;
  constructor(report: ImportReport) {
    super("rolled back");
    this.report = report;
  }
}

/**
 * Imports files, all of them or none: one transaction, in bounded memory. A problem refuses the whole import unless
 * `partial`; then its lines are left out, and only files that cannot be trusted at all still refuse it. What bank
 * statements bring, and what was open of earlier ones, is set against the items in the same transaction.
 * @throws UserError for what is no problem of a line: a missing file, an unknown format, creditor or mapping
 */
export async function importFiles(store: Store, options: ImportOptions): Promise<ImportReport> {
  if (options.files.length === 0) throw new UserError("files-missing", "Name the files to import: firmly import ledger.csv.");
  const files = await openFiles(options);
  const mapping = options.mapping ?? (options.map === undefined ? null : readMapping(await readMappingText(options.map), options.map));
  try {
    return await inRetriedTransaction(store, (client) => importOpened(client, files, mapping, options));
  } catch (error) {
    if (error instanceof Undone) return error.report;
    throw error;
  }
}

async function importOpened(client: PoolClient, files: readonly OpenedFile[], mapping: MappingFile | null, options: ImportOptions): Promise<ImportReport> {
  const { asOf, partial = false, bankAccount = null, onProgress } = options;
  const id = await chooseCreditor(client, options.creditor);
  await lockLedger(client, id, asOf, options.backdate ?? false);
  const creditor = await creditorIn(client, id);
  const readOptions = { defaults: defaultsOf(creditor, options.currency), asOf };
  const { read, contacts, facts } = await stageFiles(client, { files, creditor, mapping, options: readOptions, bankAccount, onProgress });
  if (read.some((file) => refuses(file.problems, partial && isDivisible(file)))) throw new Undone(reportOf(read, null, null, true));
  const statements = read.flatMap((file) => file.statements);
  const stored = await storeLedger(client, { creditor: id, asOf, files: read, contacts, statements, facts, confirmSettled: options.confirmSettled ?? false });
  for (const { file, ...problem } of stored.problems) read[file - 1]!.problems.push(problem);
  const refused = refuses(stored.problems, partial);
  const cash = refused ? null : await applyCash(client, creditor, asOf);
  const report = reportOf(read, refused ? null : stored, cash, refused);
  if (refused || options.dryRun) throw new Undone(report);
  await keepCopies(client, id, files, read);
  await options.lastLook?.();
  return report;
}
