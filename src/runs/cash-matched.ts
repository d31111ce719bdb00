import type { CashEvidence } from "../core/ledger/cash/cash.ts";
import type { Reason } from "../core/process/decision.ts";
import type { Day } from "../core/values/day.ts";
import { formatMinor } from "../core/values/money.ts";
import { listMatched, type MatchedTransaction } from "../store/cash-matched.ts";
import type { Store } from "../store/database.ts";
import { type CashPage, type CashTransactionDocument, presentMoney } from "./cash-list.ts";
import { matchReasons } from "./cash-reasons.ts";

/** A transaction that is done with, and why. */
export interface MatchedDocument extends Omit<CashTransactionDocument, "proposals"> {
  readonly state: MatchedTransaction["state"];
  readonly account: string | null;
  readonly debtor: { readonly id: string; readonly name: string } | null;
  readonly rule: string | null;
  readonly found: CashEvidence["found"];
  readonly because: readonly Reason[];
  readonly allocations: readonly { readonly document: string; readonly amount: string }[];
  /** Who said so; null: a rule. */
  readonly by: string | null;
  /** Why it is none of the debtors'. */
  readonly reason: string | null;
  readonly doneOn: Day;
}

/** What was matched or dismissed lately, newest first; `more` tells whether older ones follow. */
export async function listMatchedCash(
  store: Pick<Store, "pool">,
  { limit, offset = 0, ...which }: CashPage,
): Promise<{ readonly transactions: MatchedDocument[]; readonly more: boolean }> {
  const rows = await listMatched(store.pool, { ...which, limit: limit + 1, offset });
  return { transactions: rows.slice(0, limit).map(presentMatched), more: rows.length > limit };
}

export function presentMatched(matched: MatchedTransaction): MatchedDocument {
  const { state, account, debtor, debtorName, rule, evidence, by, reason, doneOn, currency } = matched;
  const documents = [...new Set(matched.allocations.map(({ document }) => document))];
  return {
    ...presentMoney(matched),
    state,
    account: account === null ? null : `A${account}`,
    debtor: debtor === null ? null : { id: debtor, name: debtorName ?? debtor },
    rule,
    found: evidence?.found ?? [],
    because: matchReasons(rule, evidence, documents),
    allocations: matched.allocations.map((each) => ({ document: each.document, amount: formatMinor(BigInt(each.amount), currency) })),
    by,
    reason,
    doneOn,
  };
}
