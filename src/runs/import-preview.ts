import { UserError } from "../core/user-error.ts";
import type { Day } from "../core/values/day.ts";
import { formatMinor } from "../core/values/money.ts";
import type { Creditor } from "../core/values/party.ts";
import type { Problem, ReadBatch, ReadOptions } from "../imports/contract.ts";
import { type Mapping, mappingOf, readMapping } from "../imports/csv/mapping.ts";
import type { Store } from "../store/database.ts";
import { loadCreditor } from "../store/settings-store.ts";
import { BankFile } from "./bank-files.ts";
import { defaultsOf } from "./import-creditor.ts";
import { openFiles } from "./import-files.ts";
import { keptMappings, type UsedMapping } from "./kept-mapping.ts";
import { type FilePreview, Seen } from "./read-run.ts";
import { previewTable, type TablePreview } from "./table-preview.ts";

export interface PreviewOptions {
  readonly creditor: string;
  readonly asOf: Day;
  /** What a person says of the columns, as a mapping file would; default: what was confirmed before, or is recognised. */
  readonly mapping?: unknown;
}

/** What an import of a file would read, in bounded size: the first entries, and how many there are. */
export interface ImportPreview extends Pick<FilePreview, "format" | "confidence" | "entries" | "statements" | "refused"> {
  readonly table: TablePreview | null;
  /** Who has confirmed how these headings are read; null: nobody yet. */
  readonly confirmed: { readonly by: string; readonly on: Day } | null;
  readonly isSnapshot: boolean;
  readonly counts: readonly EntryCount[];
  /** Of all statements. */
  readonly transactions: number;
  readonly problems: readonly PreviewProblem[];
  readonly problemCount: number;
  /** Lines that cannot be read. */
  readonly leftOut: number;
  /** The rest could be imported without them. */
  readonly partialHelps: boolean;
  /** The creditor's own bank accounts, where statements do not say of which they are. */
  readonly bankAccounts: readonly { readonly id: string; readonly iban: string }[];
}

export interface EntryCount {
  readonly kind: string;
  readonly currency: string | null;
  readonly count: number;
  readonly amount: string | null;
}

export interface PreviewProblem {
  readonly line: number;
  readonly code: string;
  readonly message: string;
  readonly severity: "warning" | "error" | "fatal";
}

const SHOWN_ENTRIES = 12;
const SHOWN_TRANSACTIONS = 25;
const SHOWN_STATEMENTS = 40;
const SHOWN_PROBLEMS = 100;

/** Reads a file with the creditor's settings, and stores nothing. */
export async function previewImport(store: Pick<Store, "pool">, path: string, options: PreviewOptions): Promise<ImportPreview> {
  const creditor = await loadCreditor(store, options.creditor);
  const [file] = await openFiles({ files: [path] });
  const { format, confidence, source } = file!;
  const [kept] = options.mapping === undefined ? await keptMappings(store.pool, creditor.id, [file!]) : [null];
  const mapping = options.mapping === undefined ? kept?.mapping : mappingAt(options.mapping, source.name);
  const readOptions: ReadOptions = { defaults: defaultsOf(creditor, undefined), asOf: options.asOf, ...(mapping && { mapping }) };
  const table = format.isTable ? await previewTable(source, readOptions) : null;
  const { mode, ledger, batches } = await format.read(source, readOptions);
  const shown = new Shown(creditor);
  for await (const batch of batches) shown.add(batch);
  const isSnapshot = mode === "snapshot" && ledger;
  const { isDivisible, ...told } = shown.preview();
  return {
    format: format.name,
    confidence: Math.round(confidence * 100) / 100,
    table,
    confirmed: confirmedBy(kept ?? null),
    isSnapshot,
    partialHelps: isDivisible && mode !== "snapshot",
    bankAccounts: creditor.bankAccounts.map(({ id, iban }) => ({ id, iban })),
    ...told,
  };
}

function confirmedBy(kept: UsedMapping | null): ImportPreview["confirmed"] {
  return kept && { by: kept.by, on: kept.on };
}

/** @throws UserError `mapping-invalid` */
export function mappingAt(said: unknown, name: string): Mapping {
  const text = JSON.stringify(said);
  if (text === undefined || text.length > 100_000) throw new UserError("mapping-invalid", "The mapping is too large.");
  return mappingOf(readMapping(text, "of the columns"), name);
}

