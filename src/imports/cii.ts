import { ciiInvoice, ciiWarnings } from "./cii/document.ts";
import { CII_ATTACHMENTS, currentNames, isCii } from "./cii/root.ts";
import type { ImportFormat, ImportSource, ReadBatch, ReadOptions } from "./contract.ts";
import { foreignRefusal } from "./einvoice/foreign.ts";
import { toBatch } from "./einvoice/ledger.ts";
import { orRefused } from "./einvoice/refusal.ts";
import { documentsIn, sniffRoot, textOf } from "./einvoice/root.ts";
import { readXmlRoot, type XmlElement } from "./xml/parse.ts";

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
  const batches = orRefused(async () => readCii(await readXmlRoot(source, CII_ATTACHMENTS), options));
  return { mode: "movements" as const, ledger: true, batches };
}

function readCii(root: XmlElement, options: ReadOptions): ReadBatch {
  const documents = documentsIn(root);
  const foreign = documents.find((each) => !isCii(each));
  if (foreign || documents.length === 0) throw foreignRefusal((foreign ?? root).name, (foreign ?? root).line);
  const current = documents.map(currentNames);
  return toBatch(current.map(ciiInvoice), options, current.flatMap(ciiWarnings));
}
