import { ANSWER_KINDS } from "../../core/letter/answer.ts";
import type { Language } from "../../core/letter/language.ts";
import type { LintMeans } from "../../core/letter/lint/lint.ts";
import { readTemplateText, type TemplateKind, withOwnWords } from "../../core/letter/template-kind.ts";
import { inOrder, type WordingProblem } from "./problem.ts";
import { requiredValues } from "./required-values.ts";
import { variablesOf } from "./sample-letters.ts";
import { letterProblems } from "./template-letters.ts";
import { proseProblems } from "./template-prose.ts";
import { readSyntax } from "./template-syntax.ts";

const MOST_CHARACTERS = 20_000;
const SUBJECT_COLUMN = "subject: ".length + 1;

/**
 * Checks a creditor's own template before it is saved: what it is written in, what it says, and how letters read that are made
 * with it. Pure. `means`: what the linter may ask besides. `language` has the creditor's own phrases; `own` is Firmly's.
 */
export function checkTemplate(
  language: Language,
  kind: TemplateKind,
  written: string,
  { own = language, means = {} }: { readonly own?: Language; readonly means?: LintMeans } = {},
): WordingProblem[] {
  const text = written.replaceAll("\r\n", "\n");
  const first = { severity: "E", line: 1, column: 1 } as const;
  if (text.length > MOST_CHARACTERS)
    return [{ ...first, code: "too-long", message: `The template has ${text.length} characters.`, suggestion: `Keep it below ${MOST_CHARACTERS}.` }];
  const template = readTemplateText(text);
  if (!template)
    return [
      {
        ...first,
        code: "no-subject",
        message: 'A template starts with a line "subject: ..." and a line "---".',
        suggestion: "Copy the first two lines of Firmly's own template.",
      },
    ];
  const body = { line: template.bodyLine, column: 1 };
  const subject = { line: 1, column: SUBJECT_COLUMN };
  const variables = variablesOf(kind, own);
  const [head, letter] = [readSyntax(template.subject, subject, variables), readSyntax(template.body, body, variables)];
  const problems = [
    ...head.problems,
    ...letter.problems,
    ...proseProblems(template.subject, subject, true),
    ...proseProblems(template.body, body, false),
    // Of a text that cannot be read nobody knows what it prints; a name that is misspelt is told once.
    ...(letter.used && letter.problems.length === 0 ? missingValues(kind, letter.used, text) : []),
  ];
  // A text that cannot be read makes no letters.
  if (problems.every(({ code }) => code === "value-missing")) {
    const { subject: line, body: passage } = template;
    problems.push(...letterProblems(withOwnWords(language, new Map([[kind, { subject: line, body: passage }]]), {}), own, kind, text, means));
  }
  return inOrder(isUnread(kind) ? problems.map((problem) => ({ ...problem, severity: "E" })) : problems);
}

/** Nobody approves an answer or a statement before it leaves: what the checks ask a person about is not saved. */
function isUnread(kind: TemplateKind): boolean {
  return kind === "statement" || (ANSWER_KINDS as readonly string[]).includes(kind);
}

function missingValues(kind: TemplateKind, used: ReadonlySet<string>, text: string): WordingProblem[] {
  const line = text.trimEnd().split("\n").length;
  return requiredValues(kind)
    .filter((group) => !group.some((name) => used.has(name)))
    .map((group) => ({
      severity: "E",
      code: "value-missing",
      line,
      column: 1,
      message: `The letter must print {{ ${group[0]!} }}.`,
      suggestion: `Put it in${group.length > 1 ? `; {{ ${group.slice(1).join(" }} or {{ ")} }} will do too` : ""}.`,
    }));
}
