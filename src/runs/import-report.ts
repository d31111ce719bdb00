import type { Problem } from "../imports/contract.ts";
import type { StoredLedger } from "../store/ledger-store.ts";
import type { CashCounts } from "./cash-run.ts";
import { MORE, type ReadFile } from "./import-stage.ts";

export interface FileReport extends Partial<CashCounts> {
  readonly file: string;
  readonly format: string;
  /** Data rows. */
  readonly read: number;
  /** Documents: invoices, credit memos and payments; transactions of bank accounts. */
  readonly new: number;
  readonly known: number;
  readonly changed: number;
  /** Snapshots: open items that the list settles. Of several snapshots of one import, the first tells for all. */
  readonly settled?: number;
  readonly problems: readonly Pick<Problem, "line" | "code" | "message">[];
  /** Lines that were, or under `partial` would be, left out because of a problem; a warning leaves none out. */
  readonly leftOut: number;
}

export interface ImportReport extends Partial<CashCounts> {
  readonly files: readonly FileReport[];
  /** Nothing was imported, because of the problems. Warnings are problems too, but refuse nothing. */
  readonly refused: boolean;
  /** `partial` would import the rest. */
  readonly partialHelps: boolean;
}

/**
 * A snapshot is never read in part: an item on a line that could not be read would count as settled (R22). Nor is a bank's
 * statement. `snapshot-settles-many` asks a question that leaving out lines does not answer.
 */
export function refuses(problems: readonly Pick<Problem, "code" | "severity">[], partial: boolean): boolean {
  return problems.some(({ code, severity }) => severity === "fatal" || code === "snapshot-settles-many" || (severity === undefined && !partial));
}

/** Whether lines of the file may be left out. */
export function isDivisible({ mode, statements }: Pick<ReadFile, "mode" | "statements">): boolean {
  return mode !== "snapshot" && statements.length === 0;
}

/** What became of the money of each file's transactions, and of all that were open. */
export interface AppliedCash {
  readonly all: CashCounts;
  readonly byImport: ReadonlyMap<number, CashCounts>;
}

export function reportOf(files: readonly ReadFile[], stored: StoredLedger | null, cash: AppliedCash | null, refused: boolean): ImportReport {
  const list = files.findIndex(({ mode, ledger }) => mode === "snapshot" && ledger);
  return {
    refused,
    partialHelps: !files.some((file) => refuses(file.problems, isDivisible(file))),
    files: files.map((file, index) => {
      const { path, format, mode, ledger, read, problems, untold, statements } = file;
      const isList = mode === "snapshot" && ledger;
      const own = stored && statements.length > 0 ? cash?.byImport.get(Number(stored.imports[index])) : undefined;
      return {
        file: path,
        format,
        read,
        new: stored?.counts.new[index] ?? 0,
        known: stored?.counts.known[index] ?? 0,
        changed: stored?.counts.changed[index] ?? 0,
        ...(isList && { settled: index === list ? (stored?.settled ?? 0) : 0 }),
        ...(statements.length > 0 && (own ?? { matched: 0, proposed: 0, unapplied: 0 })),
        problems: problems.map(({ line, code, message }) => ({ line, code, message })),
        leftOut: new Set(problems.flatMap(({ line, code, severity }) => (severity === undefined && code !== MORE ? [line] : []))).size + untold,
      };
    }),
    ...(files.some(({ statements }) => statements.length > 0) && (cash?.all ?? { matched: 0, proposed: 0, unapplied: 0 })),
  };
}
