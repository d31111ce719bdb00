import type { ImportFormat, ImportSource, ReadBatch, ReadOptions } from "./contract.ts";
import { foreignRefusal } from "./einvoice/foreign.ts";
import { toBatch } from "./einvoice/ledger.ts";
import { orRefused } from "./einvoice/refusal.ts";
import { documentsIn, sniffRoot, textOf } from "./einvoice/root.ts";
import { ublInvoice } from "./ubl/document.ts";
import { isUbl, UBL_ATTACHMENTS } from "./ubl/root.ts";
import { readXmlRoot, type XmlElement } from "./xml/parse.ts";

/** Invoices and credit notes of UBL 2.x: EN 16931, Peppol BIS 3, XRechnung, and national ones; bare, or in their envelope (SBD). */
const ubl: ImportFormat = { name: "ubl", recognise, read };
export default ubl;

const NAMESPACE = /urn:oasis:names:(specification:ubl|tc:ubl):/;

function recognise(sample: Buffer): number {
  const root = sniffRoot(sample);
  if (!root) return 0;
  if (/^(Invoice|CreditNote|DebitNote)$/.test(root.name)) return NAMESPACE.test(root.tag) ? 0.97 : 0.3;
  if (root.name !== "StandardBusinessDocument") return 0;
  return /urn:oasis:names:specification:ubl:schema:xsd:(Invoice|CreditNote|DebitNote)-2/.test(textOf(sample)) ? 0.96 : 0.2;
}

async function read(source: ImportSource, options: ReadOptions) {
  const batches = orRefused(async () => readUbl(await readXmlRoot(source, UBL_ATTACHMENTS), options));
  return { mode: "movements" as const, ledger: true, batches };
}

function readUbl(root: XmlElement, options: ReadOptions): ReadBatch {
  const documents = documentsIn(root);
  const foreign = documents.find((each) => !isUbl(each));
  if (foreign || documents.length === 0) throw foreignRefusal((foreign ?? root).name, (foreign ?? root).line);
  return toBatch(documents.map(ublInvoice), options);
}
