import { RecordCutter } from "./bai2/records.ts";
import { Accounts } from "./bai2/statements.ts";
import { readLines } from "./bank/lines.ts";
import { statementResult } from "./bank/statement-result.ts";
import { StatementStream } from "./bank/statement-stream.ts";
import type { ImportFormat, ImportSource, ReadBatch, ReadResult } from "./contract.ts";
import { looksBinary } from "./csv/encoding.ts";

/** BAI2 cash management balance reports, of banks in North America and of treasury systems elsewhere. */
const bai2: ImportFormat = { name: "bai2", recognise, read };
export default bai2;

/** A file header, and a group header on the next line or the one after its continuation. */
function recognise(sample: Buffer): number {
  if (looksBinary(sample)) return 0;
  const text = sample
    .subarray(0, 4096)
    .toString("latin1")
    .replace(/^\u00ef\u00bb\u00bf/, "")
    .trimStart();
  if (!/^01,[^,\n]*,[^,\n]*,\d{6},/.test(text)) return 0;
  return /[\r\n]\s*02,/.test(text) ? 0.97 : 0.7;
}

async function read(source: ImportSource): Promise<ReadResult> {
  return statementResult(readBatches(source));
}

async function* readBatches(source: ImportSource): AsyncGenerator<ReadBatch> {
  const cutter = new RecordCutter();
  const out = new StatementStream();
  const accounts = new Accounts(out);
  let line = 1;
  for await (const lines of readLines(source)) {
    for (const each of lines) {
      cutter.push(each);
      line = each.line;
    }
    for (const record of cutter.take()) accounts.push(record);
    const batch = out.take();
    if (batch) yield batch;
  }
  cutter.finish();
  for (const record of cutter.take()) accounts.push(record);
  accounts.finish(line);
  const batch = out.take(true);
  if (batch) yield batch;
}
