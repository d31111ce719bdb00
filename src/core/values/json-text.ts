/** Text as PostgreSQL keeps it, in JSON too: no NUL, and no half of a character that was cut in two. */
export function storableText(text: string): string {
  return text.replaceAll("\0", "").toWellFormed();
}

/** As JSON of storable text; amounts in minor units (bigint) are decimal text, because JSON's numbers are not exact. */
export function jsonText(value: unknown): string {
  return JSON.stringify(value, (_key, each: unknown) => (typeof each === "bigint" ? each.toString() : typeof each === "string" ? storableText(each) : each));
}
