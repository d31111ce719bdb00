import type { ElementId } from "../elements.ts";
import type { Block, Letter, Run } from "../letter.ts";
import { MASK } from "./text-shape.ts";

/** The letter's own words, one passage a line. What comes from outside is one neutral word: a name is not judged. */
export function letterText(letter: Letter): string {
  return [`# ${shown(letter.subjectRuns)}`, ...letter.blocks.map(blockText)].join("\n\n");
}

function blockText(block: Block): string {
  switch (block.kind) {
    case "paragraph":
    case "heading":
      return shown(block.runs);
    case "list":
      return block.items.map((item) => `- ${shown(item)}`).join("\n");
    case "table":
      return block.rows.map((row) => row.cells.map(shown).join(" | ")).join("\n");
    case "payment":
      return block.rows.map((row) => `${row.label}: ${shown(row.value)} |`).join("\n");
    case "closing":
      return block.lines.map(shown).join("\n");
  }
}

function shown(runs: readonly Run[]): string {
  return runs.map((run) => (run.fact === "name" || run.fact === "document" ? MASK : run.text.replace(/[\u00A0\u202F]/g, " "))).join("");
}

/** Every element that some piece of the letter says. */
export function boundElements(letter: Letter): Set<ElementId> {
  const said = new Set<ElementId>();
  const read = (runs: readonly Run[]): void => {
    for (const run of runs) for (const element of run.says ?? []) said.add(element);
  };
  for (const block of letter.blocks) {
    if (block.kind === "paragraph" || block.kind === "heading") read(block.runs);
    else if (block.kind === "list") block.items.forEach(read);
    else if (block.kind === "table") for (const row of block.rows) row.cells.forEach(read);
    else if (block.kind === "payment") for (const row of block.rows) read(row.value);
    else block.lines.forEach(read);
  }
  return said;
}
