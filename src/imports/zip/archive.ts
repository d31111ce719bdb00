import { crc32, createInflateRaw } from "node:zlib";
import { type Entry, fromBuffer, type ZipFile } from "yauzl";
import type { ImportSource } from "../contract.ts";
import { Refusal } from "../refusal/refusal.ts";

/** One file of an archive. */
export interface ArchivedFile {
  /** Its path within the archive. */
  readonly name: string;
  /** What it holds, unpacked while it is read. @throws ZipProblem in the midst of it, where it is damaged */
  readonly source: ImportSource;
  readonly size: number;
}

/** What is wrong with an archive, in words for its owner. */
export class ZipProblem extends Refusal {
  constructor(code: "zip-damaged" | "zip-encrypted" | "zip-too-large" | "zip-unsupported", message: string) {
    super(code, 1, message);
  }
}

const MB = 1024 * 1024;
/** The packed archive is held in memory: its directory stands at its end. */
const LARGEST_ARCHIVE = 64 * MB;
const LARGEST_TOTAL = 2048 * MB;
const MOST_FILES = 2000;
// XML of 100,000 equal entries packs to a fortieth; only what is made to fill a disk comes near the thousandth that is possible.
const MOST_RATIO = 250;
const RATIO_COUNTS_FROM = 8 * MB;
const CHUNK = 128 * 1024;

const METHOD_STORED = 0;
const METHOD_DEFLATED = 8;

/**
 * Opens a zip archive: its files in the archive's order, folders left out. Sizes are bounded before anything is unpacked, and
 * a file that is larger than its archive declares stops there.
 * @throws ZipProblem for archives that are damaged, encrypted or too large
 */
export async function openArchive(source: ImportSource): Promise<ArchivedFile[]> {
  const packed = await readAll(source);
  const entries = await readDirectory(packed);
  checkSizes(entries.map(({ entry }) => entry));
  checkOverlaps(entries);
  return entries
    .filter(({ entry }) => !entry.fileName.endsWith("/"))
    .map(({ entry, start }) => {
      const name = entry.fileName;
      return { name, size: entry.uncompressedSize, source: { name: name.split("/").at(-1)!, open: () => unpack(packed, entry, start) } };
    });
}

async function readAll(source: ImportSource): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of source.open()) {
    size += chunk.length;
    if (size > LARGEST_ARCHIVE)
      throw new ZipProblem("zip-too-large", `The archive is larger than ${LARGEST_ARCHIVE / MB} MB. Unpack it, and import its files.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
}

interface Located {
  readonly entry: Entry;
  /** Where its packed bytes begin. */
  readonly start: number;
}

async function readDirectory(packed: Buffer): Promise<Located[]> {
  try {
    const zip = await new Promise<ZipFile>((resolve, reject) => {
      fromBuffer(packed, { lazyEntries: true, strictFileNames: true }, (error, opened) => (error ? reject(error) : resolve(opened)));
    });
    if (zip.entryCount > MOST_FILES)
      throw new ZipProblem("zip-too-large", `The archive holds more than ${MOST_FILES} files. Unpack it, and import them in parts.`);
    const entries: Located[] = [];
    for await (const entry of zip.eachEntry()) {
      checkReadable(entry);
      const { fileDataStart } = await zip.readLocalFileHeaderPromise(entry, { minimal: true });
      entries.push({ entry, start: fileDataStart });
    }
    return entries;
  } catch (error) {
    if (error instanceof ZipProblem) throw error;
    throw damaged(error instanceof Error ? error.message.slice(0, 200) : "unreadable");
  }
}

function damaged(why: string): ZipProblem {
  return new ZipProblem("zip-damaged", `The archive is damaged: ${why}. Fetch it again.`);
}

function checkReadable(entry: Entry): void {
  if (entry.isEncrypted()) throw new ZipProblem("zip-encrypted", "The archive is encrypted. Unpack it with its password, and import its files.");
  if (entry.compressionMethod !== METHOD_STORED && entry.compressionMethod !== METHOD_DEFLATED)
    throw new ZipProblem(
      "zip-unsupported",
      `The archive is packed in a way (${entry.compressionMethod}) that is not read. Pack it as a plain zip, or import its files.`,
    );
}

function checkSizes(entries: readonly Entry[]): void {
  let total = 0;
  for (const { fileName, compressedSize, uncompressedSize } of entries) {
    total += uncompressedSize;
    if (uncompressedSize > RATIO_COUNTS_FROM && uncompressedSize > compressedSize * MOST_RATIO)
      throw new ZipProblem(
        "zip-too-large",
        `"${fileName.slice(0, 100)}" unpacks to more than ${MOST_RATIO} times its size. Such archives are made to do harm.`,
      );
  }
  if (total > LARGEST_TOTAL)
    throw new ZipProblem("zip-too-large", `The archive unpacks to more than ${LARGEST_TOTAL / MB} MB. Unpack it, and import its files in parts.`);
}

/** Bombs let many files share the same packed bytes. */
function checkOverlaps(entries: readonly Located[]): void {
  let end = 0;
  for (const { entry, start } of [...entries].sort((a, b) => a.entry.relativeOffsetOfLocalHeader - b.entry.relativeOffsetOfLocalHeader)) {
    if (entry.relativeOffsetOfLocalHeader < end) throw damaged("its files overlap");
    end = start + entry.compressedSize;
  }
}

async function* unpack(packed: Buffer, entry: Entry, start: number): AsyncGenerator<Buffer> {
  const bytes = packed.subarray(start, start + entry.compressedSize);
  let [size, checksum] = [0, 0];
  for await (const chunk of entry.compressionMethod === METHOD_STORED ? stored(bytes) : inflated(bytes)) {
    size += chunk.length;
    if (size > entry.uncompressedSize) throw damaged(`"${entry.fileName.slice(0, 100)}" is larger than it says`);
    checksum = crc32(chunk, checksum);
    yield chunk;
  }
  if (size !== entry.uncompressedSize || checksum !== entry.crc32) throw damaged(`"${entry.fileName.slice(0, 100)}" is not what was packed`);
}

function* stored(bytes: Buffer): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += CHUNK) yield bytes.subarray(at, at + CHUNK);
}

async function* inflated(bytes: Buffer): AsyncGenerator<Buffer> {
  const inflater = createInflateRaw({ chunkSize: CHUNK });
  inflater.end(bytes);
  try {
    for await (const chunk of inflater) yield chunk as Buffer;
  } catch (error) {
    throw damaged(error instanceof Error ? error.message.slice(0, 200) : "unreadable");
  } finally {
    inflater.destroy();
  }
}
