import { createHash, randomBytes } from "node:crypto";
import { mkdir, open, readdir, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import type { LetterFile } from "../contract.ts";

/**
 * Writes a file so that after a crash at any moment it is there whole or not at all: a hidden file beside it, flushed,
 * then renamed over its name. Writing the same file again is harmless.
 */
export async function writeWhole(folder: string, name: string, bytes: Uint8Array): Promise<void> {
  await mkdir(folder, { recursive: true });
  const hidden = join(folder, `${partOf(name)}${randomBytes(8).toString("hex")}`);
  try {
    const file = await open(hidden, "wx");
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(hidden, join(folder, name));
  } catch (error) {
    await rm(hidden, { force: true });
    throw error;
  }
  await syncFolder(folder);
}

/** What a crash has left of writing a file. Two processes that write the same file each have a part of their own. */
function partOf(name: string): string {
  return `.${name}.part-`;
}

/** Removes the parts of a file that dead processes have left. */
export async function sweepParts(folder: string, name: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const part of names.filter((each) => each.startsWith(partOf(name)))) await rm(join(folder, part), { force: true });
}

/** True where the folder holds exactly these bytes under this name. */
export async function isWritten(folder: string, file: LetterFile): Promise<boolean> {
  try {
    return Buffer.compare(await readFile(join(folder, file.name)), file.bytes) === 0;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return false;
    throw error;
  }
}

/** Lower-case hexadecimal SHA-256. */
export function hashOf(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** A rename outlives a power cut only once its folder is flushed; some file systems cannot, and that is no failure. */
export async function syncFolder(folder: string): Promise<void> {
  try {
    const handle = await open(folder, "r");
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? "";
    if (!["EISDIR", "EPERM", "EINVAL", "ENOTSUP", "EACCES"].includes(code)) throw error;
  }
}
