import { readFileSync } from "node:fs";
import { basename } from "node:path";
import type { ImportFormat, ImportSource, Problem, ReadBatch, ReadDebtor, ReadDocument, ReadOptions, ReadResult } from "../../src/imports/contract.ts";

/** Everything that a format reads from a file. */
export interface WholeRead extends Omit<ReadResult, "batches"> {
  readonly rows: number;
  readonly debtors: readonly ReadDebtor[];
  readonly documents: readonly ReadDocument[];
  readonly problems: readonly Problem[];
}

const DEFAULTS: ReadOptions["defaults"] = { currency: "EUR", termsDays: null, country: null };

/** Bytes as the file of an import; small chunks cut cells, characters and line ends in two. */
export function sourceOf(content: string | Buffer, name: string, chunkBytes = 4096): ImportSource {
  const bytes = Buffer.from(content);
  return {
    name,
    open: async function* () {
      for (let at = 0; at < bytes.length; at += chunkBytes) yield bytes.subarray(at, at + chunkBytes);
    },
  };
}

export function sourceAt(path: string): ImportSource {
  return sourceOf(readFileSync(path), basename(path), 64 * 1024);
}

export async function readWhole(format: ImportFormat, source: ImportSource, options: Partial<ReadOptions> = {}): Promise<WholeRead> {
  const { batches, ...result } = await format.read(source, { defaults: DEFAULTS, ...options });
  const all: ReadBatch[] = [];
  for await (const batch of batches) all.push(batch);
  return {
    ...result,
    rows: all.reduce((sum, { rows }) => sum + rows, 0),
    debtors: all.flatMap(({ debtors }) => debtors),
    documents: all.flatMap(({ documents }) => documents),
    problems: all.flatMap(({ problems }) => problems),
  };
}

/** "7 invoice C1 INV-1 2026-10-01 2026-10-31 459.00 open 239.00 EUR": what a test compares, and what a person reads. */
export function lineOf({ line, kind, debtor, document, issued, due, amountMinor, openMinor, currency, settledOn }: ReadDocument): string {
  const plain = (minor: bigint) => `${minor / 100n}.${String(minor % 100n).padStart(2, "0")}`;
  const open = openMinor === undefined || openMinor === amountMinor ? [] : [`open ${plain(openMinor)}`];
  return [line, kind, debtor, document || "-", issued, due ?? "-", plain(amountMinor), ...open, currency, ...(settledOn ? [`settled ${settledOn}`] : [])].join(
    " ",
  );
}

export function codesOf({ problems }: Pick<WholeRead, "problems">): string[] {
  return problems.map(({ line, code, severity }) => [line, code, ...(severity ? [severity] : [])].join(" "));
}
