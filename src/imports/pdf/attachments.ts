import { PdfFile } from "./file.ts";
import { type PdfDict, PdfProblem, PdfStream, type PdfValue } from "./syntax.ts";

export interface Attachment {
  readonly name: string;
  /** @throws PdfProblem where it is damaged or too large */
  readonly bytes: () => Buffer;
}

const MOST_ATTACHMENTS = 1000;
const MOST_NODES = 10_000;

/** The files that are embedded in a PDF (ISO 32000-2, 7.11.4); null where it is encrypted. @throws PdfProblem */
export function attachmentsOf(file: Buffer): Attachment[] | null {
  const pdf = new PdfFile(file);
  if (pdf.isEncrypted) return null;
  const found = new Map<PdfStream, Attachment>();
  const names = pdf.dict(pdf.catalog.get("Names"));
  const associated = pdf.resolve(pdf.catalog.get("AF"));
  const specifications = [...leavesOf(pdf, names?.get("EmbeddedFiles")), ...(Array.isArray(associated) ? (associated as readonly PdfValue[]) : [])];
  const seen = new Set<string>();
  for (const each of specifications) {
    const specification = pdf.dict(each);
    const stream = specification && streamOf(pdf, specification);
    if (!stream || seen.has(String(stream.start))) continue;
    seen.add(String(stream.start));
    if (seen.size > MOST_ATTACHMENTS) throw new PdfProblem("it has too many attachments");
    found.set(stream, { name: nameOf(pdf, specification), bytes: () => pdf.content(stream) });
  }
  return [...found.values()];
}

/** The values of a name tree. */
function leavesOf(pdf: PdfFile, root: PdfValue | undefined): PdfValue[] {
  const leaves: PdfValue[] = [];
  const waiting: (PdfValue | undefined)[] = [root];
  for (let nodes = 0; waiting.length > 0; nodes++) {
    if (nodes > MOST_NODES) throw new PdfProblem("its list of attachments has no end");
    const node = pdf.dict(waiting.pop());
    const kids = pdf.resolve(node?.get("Kids"));
    if (Array.isArray(kids)) for (const kid of kids as readonly PdfValue[]) waiting.push(kid);
    const pairs = pdf.resolve(node?.get("Names"));
    if (Array.isArray(pairs)) leaves.push(...(pairs as readonly PdfValue[]).filter((_, index) => index % 2 === 1).slice(0, MOST_ATTACHMENTS));
  }
  return leaves;
}

function streamOf(pdf: PdfFile, specification: PdfDict): PdfStream | null {
  const files = pdf.dict(specification.get("EF"));
  for (const key of ["UF", "F", "Unix", "Mac", "DOS"]) {
    const stream = pdf.resolve(files?.get(key));
    if (stream instanceof PdfStream) return stream;
  }
  return null;
}

function nameOf(pdf: PdfFile, specification: PdfDict): string {
  for (const key of ["UF", "F", "Unix", "Mac", "DOS"]) {
    const name = pdf.resolve(specification.get(key));
    if (Buffer.isBuffer(name)) return textOf(name.subarray(0, 1000));
  }
  return "";
}

/** A text string: UTF-16 or UTF-8 with their marks, else in an encoding whose letters are those of Latin-1. */
function textOf(bytes: Buffer): string {
  if (bytes[0] === 0xfe && bytes[1] === 0xff) {
    return Buffer.from(bytes.subarray(2, bytes.length & ~1))
      .swap16()
      .toString("utf16le");
  }
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return bytes.toString("utf8", 3);
  return bytes.toString("latin1");
}
