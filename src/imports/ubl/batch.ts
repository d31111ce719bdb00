import type { ReadBatch, ReadOptions } from "../contract.ts";
import { foreignRefusal } from "../einvoice/foreign.ts";
import { toBatch } from "../einvoice/ledger.ts";
import { documentsIn } from "../einvoice/root.ts";
import type { XmlElement } from "../xml/parse.ts";
import { ublInvoice } from "./document.ts";

/** The elements whose text is an attachment: it may have 50 MB, and says nothing to a ledger. */
export const UBL_ATTACHMENTS: ReadonlySet<string> = new Set(["EmbeddedDocumentBinaryObject", "AttachmentBinaryObject"]);

/** The documents of a UBL file. @throws Refusal */
export function ublBatch(root: XmlElement, options: ReadOptions): ReadBatch {
  const documents = documentsIn(root);
  const foreign = documents.find((each) => !isUbl(each));
  if (foreign || documents.length === 0) throw foreignRefusal((foreign ?? root).name, (foreign ?? root).line);
  return toBatch(documents.map(ublInvoice), options);
}

/** Whether an element is an invoice or credit note of UBL, whatever prefix its names have. */
function isUbl({ name, namespace }: XmlElement): boolean {
  return /^(Invoice|CreditNote|DebitNote)$/.test(name) && /^urn:oasis:names:(specification:ubl|tc:ubl):/.test(namespace);
}
