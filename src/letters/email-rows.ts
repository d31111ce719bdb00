import type { Block, Letter, TableRow } from "../core/letter/letter.ts";

type Table = Extract<Block, { kind: "table" }>;

/** A mail shows so many rows of a table: nobody reads more in a mail, and Gmail hides what is beyond 102 kB. */
export const MOST_ROWS = 40;

/** Whether the mail cannot show all of its tables' rows, so that it needs the PDF beside it. */
export function isLong({ blocks }: Letter): boolean {
  return blocks.some((block) => block.kind === "table" && block.rows.length > MOST_ROWS);
}

/** The blocks with at most so many rows in each table; one row says how many were left out. Sums stay, and are those of all rows. */
export function firstRows(blocks: readonly Block[], most: number, moreRows: (count: number) => string): Block[] {
  return blocks.map((block) => (block.kind === "table" && block.rows.length > most ? shortTable(block, most, moreRows) : block));
}

function shortTable(table: Table, most: number, moreRows: (count: number) => string): Table {
  // Credits are few in most letters, and say why the sum is less.
  const left: Partial<Record<TableRow["kind"], number>> = { item: most, credit: Math.ceil(most / 4) };
  const rows: TableRow[] = [];
  let place = -1;
  let dropped = 0;
  for (const row of table.rows) {
    const rest = left[row.kind];
    if (rest === 0 || (row.kind === "group" && left.item === 0)) {
      if (row.kind === "group") continue;
      if (place < 0) place = rows.length;
      dropped++;
      continue;
    }
    if (rest !== undefined) left[row.kind] = rest - 1;
    rows.push(row);
  }
  if (dropped === 0) return table;
  const note: TableRow = { kind: "group", cells: [[{ text: moreRows(dropped) }]] };
  return { ...table, rows: [...rows.slice(0, place), note, ...rows.slice(place)] };
}
