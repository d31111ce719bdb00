/** Of a PDF that is to be printed: its pages, and the size of each in points. */
export interface Paper {
  readonly pages: number;
  readonly sizes: readonly (readonly [number, number])[];
}

const A4 = [595.3, 841.9] as const;
const US_LETTER = [612, 792] as const;

/**
 * Counts the pages of a letter and reads their sizes. It knows the files that Firmly itself writes, whose objects stand in the open, each
 * entry on a line of its own; null for any other.
 */
export function readPaper(pdf: Uint8Array): Paper | null {
  const text = Buffer.from(pdf).toString("latin1");
  if (!text.startsWith("%PDF-")) return null;
  const pages = text.match(/\n *\/Type \/Page\n/g)?.length ?? 0;
  const sizes = [...text.matchAll(/\n *\/MediaBox \[0 0 ([\d.]{1,12}) ([\d.]{1,12})\]/g)].map(([, width, height]) => [Number(width), Number(height)] as const);
  return pages === 0 || sizes.length === 0 ? null : { pages, sizes };
}

export function isPaper({ sizes }: Paper, paper: "a4" | "us-letter"): boolean {
  const [width, height] = paper === "a4" ? A4 : US_LETTER;
  return sizes.every(([across, down]) => Math.abs(across - width) < 1 && Math.abs(down - height) < 1);
}
