import type { AnyNotice } from "../../core/letter/answer.ts";
import type { Language } from "../../core/letter/language.ts";
import type { Letter } from "../../core/letter/letter.ts";
import type { Finding } from "../../core/letter/lint/finding.ts";
import { lintAnswer } from "../../core/letter/lint/lint-answer.ts";
import { type LintMeans, lintLetter } from "../../core/letter/lint/lint.ts";
import { type TemplateKind, templateKindOf } from "../../core/letter/template-kind.ts";
import { answerScope } from "../answer-scope.ts";
import { type LetterCase, letterCases } from "../letter-cases.sample.ts";
import { templateScope } from "../scope.ts";
import { statementScope } from "../statement-table.ts";
import { type Wording, wordingOf } from "../wording.ts";

const known = new Map<string, readonly LetterCase[]>();

/** Made-up letters of every kind in a language's surroundings: what a template is tried with before anybody gets it. */
export function sampleLetters(language: string, kind: TemplateKind | null = null): readonly LetterCase[] {
  const all = known.get(language) ?? letterCases(language);
  known.set(language, all);
  return kind === null ? all : all.filter(({ notice }) => templateKindOf(notice) === kind);
}

export function lintSample(letter: Letter, notice: AnyNotice, { lexicon }: Language, means: LintMeans): readonly Finding[] {
  return notice.step === "statement" || "answer" in notice
    ? lintAnswer(letter, notice, lexicon, means)
    : lintLetter(letter, notice, lexicon, {}, means).findings;
}

/** The names of the values that a template of this kind can print. */
export function variablesOf(kind: TemplateKind, language: Language): string[] {
  const names = sampleLetters(language.code, kind).flatMap(({ notice }) => {
    const wording = wordingOf(language, notice.debtor.country);
    return Object.keys(scopeOf(notice, wording));
  });
  return [...new Set(names)];
}

function scopeOf(notice: AnyNotice, wording: Wording): Record<string, unknown> {
  if (notice.step === "statement") return statementScope(notice, wording);
  return "answer" in notice ? answerScope(notice, wording) : templateScope(notice, wording);
}
