/** As JSON; amounts in minor units (bigint) are decimal text, because JSON's numbers are not exact. */
export function jsonText(value: unknown): string {
  return JSON.stringify(value, (_key, each: unknown) => (typeof each === "bigint" ? each.toString() : each));
}
