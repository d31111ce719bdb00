import type { ImportSource, ReadOptions } from "../contract.ts";
import { openTextTable } from "../csv/text-table.ts";
import type { Unreadable } from "../csv/unreadable.ts";
import jsonl, { openJsonTables } from "../jsonl.ts";
import xlsx, { openXlsxTable } from "../xlsx.ts";
import { weighTable, whyNone } from "./choose.ts";
import type { TableSource } from "./source.ts";

const SURE = 0.5;

/** Opens a file as the table of a ledger, be it a workbook, JSON or text: of several tables in it, the one with documents. */
export async function openTable(source: ImportSource, options: ReadOptions): Promise<TableSource | Unreadable> {
  const start = await firstChunk(source);
  if (xlsx.recognise(start, source.name) >= SURE) return openXlsxTable(source, options);
  if (jsonl.recognise(start, source.name) < SURE) return openTextTable(source, options.mapping);
  const tables = await openJsonTables(source, options);
  if ("problem" in tables) return tables;
  const weighed = tables.map((table) => weighTable(table, options));
  return (weighed.find(({ holds }) => holds === "documents") ?? weighed.find(({ holds }) => holds === "debtors"))?.table ?? whyNone(weighed);
}

async function firstChunk(source: ImportSource): Promise<Buffer> {
  for await (const chunk of source.open()) return chunk.subarray(0, 64 * 1024);
  return Buffer.alloc(0);
}
