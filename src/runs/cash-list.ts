import type { PoolClient } from "pg";
import type { CashEvidence } from "../core/ledger/cash/cash.ts";
import { openItems } from "../core/ledger/open-items.ts";
import type { Reason } from "../core/process/decision.ts";
import type { Day } from "../core/values/day.ts";
import { formatMinor } from "../core/values/money.ts";
import { findAccounts, loadAccounts } from "../store/account-store.ts";
import { type ListedProposal, type ListedTransaction, listProposals, listTransactions } from "../store/cash-list.ts";
import type { Store } from "../store/database.ts";
import { withClient } from "../store/transaction.ts";
import { doubtReasons, matchReasons } from "./cash-reasons.ts";

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
  readonly allocations: readonly CashAllocationDocument[];
  readonly writeOffs: readonly { readonly document: string; readonly amount: string; readonly reason: string }[];
  readonly onAccount: string;
  readonly evidence: CashEvidence;
  /** The rule, and how the payer is known, for the catalogue of reasons. */
  readonly because: readonly Reason[];
  /** What speaks against it. */
  readonly doubts: readonly Reason[];
}

export interface CashAllocationDocument {
  readonly document: string;
  /** The credit memo that pays; null: the money itself. */
  readonly credit: string | null;
  readonly amount: string;
  /** What is open of the document now; null where nothing is. */
  readonly open: string | null;
  readonly due: Day | null;
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
  const [proposed, unapplied] = await withClient(store, async (client) => [
    await listWaiting(client, { ...page, proposed: true }),
    await listWaiting(client, { ...page, proposed: false }),
  ]);
  return {
    asOf,
    proposed: proposed.transactions,
    proposedTotal: proposed.total,
    unapplied: unapplied.transactions,
    unappliedTotal: unapplied.total,
  };
}

/** A page of the open transactions: with proposals, only those that name an account, or without any. */
export async function listWaiting(
  client: PoolClient,
  which: CashPage & { readonly proposed: boolean; readonly account?: number },
): Promise<{ readonly transactions: CashTransactionDocument[]; readonly total: number }> {
  const { transactions, total } = await listTransactions(client, { offset: 0, ...which });
  const proposals = await listProposals(
    client,
    transactions.map(({ id }) => id),
  );
  const accounts = [...new Set(proposals.map(({ account }) => account))];
  const loaded = await loadAccounts(client, await findAccounts(client, accounts), which.asOf);
  const open: OpenDocuments = new Map(
    loaded.flatMap(({ id, entries }) => {
      const { items, charges } = openItems(entries, which.asOf);
      return [...items, ...charges].map((item) => [`${id} ${item.item}`, item] as const);
    }),
  );
  const own = (id: number) => proposals.filter(({ transaction }) => transaction === id);
  return { transactions: transactions.map((each) => presentTransaction(each, own(each.id), open)), total };
}

/** What is open, by account and item. */
type OpenDocuments = ReadonlyMap<string, { readonly openMinor: bigint; readonly due: Day | null }>;

function presentTransaction(transaction: ListedTransaction, proposals: readonly ListedProposal[], open: OpenDocuments): CashTransactionDocument {
  return { ...presentMoney(transaction), proposals: proposals.map((each) => presentProposal(each, transaction.currency, open)) };
}

/** What the bank tells of a transaction. */
export function presentMoney(transaction: ListedTransaction): Omit<CashTransactionDocument, "proposals"> {
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
  };
}

function presentProposal(proposal: ListedProposal, currency: string, open: OpenDocuments): CashProposalDocument {
  const { option, account, debtor, debtorName, rule, confidence, evidence } = proposal;
  const money = (minor: string | bigint) => formatMinor(BigInt(minor), currency);
  const isOpen = (item: number) => open.get(`${account} ${item}`);
  const documents = [...new Set(proposal.allocations.map(({ document }) => document))];
  return {
    option,
    account: `A${account}`,
    debtor: { id: debtor, name: debtorName },
    rule,
    confidence,
    allocations: proposal.allocations.map(({ item, document, credit, amount }) => {
      const { openMinor = null, due = null } = isOpen(item) ?? {};
      return { document, credit, amount: money(amount), open: openMinor === null ? null : money(openMinor), due };
    }),
    writeOffs: proposal.writeOffs.map((each) => ({ ...each, amount: money(each.amount) })),
    onAccount: money(proposal.onAccount),
    evidence,
    because: matchReasons(rule, evidence, documents),
    doubts: doubtReasons(evidence.doubts, { missing: money(missingOf(proposal, isOpen)), over: money(proposal.onAccount) }),
  };
}

/** What stays open of the documents that are paid, in minor units. */
function missingOf({ allocations, writeOffs }: ListedProposal, openOf: (item: number) => { readonly openMinor: bigint } | undefined): bigint {
  const items = [...new Set(allocations.map(({ item }) => item))];
  const open = items.reduce((sum, item) => sum + (openOf(item)?.openMinor ?? 0n), 0n);
  const paid = [...allocations, ...writeOffs].reduce((sum, { amount }) => sum + BigInt(amount), 0n);
  return open > paid ? open - paid : 0n;
}
