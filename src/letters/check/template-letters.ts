import type { ElementId } from "../../core/letter/elements.ts";
import type { Language } from "../../core/letter/language.ts";
import type { Letter } from "../../core/letter/letter.ts";
import type { Finding } from "../../core/letter/lint/finding.ts";
import { boundElements, letterText } from "../../core/letter/lint/letter-text.ts";
import type { LintMeans } from "../../core/letter/lint/lint.ts";
import { waivers } from "../../core/letter/notice.ts";
import type { TemplateKind } from "../../core/letter/template-kind.ts";
import type { LetterCase } from "../letter-cases.sample.ts";
import { type Place, placeAt, type WordingProblem } from "./problem.ts";
import { requiredElements, SAID_BY } from "./required-values.ts";
import { lintSample, sampleLetters } from "./sample-letters.ts";
import { composeAny } from "../compose.ts";

/** What is wrong with letters that are made with a text. `source` is what a person sees of it, to find the place in. */
export function letterProblems(language: Language, own: Language, kind: TemplateKind | null, source: string, means: LintMeans): WordingProblem[] {
  const problems: WordingProblem[] = [];
  const missing = new Map<ElementId, string[]>();
  const cases = sampleLetters(language.code, kind);
  for (const each of cases) {
    const letter = written(each, language);
    if ("severity" in letter) {
      problems.push(letter);
      continue;
    }
    if (/[\uE000-\uF8FF]/.test(letter.text + letter.subject)) problems.push(strayPlace(letter, source));
    if (kind) for (const element of missingIn(each, letter, kind)) missing.set(element, [...(missing.get(element) ?? []), each.name]);
    problems.push(...findingProblems(each, letter, language, own, source, means));
  }
  for (const [element, names] of missing) problems.push(missingProblem(element, names, cases.length, source));
  return problems;
}

function written({ notice }: LetterCase, language: Language): Letter | WordingProblem {
  try {
    return composeAny(notice, language);
  } catch (error) {
    const { message, token } = error as Error & { token?: { getPosition(): number[] } };
    const [line = 1, column = 1] = token?.getPosition() ?? [];
    const tooMuch = /limit exceeded/.test(message);
    return {
      severity: "E",
      code: tooMuch ? "loop-endless" : "not-rendered",
      // The subject is in the first line, the letter below the dashes.
      line: line + 2,
      column,
      message: tooMuch
        ? "The letter does not come to an end."
        : `The letter cannot be written: ${message.split("\n")[0]!.replace(/, line:\d+, col:\d+$/, "")}.`,
      suggestion: tooMuch ? "Take the loop out." : "Compare with Firmly's own template.",
    };
  }
}

function missingIn({ notice }: LetterCase, letter: Letter, kind: TemplateKind): ElementId[] {
  const said = boundElements(letter);
  const waived = new Set<string>(waivers(notice).map(({ element }) => element));
  return requiredElements(kind).filter((element) => !said.has(element) && !waived.has(element));
}

function missingProblem(element: ElementId, names: readonly string[], all: number, source: string): WordingProblem {
  const lines = source.trimEnd().split("\n");
  const where = names.length === all ? "" : ` in ${names.length} of ${all} sample letters, such as "${names[0]!}"`;
  return {
    severity: "E",
    code: "element-missing",
    line: lines.length,
    column: 1,
    message: `The letter does not say what it must${where}: ${element.replaceAll("-", " ")}.`,
    suggestion: `Say it with ${SAID_BY[element]}.`,
  };
}

/** A block of the page inside of a sentence. */
function strayPlace({ text, subject }: Letter, source: string): WordingProblem {
  const name = /\uE003(account|plan|payment|closing)/.exec(`${subject}\n${text}`)?.[1];
  const index = name ? source.search(new RegExp(`\\{\\{-?\\s*${name}\\b`)) : 0;
  return {
    severity: "E",
    code: "block-in-sentence",
    ...placeAt(source, Math.max(0, index)),
    message: name ? `{{ ${name} }} is no word but a block of the page.` : "The letter holds a mark that is not text.",
    suggestion: "Let it stand alone, with an empty line before and after.",
  };
}

function findingProblems(each: LetterCase, letter: Letter, language: Language, own: Language, source: string, means: LintMeans): WordingProblem[] {
  // What Firmly's own words bring about in this case (a letter with every exception at once is long) is no fault of the author's.
  const usual = new Set(lintSample(composeAny(each.notice, own), each.notice, own, means).map(({ check }) => check));
  return lintSample(letter, each.notice, language, means)
    .filter(({ check, message }) => !usual.has(check) && check !== "L01" && message !== "")
    .map((finding) => (finding.code === "pay-by-missing" ? noPayBy(source) : problemOf(finding, letter, source)));
}

function problemOf(finding: Finding, letter: Letter, source: string): WordingProblem {
  const { severity, check, message, suggestion } = finding;
  return { severity, code: check, ...findInSource(finding, letterText(letter), source), message, suggestion };
}

/** The sample's own day would say nothing to an author. */
function noPayBy(source: string): WordingProblem {
  return {
    severity: "E",
    code: "L03",
    line: source.trimEnd().split("\n").length,
    column: 1,
    message: "The letter names no day to pay by.",
    suggestion: `Say it with ${SAID_BY.instruction}.`,
  };
}

const LONGEST_PIECE = 40;
const SHORTEST_PIECE = 4;

/** Where the author wrote what a finding is about: the longest piece of the letter from there on that the text has too. */
function findInSource({ line, column }: Finding, text: string, source: string): Place {
  const rest = text.split("\n")[line - 1]?.slice(column - 1, column - 1 + LONGEST_PIECE) ?? "";
  if (line > 1 || column > 1)
    for (let length = rest.length; length >= SHORTEST_PIECE; length--) {
      const index = source.indexOf(rest.slice(0, length));
      if (index >= 0) return placeAt(source, index);
    }
  return { line: 1, column: 1 };
}
