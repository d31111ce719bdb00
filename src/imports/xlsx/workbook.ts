import type { ImportSource } from "../contract.ts";
import { type ArchivedFile, openArchive } from "../zip/archive.ts";
import { formatOf, type NumberFormat } from "./numbers.ts";
import { readTags, type TagHandler, tooLarge, XlsxProblem } from "./tags.ts";

const MB = 1024 * 1024;
const LARGEST_PART = 32 * MB;
const LARGEST_STRINGS = 128 * MB;
const MOST_STRINGS = 3_000_000;
const MOST_STYLES = 70_000;
const MOST_SHEETS = 200;
/** The characters of a cell that are kept; more than a field may have, so that it is told from one that fits. */
export const LONGEST_CELL = 40_000;

export interface Sheet {
  readonly name: string;
  readonly isHidden: boolean;
  readonly source: ImportSource;
}

export interface Workbook {
  readonly sheets: readonly Sheet[];
  readonly is1904: boolean;
  readonly strings: readonly string[];
  /** By the number of a cell's style. */
  readonly formats: readonly NumberFormat[];
}

/**
 * Opens a workbook of Office Open XML (ECMA-376): its sheets, shared texts and number formats.
 * @throws XlsxProblem, ZipProblem
 */
export async function openWorkbook(source: ImportSource): Promise<Workbook> {
  const files = new Map((await openArchive(source)).map((file) => [file.name.replace(/^\//, "").toLowerCase(), file]));
  refuseOthers(files);
  const path = await pathOf(files, "", /\/officeDocument$/, "xl/workbook.xml");
  const book = files.get(path);
  if (!book)
    throw new XlsxProblem(
      "xlsx-damaged",
      "The archive holds neither a workbook nor bank statements. Save a workbook again as XLSX, or as CSV; unpack any other archive, and import its files one by one.",
    );
  const { sheets, is1904 } = await readBook(book);
  const targets = await relations(files, path);
  const part = (type: RegExp) => files.get([...targets.values()].find((each) => type.test(each.type))?.target ?? "");
  return {
    is1904,
    sheets: sheets.flatMap(({ name, id, isHidden }) => {
      const target = targets.get(id);
      const file = target && target.type.endsWith("/worksheet") ? files.get(target.target) : undefined;
      return file ? [{ name, isHidden, source: file.source }] : [];
    }),
    strings: await readStrings(part(/\/sharedStrings$/)),
    formats: await readFormats(part(/\/styles$/)),
  };
}

function refuseOthers(files: ReadonlyMap<string, ArchivedFile>): void {
  const named = (what: string) => new XlsxProblem("xlsx-unsupported", `This is ${what}, which is not read. Save it as XLSX or CSV.`);
  const names = [...files.keys()];
  if (names.some((name) => name.endsWith("vbaproject.bin"))) throw named("a workbook with macros (XLSM)");
  if (files.has("xl/workbook.bin")) throw named("a binary workbook (XLSB)");
  if (files.has("mimetype") && files.has("content.xml")) throw named("an OpenDocument file (ODS)");
  if (names.some((name) => name.endsWith(".iwa"))) throw named("a file of Apple Numbers");
}

interface Relation {
  readonly type: string;
  readonly target: string;
}

/** What a part refers to, by id; targets are paths in the archive, in small letters. */
async function relations(files: ReadonlyMap<string, ArchivedFile>, path: string): Promise<ReadonlyMap<string, Relation>> {
  const folder = path.slice(0, path.lastIndexOf("/") + 1);
  const found = new Map<string, Relation>();
  await readPart(files.get(`${folder}_rels/${path.slice(folder.length)}.rels`), LARGEST_PART, {
    open: (name, { Id: id = "", Type: type = "", Target: target = "" }) => {
      if (name !== "Relationship" || found.size > MOST_SHEETS * 4) return;
      const joined = target.startsWith("/") ? target.slice(1) : `${folder}${target}`;
      found.set(id, {
        type,
        target: joined
          .replace(/[^/]+\/\.\.\//g, "")
          .replace(/\.\//g, "")
          .toLowerCase(),
      });
    },
  });
  return found;
}

async function pathOf(files: ReadonlyMap<string, ArchivedFile>, from: string, type: RegExp, usual: string): Promise<string> {
  const found = [...(await relations(files, from)).values()].find((each) => type.test(each.type));
  return found && files.has(found.target) ? found.target : usual;
}

async function readPart(file: ArchivedFile | undefined, mostBytes: number, handler: Partial<TagHandler>): Promise<void> {
  if (!file) return;
  const whole: TagHandler = { open: () => {}, close: () => {}, text: () => {}, ...handler };
  for await (const _ of readTags(file.source, whole, mostBytes));
}

async function readBook(file: ArchivedFile): Promise<{ sheets: { name: string; id: string; isHidden: boolean }[]; is1904: boolean }> {
  const sheets: { name: string; id: string; isHidden: boolean }[] = [];
  let is1904 = false;
  await readPart(file, LARGEST_PART, {
    open: (name, attributes) => {
      if (name === "workbookPr") is1904 = /^(1|true|on)$/.test(attributes.date1904 ?? "");
      if (name !== "sheet") return;
      if (sheets.length >= MOST_SHEETS) throw tooLarge(`It has more than ${MOST_SHEETS} sheets`);
      const id = Object.entries(attributes).find(([key]) => /^(\w+:)?id$/.test(key))?.[1] ?? "";
      sheets.push({ name: attributes.name ?? "", id, isHidden: /hidden/i.test(attributes.state ?? "") });
    },
  });
  return { sheets, is1904 };
}

/** A text of several runs is one; what tells how to pronounce it is none of it. */
export function textCollector(): TagHandler & { take(): string } {
  let text = "";
  let [inText, inPhonetic] = [false, false];
  return {
    open: (name) => {
      if (name === "t") inText = true;
      else if (name === "rPh") inPhonetic = true;
    },
    close: (name) => {
      if (name === "t") inText = false;
      else if (name === "rPh") inPhonetic = false;
    },
    text: (piece) => {
      if (inText && !inPhonetic && text.length < LONGEST_CELL) text += piece.slice(0, LONGEST_CELL);
    },
    take: () => {
      const taken = unescape(text);
      text = "";
      return taken;
    },
  };
}

/** Characters that XML cannot hold are written as _x000D_. */
export function unescape(text: string): string {
  return text.includes("_x") ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16))) : text;
}

async function readStrings(file: ArchivedFile | undefined): Promise<string[]> {
  const strings: string[] = [];
  const collector = textCollector();
  await readPart(file, LARGEST_STRINGS, {
    ...collector,
    close: (name) => {
      collector.close(name);
      if (name !== "si") return;
      if (strings.length >= MOST_STRINGS) throw tooLarge(`It has more than ${MOST_STRINGS} texts`);
      strings.push(collector.take());
    },
  });
  return strings;
}

async function readFormats(file: ArchivedFile | undefined): Promise<NumberFormat[]> {
  const codes = new Map<number, string>();
  const formats: NumberFormat[] = [];
  let inCells = false;
  await readPart(file, LARGEST_PART, {
    open: (name, attributes) => {
      if (name === "cellXfs") inCells = true;
      if (name === "numFmt") codes.set(Number(attributes.numFmtId), attributes.formatCode ?? "");
      if (name !== "xf" || !inCells || formats.length >= MOST_STYLES) return;
      const id = Number(attributes.numFmtId ?? 0);
      formats.push(formatOf(id, codes.get(id) ?? ""));
    },
    close: (name) => {
      if (name === "cellXfs") inCells = false;
    },
  });
  return formats;
}
