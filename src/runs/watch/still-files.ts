import { lstat, readdir } from "node:fs/promises";
import { join } from "node:path";

/** A file in a watched folder. As long as its stamp stays, nobody writes to it. */
export interface FolderFile {
  readonly name: string;
  readonly size: number;
  readonly mtimeMs: number;
  /** Of size, times and identity. */
  readonly stamp: string;
}

/** What programs call a file that they have not finished, or keep beside an open one. */
const UNFINISHED = /^\.|^~\$|~$|\.(?:part|partial|filepart|tmp|temp|crdownload|download|swp|lock)$/i;
/** Some writers make an empty file first and fill it later: it gets so many times the patience of others. */
const EMPTY = 30;
/** Files that are copied together are read together; but one that never comes to rest keeps the others waiting no longer than this. */
const TOGETHER = 30;

/**
 * The files of a folder that may be imported: no folders, links, devices, hidden or unfinished ones.
 * @throws NodeJS.ErrnoException where the folder cannot be read
 */
export async function listFiles(folder: string): Promise<FolderFile[]> {
  const found: FolderFile[] = [];
  for (const name of await readdir(folder)) {
    if (UNFINISHED.test(name)) continue;
    const file = await fileAt(folder, name);
    if (file) found.push(file);
  }
  return found;
}

/** Null: it is gone, or no plain file. A link is none: it may lead anywhere. */
export async function fileAt(folder: string, name: string): Promise<FolderFile | null> {
  try {
    const found = await lstat(join(folder, name));
    const { size, mtimeMs, ino, dev } = found;
    return found.isFile() ? { name, size, mtimeMs, stamp: `${dev}:${ino}:${size}:${mtimeMs}` } : null;
  } catch (error) {
    if (["ENOENT", "ENOTDIR"].includes((error as NodeJS.ErrnoException).code ?? "")) return null;
    throw error;
  }
}

/** Tells which files have come to rest: never half a file is read. Times are milliseconds of any clock that only goes forward. */
export class StillFiles {
  readonly #stillMs: number;
  #seen = new Map<string, { readonly stamp: string; readonly since: number }>();

  constructor(stillMs: number) {
    this.#stillMs = stillMs;
  }

  /** @returns the files that have rested long enough; none while others, copied along with them, are still growing */
  look(files: readonly FolderFile[], now: number): FolderFile[] {
    const before = this.#seen;
    this.#seen = new Map(
      files.map(({ name, stamp }) => {
        const known = before.get(name);
        return [name, known?.stamp === stamp ? known : { stamp, since: now }];
      }),
    );
    const rest = ({ name }: FolderFile) => now - this.#seen.get(name)!.since;
    const still = files.filter((file) => rest(file) >= this.#stillMs * (file.size === 0 ? EMPTY : 1));
    const growing = files.some((file) => file.size > 0 && !still.includes(file));
    return growing && Math.max(0, ...still.map(rest)) < this.#stillMs * TOGETHER ? [] : still;
  }
}
