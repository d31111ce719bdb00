import { constants, inflateRawSync } from "node:zlib";

/** What the first bytes of an archive tell of a file in it. */
export interface SampledFile {
  readonly name: string;
  readonly isEncrypted: boolean;
  /** The first bytes of what it holds; empty where they cannot be told. */
  readonly start: Buffer;
}

const LOCAL_HEADER = 0x04034b50;
/** An archive without files is its end record alone. */
const EMPTY_ARCHIVE = 0x06054b50;
const MOST_FILES = 20;
// Packed bytes that are looked at: even made to burst, they unpack to 4 MB at most.
const LOOKED_AT = 4096;
const LARGEST_START = 5 * 1024 * 1024;
const KEPT = 64 * 1024;

export function isArchive(sample: Buffer): boolean {
  const mark = sample.length >= 22 ? sample.readUInt32LE(0) : 0;
  return mark === LOCAL_HEADER || mark === EMPTY_ARCHIVE;
}

/** The first files of an archive, from its local headers: for recognition, which sees no more of it than a sample. */
export function sampledFiles(sample: Buffer): SampledFile[] {
  const files: SampledFile[] = [];
  let at = 0;
  while (files.length < MOST_FILES && at + 30 <= sample.length && sample.readUInt32LE(at) === LOCAL_HEADER) {
    const [flags, method, packedSize] = [sample.readUInt16LE(at + 6), sample.readUInt16LE(at + 8), sample.readUInt32LE(at + 18)];
    const nameEnd = at + 30 + sample.readUInt16LE(at + 26);
    const dataStart = nameEnd + sample.readUInt16LE(at + 28);
    const isEncrypted = (flags & 1) !== 0;
    // Behind bit 3 the size stands after the data.
    const isSizeKnown = (flags & 8) === 0;
    const bytes = sample.subarray(dataStart, isSizeKnown ? dataStart + packedSize : sample.length);
    files.push({ name: sample.toString("utf8", at + 30, nameEnd), isEncrypted, start: isEncrypted ? Buffer.alloc(0) : startOf(bytes, method) });
    if (!isSizeKnown) break;
    at = dataStart + packedSize;
  }
  return files;
}

function startOf(bytes: Buffer, method: number): Buffer {
  if (method === 0) return bytes.subarray(0, KEPT);
  if (method !== 8) return Buffer.alloc(0);
  try {
    return inflateRawSync(bytes.subarray(0, LOOKED_AT), { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: LARGEST_START }).subarray(0, KEPT);
  } catch {
    return Buffer.alloc(0);
  }
}
