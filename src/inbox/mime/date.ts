/** A Date header (RFC 5322) as ISO 8601 in UTC; null where it is none. One without a zone is taken as UTC: there is no other clock here. */
export function dateOf(header: string): string | null {
  const text = header
    .slice(0, 200)
    .replace(/\([^()]*\)/g, " ")
    .replace(/\s+/g, " ")
    .trim();
  if (!/\d/.test(text)) return null;
  const hasZone = /(?:[+-]\d{4}|\b(?:GMT|UTC?|Z|[ECMP][SD]T))$/i.test(text);
  const date = new Date(hasZone ? text : `${text} +0000`);
  const year = date.getUTCFullYear();
  return Number.isNaN(date.getTime()) || year < 1970 || year > 9998 ? null : date.toISOString();
}
