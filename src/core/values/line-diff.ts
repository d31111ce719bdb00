/** One line of two texts beside each other. */
export interface DiffLine {
  readonly change: "same" | "added" | "removed";
  readonly text: string;
}

const MOST_CELLS = 4_000_000;

/** What must be taken out of and put into a text to make another of it, line by line: the longest common run stays. */
export function diffLines(before: string, after: string): DiffLine[] {
  const [a, b] = [before, after].map((text) => text.replaceAll("\r\n", "\n").replace(/\n$/, "").split("\n")) as [string[], string[]];
  // Long enough to be no letter: told as a whole.
  if (a.length * b.length > MOST_CELLS)
    return [...a.map((text) => ({ change: "removed", text }) as const), ...b.map((text) => ({ change: "added", text }) as const)];
  const length = Array.from({ length: a.length + 1 }, () => new Uint32Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--) length[i]![j] = a[i] === b[j] ? length[i + 1]![j + 1]! + 1 : Math.max(length[i + 1]![j]!, length[i]![j + 1]!);
  const lines: DiffLine[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      lines.push({ change: "same", text: a[i++]! });
      j++;
    } else if (i < a.length && (j === b.length || length[i + 1]![j]! >= length[i]![j + 1]!)) lines.push({ change: "removed", text: a[i++]! });
    else lines.push({ change: "added", text: b[j++]! });
  }
  return lines;
}
