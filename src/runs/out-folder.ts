import { access, constants, mkdir, readFile, rename, rmdir, stat, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { UserError } from "../core/user-error.ts";

/**
 * Makes a folder for letters before any work is done, so that a wrong one costs nothing; one that stays empty is taken back.
 * @throws UserError `out-unusable` where it is a file, or cannot be made or written
 */
export async function withOutFolder<T>(out: string, work: () => Promise<T>): Promise<T> {
  const takeBack = await makeOutFolder(out);
  try {
    return await work();
  } finally {
    await takeBack();
  }
}

async function makeOutFolder(out: string): Promise<() => Promise<void>> {
  if (out.trim() === "") throw unusable(out, "it is empty");
  const missing: string[] = [];
  let folder = resolve(out);
  for (; !(await isThere(folder, out)); folder = dirname(folder)) missing.unshift(folder);
  await access(folder, constants.W_OK | constants.X_OK).catch(() => Promise.reject(unusable(out, `${folder} may not be written by this user`)));
  const made: string[] = [];
  const takeBack = async () => {
    for (const each of made.reverse()) await rmdir(each).catch(() => {});
  };
  // One by one: where a folder can never be made (below /proc), Node's recursive mkdir tries for ever.
  for (const each of missing) {
    try {
      await mkdir(each);
      made.push(each);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "EEXIST") continue;
      await takeBack();
      throw unusable(out, `${each} cannot be made (${(error as NodeJS.ErrnoException).code})`);
    }
  }
  return takeBack;
}

async function isThere(folder: string, out: string): Promise<boolean> {
  try {
    if ((await stat(folder)).isDirectory()) return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR") return false;
    throw unusable(out, `${folder} cannot be looked at (${code})`);
  }
  throw unusable(out, `${folder} is a file`);
}

function unusable(out: string, why: string): UserError {
  return new UserError(
    "out-unusable",
    `The letters cannot go into "${out}": ${why}. Nothing was done. Name a folder with --out; it is made where it is missing.`,
  );
}

/** What of an earlier run.json is kept. */
export interface EarlierRun {
  readonly asOf?: string;
  readonly deliveries: readonly EarlierDelivery[];
  /** Deliveries of other days into the same folder. */
  readonly earlier: readonly EarlierDelivery[];
}

interface EarlierDelivery {
  readonly id: string;
  readonly files?: readonly string[];
}

/** @throws UserError `out-taken` where run.json is something else, which must not be overwritten */
export async function readEarlierRun(out: string): Promise<EarlierRun | null> {
  const file = join(out, "run.json");
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return null;
    throw new UserError("out-taken", `${file} cannot be read (${error.code}). Nothing was done. Move it away, or choose another --out.`);
  });
  if (text === null) return null;
  try {
    const { asOf, deliveries, earlier = [] } = JSON.parse(text) as Partial<EarlierRun>;
    if (Array.isArray(deliveries) && Array.isArray(earlier)) return { ...(asOf !== undefined && { asOf }), deliveries, earlier };
  } catch {
    // Told below.
  }
  throw new UserError("out-taken", `${file} was not written by firmly run. Nothing was done. Move it away, or choose another --out.`);
}

/** Writes run.json whole or not at all. */
export async function writeRun(out: string, run: object): Promise<void> {
  const file = join(out, "run.json");
  await writeFile(`${file}.part`, `${JSON.stringify(run, null, 1)}\n`);
  await rename(`${file}.part`, file);
}