/** `isDivisible`: lines may be left out, and something remains. */
type Told = Pick<ImportPreview, "entries" | "statements" | "refused" | "counts" | "transactions" | "problems" | "problemCount" | "leftOut"> & {
  readonly isDivisible: boolean;
};

/** Counts everything, and keeps the first of each kind. */
class Shown {
  readonly #seen = new Seen();
  readonly #bank: BankFile;
  readonly #counts = new Map<string, { kind: string; currency: string | null; count: number; minor: bigint }>();
  readonly #problems: Problem[] = [];
  readonly #ordinals = new Map<number, number>();
  readonly #unread = new Set<number>();
  #isFatal = false;
  #problemCount = 0;
  #documents = 0;
  #debtors = 0;
  #transactions = 0;

  constructor(creditor: Creditor) {
    this.#bank = new BankFile(1, creditor, null);
  }

  add(batch: ReadBatch): void {
    this.#bank.take(batch);
    for (const { kind, currency, amountMinor } of batch.documents) this.#count(kind, currency, amountMinor);
    this.#note(batch.problems);
    const documents = batch.documents.slice(0, Math.max(0, SHOWN_ENTRIES - this.#documents));
    const named = new Set(documents.map(({ debtor }) => debtor));
    const few = Math.max(0, SHOWN_ENTRIES - this.#debtors);
    const debtors = batch.debtors.filter(({ id }, place) => named.has(id) || place < few);
    this.#documents += batch.documents.length;
    this.#debtors += batch.debtors.length;
    this.#seen.add({ ...batch, documents, debtors, statements: this.#statementsOf(batch), problems: batch.problems.slice(0, SHOWN_PROBLEMS) });
  }

  preview(): Told {
    const { entries, statements, refused, problems } = this.#seen.preview();
    this.#note(this.#bank.problems);
    // A file without anything in it has a problem that no batch has told.
    if (this.#problemCount === 0) this.#note(problems.map((each) => ({ ...each, severity: "fatal" })));
    if (this.#documents === 0 && this.#debtors > 0) this.#counts.set("debtor", { kind: "debtor", currency: null, count: this.#debtors, minor: 0n });
    return {
      entries: entries.slice(0, SHOWN_ENTRIES),
      statements: statements.slice(0, SHOWN_STATEMENTS),
      refused,
      counts: [...this.#counts.values()].map(({ minor, ...each }) => ({ ...each, amount: each.currency && formatMinor(minor, each.currency) })),
      transactions: this.#transactions,
      problems: this.#problems.map(({ line, code, message, severity }) => ({ line, code, message, severity: severity ?? "error" })),
      problemCount: this.#problemCount,
      leftOut: this.#unread.size,
      isDivisible: refused && !this.#isFatal && statements.length === 0 && this.#documents + this.#debtors > 0,
    };
  }

  #note(problems: readonly Problem[]): void {
    this.#problemCount += problems.length;
    for (const { line, severity } of problems) {
      if (severity === "fatal") this.#isFatal = true;
      else if (severity === undefined) this.#unread.add(line);
    }
    for (const problem of problems) if (problem.severity === "fatal" || this.#problems.length < SHOWN_PROBLEMS) this.#problems.push(problem);
  }

  #count(kind: string, currency: string, amountMinor: bigint): void {
    const known = this.#counts.get(`${kind} ${currency}`) ?? { kind, currency, count: 0, minor: 0n };
    this.#counts.set(`${kind} ${currency}`, { ...known, count: known.count + 1, minor: known.minor + amountMinor });
  }

  #statementsOf({ statements = [] }: ReadBatch): NonNullable<ReadBatch["statements"]> {
    return statements.flatMap((statement) => {
      const { ordinal, transactions } = statement;
      this.#transactions += transactions.length;
      const before = this.#ordinals.get(ordinal);
      if (before === undefined && this.#ordinals.size >= SHOWN_STATEMENTS) return [];
      this.#ordinals.set(ordinal, (before ?? 0) + transactions.length);
      return [{ ...statement, transactions: transactions.slice(0, Math.max(0, SHOWN_TRANSACTIONS - (before ?? 0))) }];
    });
  }
}
