import { isUtf8 } from "node:buffer";
import type { ImportSource } from "../contract.ts";

export type Encoding = "utf-8" | "utf-16le" | "utf-16be" | "windows-1252";

/** What the bytes of a file tell, found by looking at all of them once. */
export interface ByteFacts {
  readonly encoding: Encoding;
  readonly size: number;
  /** Number of bytes of the mark at the file's beginning. */
  readonly mark: number;
  readonly hasQuotes: boolean;
  /** Holds bytes that no text file holds. */
  readonly binary: boolean;
}

const QUOTE = 0x22;
const GUESSED_BYTES = 4096;

/** The encoding that a byte order mark tells, and its length. */
function readMark(start: Buffer): { encoding: Encoding; length: number } | null {
  if (start[0] === 0xef && start[1] === 0xbb && start[2] === 0xbf) return { encoding: "utf-8", length: 3 };
  if (start[0] === 0xff && start[1] === 0xfe) return { encoding: "utf-16le", length: 2 };
  if (start[0] === 0xfe && start[1] === 0xff) return { encoding: "utf-16be", length: 2 };
  return null;
}

/** UTF-16 without a mark shows by its zeros: in Western text every second byte is one, on one side only. */
export function guessWide(sample: Buffer): Encoding | null {
  const zeros = [0, 0];
  for (let at = 0; at < sample.length; at++) if (sample[at] === 0) zeros[at % 2]!++;
  const most = sample.length / 2;
  if (most < 4) return null;
  if (zeros[1]! > 0.6 * most && zeros[0]! < 0.05 * most) return "utf-16le";
  if (zeros[0]! > 0.6 * most && zeros[1]! < 0.05 * most) return "utf-16be";
  return null;
}

/** Text holds tabs, line ends and form feeds below the blank; a NUL is none of them. */
export function looksBinary(sample: Buffer): boolean {
  let odd = 0;
  for (const byte of sample) if (byte === 0 || (byte < 32 && byte !== 9 && byte !== 10 && byte !== 12 && byte !== 13 && byte !== 26)) odd++;
  return odd > 0 && (sample.includes(0) || odd > sample.length / 100);
}

/** The length of the unfinished character at a chunk's end: it belongs to the next chunk. */
function openTail(chunk: Buffer): number {
  for (let back = 1; back <= 3 && back <= chunk.length; back++) {
    const byte = chunk[chunk.length - back]!;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) return back < (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) ? back : 0;
  }
  return 0;
}

/** Looks at every byte of a file once: nothing short of that tells UTF-8 from a single windows-1252 umlaut at its end. */
export async function readByteFacts(source: ImportSource): Promise<ByteFacts> {
  let size = 0;
  let valid = true;
  let hasQuotes = false;
  let hasNul = false;
  let first: Buffer = Buffer.alloc(0);
  let tail: Buffer = Buffer.alloc(0);
  for await (const chunk of source.open()) {
    if (first.length < GUESSED_BYTES) first = first.length === 0 ? chunk : Buffer.concat([first, chunk]);
    size += chunk.length;
    hasQuotes ||= chunk.includes(QUOTE);
    hasNul ||= chunk.includes(0);
    if (!valid) continue;
    const joined = tail.length > 0 ? Buffer.concat([tail, chunk]) : chunk;
    const open = openTail(joined);
    valid = isUtf8(joined.subarray(0, joined.length - open));
    tail = joined.subarray(joined.length - open);
  }
  valid &&= tail.length === 0;
  const mark = readMark(first);
  const wide = mark ? null : guessWide(first.subarray(0, GUESSED_BYTES));
  const encoding = mark?.encoding ?? wide ?? (valid ? "utf-8" : "windows-1252");
  const isWide = encoding.startsWith("utf-16");
  return { encoding, size, mark: mark?.length ?? 0, hasQuotes, binary: !isWide && (hasNul || looksBinary(first.subarray(0, GUESSED_BYTES))) };
}

/** The file as UTF-8 bytes without its mark, whatever it is written in. */
export async function* openAsUtf8(source: ImportSource, facts: Pick<ByteFacts, "encoding" | "mark">): AsyncGenerator<Buffer> {
  const decoder = facts.encoding === "utf-8" ? null : new TextDecoder(facts.encoding);
  let skip = facts.mark;
  for await (const chunk of source.open()) {
    const bytes = skip > 0 ? chunk.subarray(skip) : chunk;
    skip = Math.max(0, skip - chunk.length);
    if (!decoder) yield bytes;
    else yield Buffer.from(decoder.decode(bytes, { stream: true }), "utf8");
  }
  if (decoder) {
    const rest = decoder.decode();
    if (rest !== "") yield Buffer.from(rest, "utf8");
  }
}

/** The first bytes of a file, as UTF-8. */
export async function readSample(source: ImportSource, facts: Pick<ByteFacts, "encoding" | "mark">, bytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of openAsUtf8(source, facts)) {
    chunks.push(chunk);
    length += chunk.length;
    if (length >= bytes) break;
  }
  return Buffer.concat(chunks);
}
