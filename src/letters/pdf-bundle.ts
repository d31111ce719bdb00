import { PDFDocument, PDFName } from "@cantoo/pdf-lib";
import type { Day } from "../core/values/day.ts";
import { forgetStructure } from "./print-batch.ts";

/** A file that goes into the bundle as it is: beside the pages, and where it is a PDF, with its pages. */
export interface Enclosure {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
  readonly description: string;
  /** Its pages follow those before it. */
  readonly shown: boolean;
}

export function pageCount(pdf: Uint8Array): Promise<number> {
  return PDFDocument.load(pdf, { updateMetadata: false }).then((document) => document.getPageCount());
}

/**
 * One PDF of several: the pages of `front`, then those of the enclosures, unchanged. Every enclosure is also attached byte
 * for byte, so that its hash can be checked. The same parts give the same bytes.
 */
export async function bundlePdf(front: Uint8Array, enclosures: readonly Enclosure[], day: Day): Promise<Uint8Array> {
  const bundle = await PDFDocument.load(front, { updateMetadata: false });
  // The front calls itself accessible, which the letters behind it may not be.
  bundle.catalog.delete(PDFName.of("Metadata"));
  const date = new Date(`${day}T00:00:00Z`);
  for (const { bytes, shown } of enclosures) {
    if (!shown) continue;
    const letter = await PDFDocument.load(bytes, { updateMetadata: false });
    for (const page of await bundle.copyPages(letter, letter.getPageIndices())) {
      forgetStructure(page.node, true);
      bundle.addPage(page);
    }
  }
  for (const { name, mediaType, bytes, description } of enclosures) {
    await bundle.attach(bytes, name, { mimeType: mediaType, description, creationDate: date, modificationDate: date });
  }
  bundle.setCreationDate(date);
  bundle.setModificationDate(date);
  return bundle.save({ useObjectStreams: true, addDefaultPage: false, updateFieldAppearances: false });
}
