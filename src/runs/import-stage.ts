import type { PoolClient } from "pg";
import type { Creditor } from "../core/values/party.ts";
import type { Problem, ReadOptions } from "../imports/contract.ts";
import { type MappingFile, mappingOf } from "../imports/csv/mapping.ts";
import type { StagedStatement } from "../store/bank-store.ts";
import type { ImportedContact } from "../store/ledger-contacts.ts";
import { openStage, type Stage, type StageFacts } from "../store/ledger-stage.ts";
import type { ImportedFile } from "../store/ledger-store.ts";
import { BankFile } from "./bank-files.ts";
import { keptMappings } from "./kept-mapping.ts";
import { hashOf, type OpenedFile } from "./import-files.ts";

/** A file of an import, read and staged. */
export interface ReadFile extends ImportedFile {
  readonly path: string;
  readonly problems: Problem[];
  /** Problems beyond those that are told. */
  readonly untold: number;
  readonly statements: readonly StagedStatement[];
}

/** More problems than this are one problem: the wrong file, or the wrong mapping. */
const PROBLEMS_TOLD = 1000;
export const MORE = "more-problems";

export interface ToStage {
  readonly files: readonly OpenedFile[];
  readonly creditor: Creditor;
  /** What the user says of the columns; null: what was confirmed for files with these headings before, else what is recognised. */
  readonly mapping: MappingFile | null;
  readonly options: ReadOptions;
  /** The account that bank files are of, where they do not say. */
  readonly bankAccount: string | null;
  /** Bytes read of bytes in all. */
  readonly onProgress?: ((done: number, of: number) => void) | undefined;
}

export interface Staged {
  readonly read: ReadFile[];
  readonly contacts: readonly ImportedContact[];
  readonly facts: StageFacts;
}

/** Reads files and writes what they hold into the stage, in bounded memory. */
export async function stageFiles(client: PoolClient, toStage: ToStage): Promise<Staged> {
  const { files, mapping, options, onProgress } = toStage;
  // Asked for before the stage takes the connection for itself.
  const kept = mapping ? [] : await keptMappings(client, toStage.creditor.id, files);
  const stage = await openStage(client);
  const contacts: ImportedContact[] = [];
  const read: ReadFile[] = [];
  const total = files.reduce((sum, file) => sum + file.size, 0);
  let done = 0;
  try {
    for (const [index, file] of files.entries()) {
      const said = mapping ? mappingOf(mapping, file.source.name) : kept[index]?.mapping;
      const own: ReadOptions = { ...options, companions: files.map(({ source }) => source), ...(said && { mapping: said }) };
      const bank = new BankFile(index + 1, toStage.creditor, toStage.bankAccount);
      const onBytes = (bytes: number) => onProgress?.(Math.min(total, done + bytes), total);
      read.push(await readFileInto(stage, { number: index + 1, file, options: own, contacts, bank, onBytes }));
      done += file.size;
    }
    return { read, contacts, facts: await stage.close() };
  } catch (error) {
    await stage.abort();
    throw error;
  }
}

interface Reading {
  readonly number: number;
  readonly file: OpenedFile;
  readonly options: ReadOptions;
  readonly contacts: ImportedContact[];
  readonly bank: BankFile;
  readonly onBytes: (bytes: number) => void;
}

async function readFileInto(stage: Stage, { number, file, options, contacts, bank, onBytes }: Reading): Promise<ReadFile> {
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
    const dated = batch.documents.filter(({ kind, due }) => kind !== "invoice" || due !== null);
    await stage.write(number, { debtors: batch.debtors, documents: dated, transactions: bank.take(batch) });
  }
  const { statements } = bank;
  problems.push(...bank.problems);
  // A statement without movements is news: nothing was paid.
  if (read === 0 && statements.length === 0 && !options.mapping?.serves && !problems.some(({ severity }) => severity === "fatal"))
    problems.push(withoutRows(mode === "snapshot" && ledger));
  const untold = Math.max(0, told - PROBLEMS_TOLD);
  if (untold > 0) problems.push({ line: problems.at(-1)!.line, code: MORE, message: `${untold} more lines have problems.` });
  const hash = await hashOf(file.path);
  const about = { path: file.path, name: file.source.name, hash, format: file.format.name };
  return { ...about, mode, ledger: ledger && documents > 0, read, problems, untold, statements };
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
