import { open, readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import type { Enclosures } from "../../core/letter/enclosures.ts";
import { syncFolder } from "./written-file.ts";

export const PRINT_LIST = "letters.csv";
const BATCHES = "batches.csv";

/** One letter that was handed over for printing: a line of its day's list. */
export interface PrintEntry {
  readonly deliveryId: string;
  readonly file: string;
  /** SHA-256 of the file. */
  readonly hash: string;
  readonly recipient: string;
  readonly enclosures: Enclosures | null;
}

/**
 * The letters of a day's folder in the order in which they were handed over; none where there is no list. A delivery is printed once, also where two
 * processes listed it: one that was cut off while it wrote, and whoever took the letter over.
 */
export async function readPrintList(dayFolder: string): Promise<PrintEntry[]> {
  const entries = new Map<string, PrintEntry>();
  for (const [deliveryId, file, hash, recipient, enclosed = ""] of await readLines(dayFolder, PRINT_LIST)) {
    if (!deliveryId || !file || !hash || recipient === undefined || entries.has(deliveryId)) continue;
    entries.set(deliveryId, { deliveryId, file, hash, recipient, enclosures: readEnclosures(enclosed) });
  }
  return [...entries.values()];
}

/** The line is the hand-over: only a whole one counts. */
export async function isListed(dayFolder: string, deliveryId: string): Promise<boolean> {
  const lines = (await readText(dayFolder, PRINT_LIST)).split("\n");
  // The last piece is empty, or a line that a crash has cut.
  return lines.slice(0, -1).some((line) => line.startsWith(`${deliveryId},`));
}

export async function addToPrintList(dayFolder: string, { deliveryId, file, hash, recipient, enclosures }: PrintEntry): Promise<void> {
  const cells = [deliveryId, file, hash, recipient, ...(enclosures ? [writeEnclosures(enclosures)] : [])];
  await append(dayFolder, PRINT_LIST, [cells]);
}

/** The letters that a batch holds already, by delivery, with the batch's file. */
export async function readBatches(dayFolder: string): Promise<Map<string, string>> {
  return new Map((await readLines(dayFolder, BATCHES)).flatMap(([id, file]) => (id && file ? [[id, file] as const] : [])));
}

export async function addToBatches(dayFolder: string, file: string, deliveryIds: readonly string[]): Promise<void> {
  await append(
    dayFolder,
    BATCHES,
    deliveryIds.map((id) => [id, file]),
  );
}

function writeEnclosures({ returnEnvelope, invoiceCopies }: Enclosures): string {
  return [...(returnEnvelope ? ["return-envelope"] : []), ...invoiceCopies.map((document) => `invoice-copy:${document.replaceAll(";", " ")}`)].join(";");
}

function readEnclosures(text: string): Enclosures | null {
  if (text === "") return null;
  const parts = text.split(";");
  return {
    returnEnvelope: parts.includes("return-envelope"),
    invoiceCopies: parts.flatMap((part) => (part.startsWith("invoice-copy:") ? [part.slice("invoice-copy:".length)] : [])),
  };
}

async function readLines(dayFolder: string, name: string): Promise<string[][]> {
  const lines = (await readText(dayFolder, name)).split("\n");
  return lines.slice(0, -1).map((line) => readLine(line));
}

/** A torn line may be anything: it has no cells. */
function readLine(line: string): string[] {
  try {
    return parse(line, { relaxColumnCount: true })[0] ?? [];
  } catch {
    return [];
  }
}

/** One appended write: two processes never tear each other's lines. */
async function append(dayFolder: string, name: string, rows: readonly (readonly string[])[]): Promise<void> {
  const before = await readText(dayFolder, name);
  const cut = before !== "" && !before.endsWith("\n") ? "\n" : "";
  const file = await open(join(dayFolder, name), "a");
  try {
    await file.appendFile(`${cut}${rows.map((row) => `${row.map(quote).join(",")}\n`).join("")}`);
    await file.sync();
  } finally {
    await file.close();
  }
  await syncFolder(dayFolder);
}

async function readText(dayFolder: string, name: string): Promise<string> {
  try {
    return await readFile(join(dayFolder, name), "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return "";
    throw error;
  }
}

/** Spreadsheets run what starts with = + - @: such a value is kept as text. */
function quote(value: string): string {
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\n\r]/.test(text) || text !== value ? `"${text.replaceAll('"', '""')}"` : text;
}
