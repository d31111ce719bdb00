import { CII_ATTACHMENTS, ciiBatch } from "./cii/batch.ts";
import type { ImportFormat, ImportSource, ReadOptions } from "./contract.ts";
import { orRefused } from "./einvoice/refusal.ts";
import { sniffRoot, textOf } from "./einvoice/root.ts";
import { readXmlRoot } from "./xml/parse.ts";

/** Cross Industry Invoices: ZUGFeRD 1 and 2, Factur-X, XRechnung; bare, or in their envelope (SBD). */
const cii: ImportFormat = { name: "cii", recognise, read };
export default cii;

function recognise(sample: Buffer): number {
  const root = sniffRoot(sample);
  if (!root) return 0;
  if (/^CrossIndustry(Invoice|Document)$/.test(root.name)) return 0.97;
  return root.name === "StandardBusinessDocument" && /:CrossIndustryInvoice:/.test(textOf(sample)) ? 0.96 : 0;
}

async function read(source: ImportSource, options: ReadOptions) {
  const batches = orRefused(async () => ciiBatch(await readXmlRoot(source, CII_ATTACHMENTS), options));
  return { mode: "movements" as const, ledger: true, batches };
}
