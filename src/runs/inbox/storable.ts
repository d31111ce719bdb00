import { storableText } from "../../core/values/json-text.ts";
import type { ReadMail } from "../../inbox/contract.ts";

/**
 * A reading that a database can keep. PostgreSQL takes neither the character NUL nor half of a surrogate pair: one mail that has them, which anybody
 * can write, would never be kept, and would stand in the way of all that come after it.
 */
export function storable(mail: ReadMail): ReadMail {
  return mended(mail) as ReadMail;
}

function mended(value: unknown): unknown {
  if (typeof value === "string") return storableText(value);
  if (Array.isArray(value)) return value.map(mended);
  if (typeof value !== "object" || value === null || value instanceof Uint8Array) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, mended(each)]));
}
