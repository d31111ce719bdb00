import { isDay, formatDay } from "./day.ts";
import { groupDigits } from "./money.tsx";

export type Reason = { code: string } & Record<string, unknown>;
export type Catalogue = Record<string, string>;

/** A reason as a sentence of the catalogue; a code that the catalogue lacks is shown as it is, never hidden. */
export function sentence(catalogue: Catalogue, reason: Reason): string {
  const pattern = catalogue[reason.code];
  if (!pattern) return reason.code;
  return pattern.replace(/\{(\w+)\}/g, (_whole, name: string) => write(reason[name]));
}

function write(value: unknown): string {
  if (value === null || value === undefined) return "–";
  if (Array.isArray(value)) return value.map(write).join(", ");
  if (isDay(value)) return formatDay(value);
  if (typeof value === "string" && /^-?\d{4,}\.\d{2,3}$/.test(value)) return groupDigits(value);
  return typeof value === "string" || typeof value === "number" ? String(value) : JSON.stringify(value);
}
