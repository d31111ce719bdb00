import type { Reason } from "../core/process/decision.ts";
import { reasonSentence } from "../core/process/reason-sentence.ts";
import { readLanguage } from "../languages/read.ts";

/** The reasons of a decision as sentences, for a person at a terminal. */
export function reasonSentences(why: readonly Reason[], language = "en"): string[] {
  const { reasons } = readLanguage(language);
  return why.map((reason) => reasonSentence(reasons, reason, written));
}

function written(value: unknown): string {
  if (value === null || value === undefined) return "–";
  if (Array.isArray(value)) return value.map(written).join(", ");
  return typeof value === "string" || typeof value === "number" ? String(value) : JSON.stringify(value);
}
