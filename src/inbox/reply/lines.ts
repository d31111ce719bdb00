/** No pattern is tried on more of a line than this. */
export const MOST_OF_LINE = 500;

/** The beginning of a line: whoever writes a line of a megabyte is not read to its end. */
export function head(line: string, most: number = MOST_OF_LINE): string {
  return line.length > most ? line.slice(0, most) : line;
}

/** Lines without carriage returns, signs of no width and byte order marks; spaces that do not break become plain ones. */
export function toLines(text: string): string[] {
  return text
    .replace(/\r\n?|\u2028|\u2029/g, "\n")
    .replace(/[\u200B-\u200D\u2060\uFEFF]/g, "")
    .replace(/[\u00A0\u202F]/g, " ")
    .split("\n");
}

/** A rule across the page: "-----", "_____", "=====". */
export function isRule(line: string): boolean {
  return /^[-_=*~—–─\s]{3,200}$/u.test(head(line)) && line.trim().length >= 3;
}
