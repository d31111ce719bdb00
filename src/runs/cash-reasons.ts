import type { CashEvidence } from "../core/ledger/cash/cash.ts";
import type { Reason } from "../core/process/decision.ts";

const MOST_NAMED = 3;

/** Why money was matched, or is proposed, as reasons of the catalogue: the rule, and how the payer is known. */
export function matchReasons(rule: string | null, evidence: Partial<CashEvidence> | null, documents: readonly string[]): Reason[] {
  if (rule === null) return [];
  const { found = [], payer = "none" } = evidence ?? {};
  const named = [...new Set(found.map(({ text }) => text))];
  // A reference tells who pays by itself.
  const who = payer === "none" || payer === "reference" ? [] : [{ code: `cash-payer-${payer}` }];
  return [{ code: `cash-${rule}`, found: few(named), documents: few(documents) }, ...who];
}

/** What speaks against a match. `missing` and `over` are decimal amounts. */
export function doubtReasons(doubts: readonly string[], { missing, over }: { readonly missing: string; readonly over: string }): Reason[] {
  return doubts.map((code): Reason => {
    if (code === "short") return isSome(missing) ? { code: "cash-doubt-short", amount: missing } : { code: "cash-doubt-short-of-all" };
    if (code === "over") return { code: "cash-doubt-over", amount: over };
    return { code: `cash-doubt-${code}` };
  });
}

function isSome(amount: string): boolean {
  return /[1-9]/.test(amount);
}

function few(names: readonly string[]): string {
  if (names.length <= MOST_NAMED) return names.join(", ");
  return `${names.slice(0, MOST_NAMED).join(", ")} and ${names.length - MOST_NAMED} more`;
}
