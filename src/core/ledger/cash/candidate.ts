import type { CashItem, CashProposal, CashRule, CashTransaction } from "./cash.ts";
import { allocate, type Fit } from "./fit.ts";
import { evidenceOf, type View } from "./view.ts";

/** A proposal, and whether it is certain enough to post by itself if no other one is. */
export interface Candidate {
  readonly proposal: CashProposal;
  readonly isCertain: boolean;
}

/** Makes a proposal out of what fits. Doubts make it uncertain. */
export function candidate(view: View, transaction: CashTransaction, rule: CashRule, fit: Fit, confidence: number, doubts: readonly string[]): Candidate {
  const { allocations, restMinor } = allocate(transaction.amountMinor, fit);
  const all = [...new Set([...doubts, ...(view.isDeclined ? ["declined"] : [])])].sort();
  return {
    isCertain: all.length === 0,
    proposal: {
      account: view.account.account,
      rule,
      confidence: view.isDeclined ? confidence / 2 : confidence,
      allocations,
      writeOffs: fit.writeOffs,
      onAccountMinor: restMinor,
      evidence: { payer: view.payer.kind, found: evidenceOf(view), doubts: all },
    },
  };
}

/** The same, posted in spite of what remains open or over: that is told, and is no doubt about where the money belongs. */
export function certainPart(view: View, transaction: CashTransaction, rule: CashRule, fit: Fit, confidence: number): Candidate {
  const made = candidate(view, transaction, rule, fit, confidence, []);
  const told = fit.how === "short" || fit.how === "over" ? [fit.how] : [];
  return { ...made, proposal: { ...made.proposal, evidence: { ...made.proposal.evidence, doubts: [...made.proposal.evidence.doubts, ...told].sort() } } };
}

export function itemsOf(view: View, ids: Iterable<number>): CashItem[] {
  const wanted = new Set(ids);
  return view.items.filter(({ item }) => wanted.has(item));
}
