import { randomBytes } from "node:crypto";
import { createWriteStream, rmSync } from "node:fs";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { Busboy } from "@fastify/busboy";
import { UserError } from "../core/user-error.ts";

export const LARGEST_UPLOAD_BYTES = 250_000_000;
const KEPT_MS = 60 * 60_000;
/** So many files wait at a time; older ones make room. */
const MOST_WAITING = 20;

export interface Upload {
  readonly id: string;
  readonly name: string;
  readonly size: number;
}

interface Kept extends Upload {
  readonly folder: string;
  readonly path: string;
  /** Whose it is: nobody else may look at it. */
  readonly owner: string;
  readonly at: number;
}

/** Files that were handed in and wait to be confirmed: in a folder that only this user of the machine may read, for an hour. */
export class Uploads {
  readonly #kept = new Map<string, Kept>();
  #root: Promise<string> | null = null;

  /** Streams the one file of a multipart form to the disk. @throws UserError where there is none, or it is too large */
  async receive(body: ReadableStream<Uint8Array>, contentType: string, owner: string): Promise<Upload> {
    if (!/^multipart\/form-data;/i.test(contentType)) throw new UserError("form-invalid", "Send the file as a multipart form with a part `file`.");
    await this.#makeRoom();
    const id = randomBytes(12).toString("hex");
    const folder = join(await this.#folder(), id);
    await mkdir(folder, { mode: 0o700 });
    try {
      const { path, name, size } = await writePart(body, contentType, folder);
      this.#kept.set(id, { id, name, size, path, folder, owner, at: Date.now() });
      return { id, name, size };
    } catch (error) {
      await rm(folder, { recursive: true, force: true });
      throw error;
    }
  }

  /** Where a file lies. @throws UserError `upload-unknown` */
  find(id: string, owner: string): Kept {
    const kept = this.#kept.get(id);
    if (kept && kept.owner === owner) return kept;
    throw new UserError("upload-unknown", "This file is not here any more: it is kept for an hour. Choose it again.");
  }

  async remove(id: string): Promise<void> {
    const kept = this.#kept.get(id);
    this.#kept.delete(id);
    if (kept) await rm(kept.folder, { recursive: true, force: true });
  }

  async #makeRoom(): Promise<void> {
    const all = [...this.#kept.values()];
    const old = all.filter(({ at }, place) => at < Date.now() - KEPT_MS || place < all.length - MOST_WAITING + 1);
    for (const { id } of old) await this.remove(id);
  }

  async #folder(): Promise<string> {
    this.#root ??= mkdtemp(join(tmpdir(), "firmly-uploads-")).then((root) => {
      process.once("exit", () => rmSync(root, { recursive: true, force: true }));
      return root;
    });
    return this.#root;
  }
}

async function writePart(body: ReadableStream<Uint8Array>, contentType: string, folder: string): Promise<{ path: string; name: string; size: number }> {
  let written: Promise<{ path: string; name: string; size: number }> | null = null;
  const limits = { files: 1, fields: 20, fieldSize: 10_000, parts: 30, fileSize: LARGEST_UPLOAD_BYTES };
  const parser = new Busboy({ headers: { "content-type": contentType }, limits });
  parser.on("file", (_field, part, fileName) => {
    written = writeFile(part, join(folder, safeName(fileName)), safeName(fileName));
    // What goes wrong is told when it is awaited below.
    written.catch(() => {});
  });
  try {
    await pipeline(Readable.fromWeb(body as import("node:stream/web").ReadableStream), parser);
  } catch (error) {
    if (written) await (written as Promise<unknown>);
    throw new UserError("form-invalid", `The upload was cut off or is no form: ${(error as Error).message}. Send the file again.`);
  }
  if (!written) throw new UserError("file-missing", "The form holds no file. Send it as the part `file`.");
  return written;
}

async function writeFile(part: Readable & { truncated?: boolean }, path: string, name: string): Promise<{ path: string; name: string; size: number }> {
  const file = createWriteStream(path, { mode: 0o600, flags: "wx" });
  await pipeline(part, file);
  if (part.truncated)
    throw new UserError("file-too-large", `The file is larger than ${LARGEST_UPLOAD_BYTES / 1_000_000} MB. Import it with \`firmly import\`.`);
  return { path, name, size: file.bytesWritten };
}

/** The file's own name, which is a hint to its format, without anything that could leave the folder. */
function safeName(given: string | undefined): string {
  const last = (given ?? "").split(/[\\/]/).at(-1)!;
  const plain = last
    .replace(/\p{Cc}/gu, "")
    .slice(-120)
    .trim();
  return plain === "" || /^\.+$/.test(plain) ? "file" : plain;
}
