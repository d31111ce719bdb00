import { randomBytes } from "node:crypto";
import { lstat, mkdir, readdir, rename, rmdir } from "node:fs/promises";
import { join } from "node:path";
import { UserError } from "../../core/user-error.ts";

/** A file that was taken out of a watched folder to be imported: it lies alone in a folder of its own below `.working`. */
export interface Claim {
  readonly name: string;
  readonly path: string;
  /** How often it was taken up: more than once where an import of it was broken off. */
  readonly tries: number;
  /** Stays the same however often it is taken up. */
  readonly id: string;
}

const WORKING = ".working";

/** Takes a file out of the folder, by one rename: whoever gets it is the only one. Null: it is gone. */
export async function claimFile(folder: string, name: string): Promise<Claim | null> {
  await ownFolder(join(folder, WORKING));
  const id = randomBytes(6).toString("hex");
  const place = join(folder, WORKING, `1-${id}`);
  await mkdir(place);
  const path = join(place, name);
  try {
    await rename(join(folder, name), path);
    return { name, path, tries: 1, id };
  } catch (error) {
    await rmdir(place).catch(() => {});
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}

/** What was claimed and not put aside: the import was broken off, or is to be tried again. */
export async function leftClaims(folder: string): Promise<Claim[]> {
  const working = join(folder, WORKING);
  const left: Claim[] = [];
  for (const place of (await readdir(working).catch(nothing)).sort()) {
    const [, tries, id] = /^(\d+)-([0-9a-f]{12})$/.exec(place) ?? [];
    if (id === undefined) continue;
    const [name] = await readdir(join(working, place)).catch(nothing);
    if (name === undefined) await rmdir(join(working, place)).catch(() => {});
    else left.push({ name, path: join(working, place, name), tries: Number(tries), id });
  }
  return left;
}

/** Counts the try, before it is made: a file that kills the process is not tried for ever. */
export async function takeUp(folder: string, { name, tries, id }: Claim): Promise<Claim> {
  const place = (number: number) => join(folder, WORKING, `${number}-${id}`);
  await rename(place(tries), place(tries + 1));
  return { name, id, tries: tries + 1, path: join(place(tries + 1), name) };
}

/** Back into the folder, as if nothing had happened; where a newer file has its name by now, it stays claimed. */
export async function putBack(folder: string, claim: Claim): Promise<void> {
  const path = join(folder, claim.name);
  if (await isThere(path)) return;
  await rename(claim.path, path);
  await endClaim(folder, claim);
}

/** The place of a claim whose file was moved on. */
export async function endClaim(folder: string, { tries, id }: Claim): Promise<void> {
  await rmdir(join(folder, WORKING, `${tries}-${id}`)).catch(() => {});
}

/**
 * Makes a folder where there is none. A link in its place is refused: files would end up wherever it leads.
 * @throws UserError `watch-place`
 */
export async function ownFolder(path: string): Promise<void> {
  await mkdir(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "EEXIST") throw error;
  });
  if (!(await lstat(path)).isDirectory()) throw new UserError("watch-place", `${path} is no folder. Move it away: files are put aside there.`);
}

export async function isThere(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return false;
      throw error;
    },
  );
}

function nothing(error: NodeJS.ErrnoException): string[] {
  if (error.code === "ENOENT" || error.code === "ENOTDIR") return [];
  throw error;
}
