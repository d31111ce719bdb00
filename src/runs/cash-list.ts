import type { CashEvidence } from "../core/ledger/cash/cash.ts";
import type { Day } from "../core/values/day.ts";
import { formatMinor } from "../core/values/money.ts";
import { type ListedProposal, type ListedTransaction, listProposals, listTransactions } from "../store/cash-list.ts";
import type { Store } from "../store/database.ts";

/** A transaction that waits for a person: amounts are plain decimal strings. */
export interface CashTransactionDocument {
  /** "T17" */
  readonly id: string;
  readonly creditor: string;
  readonly bankAccount: string;
  readonly booked: Day;
  readonly amount: string;
  readonly currency: string;
  readonly payer: { readonly name: string | null; readonly iban: string | null };
  readonly reference: string | null;
  readonly text: string;
  readonly proposals: readonly CashProposalDocument[];
}

export interface CashProposalDocument {
  /** 1 is the likeliest. */
  readonly option: number;
  /** "A3" */
  readonly account: string;
  readonly debtor: { readonly id: string; readonly name: string };
  readonly rule: string;
  readonly confidence: number;
  readonly allocations: readonly { readonly document: string; readonly credit: string | null; readonly amount: string }[];
  readonly writeOffs: readonly { readonly document: string; readonly amount: string; readonly reason: string }[];
  readonly onAccount: string;
  readonly evidence: CashEvidence;
}

export interface CashList {
  readonly asOf: Day;
  /** With proposals. */
  readonly proposed: readonly CashTransactionDocument[];
  readonly proposedTotal: number;
  /** Of nobody that is known. */
  readonly unapplied: readonly CashTransactionDocument[];
  readonly unappliedTotal: number;
}

export interface CashPage {
  readonly creditor: string | null;
  readonly asOf: Day;
  readonly limit: number;
  readonly offset?: number;
}

/** The bank money that nobody has applied: first what has proposals, then what has none. */
export async function listCash(store: Store, { creditor, asOf, limit, offset = 0 }: CashPage): Promise<CashList> {
  const page = { creditor, asOf, limit, offset };
  const proposed = await listTransactions(store.pool, { ...page, proposed: true });
  const unapplied = await listTransactions(store.pool, { ...page, proposed: false });
  const proposals = await listProposals(
    store.pool,
    proposed.transactions.map(({ id }) => id),
  );
  return {
    asOf,
    proposed: proposed.transactions.map((each) =>
      presentTransaction(
        each,
        proposals.filter(({ transaction }) => transaction === each.id),
      ),
    ),
    proposedTotal: proposed.total,
    unapplied: unapplied.transactions.map((each) => presentTransaction(each, [])),
    unappliedTotal: unapplied.total,
  };
}

function presentTransaction(transaction: ListedTransaction, proposals: readonly ListedProposal[]): CashTransactionDocument {
  const { id, creditor, bankAccount, booked, amountMinor, currency, payerName, payerIban, reference, text } = transaction;
  return {
    id: `T${id}`,
    creditor,
    bankAccount,
    booked,
    amount: formatMinor(amountMinor, currency),
    currency,
    payer: { name: payerName, iban: payerIban },
    reference,
    text,
    proposals: proposals.map((each) => presentProposal(each, currency)),
  };
}

function presentProposal(proposal: ListedProposal, currency: string): CashProposalDocument {
  const { option, account, debtor, debtorName, rule, confidence, evidence } = proposal;
  const money = (minor: string) => formatMinor(BigInt(minor), currency);
  return {
    option,
    account: `A${account}`,
    debtor: { id: debtor, name: debtorName },
    rule,
    confidence,
    allocations: proposal.allocations.map((each) => ({ ...each, amount: money(each.amount) })),
    writeOffs: proposal.writeOffs.map((each) => ({ ...each, amount: money(each.amount) })),
    onAccount: money(proposal.onAccount),
    evidence,
  };
}
