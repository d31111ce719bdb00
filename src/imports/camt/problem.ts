import type { Problem } from "../contract.ts";

/** Why nothing of a file can be trusted. A bank statement is never half-read. */
export class CamtProblem extends Error {
  readonly code: string;
  readonly line: number;
  constructor(code: string, line: number, message: string) {
    super(message);
    this.code = code;
    this.line = line;
  }
}

export function fatal(line: number, code: string, message: string): Problem {
  return { line, code, message, severity: "fatal" };
}
