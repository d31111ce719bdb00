import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import type { Finding } from "../core/letter/lint/finding.ts";
import { lintText } from "../core/letter/lint/lint.ts";
import { STEPS, type Step } from "../core/process/procedure.ts";
import { UserError } from "../core/user-error.ts";
import { readLanguage } from "../languages/read.ts";
import { formatOf, readLetterText } from "../letters/read/letter-file.ts";
import { readLintFacts } from "./lint-data.ts";

export interface LintDocument {
  readonly file: string;
  readonly step: Step;
  readonly language: string;
  readonly findings: readonly Finding[];
  readonly elements: { readonly present: readonly string[]; readonly missing: readonly string[]; readonly unsure: readonly string[] };
  /** No finding of severity E. */
  readonly passed: boolean;
}

export interface LintRequest {
  readonly file: string;
  readonly step: string;
  readonly language: string;
  /** A JSON file with what is known about the account; null: the text alone. */
  readonly dataFile: string | null;
}

/** Checks a letter in a file. Throws `UserError` for an unknown step or language, and for a file that cannot be read. */
export async function lintFile(request: LintRequest): Promise<LintDocument> {
  const step = STEPS.find((known) => known === request.step);
  if (!step) throw new UserError("step-unknown", `There is no step "${request.step}". Choose one of: ${STEPS.join(", ")}.`);
  const language = readLanguage(request.language);
  const bytes = await read(request.file);
  refuseUnreadable(bytes, request.file);
  const text = await readLetterText(bytes, formatOf(request.file));
  if (text.trim() === "") throw new UserError("letter-empty", `There is no text in "${request.file}".`);
  const facts = request.dataFile === null ? null : readLintFacts(await read(request.dataFile), request.dataFile, text);
  const report = lintText(text, step, language.lexicon, facts);
  return {
    file: basename(request.file),
    step,
    language: language.code,
    findings: report.findings,
    elements: report.elements,
    passed: !report.findings.some((finding) => finding.severity === "E"),
  };
}

/** Read as text, a PDF or an office document would be a letter that says nothing. */
function refuseUnreadable(bytes: Uint8Array, file: string): void {
  const isPdf = /\.pdf$/i.test(file) || Buffer.from(bytes.subarray(0, 5)).toString("latin1") === "%PDF-";
  if (!isPdf && !bytes.includes(0)) return;
  const what = isPdf ? "is a PDF, which is not read yet" : "is no text";
  throw new UserError("letter-format", `"${file}" ${what}. Give the letter as txt, md, html or eml; the outbox writes an .eml beside each PDF.`);
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
