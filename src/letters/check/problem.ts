/** What is wrong with a template, a phrase or a picture, where, and what to do. E: it is not saved. W: letters made with it may wait for a person. */
export interface WordingProblem {
  readonly severity: "E" | "W";
  /** "unknown-variable", "element-missing"; a check of the linter by its number: "L09". */
  readonly code: string;
  /** Where it stands in the text, from 1. */
  readonly line: number;
  readonly column: number;
  readonly message: string;
  readonly suggestion: string;
}

/** Where a text starts within the file that a person sees. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** A place within a text that itself starts at `start`. */
export function placeIn(start: Place, line: number, column: number): Place {
  return line === 1 ? { line: start.line, column: start.column + column - 1 } : { line: start.line + line - 1, column };
}

/** The place of the character at an index of a text. */
export function placeAt(text: string, index: number): Place {
  const before = text.slice(0, index);
  const line = before.split("\n").length;
  return { line, column: index - before.lastIndexOf("\n") };
}

/** In the order of the text. What is said twice of one place is said once, though its figures differ from letter to letter. */
export function inOrder(problems: readonly WordingProblem[]): WordingProblem[] {
  const seen = new Set<string>();
  return [...problems]
    .sort((a, b) => a.line - b.line || a.column - b.column || (a.code < b.code ? -1 : a.code > b.code ? 1 : 0))
    .filter((problem) => {
      const key = `${problem.line}:${problem.column}:${problem.code}:${problem.message.replace(/\d+/g, "#")}`;
      return !seen.has(key) && seen.add(key);
    });
}
