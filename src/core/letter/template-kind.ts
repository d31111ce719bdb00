import { STEPS } from "../process/procedure.ts";
import { ANSWER_KINDS } from "./answer.ts";
import type { Language, LetterTemplate } from "./language.ts";
import { isAnswerKind, type AnyNotice } from "./answer.ts";
import { isOfPlan } from "./notice.ts";

/** The letters that a creditor may write in its own words. */
export const TEMPLATE_KINDS = [...STEPS, "instalment-reminder", "instalment-past-due", ...ANSWER_KINDS, "statement"] as const;
export type TemplateKind = (typeof TEMPLATE_KINDS)[number];

/** What is saved in versions per language: a letter's template, or the creditor's own phrases. */
export const WORDING_KINDS = [...TEMPLATE_KINDS, "phrases"] as const;
export type WordingKind = (typeof WORDING_KINDS)[number];

/** The template that a notice is written with. */
export function templateKindOf(notice: AnyNotice): TemplateKind {
  if (notice.step === "statement" || isAnswerKind(notice.step)) return notice.step;
  const { step } = notice;
  return (step === "reminder" || step === "past-due") && isOfPlan(notice) ? `instalment-${step}` : step;
}

export function templateOf(language: Language, kind: TemplateKind): LetterTemplate {
  if (kind === "statement") return language.statement;
  if (kind === "instalment-reminder") return language.instalments.reminder;
  if (kind === "instalment-past-due") return language.instalments["past-due"];
  return language.letters[kind];
}

/** A template as it is written: the subject in its first line, the letter below the dashes. */
export function templateText({ subject, body }: LetterTemplate): string {
  return `subject: ${subject}\n---\n${body}`;
}

/** Reads it back; null where it has no subject line. `bodyLine`: the line on which the letter starts, from 1. */
export function readTemplateText(text: string): (LetterTemplate & { readonly bodyLine: number }) | null {
  const match = /^subject: ?(\S.*)\n---\n([\s\S]+)$/.exec(text.replaceAll("\r\n", "\n"));
  return match ? { subject: match[1]!, body: match[2]!, bodyLine: 3 } : null;
}

/** The language with other templates in the place of its own, and other phrases in all countries. */
export function withOwnWords(language: Language, templates: ReadonlyMap<TemplateKind, LetterTemplate>, phrases: Language["phrases"]): Language {
  if (templates.size === 0 && Object.keys(phrases).length === 0) return language;
  const letters = { ...language.letters };
  const instalments = { ...language.instalments };
  let { statement } = language;
  for (const [kind, template] of templates) {
    if (kind === "statement") statement = template;
    else if (kind === "instalment-reminder") instalments.reminder = template;
    else if (kind === "instalment-past-due") instalments["past-due"] = template;
    else letters[kind] = template;
  }
  const isOwn = (key: string): boolean => Object.hasOwn(phrases, key);
  const variants = Object.fromEntries(
    Object.entries(language.variants).map(([locale, variant]) => [
      locale,
      { ...variant, phrases: Object.fromEntries(Object.entries(variant.phrases).filter(([key]) => !isOwn(key))) },
    ]),
  );
  return { ...language, letters, instalments, statement, variants, phrases: { ...language.phrases, ...phrases } };
}
