import type { PoolClient } from "pg";
import type { CashProposal } from "../core/ledger/cash/cash.ts";
import { matchReturn, type ReturnProposal } from "../core/ledger/cash/match-return.ts";
import { addDays, type Day } from "../core/values/day.ts";
import { bookReturn, loadReturnable } from "../store/cash-returns.ts";
import { closeTransactions, type OpenTransaction, type ProposedMatch, sayWords } from "../store/cash-store.ts";

/** A SEPA direct debit may be returned for thirteen months. */
const LONGEST_DAYS = 400;

/**
 * Takes back the payments that bank transactions say came back, oldest first, in the caller's transaction. What the ledger
 * has told already is joined with it. @returns what is not certain, with its proposals
 */
export async function applyReturns(client: PoolClient, creditor: string, asOf: Day, returns: readonly OpenTransaction[]): Promise<ProposedMatch[]> {
  if (returns.length === 0) return [];
  const amounts = returns.flatMap(({ amountMinor, chargesMinor }) => [-amountMinor, -amountMinor - chargesMinor]);
  const payments = await loadReturnable(client, creditor, [...new Set(amounts)], addDays(returns[0]!.booked, -LONGEST_DAYS));
  const taken = new Set<number>();
  const rest: ProposedMatch[] = [];
  for (const transaction of returns) {
    const { id, booked, amountMinor, returnReason } = transaction;
    const free = payments.filter(({ item }) => !taken.has(item));
    const match = matchReturn({ ...transaction, amountMinor: -amountMinor }, free);
    if (match.kind !== "post") {
      const proposals = match.kind === "propose" ? match.proposals.map(asProposal) : [];
      rest.push({ transaction: id, amountMinor, proposals });
      continue;
    }
    const { payment, account, evidence } = match.posting;
    taken.add(payment);
    if (free.find(({ item }) => item === payment)!.isReturned) {
      await sayWords(client, [{ transaction: id, word: "known", account, body: { rule: "already-booked", items: [payment], evidence }, by: null }], asOf);
      await closeTransactions(client, [{ transaction: id, account }], "known", asOf);
    } else await bookReturn(client, { transaction: id, booked, account, payment, reason: returnReason, by: null }, asOf);
  }
  return rest;
}

/** The payment that would be taken back is what it joins. */
function asProposal({ payment, account, confidence, evidence }: ReturnProposal): CashProposal {
  const { shares, doubts } = evidence;
  const found = shares.map((share) => ({ text: share, names: share }));
  return {
    account,
    rule: "return",
    confidence,
    allocations: [],
    writeOffs: [],
    joins: [payment],
    onAccountMinor: 0n,
    evidence: { payer: "none", found, doubts },
  };
}
