import type { ImportFormat, Problem, ReadBatch, ReadResult } from "./contract.ts";
import { looksBinary } from "./csv/encoding.ts";

/**
 * Quicken's QIF is recognised, and refused: it names neither account nor currency, its dates are written in the order of the
 * computer that wrote them, and nothing in it tells whether it is complete.
 */
const qif: ImportFormat = { name: "qif", recognise, read };
export default qif;

function recognise(sample: Buffer): number {
  if (looksBinary(sample)) return 0;
  const text = sample
    .subarray(0, 4096)
    .toString("latin1")
    .replace(/^\u00ef\u00bb\u00bf/, "")
    .trimStart();
  return /^!(Type|Account|Option|Clear)\b/i.test(text) ? 0.95 : 0;
}

async function read(): Promise<ReadResult> {
  const problem: Problem = {
    line: 1,
    code: "qif-not-read",
    severity: "fatal",
    message:
      "QIF files name neither account nor currency, and nothing in them tells whether they are complete. Export the account as CAMT.053, MT940, OFX or CSV instead.",
  };
  return { mode: "movements", ledger: false, batches: only({ rows: 0, debtors: [], documents: [], contacts: [], problems: [problem] }) };
}

async function* only(batch: ReadBatch): AsyncGenerator<ReadBatch> {
  yield batch;
}
