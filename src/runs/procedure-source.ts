import { readFile } from "node:fs/promises";
import { basename, extname } from "node:path";
import type { Procedure } from "../core/process/procedure.ts";
import { UserError } from "../core/user-error.ts";
import { listProcedures, procedureText, readProcedure } from "../procedures/read.ts";
import type { Store } from "../store/database.ts";
import { readSavedProcedures, type SavedProcedure } from "../store/procedure-store.ts";
import { loadProcedureBook } from "./procedure-book.ts";

/** A procedure with the text that it is written in. */
export interface ProcedureSource {
  readonly procedure: Procedure;
  readonly text: string;
  /** `built-in`: it comes with Firmly; `saved`: in the database; `file`: somewhere else. */
  readonly from: "built-in" | "saved" | "file";
  /** The versions of a saved procedure, oldest first. */
  readonly versions: readonly SavedProcedure[];
}

/**
 * What a person names: a file, "NAME", or "NAME@VERSION". Only a name asks for the store.
 * @throws UserError `procedure-unknown`, `procedure-invalid`, `file-unreadable`
 */
export async function findProcedure(store: () => Promise<Pick<Store, "pool">>, named: string): Promise<ProcedureSource> {
  if (isFile(named)) return readProcedureSource(named);
  const [name, wanted] = named.split("@", 2) as [string, string | undefined];
  const { pool } = await store();
  const versions = await readSavedProcedures(pool, name);
  const saved = wanted === undefined ? versions.at(-1) : versions.find(({ version }) => String(version) === wanted);
  if (saved) return { procedure: { ...readProcedure(saved.body, name), version: saved.version }, text: saved.body, from: "saved", versions };
  if (versions.length === 0) {
    const procedure = (await loadProcedureBook(pool, null)).find(name);
    if (wanted === undefined || wanted === String(procedure.version)) return { procedure, text: procedureText(name), from: "built-in", versions };
    throw new UserError("procedure-unknown", `"${name}" comes with Firmly in version ${procedure.version} only.`);
  }
  throw new UserError("procedure-unknown", `There is no version ${wanted} of "${name}". Known: ${versions.map(({ version }) => version).join(", ")}.`);
}

function isFile(named: string): boolean {
  return /[/\\]|\.(ya?ml|json)$/i.test(named);
}

/** Reads a procedure from a file of the user's; it is called as the file is. */
export async function readProcedureSource(file: string): Promise<ProcedureSource> {
  const text = await readText(file);
  return { procedure: readProcedure(text, nameOfFile(file)), text, from: "file", versions: [] };
}

/** "policies/key-accounts.yaml" is called "key-accounts". */
export function nameOfFile(file: string): string {
  return basename(file, extname(file));
}

/** @throws UserError `file-unreadable` */
export async function readText(file: string): Promise<string> {
  return readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    const why = { ENOENT: "there is no such file", EISDIR: "it is a folder", EACCES: "this user may not read it" }[error.code ?? ""] ?? error.message;
    const known = isFile(file) && listProcedures().includes(nameOfFile(file)) ? ` "${nameOfFile(file)}" comes with Firmly: name it without the ending.` : "";
    throw new UserError("file-unreadable", `${file} cannot be read: ${why}.${known}`);
  });
}
