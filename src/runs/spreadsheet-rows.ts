/** Cells that a spreadsheet would work out instead of showing: an apostrophe before them keeps them text. */
const FORMULA = /^\s*[=+\-@]/;
const PLAIN_NUMBER = /^-?\d+(\.\d+)?$/;

/**
 * Rows as CSV (RFC 4180, UTF-8) that a spreadsheet opens without running anything: texts come from outside, and one that
 * begins like a formula is written as text.
 */
export function spreadsheetRows(head: readonly string[], rows: readonly (readonly (string | number | null)[])[]): string {
  return [head, ...rows]
    .map((row) => row.map(cell).join(","))
    .join("\r\n")
    .concat("\r\n");
}

function cell(value: string | number | null): string {
  const text = value === null ? "" : String(value).replace(/\p{Cc}+/gu, " ");
  const safe = FORMULA.test(text) && !PLAIN_NUMBER.test(text) ? `'${text}` : text;
  return /[",]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
