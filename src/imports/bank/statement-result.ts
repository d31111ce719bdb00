import type { ReadBatch, ReadResult } from "../contract.ts";
import { Refusal, refusedBatch } from "../refusal/refusal.ts";

/** What `read` of a bank format gives: its batches, with a refusal as a problem of the last one. */
export function statementResult(batches: AsyncGenerator<ReadBatch>): ReadResult {
  return { mode: "movements", ledger: false, batches: told(batches) };
}

async function* told(batches: AsyncGenerator<ReadBatch>): AsyncGenerator<ReadBatch> {
  try {
    yield* batches;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    yield refusedBatch(error);
  }
}
