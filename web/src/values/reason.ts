import { reasonSentence } from "../../../src/core/process/reason-sentence.ts";
import { isDay, formatDay } from "./day.ts";
import { groupDigits } from "./money.tsx";

export type Reason = { code: string } & Record<string, unknown>;
export type Catalogue = Record<string, string>;

/** A reason as a sentence, its days and amounts written out as the pages write them. */
export function sentence(catalogue: Catalogue, reason: Reason): string {
  return reasonSentence(catalogue, reason, write);
}

function write(value: unknown): string {
  if (value === null || value === undefined) return "–";
  if (Array.isArray(value)) return value.map(write).join(", ");
  if (isDay(value)) return formatDay(value);
  if (typeof value === "string" && /^-?\d{4,}\.\d{2,3}$/.test(value)) return groupDigits(value);
  return typeof value === "string" || typeof value === "number" ? String(value) : JSON.stringify(value);
}
