import { byAmount } from "./by-amount.ts";
import { byNumber } from "./by-number.ts";
import { byReference } from "./by-reference.ts";
import { type Candidate, candidate } from "./candidate.ts";
import type { CashAccount, CashMatch, CashProposal, CashRules, CashTransaction } from "./cash.ts";
import { fitOf } from "./fit.ts";
import { knownMoney } from "./known-money.ts";
import { oldestFirst } from "./oldest-first.ts";
import { numberDoubts } from "./text-doubts.ts";
import { evidenceOf, type View, viewsOf } from "./view.ts";

const MOST_PROPOSALS = 5;

/**
 * Decides where a credit on the bank account belongs. `accounts` are all that may be meant, found broadly by numbers,
 * references, names and IBAN; whoever is left out cannot make a namesake or a group's IBAN known. Posts only what is certain
 * and has no rival in any account; else proposes, likely ones first.
 */
export function matchCash(transaction: CashTransaction, accounts: readonly CashAccount[], rules: CashRules): CashMatch {
  if (transaction.amountMinor <= 0n) return { kind: "none" };
  const views = viewsOf(transaction, accounts);
  const money = views.map((view) => knownMoney(view, transaction));
  const known = money.flatMap((each) => each.known);
  const doubtful = money.flatMap((each) => each.doubtful);
  if (known.length === 1 && doubtful.length === 0) return known[0]!;
  const candidates = [...known.map(asCandidate), ...doubtful, ...views.flatMap((view) => explain(view, transaction, rules, views))];
  const certain = candidates.filter(({ isCertain }) => isCertain);
  if (certain.length === 1 && known.length === 0 && doubtful.length === 0) return { kind: "post", posting: certain[0]!.proposal };
  const proposals = ranked(candidates, views);
  return proposals.length === 0 ? { kind: "none" } : { kind: "propose", proposals };
}

function asCandidate({ account, rule, items, evidence }: Extract<CashMatch, { kind: "known" }>): Candidate {
  const proposal = {
    account,
    rule,
    confidence: 0.75,
    allocations: [],
    writeOffs: [],
    joins: items,
    onAccountMinor: 0n,
    evidence: { ...evidence, doubts: ["not-unique"] },
  };
  return { proposal, isCertain: false };
}

/** All that one account has to say, by the rungs of the ladder: the first one that the transaction itself points at. */
function explain(view: View, transaction: CashTransaction, rules: CashRules, views: readonly View[]): Candidate[] {
  const referenced = byReference(view, transaction, rules);
  if (referenced.length > 0) return referenced;
  const numbered = byNumber(view, transaction, rules, views);
  if (numbered.length > 0) return numbered;
  const amounts = byAmount(view, transaction, rules);
  if (amounts.some(({ isCertain }) => isCertain)) return amounts;
  if (view.payer.isSure && view.account.oldestFirst && view.items.length > 0) return [...amounts.map(uncertain), byAge(view, transaction, rules)];
  return [...amounts, ...onAccount(view, transaction, rules, amounts.length > 0)];
}

function uncertain({ proposal }: Candidate): Candidate {
  return { proposal, isCertain: false };
}

function byAge(view: View, transaction: CashTransaction, rules: CashRules): Candidate {
  const { allocations, restMinor } = oldestFirst(view.items, transaction, rules);
  const isNamed = view.numbers.length > 0 || view.hints.length > 0 || numberDoubts(view, []).length > 0;
  const namesOther = isNamed || view.foreign.length > 0 || view.references.length > 0 || view.hasForeignReference || view.hasUnknownReference;
  const doubts = [...(namesOther ? ["names-other"] : []), ...(view.isDeclined ? ["declined"] : [])];
  const evidence = { payer: view.payer.kind, found: evidenceOf(view), doubts };
  const proposal: CashProposal = {
    account: view.account.account,
    rule: "oldest-first",
    confidence: 0.6,
    allocations,
    writeOffs: [],
    onAccountMinor: restMinor,
    evidence,
  };
  return { proposal, isCertain: doubts.length === 0 };
}

/** Rung 9: the payer seems to be known, or something of the account is named, and nothing more. */
function onAccount(view: View, transaction: CashTransaction, rules: CashRules, isLast: boolean): Candidate[] {
  const isNamed = view.numbers.length > 0 || view.references.length > 0;
  if (view.payer.kind === "none" && !isNamed) return [];
  const paid = [...view.numbers, ...view.references].some(({ kind }) => kind === "paid" || kind === "settled" || kind === "booked");
  const confidence = isLast ? 0.1 : view.payer.isSure ? 0.5 : view.payer.kind === "similar-name" ? 0.2 : 0.3;
  return [
    uncertain(
      candidate(view, transaction, "on-account", fitOf([], [], transaction, rules), confidence, [
        ...(paid ? ["names-paid"] : []),
        ...(view.payer.isSure ? [] : ["payer-unknown"]),
      ]),
    ),
  ];
}

/** Likely ones first. An amount alone, of a stranger, is shown only where it is the only one, and never as likely. */
function ranked(candidates: readonly Candidate[], views: readonly View[]): CashProposal[] {
  const strangers = new Set(
    views
      .filter(({ payer, numbers, references }) => payer.kind === "none" && numbers.length === 0 && references.length === 0)
      .map(({ account }) => account.account),
  );
  const all = candidates.map(({ proposal }) => proposal);
  const byChance = all.filter(({ account, rule }) => strangers.has(account) && rule === "amount");
  const known = all.filter(({ account }) => !strangers.has(account)).map(weighed);
  const shown = byChance.length === 1 && known.length === 0 ? [{ ...byChance[0]!, confidence: 0.1 }] : known;
  return [...shown].sort((a, b) => b.confidence - a.confidence || a.account - b.account).slice(0, MOST_PROPOSALS);
}

/** Who pays counts as much as what fits. */
function weighed(proposal: CashProposal): CashProposal {
  const { payer } = proposal.evidence;
  const weight = payer === "none" ? 0.7 : payer === "similar-name" ? 0.8 : 1;
  return { ...proposal, confidence: Math.round(proposal.confidence * weight * 100) / 100 };
}
