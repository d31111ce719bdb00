import type { Problem, ReadBatch } from "../contract.ts";

/** Why nothing of a file can be trusted: thrown where that is found, and told as the file's fatal problem where it is read. */
export class Refusal extends Error {
  /** Stable, kebab-case. */
  readonly code: string;
  readonly line: number;
  /** @param message says what to do about it */
  constructor(code: string, line: number, message: string) {
    super(message);
    this.code = code;
    this.line = line;
  }

  static of({ code, line, message }: Problem): Refusal {
    return new Refusal(code, line, message);
  }

  get problem(): Problem {
    return { line: this.line, code: this.code, message: this.message, severity: "fatal" };
  }
}

/** A batch that holds nothing but what refuses the file. */
export function refusedBatch({ problem }: Refusal): ReadBatch {
  return { rows: 0, debtors: [], documents: [], contacts: [], problems: [problem] };
}
