import { rename, rm, writeFile } from "node:fs/promises";
import { extname, join } from "node:path";
import type { Day } from "../../core/values/day.ts";
import { type Claim, endClaim, isThere, ownFolder } from "./claim.ts";

export interface Aside {
  readonly outcome: "imported" | "refused";
  readonly day: Day;
  /** Writes the reports, once it is known where the file will lie. */
  readonly reports: (path: string) => { readonly json: object; readonly words: string | null };
}

/** Most file systems allow names of 255 bytes; a report's name is longer than its file's. */
const LONGEST_NAME = 200;

/**
 * Moves a file to `<folder>/<outcome>/<day>/`, its reports first, so that whoever finds it there finds them too. A name that is
 * taken gets a number.
 * @returns where it lies, and why its reports could not be written, if so: the file is put aside all the same
 */
export async function putAside(folder: string, claim: Claim, { outcome, day, reports }: Aside): Promise<{ path: string; unwritten: Error | null }> {
  await ownFolder(join(folder, outcome));
  const shelf = join(folder, outcome, day);
  await ownFolder(shelf);
  const path = join(shelf, await freeName(shelf, claim.name));
  const { json, words } = reports(path);
  let unwritten: Error | null = null;
  try {
    await writeWhole(`${path}.report.json`, `${JSON.stringify(json, null, 1)}\n`);
    if (words !== null) await writeWhole(`${path}.report.txt`, words);
  } catch (error) {
    unwritten = error as Error;
  }
  await rename(claim.path, path);
  await endClaim(folder, claim);
  return { path, unwritten };
}

async function writeWhole(path: string, text: string): Promise<void> {
  const part = `${path}.part`;
  try {
    await writeFile(part, text);
    await rename(part, path);
  } catch (error) {
    await rm(part, { force: true }).catch(() => {});
    throw error;
  }
}

async function freeName(shelf: string, name: string): Promise<string> {
  const end = extname(name).slice(0, 20);
  let stem = name.slice(0, name.length - extname(name).length);
  while (Buffer.byteLength(stem + end) > LONGEST_NAME) stem = stem.slice(0, -1);
  for (let number = 1; ; number++) {
    const free = number === 1 ? stem + end : `${stem}-${number}${end}`;
    const taken = await Promise.all(["", ".report.json", ".report.txt"].map((more) => isThere(join(shelf, free + more))));
    if (!taken.includes(true)) return free;
  }
}
