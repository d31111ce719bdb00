import type { Block, Run, TableRow } from "../core/letter/letter.ts";
import { textOf } from "./markdown.ts";

const WIDTH = 72;
/** Wider tables break in a mail window; then each item is a few lines of its own. */
const WIDEST_TABLE = 84;

/** The letter as plain text: the twin of the HTML mail, and what a person without it reads. */
export function renderText(blocks: readonly Block[], locale = "en"): string {
  const colon = colonOf(locale);
  return `${blocks.map((block) => renderBlock(block, colon)).join("\n\n")}\n`;
}

/** French sets a space before its colon, in every country. */
export function colonOf(locale: string): string {
  return /^fr\b/.test(locale) ? " :" : ":";
}

function renderBlock(block: Block, colon: string): string {
  switch (block.kind) {
    case "paragraph":
      return wrap(textOf(block.runs), "", "");
    case "heading":
      return plainText(block.runs);
    case "list":
      return block.items.map((item) => wrap(textOf(item), "- ", "  ")).join("\n");
    case "table":
      return renderTable(block, colon);
    case "payment": {
      const width = Math.max(...block.rows.map((row) => row.label.length)) + colon.length + 1;
      return [block.title, ...block.rows.map((row) => `  ${`${row.label}${colon}`.padEnd(width)}${plainText(row.value)}`)].join("\n");
    }
    case "closing":
      return block.lines.map(plainText).join("\n");
  }
}

/** No-break spaces keep amounts together on paper; in plain text they only get in the way of searching. */
function plainText(runs: readonly Run[]): string {
  return withSpaces(textOf(runs));
}

function withSpaces(text: string): string {
  return text.replace(/[\u00A0\u202F]/g, " ");
}

function renderTable(table: Extract<Block, { kind: "table" }>, colon: string): string {
  const cellsOf = (row: TableRow): string[] => table.columns.map((_, index) => plainText(row.cells[index] ?? []));
  // A column is as wide as its cells, and its label breaks into words where that is narrower.
  const labels = table.columns.map((column) => column.label.split(" "));
  const items = table.rows.filter((row) => row.kind === "item");
  const widths = table.columns.map((_, index) =>
    Math.max(
      ...labels[index]!.map((word) => word.length),
      ...items.map((row) => cellsOf(row)[index]!.length),
      ...table.rows.map((row) => (index === table.columns.length - 1 ? cellsOf(row)[index]!.length : 0)),
    ),
  );
  const total = widths.reduce((sum, width) => sum + width + 2, -2);
  if (total > WIDEST_TABLE) return renderStacked(table, colon);
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, index) => (table.columns[index]!.align === "right" ? cell.padStart(widths[index]!) : cell.padEnd(widths[index]!)))
      .join("  ")
      .trimEnd();
  const heads = headLines(labels, widths).map(line);
  const rule = "-".repeat(total);
  const rows = table.rows.flatMap((row) => {
    const cells = cellsOf(row);
    if (row.kind === "group") return [cells[0]!];
    if (row.kind === "item") return [line(cells)];
    const amount = cells.at(-1)!;
    const label = [cells[0]!, cells[1]!].filter(Boolean).join(", ");
    const text = `${label.padEnd(total - amount.length - 1)} ${amount}`;
    return row.kind === "total" || row.kind === "subtotal" ? [rule, text] : [text];
  });
  return [table.caption, "", ...heads, rule, ...rows].join("\n");
}

function headLines(labels: readonly (readonly string[])[], widths: readonly number[]): string[][] {
  const wrapped = labels.map((words, index) => wrapWords(words, widths[index]!));
  const height = Math.max(...wrapped.map((lines) => lines.length));
  return Array.from({ length: height }, (_, row) => wrapped.map((lines) => lines[row - (height - lines.length)] ?? ""));
}

function renderStacked(table: Extract<Block, { kind: "table" }>, colon: string): string {
  const parts = table.rows.map((row) => {
    const cells = table.columns.map((column, index) => [column.label, plainText(row.cells[index] ?? [])] as const).filter(([, value]) => value);
    if (row.kind === "group") return cells[0]![1];
    if (row.kind === "item")
      return cells
        .map(([label, value], index) => (index === 0 ? `- ${table.columns[0]!.bare ? value : `${label} ${value}`}` : `  ${label}${colon} ${value}`))
        .join("\n");
    return `${cells
      .slice(0, -1)
      .map(([, value]) => value)
      .join(", ")}${colon} ${cells.at(-1)![1]}`;
  });
  return [table.caption, "", ...parts].join("\n");
}

// No line breaks at a no-break space: the spaces become plain ones afterwards.
function wrap(text: string, first: string, next: string): string {
  return wrapWords(text.split(" "), WIDTH - first.length)
    .map((line, index) => (index === 0 ? first : next) + withSpaces(line))
    .join("\n");
}

function wrapWords(words: readonly string[], width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of words) {
    if (line && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line ? `${line} ${word}` : word;
  }
  return [...lines, line];
}
