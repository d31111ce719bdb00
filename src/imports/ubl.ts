import type { ImportFormat, ImportSource, ReadOptions } from "./contract.ts";
import { orRefused } from "./einvoice/refusal.ts";
import { sniffRoot, textOf } from "./einvoice/root.ts";
import { UBL_ATTACHMENTS, ublBatch } from "./ubl/batch.ts";
import { readXmlRoot } from "./xml/parse.ts";

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
  const batches = orRefused(async () => ublBatch(await readXmlRoot(source, UBL_ATTACHMENTS), options));
  return { mode: "movements" as const, ledger: true, batches };
}
