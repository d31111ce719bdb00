import type { ImportSource, Problem } from "../contract.ts";
import { type DecimalSign, decimalOf, noDecimalEvidence, readDecimal, roundToMinor, weighAmount } from "./amounts.ts";
import { findDelimiter } from "./delimiter.ts";
import { openAsUtf8, readByteFacts, readSample } from "./encoding.ts";
import { type LineAmounts, matches } from "./mapping.ts";
import { readRecords } from "./records.ts";

/** A sum before it is rounded: `value` in units of 10^-scale. */
export interface Sum {
  readonly value: bigint;
  readonly scale: number;
}

export function addSums(a: Sum, b: Sum): Sum {
  const scale = Math.max(a.scale, b.scale);
  return { scale, value: a.value * 10n ** BigInt(scale - a.scale) + b.value * 10n ** BigInt(scale - b.scale) };
}

/** The product of the cells, or the first that is no number. */
export function multiply(cells: readonly string[], decimal: DecimalSign): Sum | string {
  let product: Sum = { value: 1n, scale: 0 };
  for (const cell of cells) {
    const factor = readDecimal(cell, decimal);
    if (!factor) return cell;
    product = { value: product.value * factor.value, scale: product.scale + factor.scale };
  }
  return product;
}

export function roundSum(sum: Sum, currency: string): bigint {
  return roundToMinor(sum.value, sum.scale, currency);
}

/** A companion file that holds the sums of each document, or what is wrong with it. */
export type Sums = { readonly sums: ReadonlyMap<string, Sum> } | { readonly problem: Problem };

class Unusable extends Error {}

interface Table {
  readonly headings: readonly string[];
  readonly decimal: DecimalSign;
  readonly rows: () => AsyncGenerator<{ line: number; cells: readonly string[] }>;
}

/** A file with headings on its first line, read as it is: its columns are named by the mapping. */
async function openTable(companions: readonly ImportSource[], pattern: string, decimal: DecimalSign | undefined): Promise<Table> {
  const source = companions.find((each) => matches(pattern, each.name));
  if (!source) throw new Unusable(`The mapping takes amounts from ${pattern}. Import that file together with this one.`);
  const facts = await readByteFacts(source);
  const sample = await readSample(source, facts, 64 * 1024);
  const delimiter = await findDelimiter(sample);
  const evidence = noDecimalEvidence();
  let headings: readonly string[] = [];
  const records = () => readRecords(openAsUtf8(source, facts), { delimiter, hasQuotes: facts.hasQuotes });
  for await (const batch of records()) {
    headings = batch.records[0]?.cells.map((cell) => cell.trim()) ?? [];
    for (const { cells } of batch.records.slice(1)) for (const cell of cells) weighAmount(cell, evidence);
    break;
  }
  const found = decimal ?? decimalOf(evidence);
  const rows = async function* () {
    let first = true;
    for await (const batch of records()) {
      if (batch.broken) throw new Unusable(`${pattern}: ${batch.broken.message}`);
      for (const record of batch.records.slice(first ? 1 : 0)) yield record;
      first = false;
    }
  };
  return { headings, decimal: found === "mixed" || found === null ? "." : found, rows };
}

function column(table: Table, name: string, file: string): number {
  const index = table.headings.indexOf(name);
  if (index < 0) throw new Unusable(`${file} has no column "${name}". Its columns are ${table.headings.join(", ")}.`);
  return index;
}

/** Adds up the lines of every document: the products of the named columns, with prices looked up where they stand apart. */
export async function loadSums(companions: readonly ImportSource[], lines: LineAmounts & { file: string }, decimal: DecimalSign | undefined): Promise<Sums> {
  try {
    const table = await openTable(companions, lines.file, decimal);
    const prices = lines.lookup ? await loadLookup(companions, lines.lookup, lines.multiply, table, decimal) : null;
    const key = column(table, lines.key ?? "", lines.file);
    const own = lines.multiply.filter((name) => table.headings.includes(name) || !lines.lookup).map((name) => column(table, name, lines.file));
    const joined = lines.lookup ? column(table, lines.lookup.key, lines.file) : -1;
    const sums = new Map<string, Sum>();
    for await (const { line, cells } of table.rows()) {
      const product = multiply(
        own.map((index) => cells[index] ?? ""),
        table.decimal,
      );
      if (typeof product === "string") throw new Unusable(`${lines.file}, line ${line}: "${product}" is no number.`);
      const price = prices ? prices.get((cells[joined] ?? "").trim()) : { value: 1n, scale: 0 };
      if (!price) throw new Unusable(`${lines.file}, line ${line}: "${cells[joined] ?? ""}" is not in ${lines.lookup!.file}.`);
      const amount = { value: product.value * price.value, scale: product.scale + price.scale };
      const document = (cells[key] ?? "").trim();
      sums.set(document, addSums(sums.get(document) ?? { value: 0n, scale: 0 }, amount));
    }
    return { sums };
  } catch (error) {
    if (!(error instanceof Unusable)) throw error;
    return { problem: { line: 1, code: "lines-unreadable", message: error.message, severity: "fatal" } };
  }
}

async function loadLookup(
  companions: readonly ImportSource[],
  lookup: NonNullable<LineAmounts["lookup"]>,
  factors: readonly string[],
  lines: Table,
  decimal: DecimalSign | undefined,
): Promise<Map<string, Sum>> {
  const table = await openTable(companions, lookup.file, decimal);
  const key = column(table, lookup.key, lookup.file);
  const own = factors.filter((name) => !lines.headings.includes(name)).map((name) => column(table, name, lookup.file));
  const found = new Map<string, Sum>();
  for await (const { line, cells } of table.rows()) {
    const product = multiply(
      own.map((index) => cells[index] ?? ""),
      table.decimal,
    );
    if (typeof product === "string") throw new Unusable(`${lookup.file}, line ${line}: "${product}" is no number.`);
    found.set((cells[key] ?? "").trim(), product);
  }
  return found;
}
