import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { open, stat } from "node:fs/promises";
import { basename } from "node:path";
import { UserError } from "../core/user-error.ts";
import type { ImportFormat, ImportSource } from "../imports/contract.ts";
import { importFormats } from "../open-folders.ts";

/** A file that is there, and the format that reads it. */
export interface OpenedFile {
  readonly path: string;
  readonly source: ImportSource;
  readonly format: ImportFormat;
  /** How sure the format is, from 0 to 1, that the file is one of its own. */
  readonly confidence: number;
  readonly size: number;
}

const SAMPLE_BYTES = 64 * 1024;
const CHUNK_BYTES = 256 * 1024;

/**
 * Opens the files of an import, each with the format that is named or that recognises its content.
 * @throws UserError for a missing file or an unknown format
 */
export async function openFiles({ files, as }: { readonly files: readonly string[]; readonly as?: string | undefined }): Promise<OpenedFile[]> {
  const formats = await importFormats();
  if (as !== undefined && !formats.has(as)) throw new UserError("format-unknown", `There is no format "${as}". Known: ${[...formats.keys()].join(", ")}.`);
  return Promise.all(
    files.map(async (path) => {
      const size = await sizeOf(path);
      const recognised = as === undefined ? await recognise(path, formats) : await recogniseAs(path, formats.get(as)!);
      return {
        path,
        ...recognised,
        size,
        source: { name: basename(path), open: () => createReadStream(path, { highWaterMark: CHUNK_BYTES }) as AsyncIterable<Buffer> },
      };
    }),
  );
}

async function sizeOf(path: string): Promise<number> {
  try {
    const found = await stat(path);
    if (found.isFile()) return found.size;
  } catch (error) {
    throw new UserError(
      "file-unreadable",
      `The file ${path} cannot be read: ${(error as NodeJS.ErrnoException).code === "ENOENT" ? "there is none of this name" : (error as Error).message}.`,
    );
  }
  throw new UserError("file-unreadable", `${path} is no file. Name the files one by one.`);
}

type Recognised = Pick<OpenedFile, "format" | "confidence">;

async function recogniseAs(path: string, format: ImportFormat): Promise<Recognised> {
  return { format, confidence: format.recognise(await sampleOf(path), basename(path)) };
}

async function recognise(path: string, formats: ReadonlyMap<string, ImportFormat>): Promise<Recognised> {
  const sample = await sampleOf(path);
  let best: Recognised | null = null;
  for (const format of formats.values()) {
    const confidence = format.recognise(sample, basename(path));
    if (confidence > (best?.confidence ?? 0)) best = { format, confidence };
  }
  if (best) return best;
  throw new UserError(
    "format-unknown",
    `${path} is of no kind that is read: it is no text, XML, PDF, workbook or archive of statements, or it is damaged. Export invoices as UBL, CII or FatturaPA, lists as CSV or XLSX and accounts as CAMT.053 or MT940; name a format with --as only if you know it (${[...formats.keys()].join(", ")}).`,
  );
}

async function sampleOf(path: string): Promise<Buffer> {
  const file = await open(path, "r");
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(SAMPLE_BYTES), 0, SAMPLE_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** SHA-256 of a file's bytes, hexadecimal. */
export async function hashOf(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(path, { highWaterMark: CHUNK_BYTES })) hash.update(chunk as Buffer);
  return hash.digest("hex");
}
