import { type Budget, unpack } from "./filters.ts";
import { isDict, PdfProblem, PdfReader, PdfStream, type PdfDict, type PdfValue } from "./syntax.ts";

/** Where an object lies: at a place of the file, or as the n-th of those that are packed together in a stream. */
export type Place = { readonly offset: number } | { readonly packedIn: number; readonly index: number };

export interface Places {
  readonly objects: Map<number, Place>;
  readonly trailer: PdfDict;
}

const MOST_OBJECTS = 2_000_000;
const MOST_SECTIONS = 1000;

/**
 * Where the objects are, as the file itself says (ISO 32000-2, 7.5.4 to 7.5.8): the newest section first, which the older
 * ones must not overrule. @throws PdfProblem where a section is not where it should be
 */
export function statedPlaces(bytes: Buffer, start: number, budget: Budget): Places {
  const objects = new Map<number, Place>();
  const seen = new Set<number>();
  let trailer: PdfDict | null = null;
  const waiting = [start];
  for (let offset = waiting.shift(); offset !== undefined; offset = waiting.shift()) {
    if (seen.has(offset)) continue;
    if (seen.add(offset).size > MOST_SECTIONS) throw new PdfProblem("it was changed too often");
    const reader = new PdfReader(bytes, offset);
    const back = reader.at;
    const isTable = reader.word() === "xref";
    if (!isTable) reader.at = back;
    const dict = isTable ? readTable(reader, objects) : readPacked(reader, bytes, objects, budget);
    trailer ??= dict;
    for (const key of ["XRefStm", "Prev"]) {
      const next = dict.get(key);
      if (typeof next === "number") waiting.push(next);
    }
  }
  if (!trailer) throw new PdfProblem("it has no table of objects");
  return { objects, trailer };
}

function add(objects: Map<number, Place>, number: number, place: Place): void {
  if (objects.has(number)) return;
  if (objects.size >= MOST_OBJECTS) throw new PdfProblem("it has too many objects");
  objects.set(number, place);
}

function readTable(reader: PdfReader, objects: Map<number, Place>): PdfDict {
  for (let word = reader.word(); word !== "trailer"; word = reader.word()) {
    if (!/^\d{1,10}$/.test(word)) throw new PdfProblem("its table of objects is damaged");
    const first = Number(word);
    const count = reader.integer();
    for (let index = 0; index < count; index++) {
      const offset = reader.integer();
      reader.integer();
      const kind = reader.word();
      if (kind === "n") add(objects, first + index, { offset });
      else if (kind !== "f") throw new PdfProblem("its table of objects is damaged");
    }
  }
  const trailer = reader.value(1);
  if (isDict(trailer)) return trailer;
  throw new PdfProblem("its table of objects is damaged");
}

/** A table of objects that is a stream itself. */
function readPacked(reader: PdfReader, bytes: Buffer, objects: Map<number, Place>, budget: Budget): PdfDict {
  reader.integer();
  reader.integer();
  const stream = reader.word() === "obj" ? reader.value() : null;
  if (!(stream instanceof PdfStream)) throw new PdfProblem("its table of objects is damaged");
  const numbers = (value: PdfValue | undefined) => (Array.isArray(value) ? value.filter((each) => typeof each === "number") : []);
  const widths = numbers(stream.dict.get("W"));
  const size = stream.dict.get("Size");
  const length = stream.dict.get("Length");
  if (widths.length < 3 || widths.some((width) => !(width >= 0 && width <= 6)) || typeof length !== "number")
    throw new PdfProblem("its table of objects is damaged");
  const rows = unpack(bytes.subarray(stream.start, stream.start + length), stream.dict, (value) => value ?? null, budget);
  const ranges = stream.dict.has("Index") ? numbers(stream.dict.get("Index")) : [0, typeof size === "number" ? size : 0];
  let at = 0;
  const field = (width: number, otherwise: number): number => {
    const value = width === 0 ? otherwise : at + width <= rows.length ? rows.readUIntBE(at, width) : Number.NaN;
    at += width;
    return value;
  };
  for (let range = 0; range + 1 < ranges.length; range += 2) {
    for (let index = 0; index < ranges[range + 1]! && at < rows.length; index++) {
      const [kind, second, third] = [field(widths[0]!, 1), field(widths[1]!, 0), field(widths[2]!, 0)];
      if (kind === 1) add(objects, ranges[range]! + index, { offset: second });
      else if (kind === 2) add(objects, ranges[range]! + index, { packedIn: second, index: third });
    }
  }
  return stream.dict;
}

/** Where the objects are found by looking through the whole file, for one whose own table is wrong; the last one counts. */
export function foundPlaces(bytes: Buffer): Places {
  const objects = new Map<number, Place>();
  let trailer: PdfDict | null = null;
  const text = bytes.toString("latin1");
  for (const match of text.matchAll(/(?<![0-9])(\d{1,10})[ \t\r\n]{1,4}\d{1,5}[ \t\r\n]{1,4}obj\b|\btrailer\b/g)) {
    if (match[1] !== undefined) {
      objects.set(Number(match[1]), { offset: match.index });
      if (objects.size > MOST_OBJECTS) throw new PdfProblem("it has too many objects");
    }
    const head = match[1] === undefined || /\/XRef\b/.test(text.slice(match.index, match.index + 1000)) ? dictBehind(bytes, match.index) : null;
    if (head?.has("Root")) trailer = head;
  }
  if (!trailer) throw new PdfProblem("it has no table of objects");
  return { objects, trailer };
}

function dictBehind(bytes: Buffer, offset: number): PdfDict | null {
  const start = bytes.indexOf("<<", offset);
  if (start < 0 || start > offset + 200) return null;
  try {
    const value = new PdfReader(bytes, start).value(1);
    return isDict(value) ? value : null;
  } catch {
    return null;
  }
}
