import { parseMinor } from "../../core/values/money.ts";

/** Amounts of more digits are no money, and would not fit into the database. */
const LARGEST = 10n ** 18n;

/** Reads a plain decimal string into minor units, as `parseMinor` does; null also where it has more than 18 digits. */
export function boundedMinor(text: string, currency: string): bigint | null {
  const minor = parseMinor(text, currency);
  return minor === null || minor >= LARGEST || minor <= -LARGEST ? null : minor;
}
