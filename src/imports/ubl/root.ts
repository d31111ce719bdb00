import type { XmlElement } from "../xml/parse.ts";

/** The elements whose text is an attachment: it may have 50 MB, and says nothing to a ledger. */
export const UBL_ATTACHMENTS: ReadonlySet<string> = new Set(["EmbeddedDocumentBinaryObject", "AttachmentBinaryObject", "Attachment"]);

/** Whether an element is an invoice or credit note of UBL, whatever prefix its names have. */
export function isUbl({ name, namespace }: XmlElement): boolean {
  return /^(Invoice|CreditNote|DebitNote)$/.test(name) && /^urn:oasis:names:(specification:ubl|tc:ubl):/.test(namespace);
}
