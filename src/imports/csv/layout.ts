import type { ImportSource, ReadOptions } from "../contract.ts";
import { type DecimalSign, splitAmount } from "./amounts.ts";
import { assignColumns, type Column, type Columns, countHeadings } from "./columns.ts";
import type { DateOrder } from "./dates.ts";
import { readCurrency } from "./currencies.ts";
import { type Delimiter, findDelimiter } from "./delimiter.ts";
import { type ByteFacts, readByteFacts, readSample } from "./encoding.ts";
import { type Field, plainHeading } from "./fields.ts";
import { kindOf } from "./file-kind.ts";
import type { LineAmounts, Mapping } from "./mapping.ts";
import { type CsvRecord, readRecords } from "./records.ts";
import type { PaymentSign } from "./payment-sign.ts";
import { type Unreadable, unreadable } from "./unreadable.ts";
import type { RowKind } from "./words.ts";
import { settleWriting } from "./writing.ts";

/** Everything that is decided about a file before its rows are read. */
export interface Layout {
  readonly facts: Pick<ByteFacts, "encoding" | "mark" | "hasQuotes">;
  readonly delimiter: Delimiter;
  /** The line of the heading; rows above it are titles. */
  readonly headingLine: number;
  readonly headings: readonly string[];
  readonly columns: Columns;
  readonly constants: NonNullable<Mapping["constants"]>;
  /** What every row is; null where a type column tells. */
  readonly kind: RowKind | null;
  readonly dateOrder: DateOrder;
  readonly decimal: DecimalSign;
  readonly lineAmounts: LineAmounts | null;
  readonly mode: "movements" | "snapshot";
  /** Null where the first rows do not tell: whoever meets a payment has to read all of them. */
  readonly paymentSign: PaymentSign | null;
  /** The amounts carry their currency ("EUR 12.50"). */
  readonly amountsNameCurrency: boolean;
}

const SAMPLE_BYTES = 256 * 1024;
const SAMPLED_CELLS = 300;
/** Titles, addresses and report parameters above the heading. */
const LONGEST_PREFACE = 30;

/** Decides how a file is to be read, from its bytes, its headings and what its columns hold. */
export async function decideLayout(source: ImportSource, options: ReadOptions): Promise<Layout | Unreadable> {
  const mapping = options.mapping ?? {};
  const seen = await readByteFacts(source);
  if (seen.size <= seen.mark) return unreadable("file-empty", "The file is empty. Export it again.");
  if (seen.binary) return unreadable("not-text", "The file holds bytes that no text has (NUL, control characters): it is no CSV. Export it as CSV, in UTF-8.");
  const facts = { ...seen, encoding: mapping.encoding ?? seen.encoding };
  const sample = await readSample(source, facts, SAMPLE_BYTES);
  const delimiter = mapping.delimiter ?? (await findDelimiter(sample));
  const records = await sampleRecords(sample, delimiter);
  const heading = findHeading(records, mapping);
  if (!heading) return unknownHeading(records);
  const rows = records.slice(records.indexOf(heading) + 1);
  const columns = nameColumns(heading, rows, mapping);
  const constants = { ...currencyOfHeading(columns, heading), ...mapping.constants };
  const lineAmounts = mapping.lineAmounts ?? linesOf(columns, heading);
  const kind = kindOf({ columns, constants, headings: heading.cells, hasLines: lineAmounts !== null, fileName: source.name });
  if (!kind && !columns.has("type")) return missingColumns(heading);
  const base = {
    facts,
    delimiter,
    headingLine: heading.line,
    headings: heading.cells,
    columns,
    constants,
    kind: columns.has("type") ? null : kind,
    lineAmounts,
    mode: mapping.mode ?? "movements",
  };
  const writing = await settleWriting(source, base, { rows, isWhole: sample.length < SAMPLE_BYTES }, options);
  return "problem" in writing ? writing : { ...base, ...writing, amountsNameCurrency: namesCurrency(base.columns, rows) };
}

async function sampleRecords(sample: Buffer, delimiter: Delimiter): Promise<CsvRecord[]> {
  const records: CsvRecord[] = [];
  for await (const batch of readRecords(once(sample), { delimiter, hasQuotes: sample.includes('"') })) records.push(...batch.records);
  // The sample may end in the middle of a row.
  return sample.length >= SAMPLE_BYTES ? records.slice(0, -1) : records;
}

