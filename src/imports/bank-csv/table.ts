import type { ImportSource } from "../contract.ts";
import { findDelimiter } from "../csv/delimiter.ts";
import { openAsUtf8, readByteFacts, readSample } from "../csv/encoding.ts";
import { type CsvRecord, readRecords } from "../csv/records.ts";
import { Refusal } from "../refusal/refusal.ts";
import { weighHeadings } from "./headings.ts";

/** A bank's table with what stands above it. */
export interface BankTable {
  readonly titles: readonly CsvRecord[];
  readonly headings: CsvRecord;
  readonly rows: readonly CsvRecord[];
}

/** Exports of accounts are small; a larger one is asked for in parts. The table is held in memory. */
const LARGEST = 48 * 1024 * 1024;
const SAMPLE_BYTES = 64 * 1024;
const MOST_TITLES = 40;

/** @throws Refusal where the file is no table of a bank account */
export async function readTable(source: ImportSource): Promise<BankTable> {
  const facts = await readByteFacts(source);
  if (facts.binary) throw new Refusal("file-not-text", 1, "The file holds bytes that no text file holds. Export it again as CSV.");
  if (facts.size > LARGEST)
    throw new Refusal("file-too-large", 1, `The file has more than ${LARGEST / 1024 / 1024} MB. Export the account in parts, month by month.`);
  const delimiter = await findTableDelimiter(await readSample(source, facts, SAMPLE_BYTES));
  const records: CsvRecord[] = [];
  for await (const batch of readRecords(openAsUtf8(source, facts), { delimiter, hasQuotes: facts.hasQuotes, loose: true })) {
    for (const { line, cells } of batch.records) if (cells.some((cell) => cell.trim() !== "")) records.push({ line, cells: cells.map(plainCell) });
    if (batch.broken) throw Refusal.of(batch.broken);
  }
  let best = { at: -1, weight: 0 };
  for (const [at, { cells }] of records.slice(0, MOST_TITLES).entries()) {
    const weight = weighHeadings(cells);
    if (weight > best.weight) best = { at, weight };
  }
  if (best.at < 0) {
    throw new Refusal(
      "bank-csv-headings-missing",
      records[0]?.line ?? 1,
      "No row of headings names a day and an amount of a bank account. Export the account with its headings, or as CAMT.053 or MT940.",
    );
  }
  return { titles: records.slice(0, best.at), headings: records[best.at]!, rows: records.slice(best.at + 1) };
}

/** Title rows have few cells: the delimiter is the one under which headings are found. */
async function findTableDelimiter(sample: Buffer): Promise<string> {
  const found = headingDelimiter(sample.toString("utf8"));
  return found?.delimiter ?? (await findDelimiter(sample));
}

/** The first row in a sample that is a bank's headings, by the delimiter that makes it one. */
export function headingDelimiter(text: string): { readonly delimiter: string; readonly weight: number } | null {
  let best: { delimiter: string; weight: number } | null = null;
  for (const line of text.split(/\r\n|\n|\r/).slice(0, MOST_TITLES + 20)) {
    if (line.length > 8192) continue;
    for (const delimiter of [";", ",", "\t", "|"]) {
      const weight = weighHeadings(line.split(delimiter).map(plainCell));
      if (weight > (best?.weight ?? 0)) best = { delimiter, weight };
    }
  }
  return best;
}

/** Spreadsheets protect text as ="0123"; cells may hold quotes of their own. */
function plainCell(cell: string): string {
  const bare = cell.replace(/^\uFEFF/, "").trim();
  const guarded = /^"?=\s*"*(.*?)"*$/s.exec(bare)?.[1];
  if (guarded !== undefined) return guarded.trim();
  return bare.length > 1 && bare.startsWith('"') && bare.endsWith('"') ? bare.slice(1, -1).trim() : bare;
}
