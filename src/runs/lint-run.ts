import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { UserError } from "../core/user-error.ts";
import { formatOf } from "../letters/read/letter-file.ts";
import { readJson } from "./lint-data.ts";
import { type LetterReport, lintLetterText } from "./lint-letter-text.ts";

export { formatOf } from "../letters/read/letter-file.ts";

export interface LintDocument extends LetterReport {
  readonly file: string;
}

export interface LintFileRequest {
  readonly file: string;
  readonly step: string;
  readonly language: string;
  /** A JSON file with what is known about the account; null: the text alone. */
  readonly dataFile: string | null;
  /** The window profile that a PDF is measured against; null: none. */
  readonly window: string | null;
}

/** Checks a letter in a file. Throws `UserError` for an unknown step or language, and for a file that cannot be read. */
export async function lintFile({ file, step, language, dataFile, window }: LintFileRequest): Promise<LintDocument> {
  const bytes = await read(file);
  const facts = dataFile === null ? null : readJson(await read(dataFile), dataFile);
  return { file: basename(file), ...(await lintLetterText({ bytes, format: formatOf(file), step, language, facts, window })) };
}

async function read(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (error) {
    const reason =
      (error as NodeJS.ErrnoException).code === "ENOENT" ? "does not exist" : `cannot be read (${(error as NodeJS.ErrnoException).code ?? "unknown reason"})`;
    throw new UserError("file-unreadable", `The file "${file}" ${reason}.`);
  }
}
