import type { Day } from "../../core/values/day.ts";
import type { Intent, IntentLexicon } from "../contract.ts";

export function findIntents(_text: string, _lexicons: readonly IntentLexicon[], _today: Day): Intent[] {
  return [];
}
