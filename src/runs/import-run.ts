import type { PoolClient } from "pg";
import { UserError } from "../core/user-error.ts";
import type { Day } from "../core/values/day.ts";
import type { Problem, ReadOptions } from "../imports/contract.ts";
import { type MappingFile, mappingOf, readMapping } from "../imports/csv/mapping.ts";
import type { Store } from "../store/database.ts";
import type { Counts } from "../store/ledger-documents.ts";
import { openStage, type Stage, type StageFacts } from "../store/ledger-stage.ts";
import type { ImportedContact } from "../store/ledger-contacts.ts";
import { type ImportedFile, lockLedger, storeLedger } from "../store/ledger-store.ts";
import { completeCreditor, ensureCreditor, readCreditors } from "../store/settings-store.ts";
import { inTransaction } from "../store/transaction.ts";
import { hashOf, type OpenedFile, openFiles } from "./import-files.ts";
import { readMappingText } from "./mapping-text.ts";

export interface ImportOptions {
  readonly files: readonly string[];
  /** Default: the only creditor there is; one named `default` is made where there is none. */
  readonly creditor?: string | undefined;
  /** The name of a format; default: recognised by content. */
  readonly as?: string | undefined;
  /** A mapping file. */
  readonly map?: string | undefined;
  /** The currency of amounts that name none; goes before the creditor's. */
  readonly currency?: string | undefined;
  readonly dryRun?: boolean | undefined;
  /** Imports the rest where some lines have problems. */
  readonly partial?: boolean | undefined;
  readonly backdate?: boolean | undefined;
  readonly confirmSettled?: boolean | undefined;
  readonly asOf: Day;
  /** Bytes read of bytes in all. */
  readonly onProgress?: ((done: number, of: number) => void) | undefined;
}

export interface FileReport {
  readonly file: string;
  readonly format: string;
  /** Data rows. */
  readonly read: number;
  /** Documents: invoices, credit memos and payments. */
  readonly new: number;
  readonly known: number;
  readonly changed: number;
  /** Snapshots: open items that the list settles. Of several snapshots of one import, the first tells for all. */
  readonly settled?: number;
  readonly problems: readonly Pick<Problem, "line" | "code" | "message">[];
  /** Lines that were, or under `partial` would be, left out because of a problem; a warning leaves none out. */
  readonly leftOut: number;
}

export interface ImportReport {
  readonly files: readonly FileReport[];
  /** Nothing was imported, because of the problems. Warnings are problems too, but refuse nothing. */
  readonly refused: boolean;
  /** `partial` would import the rest. */
  readonly partialHelps: boolean;
}

interface ReadFile extends ImportedFile {
  readonly path: string;
  readonly problems: Problem[];
  /** Problems beyond those that are told. */
  readonly untold: number;
}

/** More problems than this are one problem: the wrong file, or the wrong mapping. */
const PROBLEMS_TOLD = 1000;
const MORE = "more-problems";

/** Rolls back what was tried: the report is all that remains of it. */
class Undone extends Error {
  readonly report: ImportReport;
  constructor(report: ImportReport) {
    super("rolled back");
    this.report = report;
  }
}

/**
 * Imports ledger files, all of them or none: one transaction, in bounded memory. A problem refuses the whole import
 * unless `partial`; then its lines are left out, and only files that cannot be trusted at all still refuse it.
 * @throws UserError for what is no problem of a line: a missing file, an unknown format, creditor or mapping
 */
export async function importFiles(store: Store, options: ImportOptions): Promise<ImportReport> {
  if (options.files.length === 0) throw new UserError("files-missing", "Name the files to import: firmly import ledger.csv.");
  const files = await openFiles(options);
  const mapping = options.map === undefined ? null : readMapping(await readMappingText(options.map), options.map);
  try {
    return await inTransaction(store, (client) => importOpened(client, files, mapping, options));
  } catch (error) {
    if (error instanceof Undone) return error.report;
    throw error;
  }
}

async function importOpened(client: PoolClient, files: readonly OpenedFile[], mapping: MappingFile | null, options: ImportOptions): Promise<ImportReport> {
  const creditor = await chooseCreditor(client, options.creditor);
  await lockLedger(client, creditor, options.asOf, options.backdate ?? false);
  const defaults = await defaultsOf(client, creditor, options.currency);
  const { read, contacts, facts } = await stageFiles(client, files, mapping, defaults, options);
  if (read.some((file) => refuses(file.problems, file.mode === "snapshot" ? { ...options, partial: false } : options)))
    throw new Undone(reportOf(read, null, true));
  const stored = await storeLedger(client, { creditor, asOf: options.asOf, files: read, contacts, facts, confirmSettled: options.confirmSettled ?? false });
  for (const { file, ...problem } of stored.problems) read[file - 1]!.problems.push(problem);
  const refused = refuses(stored.problems, options);
  const report = reportOf(read, refused ? null : stored, refused);
  if (refused || options.dryRun) throw new Undone(report);
  return report;
}

async function stageFiles(
  client: PoolClient,
  files: readonly OpenedFile[],
  mapping: MappingFile | null,
  defaults: ReadOptions["defaults"],
  options: ImportOptions,
): Promise<{ read: ReadFile[]; contacts: ImportedContact[]; facts: StageFacts }> {
  const stage = await openStage(client);
  const contacts: ImportedContact[] = [];
  const read: ReadFile[] = [];
  const total = files.reduce((sum, file) => sum + file.size, 0);
  let done = 0;
  try {
    for (const [index, file] of files.entries()) {
      const readOptions: ReadOptions = {
        defaults,
        asOf: options.asOf,
        companions: files.map(({ source }) => source),
        ...(mapping && { mapping: mappingOf(mapping, file.source.name) }),
      };
      read.push(await readFileInto(stage, index + 1, file, readOptions, contacts, (bytes) => options.onProgress?.(Math.min(total, done + bytes), total)));
      done += file.size;
    }
    return { read, contacts, facts: await stage.close() };
  } catch (error) {
    await stage.abort();
    throw error;
  }
}

