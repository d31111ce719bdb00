import type { Reason } from "../core/process/decision.ts";
import { readLanguage } from "../languages/read.ts";

/** The reasons of a decision as sentences, for a person at a terminal. */
export function reasonSentences(why: readonly Reason[], language = "en"): string[] {
  const { reasons } = readLanguage(language);
  return why.map((reason) => reasonSentence(reasons, reason));
}

/** A reason as a sentence of the catalogue. Nothing is hidden: a code that the catalogue lacks stands as it is, with its values. */
export function reasonSentence(catalogue: Readonly<Record<string, string>>, reason: Reason): string {
  const { code, ...values } = reason;
  const pattern = Object.hasOwn(catalogue, code) ? catalogue[code] : undefined;
  if (pattern === undefined) return [code, ...Object.entries(values).map(([name, value]) => `${name} ${written(value)}`)].join(", ");
  return pattern.replace(/\{(\w+)\}/g, (_whole, name: string) => written(values[name]));
}

function written(value: unknown): string {
  if (value === null || value === undefined) return "–";
  if (Array.isArray(value)) return value.map(written).join(", ");
  return typeof value === "string" || typeof value === "number" ? String(value) : JSON.stringify(value);
}
