import { statementResult } from "./bank/statement-result.ts";
import { StatementStream } from "./bank/statement-stream.ts";
import type { ImportFormat, ImportSource, ReadBatch, ReadOptions, ReadResult } from "./contract.ts";
import { looksBinary } from "./csv/encoding.ts";
import { readElements } from "./ofx/elements.ts";
import { Accounts } from "./ofx/statements.ts";

/** OFX 1 (SGML) and OFX 2 (XML), also as QFX and QBO: statements of bank and card accounts. */
const ofx: ImportFormat = { name: "ofx", recognise, read };
export default ofx;

function recognise(sample: Buffer): number {
  if (looksBinary(sample)) return 0;
  const text = sample.subarray(0, 8192).toString("latin1");
  if (/^\s*(?:\u00ef\u00bb\u00bf)?\s*(OFXHEADER\s*:|<\?xml[^>]*>\s*<\?OFX\b|<\?OFX\b|<OFX>)/i.test(text)) return 0.97;
  return /<OFX>\s*<SIGNONMSGSRSV1>/i.test(text) ? 0.9 : 0;
}

async function read(source: ImportSource, { defaults }: ReadOptions): Promise<ReadResult> {
  return statementResult(readBatches(source, defaults.currency));
}

async function* readBatches(source: ImportSource, fallback: string | null): AsyncGenerator<ReadBatch> {
  const out = new StatementStream();
  const accounts = new Accounts(out, fallback);
  let line = 1;
  for await (const events of readElements(source)) {
    for (const event of events) {
      accounts.push(event);
      line = event.line;
    }
    const batch = out.take();
    if (batch) yield batch;
  }
  accounts.finish(line);
  const batch = out.take(true);
  if (batch) yield batch;
}