/**
 * A snapshot is never read in part: an item on a line that could not be read would count as settled (R22).
 * `snapshot-settles-many` asks a question that leaving out lines does not answer.
 */
function refuses(problems: readonly Pick<Problem, "code" | "severity">[], { partial }: Pick<ImportOptions, "partial">): boolean {
  return problems.some(({ code, severity }) => severity === "fatal" || code === "snapshot-settles-many" || (severity === undefined && !partial));
}

function reportOf(files: readonly ReadFile[], stored: { readonly counts: Counts; readonly settled: number } | null, refused: boolean): ImportReport {
  const counts = stored?.counts;
  const list = files.findIndex(({ mode, ledger }) => mode === "snapshot" && ledger);
  return {
    refused,
    partialHelps: !files.some(({ problems, mode }) => refuses(problems, { partial: mode !== "snapshot" })),
    files: files.map(({ path, format, mode, ledger, read, problems, untold }, index) => ({
      file: path,
      format,
      read,
      new: counts?.new[index] ?? 0,
      known: counts?.known[index] ?? 0,
      changed: counts?.changed[index] ?? 0,
      ...(mode === "snapshot" && ledger && { settled: index === list ? (stored?.settled ?? 0) : 0 }),
      problems: problems.map(({ line, code, message }) => ({ line, code, message })),
      leftOut: new Set(problems.flatMap(({ line, code, severity }) => (severity === undefined && code !== MORE ? [line] : []))).size + untold,
    })),
  };
}

async function readFileInto(
  stage: Stage,
  number: number,
  file: OpenedFile,
  options: ReadOptions,
  contacts: ImportedContact[],
  onBytes: (bytes: number) => void,
): Promise<ReadFile> {
  const problems: Problem[] = [];
  const { mode, ledger, batches } = await file.format.read(file.source, options);
  let read = 0;
  let documents = 0;
  let told = 0;
  for await (const batch of batches) {
    read += batch.rows;
    documents += batch.documents.length;
    onBytes(Math.round(file.size * Math.min(1, read / Math.max(1, estimateRows(file.size)))));
    for (const problem of batch.problems) {
      if (problem.severity === "fatal" || told++ < PROBLEMS_TOLD) problems.push(problem);
    }
    for (const contact of batch.contacts) contacts.push({ ...contact, file: number });
    // An invoice that nobody knows to be due has its problem, and is never stored, not even in part.
    await stage.write(number, { ...batch, documents: batch.documents.filter(({ kind, due }) => kind !== "invoice" || due !== null) });
  }
  if (read === 0 && !options.mapping?.serves && !problems.some(({ severity }) => severity === "fatal"))
    problems.push(withoutRows(mode === "snapshot" && ledger));
  const untold = Math.max(0, told - PROBLEMS_TOLD);
  if (untold > 0) problems.push({ line: problems.at(-1)!.line, code: MORE, message: `${untold} more lines have problems.` });
  return {
    path: file.path,
    name: file.source.name,
    hash: await hashOf(file.path),
    format: file.format.name,
    mode,
    ledger: ledger && documents > 0,
    read,
    problems,
    untold,
  };
}

/** An export that failed, or was filtered down to nothing, tells nothing of any day: a list of open items that is empty would settle all. */
function withoutRows(isSnapshot: boolean): Problem {
  const message = "The file has headings and no rows: an export that failed, or was filtered down to nothing. Export it again.";
  if (isSnapshot) return { line: 1, code: "file-without-rows", severity: "fatal", message };
  return { line: 1, code: "file-without-rows", severity: "warning", message: `${message} It does not count as news of payments.` };
}

/** Only for the progress bar: rows of a ledger have about so many bytes. */
function estimateRows(size: number): number {
  return size / 90;
}

/** The creditor named, else the only one. One that lives on a clock of its own (the demo) is never meant by default. */
async function chooseCreditor(client: PoolClient, named: string | undefined): Promise<string> {
  const creditors = await readCreditors(client);
  if (named !== undefined) {
    if (creditors.some(({ id }) => id === named)) return named;
    const known = creditors.map(({ id }) => id).join(", ");
    throw new UserError(
      "creditor-unknown",
      `There is no creditor "${named}"${known ? `; known: ${known}` : ""}. Make one with \`firmly settings apply FILE\`, or leave --creditor out.`,
    );
  }
  const real = creditors.filter(({ settings }) => !settings.clock).map(({ id }) => id);
  if (real.length > 1) throw new UserError("creditor-ambiguous", `There are ${real.length} creditors: name one with --creditor (${real.join(", ")}).`);
  if (real[0]) return real[0];
  await ensureCreditor(client);
  return "default";
}

async function defaultsOf(client: PoolClient, creditor: string, currency: string | undefined): Promise<ReadOptions["defaults"]> {
  const [stored] = await readCreditors(client, creditor);
  const { termsDays, country, currency: own } = completeCreditor(creditor, stored!.name, stored!.settings);
  if (currency !== undefined && !Intl.supportedValuesOf("currency").includes(currency.toUpperCase())) {
    throw new UserError("currency-unknown", `--currency "${currency}" is no ISO 4217 code such as EUR.`);
  }
  return { currency: currency?.toUpperCase() ?? own, termsDays, country };
}
