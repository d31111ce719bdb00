import type { ImportSource } from "../contract.ts";

/** A cell that reaches over several rows: it is written in the first one only. */
export interface Merge {
  readonly column: number;
  readonly first: number;
  readonly last: number;
}

const MARK = "mergeCell ";
const LONGEST_LIST = 8 * 1024 * 1024;
const MOST_MERGES = 100_000;

/** The index of a column: "A" is 0, "AA" 26. */
export function columnIndex(letters: string): number {
  let index = 0;
  for (const letter of letters) index = index * 26 + letter.charCodeAt(0) - 64;
  return index - 1;
}

/**
 * The merged cells of a sheet that reach downwards, by their first row. They stand behind all rows: the whole part is run
 * through, which also tells whether it is damaged before a row of it is read.
 */
export async function readMerges(source: ImportSource): Promise<ReadonlyMap<number, readonly Merge[]>> {
  let tail = "";
  let list = "";
  for await (const chunk of source.open()) {
    if (list !== "") {
      if (list.length < LONGEST_LIST) list += chunk.toString("latin1");
      continue;
    }
    const at = chunk.indexOf(MARK);
    const edge = tail + chunk.toString("latin1", 0, MARK.length);
    if (at >= 0 || edge.includes(MARK)) list = tail + chunk.toString("latin1", at >= 0 && !edge.includes(MARK) ? at : 0);
    tail = chunk.toString("latin1", Math.max(0, chunk.length - MARK.length));
  }
  const merges = new Map<number, Merge[]>();
  let count = 0;
  for (const [, column, first, , last] of list.matchAll(/mergeCell [^<>]{0,40}?ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"/g)) {
    if (last === first || ++count > MOST_MERGES) continue;
    const row = Number(first);
    merges.set(row, [...(merges.get(row) ?? []), { column: columnIndex(column!), first: row, last: Number(last) }]);
  }
  return merges;
}
