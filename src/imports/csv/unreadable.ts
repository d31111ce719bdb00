import type { Problem } from "../contract.ts";

/** A problem of the whole file: nothing of it can be read. */
export interface Unreadable {
  readonly problem: Problem;
}

/** @param line of the headings; JSON has none, and its problems begin at its first line */
export function unreadable(code: string, message: string, line = 1): Unreadable {
  return { problem: { line: Math.max(1, line), code, message, severity: "fatal" } };
}
