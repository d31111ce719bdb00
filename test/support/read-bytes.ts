import type { ImportFormat, Problem, ReadDebtor, ReadDocument, ReadOptions, ReadStatement } from "../../src/imports/contract.ts";

export interface ReadAll {
  readonly rows: number;
  readonly debtors: readonly ReadDebtor[];
  readonly documents: readonly ReadDocument[];
  readonly statements: readonly ReadStatement[];
  readonly problems: readonly Problem[];
  /** The codes of the problems. */
  readonly codes: readonly string[];
}

/** All that a format reads from some bytes, which come in chunks of any size. */
export async function readBytes(format: ImportFormat, bytes: Buffer | string, options: Partial<ReadOptions> = {}, chunk = 64 * 1024): Promise<ReadAll> {
  const whole = Buffer.from(bytes as string);
  const source = {
    name: "file",
    async *open() {
      for (let at = 0; at < whole.length; at += chunk) yield whole.subarray(at, at + chunk);
    },
  };
  const all = { rows: 0, debtors: [] as ReadDebtor[], documents: [] as ReadDocument[], statements: [] as ReadStatement[], problems: [] as Problem[] };
  const { batches } = await format.read(source, { defaults: { currency: null, termsDays: null, country: null }, ...options });
  for await (const batch of batches) {
    all.rows += batch.rows;
    all.debtors.push(...batch.debtors);
    all.documents.push(...batch.documents);
    all.statements.push(...(batch.statements ?? []));
    all.problems.push(...batch.problems);
  }
  return { ...all, codes: all.problems.map(({ code }) => code) };
}