async function* once(buffer: Buffer): AsyncGenerator<Buffer> {
  yield buffer;
}

function findHeading(records: readonly CsvRecord[], mapping: Mapping): CsvRecord | null {
  const mapped = new Set(Object.keys(mapping.columns ?? {}));
  let best: { record: CsvRecord; score: number } | null = null;
  for (const record of records.slice(0, LONGEST_PREFACE)) {
    const score = countHeadings(record.cells, mapped);
    if (score >= 2 && score > (best?.score ?? 0)) best = { record, score };
  }
  return best?.record ?? null;
}

function unknownHeading(records: readonly CsvRecord[]): Unreadable {
  const first =
    records[0]?.cells
      .slice(0, 12)
      .map((cell) => JSON.stringify(cell.slice(0, 40)))
      .join(", ") ?? "nothing";
  return unreadable(
    "heading-unknown",
    `No row of headings was recognised; the first row holds ${first}. Put headings such as debtor, document, issued, due, amount, currency above the columns, or name them in a mapping (--map FILE).`,
  );
}

function missingColumns(heading: CsvRecord): Unreadable {
  return unreadable(
    "column-missing",
    `The headings ${heading.cells.map((cell) => JSON.stringify(cell.slice(0, 40))).join(", ")} tell neither invoices (debtor, document, issued, amount) nor payments nor customers. Rename them or use a mapping (--map FILE).`,
    heading.line,
  );
}

function nameColumns(heading: CsvRecord, rows: readonly CsvRecord[], mapping: Mapping): Map<Field, number> {
  const columns: Column[] = heading.cells.map((cell, index) => ({
    index,
    heading: cell.trim(),
    sample: rows
      .map((row) => row.cells[index] ?? "")
      .filter((text) => text.trim() !== "")
      .slice(0, SAMPLED_CELLS),
  }));
  const fixed = new Map<number, Field | null>();
  for (const [name, field] of Object.entries(mapping.columns ?? {})) {
    const column = columns.find((each) => each.heading === name.trim()) ?? columns.find((each) => plainHeading(each.heading) === plainHeading(name));
    if (column) fixed.set(column.index, field);
  }
  const found = assignColumns(columns, fixed);
  const amounts = found.has("amount") || found.has("open") || found.has("lineAmount");
  if (!found.has("amount") && !found.has("open") && found.has("paidAmount")) {
    found.set("amount", found.get("paidAmount")!);
    found.delete("paidAmount");
  }
  const id = columns.find((column) => plainHeading(column.heading) === "id" && ![...found.values()].includes(column.index) && !fixed.has(column.index));
  // "ID" is that of the rows: of the documents where there are amounts, else of the customers.
  if (id && amounts && !found.has("document")) found.set("document", id.index);
  else if (id && !amounts && !found.has("debtor")) found.set("debtor", id.index);
  // "Number" in a list of customers is the customer's.
  if (!found.has("debtor") && !amounts && !found.has("issued") && found.has("document") && [...fixed.values()].every((field) => field !== "document")) {
    found.set("debtor", found.get("document")!);
    found.delete("document");
  }
  return found;
}

/** "Amount (EUR)" names the currency of the whole column. */
function currencyOfHeading(columns: Columns, heading: CsvRecord): Mapping["constants"] {
  const amount = heading.cells[columns.get("amount") ?? columns.get("open") ?? -1] ?? "";
  const code = columns.has("currency") ? undefined : /[^a-z]([a-z]{3})[^a-z]*$/i.exec(amount)?.[1];
  return code && readCurrency(code) ? { currency: code.toUpperCase() } : {};
}

function linesOf(columns: Columns, heading: CsvRecord): LineAmounts | null {
  const index = columns.get("lineAmount");
  return index === undefined || columns.has("amount") || columns.has("open") ? null : { multiply: [heading.cells[index]!.trim()] };
}

function namesCurrency(columns: Columns, rows: readonly CsvRecord[]): boolean {
  const amount = columns.get("amount") ?? columns.get("open");
  return amount !== undefined && rows.some((row) => readCurrency(splitAmount(row.cells[amount] ?? "")?.currency ?? "") !== null);
}
