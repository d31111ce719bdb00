/** What a :86: says of its movement, whoever wrote it. Identifications are as written: placeholders are left to the reader. */
export interface Details {
  /** What the payer wrote. */
  readonly text: string;
  readonly name?: string | undefined;
  readonly iban?: string | undefined;
  readonly ultimate?: string | undefined;
  /** A creditor reference that stands in a field of its own. */
  readonly structured?: string | undefined;
  readonly endToEnd?: string | undefined;
  readonly mandate?: string | undefined;
  readonly others?: readonly (string | undefined)[] | undefined;
  readonly bankReference?: string | undefined;
  /** The bank's code of the business (GVC). */
  readonly code?: string | undefined;
  readonly returned?: boolean | undefined;
  readonly returnReason?: string | undefined;
  /** "EUR0,50" */
  readonly charges?: string | undefined;
}

/** The width of a :86: line in the standard. A fuller line goes on in the next one without a blank. */
export const LINE_WIDTH = 65;

/**
 * Joins lines that were cut at a width: a full line goes on without a blank, a shorter one was ended on purpose. Within
 * `tolerance` of the width the line is full where the next word would not have fitted.
 */
export function joinLines(lines: readonly string[], width: number, tolerance = 0): string {
  let joined = lines[0] ?? "";
  for (let at = 1; at < lines.length; at++) {
    const before = lines[at - 1]!;
    const next = lines[at]!;
    const word = /^\S*/.exec(next)![0];
    const isFull = before.length >= width || (before.length >= width - tolerance && before.length + 1 + word.length > width);
    joined += isFull ? next : `\n${next}`;
  }
  return joined;
}

/**
 * The values behind the keys of a text, in their order, with what stands before the first one under "". `keys` matches a key
 * and captures its name.
 */
export function splitByKeys(text: string, keys: RegExp): [string, string][] {
  const found: [string, string][] = [];
  let key = "";
  let from = 0;
  for (const match of text.matchAll(keys)) {
    found.push([key, text.slice(from, match.index)]);
    key = match.slice(1).find((group) => group !== undefined) ?? "";
    from = match.index + match[0].length;
  }
  found.push([key, text.slice(from)]);
  return found;
}
