import MarkdownIt from "markdown-it";
import { type Place, placeAt, placeIn, type WordingProblem } from "./problem.ts";

const markdown = new MarkdownIt({ html: false, linkify: false, typographer: false });
const KNOWN_BLOCKS = /^(paragraph|heading|list_item|bullet_list|ordered_list)_(open|close)$|^inline$/;
const NAMES: Readonly<Record<string, string>> = {
  fence: "a block of code",
  code_block: "an indented block, which reads as code",
  blockquote_open: "a quotation",
  hr: "a line across the page",
  table_open: "a table",
};
const MARKS = [
  { pattern: /!\[[^\]]*\]\s*[([]/g, code: "markdown", what: "a picture", suggestion: "Pictures belong to the letterhead: its logo and its signature." },
  {
    pattern: /(?<!!)\[[^\]]*\]\([^)]*\)|<(?:https?|mailto|tel):[^>\s]*>/gi,
    code: "markdown",
    what: "a link",
    suggestion: "Links are made from values only, such as {{ options }}: a reader can check where they lead.",
  },
  { pattern: /<!--|<\/?[a-z][a-z0-9-]*(?:\s[^<>]*)?\/?>/gi, code: "html", what: "HTML", suggestion: "Write plain text; **two stars** make it bold." },
  { pattern: /~~[^~\n]+~~/g, code: "markdown", what: "struck-out text", suggestion: "Take it out." },
];
/** Marks that values are known by while a letter is made, controls, and characters that turn the direction of reading. */
// oxlint-disable-next-line no-control-regex
const HIDDEN = /[\p{Co}\p{Cn}\u0000-\u0008\u000B-\u001F\u007F-\u009F\u2028\u2029\u202A-\u202E\u2066-\u2069\uFEFF]/gu;

/** What a letter cannot be set with, or should not be. `isLine`: a subject, which has no paragraphs. */
export function proseProblems(source: string, start: Place, isLine: boolean): WordingProblem[] {
  const problems: WordingProblem[] = [];
  const add = (index: number, problem: Omit<WordingProblem, "severity" | "line" | "column">): void => {
    const at = placeAt(source, index);
    problems.push({ severity: "E", ...placeIn(start, at.line, at.column), ...problem });
  };
  for (const match of source.matchAll(HIDDEN)) {
    const code = match[0].codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0");
    add(match.index, { code: "hidden-character", message: `There is a hidden character (U+${code}).`, suggestion: "Delete it, or type the passage anew." });
  }
  // Tags are as wide as before, so that places stay.
  const plain = source.replace(/\{\{.*?\}\}|\{%.*?%\}/gs, (tag) => tag.replace(/[^\n]/g, "x"));
  for (const { pattern, code, what, suggestion } of MARKS)
    for (const match of plain.matchAll(pattern)) add(match.index, { code, message: `A letter cannot hold ${what} here.`, suggestion });
  if (isLine) return problems;
  for (const token of markdown.parse(plain, {})) {
    if (KNOWN_BLOCKS.test(token.type) || token.nesting < 0 || !token.map || !(token.type in NAMES)) continue;
    problems.push({
      severity: "E",
      code: "markdown",
      ...placeIn(start, token.map[0] + 1, 1),
      message: `A letter cannot hold ${NAMES[token.type]}.`,
      suggestion: "Paragraphs, lists, headings and **bold** words are known. The account's table is {{ account }}.",
    });
  }
  return problems;
}
