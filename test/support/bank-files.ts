import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { basename } from "node:path";
import { expect } from "vitest";
import type { ImportFormat, Problem, ReadOptions, ReadStatement, ReadTransaction } from "../../src/imports/contract.ts";
import { importFormats } from "../../src/open-folders.ts";

export interface WholeStatement extends Omit<ReadStatement, "transactions"> {
  readonly transactions: ReadTransaction[];
}

export interface WholeFile {
  readonly format: string;
  readonly confidence: number;
  /** The pieces of each statement put together; none where the file is refused. */
  readonly statements: WholeStatement[];
  readonly problems: Problem[];
  /** The code of the problem for which nothing of the file is imported. */
  readonly refused: string | null;
}

const DEFAULTS: ReadOptions["defaults"] = { currency: null, termsDays: null, country: null };

/** Reads a file of real data with the format that recognises it best, as an import does. */
export async function readBankFile(path: string, defaults: Partial<ReadOptions["defaults"]> = {}): Promise<WholeFile> {
  const { format, confidence } = await recogniseFile(path);
  const { batches } = await format.read(
    { name: basename(path), open: () => createReadStream(path) as AsyncIterable<Buffer> },
    { defaults: { ...DEFAULTS, ...defaults } },
  );
  const statements = new Map<number, WholeStatement>();
  const problems: Problem[] = [];
  for await (const batch of batches) {
    problems.push(...batch.problems);
    for (const piece of batch.statements ?? []) {
      const known = statements.get(piece.ordinal);
      expect(known?.last ?? false, "a piece after the last one").toBe(false);
      const opening = known?.opening ?? piece.opening;
      statements.set(piece.ordinal, { ...piece, ...(opening && { opening }), transactions: [...(known?.transactions ?? []), ...piece.transactions] });
    }
  }
  const refused = problems.find(({ severity }) => severity !== "warning")?.code ?? null;
  return { format: format.name, confidence, problems, refused, statements: refused === null ? [...statements.values()] : [] };
}

async function recogniseFile(path: string): Promise<{ format: ImportFormat; confidence: number }> {
  const file = await open(path, "r");
  const { buffer, bytesRead } = await file.read(Buffer.alloc(64 * 1024), 0, 64 * 1024, 0);
  await file.close();
  const found = [...(await importFormats()).values()].map((format) => ({
    format,
    confidence: format.recognise(buffer.subarray(0, bytesRead), basename(path)),
  }));
  return found.sort((a, b) => b.confidence - a.confidence)[0]!;
}

/** What holds of every statement, whoever wrote it: it adds up where it tells both balances, and nothing in it is a placeholder. */
export function expectSound(statements: readonly WholeStatement[]): void {
  for (const { opening, closing, transactions, last } of statements) {
    expect(last).toBe(true);
    const moved = transactions.reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
    if (opening && closing) expect(opening.amountMinor + moved).toBe(closing.amountMinor);
    for (const { booked, reference, text, payer, amountMinor } of transactions) {
      expect(booked).toMatch(/^\d{4}-\d{2}-\d{2}$/);
      expect(amountMinor).not.toBe(0n);
      expect(reference ?? "x").not.toMatch(/^(NONREF|NOTPROVIDED|EREF)?$/);
      expect(`${text}${payer.name ?? ""}`).not.toMatch(/[\r\n\t]/);
      if (payer.iban !== undefined) expect(payer.iban).toMatch(/^[A-Z]{2}\d{2}[A-Z0-9]+$/);
    }
  }
}
