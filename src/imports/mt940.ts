import type { ImportFormat, ImportSource, ReadBatch, ReadResult } from "./contract.ts";
import { readLines } from "./bank/lines.ts";
import { statementResult } from "./bank/statement-result.ts";
import { StatementStream } from "./bank/statement-stream.ts";
import { looksBinary } from "./csv/encoding.ts";
import { FieldCutter } from "./mt940/fields.ts";
import { Messages } from "./mt940/statements.ts";

/** SWIFT MT940 statements and MT942 reports, with the habits of the banks that write them. */
const mt940: ImportFormat = { name: "mt940", recognise, read };
export default mt940;

/** Fields between colons at the beginning of lines tell it, with the statement's own ones or at least some. */
function recognise(sample: Buffer): number {
  if (looksBinary(sample)) return 0;
  const text = sample.toString("latin1");
  const has = (tag: string) => new RegExp(`(^|[\\r\\n]|\\{4:)\\s{0,3}:${tag}:`).test(text);
  if (has("20") && (has("25P?") || has("60[FM]") || has("61"))) return 0.95;
  return /^(?:[^\n]*\n){0,6}?\s{0,3}:(?:\d{2}[A-Z]?|NS|94[02]):/.test(text.replace(/\r\n?/g, "\n").slice(0, 2000)) ? 0.8 : 0;
}

async function read(source: ImportSource): Promise<ReadResult> {
  return statementResult(readBatches(source));
}

async function* readBatches(source: ImportSource): AsyncGenerator<ReadBatch> {
  const cutter = new FieldCutter();
  const out = new StatementStream();
  const messages = new Messages(out);
  let line = 1;
  for await (const lines of readLines(source)) {
    for (const each of lines) {
      cutter.push(each);
      line = each.line;
    }
    for (const field of cutter.take()) messages.push(field);
    const batch = out.take();
    if (batch) yield batch;
  }
  cutter.finish(line);
  for (const field of cutter.take()) messages.push(field);
  messages.finish();
  const batch = out.take(true);
  if (batch) yield batch;
}
