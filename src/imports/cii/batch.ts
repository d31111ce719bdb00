import type { ReadBatch, ReadOptions } from "../contract.ts";
import { foreignRefusal } from "../einvoice/foreign.ts";
import { toBatch } from "../einvoice/ledger.ts";
import { documentsIn } from "../einvoice/root.ts";
import type { XmlElement } from "../xml/parse.ts";
import { ciiInvoice, ciiWarnings } from "./document.ts";
import { currentNames } from "./names.ts";

/** The elements whose text is an attachment: it may have 50 MB, and says nothing to a ledger. */
export const CII_ATTACHMENTS: ReadonlySet<string> = new Set(["AttachmentBinaryObject", "EmbeddedDocumentBinaryObject"]);

/** The documents of a CII or ZUGFeRD 1 file. @throws Refusal */
export function ciiBatch(root: XmlElement, options: ReadOptions): ReadBatch {
  const documents = documentsIn(root);
  const foreign = documents.find((each) => !isCii(each));
  if (foreign || documents.length === 0) throw foreignRefusal((foreign ?? root).name, (foreign ?? root).line);
  const current = documents.map(currentNames);
  return toBatch(current.map(ciiInvoice), options, current.flatMap(ciiWarnings));
}

/** Whether an element is an invoice of CII or ZUGFeRD 1, whatever prefix its names have. */
function isCii({ name, namespace }: XmlElement): boolean {
  return /^CrossIndustry(Invoice|Document)$/.test(name) && /CrossIndustry(Invoice|Document)/.test(namespace);
}
