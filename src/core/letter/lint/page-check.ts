import type { Box } from "../window-profiles.ts";
import { type Check, type Finding, findingAt } from "./finding.ts";

/** In millimetres from the top left of the paper. */
export interface Edges {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export function edgesOf({ x, y, width, height }: Box): Edges {
  return { left: x, top: y, right: x + width, bottom: y + height };
}

/** What a reader of PDF files measured. Null: it could not be told. */
export interface PdfFacts {
  readonly pages: number;
  /** The lines of the address, and the part of the paper that the window shows wherever the sheet slides; null: sent without a window. */
  readonly address: { readonly lines: readonly (Edges & { readonly text: string })[]; readonly visible: Edges } | null;
  /** Whether each page says which one it is, of how many. */
  readonly pagesNumbered: boolean | null;
  /** Names of fonts that are not in the file. */
  readonly fontsMissing: readonly string[];
  /** Where links lead. */
  readonly links: readonly string[];
}

/** A measured box has room for accents and descenders that the letters do not use, and is measured to a tenth of a millimetre. */
const TOLERANCE = { left: 0.2, right: 0.2, top: 1, bottom: 0.5 };

/** L22: the page can be posted: the address shows in the window, pages are numbered, fonts travel along, links are safe. */
export const checkPage: Check = (input) => {
  const { pdf } = input;
  if (!pdf) return [];
  const findings: Finding[] = [];
  const at = (code: string, message: string, suggestion: string): void =>
    void findings.push(findingAt(input, { check: "L22", code, severity: "E" }, 0, message, suggestion));
  if (pdf.address) {
    const { lines, visible } = pdf.address;
    if (lines.length === 0) at("address-missing", "No address stands where the window is.", "Print the address in the window's place.");
    for (const line of lines)
      if (!isInside(line, visible))
        at(
          "address-hidden",
          `"${line.text}" is not wholly in the part that the window always shows.`,
          "Choose the envelope's window profile, or shorten the address.",
        );
  }
  if (pdf.pages > 1 && pdf.pagesNumbered === false)
    at("pages-unnumbered", `The letter has ${pdf.pages} pages, and they do not say so.`, "Print the page and how many there are.");
  for (const font of pdf.fontsMissing) at("font-missing", `The font ${font} is not in the file.`, "Embed all fonts.");
  for (const link of pdf.links)
    if (!/^(?:https:\/\/|mailto:|tel:)/i.test(link)) at("link-unsafe", `The link to "${link.slice(0, 80)}" is not encrypted.`, "Link to https only.");
  return findings;
};

function isInside(line: Edges, visible: Edges): boolean {
  return (
    line.left >= visible.left - TOLERANCE.left &&
    line.right <= visible.right + TOLERANCE.right &&
    line.top >= visible.top - TOLERANCE.top &&
    line.bottom <= visible.bottom + TOLERANCE.bottom
  );
}
