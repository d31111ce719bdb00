import type { Day } from "../core/values/day.ts";
import { breakable, type PageData } from "./pdf-data.ts";

/** A document for people who take a matter over: facts in lists and tables, no letter. */
export interface Dossier {
  readonly title: string;
  readonly subtitle: string;
  /** Stands at the head of every page but the first. */
  readonly running: string;
  readonly date: Day;
  readonly author: string;
  readonly blocks: readonly DossierBlock[];
}

export type DossierBlock =
  | { readonly kind: "heading"; readonly text: string }
  | { readonly kind: "text"; readonly text: string; readonly small?: boolean }
  /** Beside each other, such as the two parties. */
  | { readonly kind: "columns"; readonly columns: readonly { readonly title: string; readonly lines: readonly string[] }[] }
  | {
      readonly kind: "pairs";
      readonly rows: readonly (readonly [label: string, value: string])[] /** The label of the row that matters most. */;
      readonly strong?: string;
    }
  | {
      readonly kind: "table";
      readonly columns: readonly {
        readonly title: string /** Parts of the width that the others leave; "auto": as wide as its content. */;
        readonly width: number | "auto";
        readonly right?: boolean;
      }[];
      readonly rows: readonly (readonly string[])[];
      /** The last row, a sum. */
      readonly total?: readonly string[];
    };

/** Longer words get places where a line may break. */
const LONGEST = { prose: 60, cell: 22 } as const;

export function dossierPage(dossier: Dossier): PageData {
  const { title, subtitle, running, author, date } = dossier;
  const shown = (text: string, longest: number) => breakable(text.replace(/\p{Cc}+/gu, " "), longest);
  const blocks = dossier.blocks.map((block) => {
    switch (block.kind) {
      case "heading":
      case "text":
        return { ...block, text: shown(block.text, LONGEST.prose) };
      case "columns":
        return { ...block, columns: block.columns.map((column) => ({ ...column, lines: column.lines.map((line) => shown(line, LONGEST.cell)) })) };
      case "pairs":
        return { ...block, rows: block.rows.map(([label, value]) => [label, shown(value, LONGEST.prose)]) };
      case "table":
        return { ...block, rows: block.rows.map((row) => row.map((cell) => shown(cell, LONGEST.cell))), total: block.total ?? null };
    }
  });
  const data = {
    title: shown(title, LONGEST.prose),
    subtitle: shown(subtitle, LONGEST.prose),
    running: shown(running, LONGEST.prose),
    author,
    date: date.split("-").map(Number),
    blocks,
  };
  return { json: JSON.stringify(data), files: [], template: "dossier" };
}
