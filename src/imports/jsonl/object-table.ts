import type { ImportSource, Problem } from "../contract.ts";
import type { DecimalSign } from "../csv/amounts.ts";
import { type ByteFacts, openAsUtf8 } from "../csv/encoding.ts";
import type { Mapping } from "../csv/mapping.ts";
import type { CsvRecord, RecordBatch } from "../csv/records.ts";
import { signOfNumbers } from "../table/decimal-sign.ts";
import type { TableSource } from "../table/source.ts";
import { plainNumber } from "../xlsx/numbers.ts";
import { type ExactJson, ExactNumber, parseExact } from "./exact.ts";
import { type ListedObject, type ObjectBatch, readLines, readLists } from "./objects.ts";

/** The objects of one list as a table: its headings are their keys, "customer.id" for {"customer": {"id": 7}}. */
export interface ObjectTable extends TableSource {
  readonly list: string;
}

export type JsonShape = "lines" | "lists";

const SAMPLED_OBJECTS = 3000;
const MOST_KEYS = 500;
const MOST_LISTS = 50;
const LONGEST_PATH = 200;

/** A row before it is known which keys the file has. */
type Flat = ReadonlyMap<string, string | ExactNumber>;

interface Found {
  readonly keys: Map<string, number>;
  readonly sample: { readonly line: number; readonly row: Flat }[];
  count: number;
}

/** Looks at a whole file once: an object near its end may have a key that no other has. */
export async function openObjectTables(
  source: ImportSource,
  facts: Pick<ByteFacts, "encoding" | "mark">,
  shape: JsonShape,
  mapping: Mapping | undefined,
): Promise<{ tables: ObjectTable[]; problem: Problem | null }> {
  const lists = new Map<string, Found>();
  let problem: Problem | null = null;
  for await (const { objects, problems } of readObjects(source, facts, shape)) {
    problem ??= problems.find(({ severity }) => severity === "fatal") ?? null;
    for (const object of objects) note(object, lists);
  }
  const tables = [...lists].map(([list, found]) => tableOf(source, facts, shape, list, found, mapping));
  return { tables, problem };
}

function readObjects(source: ImportSource, facts: Pick<ByteFacts, "encoding" | "mark">, shape: JsonShape): AsyncGenerator<ObjectBatch> {
  return (shape === "lines" ? readLines : readLists)(decoded(openAsUtf8(source, facts)));
}

async function* decoded(bytes: AsyncIterable<Buffer>): AsyncGenerator<string> {
  const decoder = new TextDecoder("utf-8");
  for await (const chunk of bytes) yield decoder.decode(chunk, { stream: true });
  yield decoder.decode();
}

function note(object: ListedObject, lists: Map<string, Found>): void {
  const row = flatten(object);
  if ("code" in row) return;
  if (!lists.has(object.list) && lists.size >= MOST_LISTS) return;
  const found: Found = lists.get(object.list) ?? { keys: new Map(), sample: [], count: 0 };
  lists.set(object.list, found);
  found.count++;
  for (const key of row.keys()) if (found.keys.size < MOST_KEYS && !found.keys.has(key)) found.keys.set(key, found.keys.size);
  if (found.sample.length < SAMPLED_OBJECTS) found.sample.push({ line: object.line, row });
}

function tableOf(
  source: ImportSource,
  facts: Pick<ByteFacts, "encoding" | "mark">,
  shape: JsonShape,
  list: string,
  { keys, sample, count }: Found,
  mapping: Mapping | undefined,
): ObjectTable {
  const values = function* () {
    for (const { row } of sample) for (const value of row.values()) if (typeof value === "string") yield value;
  };
  const decimal = signOfNumbers(
    values(),
    sample.some(({ row }) => [...row.values()].some((value) => value instanceof ExactNumber && value.text.includes("."))),
    mapping,
  );
  // The keys are no row of the file: they stand before its first line.
  const heading: CsvRecord = { line: 0, cells: [...keys.keys()] };
  const record = (line: number, row: Flat): CsvRecord => {
    const cells = Array.from({ length: keys.size }, () => "");
    for (const [key, value] of row) {
      const index = keys.get(key);
      if (index !== undefined) cells[index] = typeof value === "string" ? value : written(value, decimal);
    }
    return { line, cells };
  };
  return {
    name: list === "" ? source.name : list,
    list,
    isGrid: true,
    first: { rows: [heading, ...sample.map(({ line, row }) => record(line, row))], isWhole: sample.length === count },
    open: async function* (): AsyncGenerator<RecordBatch> {
      yield { records: [heading] };
      for await (const { objects, problems } of readObjects(source, facts, shape)) {
        const records: CsvRecord[] = [];
        const bad: Problem[] = [...problems];
        for (const object of objects) {
          if (object.list !== list) continue;
          const row = flatten(object);
          if ("code" in row) bad.push(row);
          else records.push(record(object.line, row));
        }
        const broken = bad.find(({ severity }) => severity === "fatal");
        yield { records, bad: bad.filter((each) => each !== broken), ...(broken && { broken }) };
      }
    },
    ...(decimal && { decimal }),
  };
}

function written({ text }: ExactNumber, decimal: DecimalSign | undefined): string {
  // A plain decimal is taken digit by digit: rounding to what a double holds would change it.
  const plain = /[eE]/.test(text) ? (plainNumber(text) ?? text) : text;
  return decimal === "," ? plain.replace(".", ",") : plain;
}

/** An object as a row of texts and numbers, or what is wrong with it. */
function flatten({ text, line }: ListedObject): Flat | Problem {
  try {
    const value = parseExact(text);
    if (value === null || typeof value !== "object" || Array.isArray(value) || value instanceof ExactNumber) return bad(line, "it is no object");
    const row = new Map<string, string | ExactNumber>();
    spread(value as { readonly [key: string]: ExactJson }, "", row);
    return row;
  } catch (error) {
    if (!(error instanceof SyntaxError || error instanceof RangeError)) throw error;
    return bad(line, error.message.slice(0, 150));
  }
}

function bad(line: number, why: string): Problem {
  return { line, code: "json-bad-object", message: `What begins on line ${line} cannot be read: ${why}. Write one JSON object a line.` };
}

function spread(object: { readonly [key: string]: ExactJson }, path: string, row: Map<string, string | ExactNumber>): void {
  for (const [key, value] of Object.entries(object)) {
    const at = path === "" ? key : `${path}.${key}`;
    if (at.length > LONGEST_PATH || value === null) continue;
    if (typeof value === "string" || value instanceof ExactNumber) row.set(at, value);
    else if (typeof value === "boolean") row.set(at, String(value));
    else if (Array.isArray(value)) row.set(at, joined(value));
    else spread(value as { readonly [key: string]: ExactJson }, at, row);
  }
}

/** A list of numbers or texts is what a cell with several of them holds; a list of objects is a table of its own, and no cell. */
function joined(values: readonly ExactJson[]): string {
  return values
    .flatMap((value) => (typeof value === "string" ? [value] : value instanceof ExactNumber ? [value.text] : []))
    .slice(0, 100)
    .join("; ");
}
