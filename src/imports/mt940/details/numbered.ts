import { cleanText, ibanOf } from "../../bank/references.ts";
import { type Details, joinLines } from "./details.ts";

/** MultiCash's own :NS: field has 27 characters a line, too. */
const WIDTH = 27;

/**
 * Reads a :NS: (bank communication of MultiCash): lines that begin with two digits. 01 to 14 are the purpose, 15 and 16 the
 * name of the other side, 17 what the booking is, 33 and 34 its bank and account.
 */
export function readNumbered(lines: readonly string[]): Details {
  const parts = new Map<number, string>();
  for (const line of lines) {
    const code = /^\d{2}/.exec(line)?.[0];
    if (code !== undefined && !parts.has(+code)) parts.set(+code, line.slice(2));
  }
  const of = (from: number, to: number) => [...parts].filter(([code]) => code >= from && code <= to).map(([, text]) => text);
  return {
    text: cleanText(joinLines(of(1, 14), WIDTH)),
    name: cleanText(joinLines(of(15, 16), WIDTH)),
    iban: ibanOf(parts.get(34)),
  };
}
