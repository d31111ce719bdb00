import type { ImportFormat, Problem, ReadOptions, ReadStatement, ReadTransaction } from "../../src/imports/contract.ts";

const DEFAULTS: ReadOptions["defaults"] = { currency: null, termsDays: null, country: null };

export interface ReadText {
  readonly statements: readonly ReadStatement[];
  readonly transactions: readonly ReadTransaction[];
  readonly problems: readonly Problem[];
  /** "3 statement-unbalanced" */
  readonly codes: readonly string[];
}

/** Reads a text with a bank format. Small chunks cut lines, characters and tags in two everywhere. */
export async function readText(
  format: ImportFormat,
  text: string | Buffer,
  defaults: Partial<ReadOptions["defaults"]> = {},
  chunkBytes = 7,
): Promise<ReadText> {
  const bytes = Buffer.from(text);
  const open = async function* () {
    for (let at = 0; at < bytes.length; at += chunkBytes) yield bytes.subarray(at, at + chunkBytes);
  };
  const { batches } = await format.read({ name: "statement.txt", open }, { defaults: { ...DEFAULTS, ...defaults } });
  const statements: ReadStatement[] = [];
  const problems: Problem[] = [];
  for await (const batch of batches) {
    statements.push(...(batch.statements ?? []));
    problems.push(...batch.problems);
  }
  return {
    statements,
    transactions: statements.flatMap(({ transactions }) => transactions),
    problems,
    codes: problems.map(({ line, code }) => `${line} ${code}`),
  };
}
