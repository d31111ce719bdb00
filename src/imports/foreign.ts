import type { ImportFormat, ImportSource, ReadBatch, ReadOptions } from "./contract.ts";
import { foreignRefusal, isKnownForeign } from "./einvoice/foreign.ts";
import { orRefused } from "./einvoice/refusal.ts";
import { Refusal } from "./refusal/refusal.ts";
import { sniffRoot, textOf } from "./einvoice/root.ts";

/** What is often sent in place of an invoice, and is not read: it is recognised so that the reason can be told. */
const foreign: ImportFormat = { name: "foreign", recognise, read };
export default foreign;

function recognise(sample: Buffer): number {
  if (isEdifact(sample)) return 0.95;
  const root = sniffRoot(sample);
  if (!root) return 0;
  // XML that nobody knows is not read as a table either; every format that knows it is surer.
  return isKnownForeign(root.name) ? 0.9 : 0.1;
}

/** Service string advice or interchange header. Source: ISO 9735. */
function isEdifact(sample: Buffer): boolean {
  return /^(UNA.{6}\s{0,4})?UN[BG]\W/s.test(textOf(sample.subarray(0, 200)).trimStart());
}

async function read(source: ImportSource, _options: ReadOptions) {
  return { mode: "movements" as const, ledger: true, batches: orRefused(() => refuse(source)) };
}

async function refuse(source: ImportSource): Promise<ReadBatch> {
  for await (const chunk of source.open()) {
    if (isEdifact(chunk)) throw new Refusal("edifact", 1, "The file is an EDIFACT message, which is not read. Export the invoice as UBL or CII (EN 16931).");
    const root = sniffRoot(chunk);
    if (root) throw foreignRefusal(root.name, 1);
    break;
  }
  throw new Refusal("file-unknown", 1, "The file is of no kind that is read. Export invoices as UBL, CII or FatturaPA, and lists as CSV.");
}
