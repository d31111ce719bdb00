import { type Document, isAlias, isMap, isScalar, isSeq, type LineCounter } from "yaml";
import type { LineOf } from "./strict-object.ts";

/** Finds the line on which a path of a YAML document stands: of what is missing, the line of the group that lacks it. */
export function lineFinder(document: Document, lines: LineCounter): LineOf {
  return (path) => {
    let node: unknown = document.contents;
    let offset = path.length === 0 ? null : (rangeOf(node)?.[0] ?? null);
    for (const name of path) {
      if (isAlias(node)) node = node.resolve(document);
      const pair = isMap(node) ? node.items.find(({ key }) => String(isScalar(key) ? key.value : key) === String(name)) : null;
      const found: unknown = pair ? pair.key : isSeq(node) ? node.items[Number(name)] : undefined;
      if (found === undefined) break;
      // What was set from outside stands on no line.
      const range = rangeOf(found);
      if (!range) return null;
      offset = range[0] ?? null;
      node = pair ? pair.value : found;
    }
    return offset === null ? null : lines.linePos(offset).line;
  };
}

function rangeOf(node: unknown): readonly number[] | null {
  return typeof node === "object" && node !== null && "range" in node && Array.isArray(node.range) ? (node.range as number[]) : null;
}
