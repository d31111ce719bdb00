import type { IntentLexicon } from "../../inbox/contract.ts";

/** The words of all languages: a debtor may write in any of them. */
export function intentLexicons(): readonly IntentLexicon[] {
  return [];
}
