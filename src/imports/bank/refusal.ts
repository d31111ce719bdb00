import type { Problem, ReadBatch, ReadResult } from "../contract.ts";

/** A bank's file that cannot be trusted, thrown where that is found and told as the file's only problem by `statementResult`. */
export class Refusal extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.message);
    this.problem = problem;
  }
}

/** A fatal problem to throw: a stable code, the file's line, and what to do about it. */
export function refusal(code: string, line: number, message: string): Refusal {
  return new Refusal({ line, code, message, severity: "fatal" });
}

/** What `read` of a bank format gives: its batches, with a refusal as a problem of the last one. */
export function statementResult(batches: AsyncGenerator<ReadBatch>): ReadResult {
  return { mode: "movements", ledger: false, batches: told(batches) };
}

async function* told(batches: AsyncGenerator<ReadBatch>): AsyncGenerator<ReadBatch> {
  try {
    yield* batches;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    yield { rows: 0, debtors: [], documents: [], contacts: [], problems: [error.problem] };
  }
}
