import type { ElementId } from "../core/letter/elements.ts";
import type { CheckId, Finding } from "../core/letter/lint/finding.ts";
import { lintText } from "../core/letter/lint/lint.ts";
import { type Edges, edgesOf } from "../core/letter/lint/page-check.ts";
import { alwaysVisible, findWindowProfile, WINDOW_PROFILES } from "../core/letter/window-profiles.ts";
import { STEPS, type Step } from "../core/process/procedure.ts";
import { UserError } from "../core/user-error.ts";
import { commonWords } from "../languages/common-words.ts";
import { readLanguage } from "../languages/read.ts";
import { type LetterFormat, LETTER_FORMATS, readLetterText } from "../letters/read/letter-file.ts";
import { measurePdf, readPdf } from "../letters/read/pdf-text.ts";
import { dayIn, now } from "./clock.ts";
import { lintFactsOf } from "./lint-data.ts";

export type { ElementId } from "../core/letter/elements.ts";
export type { CheckId, Finding, Severity } from "../core/letter/lint/finding.ts";
export type { LetterFormat } from "../letters/read/letter-file.ts";

/** A letter of 400 items has some 35,000. */
const MOST_CHARACTERS = 60_000;

/** A letter to be checked: as text, or as the bytes of a file. */
export type LintSource = { readonly text: string } | { readonly bytes: Uint8Array; readonly format: LetterFormat };

export type LintRequest = LintSource & {
  /** "reminder", "past-due", "first", "second", "third" or "final". */
  readonly step: string;
  /** BCP 47: "en", "de-CH". */
  readonly language: string;
  /**
   * What is known of the account, as `firmly propose --json` prints it: one decision, or a whole proposal. Days "2026-11-30", amounts
   * in major units as text "1234.50". Without it the checks that need it say `unsure`.
   */
  readonly facts?: unknown;
  /** Of a PDF: the envelope's window profile, by its name ("din-5008-b"); without it nobody looks at the address. */
  readonly window?: string | null;
};

export interface LetterReport {
  readonly step: Step;
  readonly language: string;
  readonly findings: readonly Finding[];
  /** The elements that the step's letters have: said, not said, or perhaps said. */
  readonly elements: Readonly<Record<"present" | "missing" | "unsure", readonly ElementId[]>>;
  /** Checks that too little was known for. */
  readonly unsure: readonly CheckId[];
  /** No finding of severity E. */
  readonly passed: boolean;
}

/**
 * Checks any letter as the letter of a step. Reads nothing but what it is given, and keeps nothing.
 * @throws UserError with a stable `code`: `step-unknown`, `language-unknown`, `letter-format`, `letter-empty`, `letter-too-long`, `letter-pdf`, `window-unknown`, `lint-data`
 */
export async function lintLetterText(request: LintRequest): Promise<LetterReport> {
  const step = STEPS.find((known) => known === request.step);
  if (!step) throw new UserError("step-unknown", `There is no step "${request.step}". Choose one of: ${STEPS.join(", ")}.`);
  const language = readLanguage(request.language);
  const { text, pdf } = await read(request);
  refuseNoLetter(text);
  const facts = request.facts === undefined || request.facts === null ? {} : lintFactsOf(request.facts, "facts", text);
  const { findings, elements, unsure } = lintText(text, step, language.lexicon, { readOn: dayIn("UTC", now()), ...facts }, { pdf, languages: commonWords() });
  return { step, language: language.code, findings, elements, unsure, passed: !findings.some(({ severity }) => severity === "E") };
}

/** Patterns take long over what nobody writes: a text without end, without words, or without anything. */
function refuseNoLetter(text: string): void {
  if (text.trim() === "") throw new UserError("letter-empty", "There is no text in the letter.");
  if (text.length > MOST_CHARACTERS)
    throw new UserError("letter-too-long", `The text has ${text.length} characters; ${MOST_CHARACTERS} are the most. Give one letter at a time.`);
  if (/\S{2000}|\s{1000}/.test(text))
    throw new UserError("letter-format", "The text has no words for thousands of characters. Give the letter as txt, md, html, eml or pdf.");
}

async function read(request: LintRequest) {
  if ("text" in request) return { text: request.text.replace(/\r\n?/g, "\n"), pdf: null };
  const { bytes, format } = request;
  if (!LETTER_FORMATS.includes(format)) throw new UserError("letter-format", `There is no format "${format}". Choose one of: ${LETTER_FORMATS.join(", ")}.`);
  const isPdf = Buffer.from(bytes.subarray(0, 5)).toString("latin1") === "%PDF-";
  if (format === "pdf" || isPdf) {
    const visible = request.window ? visibleThrough(request.window) : null;
    const page = await readPdf(bytes);
    return { text: page.text, pdf: await measurePdf(bytes, page, visible) };
  }
  // Read as text, an office document would be a letter that says nothing.
  if (bytes.includes(0)) throw new UserError("letter-format", "The letter is no text. Give it as txt, md, html, eml or pdf.");
  return { text: await readLetterText(bytes, format), pdf: null };
}

function visibleThrough(name: string): Edges {
  const profile = findWindowProfile(name);
  if (profile) return edgesOf(alwaysVisible(profile, profile.window));
  const names = WINDOW_PROFILES.map((each) => each.name).join(", ");
  throw new UserError("window-unknown", `There is no window profile "${name}". Choose one of: ${names}.`);
}
