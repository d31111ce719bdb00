import { readRecords } from "./records.ts";

const DELIMITERS = [",", ";", "\t", "|"] as const;
export type Delimiter = (typeof DELIMITERS)[number];
const SAMPLED_ROWS = 200;

/**
 * The delimiter under which the most rows of the sample have the same number of cells, and more than one. Ties go to the
 * one that makes more cells. A table of a single column has none: then a comma does no harm.
 */
export async function findDelimiter(sample: Buffer): Promise<Delimiter> {
  let best: { delimiter: Delimiter; score: number } = { delimiter: ",", score: 0 };
  for (const delimiter of DELIMITERS) {
    if (!sample.includes(delimiter)) continue;
    const score = await weighDelimiter(sample, delimiter);
    if (score > best.score) best = { delimiter, score };
  }
  return best.delimiter;
}

async function weighDelimiter(sample: Buffer, delimiter: Delimiter): Promise<number> {
  const widths = new Map<number, number>();
  let rows = 0;
  for await (const batch of readRecords(once(sample), { delimiter, hasQuotes: sample.includes('"') })) {
    for (const { cells } of batch.records.slice(0, SAMPLED_ROWS - rows)) widths.set(cells.length, (widths.get(cells.length) ?? 0) + 1);
    rows += batch.records.length;
    if (rows >= SAMPLED_ROWS) break;
  }
  let score = 0;
  for (const [width, count] of widths) if (width > 1) score = Math.max(score, (count / Math.min(rows, SAMPLED_ROWS)) * 100 + Math.min(width, 40) / 2);
  return score;
}

async function* once(buffer: Buffer): AsyncGenerator<Buffer> {
  yield buffer;
}
