import type { Problem } from "../contract.ts";

/** A problem of the whole file: nothing of it can be read. */
export interface Unreadable {
  readonly problem: Problem;
}

export function unreadable(code: string, message: string, line = 1): Unreadable {
  return { problem: { line, code, message, severity: "fatal" } };
}
