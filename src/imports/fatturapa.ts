import { isSignedData, signedContent } from "./cms/signed-data.ts";
import type { ImportFormat, ImportSource, ReadBatch, ReadOptions } from "./contract.ts";
import { fileOf, startOfFile, wholeFile } from "./einvoice/bytes.ts";
import { orRefused } from "./einvoice/refusal.ts";
import { sniffRoot } from "./einvoice/root.ts";
import { FATTURA_ATTACHMENTS, fatturaBatch, isFattura } from "./fatturapa/document.ts";
import { readXmlRoot } from "./xml/parse.ts";

/** Italian e-invoices: FatturaPA 1.0 to 1.2 to authorities and to others, simplified ones, and all of them signed (.p7m). */
const fatturapa: ImportFormat = { name: "fatturapa", recognise, read };
export default fatturapa;

function recognise(sample: Buffer): number {
  if (isSignedData(sample)) return 0.9;
  const root = sniffRoot(sample);
  return root && isFattura(root) ? 0.97 : 0;
}

async function read(source: ImportSource, options: ReadOptions) {
  return { mode: "movements" as const, ledger: true, batches: orRefused(() => readFattura(source, options)) };
}

async function readFattura(source: ImportSource, options: ReadOptions): Promise<ReadBatch> {
  const isSigned = isSignedData(await startOfFile(source));
  const plain = isSigned ? fileOf(source.name, signedContent(await wholeFile(source))) : source;
  return fatturaBatch(await readXmlRoot(plain, FATTURA_ATTACHMENTS), options);
}
