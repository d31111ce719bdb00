import { languageCodes, readLanguage } from "./read.ts";

let known: ReadonlyMap<string, ReadonlySet<string>> | null = null;

/** The short words of every language here, by its code: what the linter tells them apart by. Read once. */
export function commonWords(): ReadonlyMap<string, ReadonlySet<string>> {
  known ??= new Map(languageCodes().map((code) => [code, new Set(readLanguage(code).lexicon.commonWords)]));
  return known;
}
