import { CII_ATTACHMENTS, ciiBatch } from "./cii/batch.ts";
import type { ImportFormat, ImportSource, ReadBatch, ReadOptions } from "./contract.ts";
import { fileOf, wholeFile } from "./einvoice/bytes.ts";
import { foreignRefusal, isKnownForeign } from "./einvoice/foreign.ts";
import { orRefused } from "./einvoice/refusal.ts";
import { Refusal } from "./refusal/refusal.ts";
import { sniffRoot } from "./einvoice/root.ts";
import { FATTURA_ATTACHMENTS, fatturaBatch, isFattura } from "./fatturapa/document.ts";
import { type Attachment, attachmentsOf } from "./pdf/attachments.ts";
import { PdfProblem } from "./pdf/syntax.ts";
import { UBL_ATTACHMENTS, ublBatch } from "./ubl/batch.ts";
import { readXmlRoot } from "./xml/parse.ts";

/** A PDF with an invoice as XML inside (ZUGFeRD, Factur-X, PDF/A-3): the XML is read, and never the picture. */
const einvoicePdf: ImportFormat = { name: "einvoice-pdf", keptAs: "application/pdf", recognise, read };
export default einvoicePdf;

function recognise(sample: Buffer): number {
  return sample.subarray(0, 1024).includes("%PDF-") ? 0.95 : 0;
}

async function read(source: ImportSource, options: ReadOptions) {
  return { mode: "movements" as const, ledger: true, batches: orRefused(() => readPdf(source, options)) };
}

async function readPdf(source: ImportSource, options: ReadOptions): Promise<ReadBatch> {
  const { bytes, readAs } = embeddedInvoice(await wholeFile(source));
  return readAs(bytes, options);
}

/** The names that the standards give to the invoice; the first one that is there is the invoice. */
const STANDARD_NAMES = ["factur-x.xml", "xrechnung.xml", "zugferd-invoice.xml"];

interface Candidate {
  readonly name: string;
  readonly root: string;
  readonly bytes: Buffer;
  readonly readAs: ((bytes: Buffer, options: ReadOptions) => Promise<ReadBatch>) | null;
}

function embeddedInvoice(file: Buffer): { bytes: Buffer; readAs: NonNullable<Candidate["readAs"]> } {
  const candidates = attachmentsIn(file).flatMap((each) => candidateOf(each));
  const named = STANDARD_NAMES.flatMap((name) => candidates.filter((each) => each.name.toLowerCase() === name));
  const invoices = [...named, ...candidates].filter(({ readAs }) => readAs);
  const chosen = invoices[0];
  if (chosen) {
    const isClear = named.includes(chosen) || new Set(invoices).size === 1;
    if (isClear) return { bytes: chosen.bytes, readAs: chosen.readAs! };
    throw new Refusal("einvoice-ambiguous", 1, "The PDF holds several invoices, and does not say which one is its own. Import the XML files one by one.");
  }
  const foreign = candidates.find(({ root }) => isKnownForeign(root));
  if (foreign) throw foreignRefusal(foreign.root, 1);
  throw new Refusal(
    "pdf-without-invoice",
    1,
    "The PDF holds no e-invoice: it is a picture, which cannot be read. Export the invoice as ZUGFeRD or Factur-X, or as XML.",
  );
}

function candidateOf({ name, bytes: unpack }: Attachment): Candidate[] {
  const isXmlName = /\.xml$/i.test(name);
  // Attachments of other kinds are not even unpacked; one without a telling name is.
  if (!isXmlName && /\.\w{2,4}$/.test(name)) return [];
  const bytes = orDamaged(unpack);
  const root = sniffRoot(bytes.subarray(0, 64 * 1024));
  if (!root && isXmlName) return [{ name, root: "", bytes, readAs: STANDARD_NAMES.includes(name.toLowerCase()) ? readerOf("") : null }];
  return root ? [{ name, root: root.name, bytes, readAs: readerOf(root.name) }] : [];
}

/** Who reads a root; what should be an invoice and has no root at all is given to CII, which says what is wrong with it. */
function readerOf(root: string): Candidate["readAs"] {
  const asFile = (bytes: Buffer) => fileOf("embedded.xml", bytes);
  if (/^(CrossIndustry(Invoice|Document)|)$/.test(root)) return async (bytes, options) => ciiBatch(await readXmlRoot(asFile(bytes), CII_ATTACHMENTS), options);
  if (/^(Invoice|CreditNote|DebitNote)$/.test(root)) return async (bytes, options) => ublBatch(await readXmlRoot(asFile(bytes), UBL_ATTACHMENTS), options);
  if (isFattura({ name: root })) return async (bytes, options) => fatturaBatch(await readXmlRoot(asFile(bytes), FATTURA_ATTACHMENTS), options);
  return null;
}

/** @throws Refusal where the file is damaged or encrypted */
function attachmentsIn(file: Buffer): Attachment[] {
  const attachments = orDamaged(() => attachmentsOf(file));
  if (attachments) return attachments;
  throw new Refusal("pdf-encrypted", 1, "The PDF is encrypted, so that the invoice inside cannot be read. Save it without a password.");
}

function orDamaged<T>(look: () => T): T {
  try {
    return look();
  } catch (error) {
    if (!(error instanceof PdfProblem)) throw error;
    throw new Refusal("pdf-damaged", 1, `The PDF is damaged (${error.message}). Take the file as it was sent.`);
  }
}
