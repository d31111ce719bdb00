import type { ImportFormat, ImportSource, Problem, ReadBatch, ReadOptions, ReadResult } from "./contract.ts";
import { readByteFacts, readSample } from "./csv/encoding.ts";
import { type Unreadable, unreadable } from "./csv/unreadable.ts";
import { type JsonShape, type ObjectTable, openObjectTables } from "./jsonl/object-table.ts";
import { weighTable, whyNone } from "./table/choose.ts";
import { only, readTable } from "./table/read-table.ts";

/** JSON with one object a line, or with lists of objects: every list is a table, with the objects' keys as its headings. */
const jsonl: ImportFormat = { name: "jsonl", isTable: true, recognise, read };
export default jsonl;

function recognise(sample: Buffer): number {
  const text = sample
    .toString("utf8")
    .replace(/^\ufeff/, "")
    .trimStart();
  if (text.startsWith("[")) return /^\[\s*(\{|\])/.test(text) ? 0.8 : 0.1;
  if (!/^\{\s*["}]/.test(text)) return 0;
  return isLine(text) ? 0.9 : 0.5;
}

/** Whether the first line is an object by itself. A sample may end within it. */
function isLine(text: string): boolean {
  const line = text.slice(0, Math.max(0, text.indexOf("\n")) || text.length).trim();
  try {
    JSON.parse(line);
    return true;
  } catch {
    return false;
  }
}

const SHAPE_BYTES = 1024 * 1024;

/** The tables of a JSON file. */
export async function openJsonTables(source: ImportSource, options: ReadOptions): Promise<ObjectTable[] | Unreadable> {
  const facts = await readByteFacts(source);
  if (facts.size <= facts.mark) return unreadable("file-empty", "The file is empty. Export it again.");
  if (facts.binary) return unreadable("not-text", "The file holds bytes that no text has (NUL, control characters): it is no JSON. Export it again.");
  if (facts.encoding === "windows-1252") return unreadable("json-encoding", "The file is not in UTF-8, as JSON has to be. Export it again.");
  const start = (await readSample(source, facts, SHAPE_BYTES)).toString("utf8").trimStart();
  const shape: JsonShape = start.startsWith("{") && (isLine(start) || isLines(start)) ? "lines" : "lists";
  let { tables, problem } = await openObjectTables(source, facts, shape, options.mapping);
  const [only] = tables;
  // A whole file on one line: it is a document, or an object that holds the lists.
  if (shape === "lines" && only && tables.length === 1 && only.first.rows.length === 2 && weighTable(only, options).holds === "nothing") {
    const lists = await openObjectTables(source, facts, "lists", options.mapping);
    if (lists.tables.length > 0) ({ tables, problem } = lists);
  }
  if (problem) return { problem };
  if (tables.length > 0) return tables;
  return unreadable("json-not-a-ledger", "The file holds no list of objects. Write one JSON object a line: an invoice, a payment, a customer.");
}

/** Where the first line is damaged, the second tells. */
function isLines(start: string): boolean {
  const lines = start.split("\n").map((line) => line.trim());
  return lines.filter((line) => line.startsWith("{") && line.endsWith("}")).length > lines.length / 2;
}

async function read(source: ImportSource, options: ReadOptions): Promise<ReadResult> {
  const tables = await openJsonTables(source, options);
  if ("problem" in tables) return readTable(tables, options);
  if (tables.length === 1 && tables[0]!.list === "") return readTable(tables[0]!, options);
  const weighed = tables.map((table) => ({ ...weighTable(table, options), table }));
  const good = options.mapping?.serves ? weighed.slice(0, 1) : weighed.filter(({ holds }) => holds !== "nothing");
  if (good.length === 0) return readTable(foreign(tables, whyNone(weighed).problem), options);
  const read = await Promise.all(good.map(({ table }) => readTable(table, options)));
  const left = tables.filter((table) => !good.some((each) => each.table === table)).map(({ list }) => `"${list.slice(0, 40)}"`);
  const first = read.find(({ ledger }) => ledger) ?? read[0]!;
  return { ...first, batches: inTurn(read, left.length > 0 ? listsLeftOut(left.slice(0, 10)) : null) };
}

function foreign(tables: readonly ObjectTable[], { message }: Problem): Unreadable {
  const lists = tables.slice(0, 5).map(({ list }) => `"${list.slice(0, 40)}"`);
  return unreadable(
    "json-not-a-ledger",
    `The file is a document of another program, and no ledger: its lists (${lists.join(", ")}) hold no invoices, payments or customers. ${message.slice(0, 300)}`,
  );
}

async function* inTurn(results: readonly ReadResult[], warning: Problem | null): AsyncGenerator<ReadBatch> {
  if (warning) yield* only(warning);
  for (const { batches } of results) yield* batches;
}

function listsLeftOut(lists: readonly string[]): Problem {
  return {
    line: 1,
    code: "lists-left-out",
    message: `The lists ${lists.join(", ")} hold no documents and no customers, and were not read.`,
    severity: "warning",
  };
}
