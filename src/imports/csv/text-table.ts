import type { ImportSource } from "../contract.ts";
import type { TableSource } from "../table/source.ts";
import { findDelimiter } from "./delimiter.ts";
import { openAsUtf8, readByteFacts, readSample } from "./encoding.ts";
import type { Mapping } from "./mapping.ts";
import { type CsvRecord, readRecords } from "./records.ts";
import { type Unreadable, unreadable } from "./unreadable.ts";

const SAMPLE_BYTES = 256 * 1024;

/** Opens text as a table: its encoding, its delimiter and its quotes are found out. */
export async function openTextTable(source: ImportSource, mapping: Mapping = {}): Promise<TableSource | Unreadable> {
  const seen = await readByteFacts(source);
  if (seen.size <= seen.mark) return unreadable("file-empty", "The file is empty. Export it again.");
  if (seen.binary) return unreadable("not-text", "The file holds bytes that no text has (NUL, control characters): it is no CSV. Export it as CSV, in UTF-8.");
  const facts = { ...seen, encoding: mapping.encoding ?? seen.encoding };
  const sample = await readSample(source, facts, SAMPLE_BYTES);
  const isList = (mapping.delimiter ?? "|") === "|" && isBarList(sample);
  const delimiter = mapping.delimiter ?? (isList ? "|" : await findDelimiter(sample));
  // In a list between bars a quote is a character like any other.
  const options = { delimiter, hasQuotes: facts.hasQuotes && !isList };
  const isWhole = sample.length < SAMPLE_BYTES;
  const tried = await sampleRows(sample, options);
  // Programs that write tabs seldom quote: what looks like a broken quote there is a mark of inches, or a name.
  let rows = tried.rows;
  if (tried.isBroken && delimiter === "\t") {
    options.hasQuotes = false;
    rows = (await sampleRows(sample, options)).rows;
  }
  return {
    name: source.name,
    // The sample may end in the middle of a row; a first one alone is the heading above a row that is too long.
    first: { rows: isWhole || rows.length === 1 ? rows : rows.slice(0, -1), isWhole },
    open: () => readRecords(openAsUtf8(source, facts), options),
    isList,
  };
}

const LISTED_BYTES = 32 * 1024;
const FEWEST_LISTED = 3;

/** Lines that begin and end with a bar are a list as programs print it; between its pages stand titles. */
function isBarList(sample: Buffer): boolean {
  const lines = sample
    .toString("utf8", 0, LISTED_BYTES)
    .split(/\r\n|\n|\r/)
    .filter((line) => line.trim() !== "");
  const listed = lines.filter((line) => /^\s*\|/.test(line) && line.trimEnd().endsWith("|"));
  return listed.length >= FEWEST_LISTED && listed.length >= lines.length / 4;
}

async function sampleRows(
  sample: Buffer,
  { delimiter, hasQuotes }: { delimiter: string; hasQuotes: boolean },
): Promise<{ rows: CsvRecord[]; isBroken: boolean }> {
  const rows: CsvRecord[] = [];
  let isBroken = false;
  for await (const batch of readRecords(once(sample), { delimiter, hasQuotes: hasQuotes && sample.includes('"') })) {
    rows.push(...batch.records);
    isBroken ||= batch.broken !== undefined;
  }
  return { rows, isBroken };
}

async function* once(buffer: Buffer): AsyncGenerator<Buffer> {
  yield buffer;
}
