import { type AnswerNotice, type AnyNotice, isAnswerKind } from "../../core/letter/answer.ts";
import type { Language } from "../../core/letter/language.ts";
import type { Letter } from "../../core/letter/letter.ts";
import { PLAIN_LETTERHEAD, type Letterhead } from "../../core/letter/letterhead.ts";
import type { Finding } from "../../core/letter/lint/finding.ts";
import { lintAnswer } from "../../core/letter/lint/lint-answer.ts";
import { type LintMeans, lintLetter } from "../../core/letter/lint/lint.ts";
import type { Notice } from "../../core/letter/notice.ts";
import { type TemplateKind, templateKindOf, templateOf } from "../../core/letter/template-kind.ts";
import { answerScope } from "../answer-scope.ts";
import { compose, composeAnswer } from "../compose.ts";
import { type LetterCase, letterCases } from "../letter-cases.sample.ts";
import { templateScope } from "../scope.ts";
import { wordingOf } from "../wording.ts";
import { readSyntax } from "./template-syntax.ts";

const known = new Map<string, readonly LetterCase[]>();

/** Made-up letters of every kind in a language's surroundings: what a template is tried with before anybody gets it. */
export function sampleLetters(language: string, kind: TemplateKind | null = null): readonly LetterCase[] {
  const all = known.get(language) ?? letterCases(language);
  known.set(language, all);
  return kind === null ? all : all.filter(({ notice }) => templateKindOf(notice) === kind);
}

export function composeSample(notice: AnyNotice, language: Language, letterhead: Letterhead = PLAIN_LETTERHEAD): Letter {
  return isAnswerKind(notice.step) ? composeAnswer(notice as AnswerNotice, language, letterhead) : compose(notice as Notice, language, letterhead);
}

export function lintSample(letter: Letter, notice: AnyNotice, { lexicon }: Language, means: LintMeans): readonly Finding[] {
  return isAnswerKind(notice.step)
    ? lintAnswer(letter, notice as AnswerNotice, lexicon, means)
    : lintLetter(letter, notice as Notice, lexicon, {}, means).findings;
}

/** The names of the values that a template of this kind can print. */
export function variablesOf(kind: TemplateKind, language: Language): string[] {
  const names = sampleLetters(language.code, kind).flatMap(({ notice }) => {
    const wording = wordingOf(language, notice.debtor.country);
    return Object.keys(isAnswerKind(notice.step) ? answerScope(notice as AnswerNotice, wording) : templateScope(notice as Notice, wording));
  });
  if (names.length > 0) return [...new Set(names)];
  // Where there are no made-up letters yet, what Firmly's own template names is what there is.
  const { subject, body } = templateOf(language, kind);
  const start = { line: 1, column: 1 };
  return [...new Set([subject, body].flatMap((text) => [...readSyntax(text, start, []).used]))];
}
