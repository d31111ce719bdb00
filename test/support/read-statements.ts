import { createReadStream } from "node:fs";
import { basename } from "node:path";
import type { ImportFormat, ImportSource, Problem, ReadStatement } from "../../src/imports/contract.ts";

/** All that a bank format reads of a file: its statements put together from their pieces, and its problems. */
export interface ReadFile {
  readonly statements: readonly ReadStatement[];
  readonly problems: readonly Problem[];
  /** The code of what refuses it; null where it was read. */
  readonly refusal: string | null;
}

export async function readStatements(format: ImportFormat, source: ImportSource): Promise<ReadFile> {
  const statements = new Map<number, ReadStatement>();
  const problems: Problem[] = [];
  const { batches } = await format.read(source, { defaults: { currency: null, termsDays: null, country: null } });
  for await (const batch of batches) {
    problems.push(...batch.problems);
    for (const piece of batch.statements ?? []) {
      const known = statements.get(piece.ordinal);
      statements.set(piece.ordinal, { ...piece, transactions: [...(known?.transactions ?? []), ...piece.transactions] });
    }
  }
  return { statements: [...statements.values()], problems, refusal: problems.find(({ severity }) => severity !== "warning")?.code ?? null };
}

export function fileSource(path: string): ImportSource {
  return { name: basename(path), open: () => createReadStream(path, { highWaterMark: 256 * 1024 }) as AsyncIterable<Buffer> };
}

/** A file that is written in a test, handed over in pieces of `size` bytes. */
export function textSource(content: string | Buffer, size = 1 << 16): ImportSource {
  const bytes = Buffer.from(content);
  return {
    name: "file.xml",
    async *open() {
      for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
    },
  };
}
