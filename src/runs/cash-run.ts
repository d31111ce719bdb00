import type { PoolClient } from "pg";
import type { CashAccount, CashMatch, CashProposal } from "../core/ledger/cash/cash.ts";
import { matchCash } from "../core/ledger/cash/match-cash.ts";
import type { Day } from "../core/values/day.ts";
import type { Creditor } from "../core/values/party.ts";
import { ordinalKey } from "../store/cash-facts.ts";
import { bookPostings, type Posting } from "../store/cash-posting.ts";
import {
  closeTransactions,
  loadTransactions,
  type OpenTransaction,
  type ProposedMatch,
  readProposedAccounts,
  readOpenTransactions,
  saveProposals,
  sayWords,
} from "../store/cash-store.ts";
import { cashRules, type LoadedCashAccount, loadCashAccounts } from "./cash-accounts.ts";
import { CandidateSearch } from "./cash-candidates.ts";
import { applyReturns } from "./cash-returns.ts";
import type { AppliedCash } from "./import-report.ts";

/** What became of credits: posted or known already; proposed to a person; of nobody that is known. */
export interface CashCounts {
  readonly matched: number;
  readonly proposed: number;
  readonly unapplied: number;
}

/** So many transactions are matched at a time, with the accounts that they may belong to in memory. */
const CHUNK = 400;

/**
 * Sets all open transactions of a creditor against the items, in the caller's transaction: certain matches are posted, the
 * rest is proposed anew. What this run posts teaches it whose an IBAN is, and the rest is then looked at once more.
 */
export async function applyCash(client: PoolClient, creditor: Creditor, asOf: Day): Promise<AppliedCash> {
  const search = new CandidateSearch(creditor.id);
  const open = new Map<number, Pick<OpenTransaction, "importId">>();
  const returns: OpenTransaction[] = [];
  for await (const page of readOpenTransactions(client, creditor.id, asOf)) {
    for (const transaction of page) {
      if (transaction.amountMinor < 0n) returns.push(transaction);
      else search.add(transaction);
      open.set(transaction.id, { importId: transaction.importId });
    }
  }
  const tally = new Tally();
  if (open.size > 0) {
    if (search.size > 0) await search.search(client);
    const grounds = { creditor, asOf, candidatesOf: (id: number) => search.candidatesOf(id) };
    // What may belong to somebody is looked at again, and only then worth a proposal.
    const first = await matchAll(client, { ...grounds, isFirst: true }, search.transactions);
    await search.searchPayers(client);
    const again = first.filter(({ transaction }) => search.candidatesOf(transaction).length > 0).map(({ transaction }) => transaction);
    const repeated = new Set(again);
    const second = await matchAll(client, grounds, again);
    // What came in today may go back today: returns look at what has just been posted.
    const uncertain = await applyReturns(client, creditor.id, asOf, returns);
    const inCurrency = [...first.filter(({ transaction }) => !repeated.has(transaction)), ...second];
    const rest = [...inCurrency.map((each) => orAbroad(each, search.abroadOf(each.transaction))), ...uncertain];
    await saveProposals(client, creditor.id, rest, asOf);
    tally.count(open, rest);
  }
  return tally.applied;
}

/**
 * Money that names a document kept in another currency: it cannot be booked there, but its debtor has paid something, and
 * gets no firm letter before a person has looked.
 */
function orAbroad(match: ProposedMatch, account: number | undefined): ProposedMatch {
  if (account === undefined || match.proposals.length > 0) return match;
  const evidence = { payer: "none", found: [], doubts: ["other-currency"] } as const;
  return {
    ...match,
    proposals: [{ account, rule: "on-account", confidence: 0.1, allocations: [], writeOffs: [], onAccountMinor: match.amountMinor, evidence }],
  };
}

/**
 * Makes the proposals anew that name one of these accounts, whose items have changed. Nothing is posted: a person is at
 * work, and sees what follows before it is booked.
 */
export async function proposeAgain(client: PoolClient, creditor: Creditor, asOf: Day, accounts: readonly number[]): Promise<void> {
  const named = await readProposedAccounts(client, accounts);
  const grounds = { creditor, asOf, candidatesOf: (id: number) => named.get(id) ?? [], isTrial: true };
  await saveProposals(client, creditor.id, await matchAll(client, grounds, [...named.keys()]), asOf, [...named.keys()]);
}

interface MatchGrounds {
  readonly creditor: Creditor;
  readonly asOf: Day;
  readonly candidatesOf: (transaction: number) => readonly number[];
  /** What is certain is proposed, and not posted. */
  readonly isTrial?: boolean;
  /** Proposals are made later. */
  readonly isFirst?: boolean;
}

/** Posts what is certain. @returns what is not */
async function matchAll(client: PoolClient, grounds: MatchGrounds, ids: readonly number[]): Promise<ProposedMatch[]> {
  const { creditor, asOf, candidatesOf, isTrial = false, isFirst = false } = grounds;
  const rest: ProposedMatch[] = [];
  for (let start = 0; start < ids.length; start += CHUNK) {
    const transactions = await loadTransactions(client, ids.slice(start, start + CHUNK));
    const wanted = new Set(transactions.flatMap(({ id }) => candidatesOf(id)));
    const accounts = await loadCashAccounts(client, [...wanted], creditor, asOf);
    const chunk = new Chunk(accounts);
    for (const transaction of transactions) {
      const candidates = candidatesOf(transaction.id).flatMap((id) => accounts.get(id) ?? []);
      const views = candidates.map(({ view }) => view).filter(({ currency }) => currency === transaction.currency);
      const match = matchCash(transaction, views, cashRules(creditor, transaction.currency));
      if (!isTrial && chunk.take(transaction, match)) continue;
      rest.push({ transaction: transaction.id, amountMinor: transaction.amountMinor, proposals: isFirst ? [] : proposalsOf(match) });
    }
    await chunk.save(client, asOf);
  }
  return rest;
}

/** A match as a person is shown it. */
function proposalsOf(match: CashMatch): readonly CashProposal[] {
  if (match.kind === "propose") return match.proposals;
  if (match.kind === "post") return [match.posting];
  if (match.kind === "none") return [];
  const { account, rule, items, evidence } = match;
  return [{ account, rule, confidence: 0.95, allocations: [], writeOffs: [], joins: items, onAccountMinor: 0n, evidence }];
}

/** What is posted in a chunk counts for the transactions that follow in it. */
class Chunk {
  readonly #accounts: Map<number, LoadedCashAccount>;
  readonly #postings: Posting[] = [];
  readonly #known: { transaction: number; account: number; body: object }[] = [];

  constructor(accounts: Map<number, LoadedCashAccount>) {
    this.#accounts = accounts;
  }

  take({ id, booked, amountMinor, payerIban, payerName }: OpenTransaction, match: CashMatch): boolean {
    if (match.kind === "post") {
      const account = this.#accounts.get(match.posting.account)!;
      this.#postings.push({ transaction: id, booked, amountMinor, posting: match.posting, ordinal: nextOrdinal(account, booked, amountMinor), by: null });
      this.#replace(match.posting.account, withPosting(account.view, match.posting, { payerIban, payerName }));
      return true;
    }
    if (match.kind === "known") {
      const { account, rule, items, evidence } = match;
      this.#known.push({ transaction: id, account, body: { rule, items, evidence } });
      const { view } = this.#accounts.get(account)!;
      const booked = view.booked.filter(({ item }) => !items.includes(item));
      this.#replace(account, { ...view, booked, settled: rule === "already-settled" ? lessSettled(view.settled, items, amountMinor) : view.settled });
      return true;
    }
    return false;
  }

  async save(client: PoolClient, asOf: Day): Promise<void> {
    await bookPostings(client, this.#postings, asOf, null);
    await sayWords(
      client,
      this.#known.map(({ transaction, account, body }) => ({ transaction, account, body, word: "known", by: null })),
      asOf,
    );
    await closeTransactions(client, this.#known, "known", asOf);
  }

  #replace(account: number, view: CashAccount): void {
    this.#accounts.set(account, { ...this.#accounts.get(account)!, view });
  }
}

/** The ordinal of the next payment without a number of a day and amount: equal payments stay two (R21). */
export function nextOrdinal({ ordinals }: LoadedCashAccount, booked: Day, amountMinor: bigint): number {
  const key = ordinalKey(booked, amountMinor);
  const next = (ordinals.get(key) ?? 0) + 1;
  ordinals.set(key, next);
  return next;
}

function withPosting(view: CashAccount, posting: CashProposal, { payerIban, payerName }: Pick<OpenTransaction, "payerIban" | "payerName">): CashAccount {
  const paid = new Map<number, bigint>();
  const used = new Map<number, bigint>();
  const add = (to: Map<number, bigint>, id: number, amount: bigint) => to.set(id, (to.get(id) ?? 0n) + amount);
  for (const { item, amountMinor, credit } of posting.allocations) {
    add(paid, item, amountMinor);
    if (credit !== null) add(used, credit, amountMinor);
  }
  for (const { item, amountMinor } of posting.writeOffs) add(paid, item, amountMinor);
  const less = <T extends { readonly item: number; readonly openMinor: bigint }>(all: readonly T[], by: ReadonlyMap<number, bigint>): T[] =>
    all.map((each) => ({ ...each, openMinor: each.openMinor - (by.get(each.item) ?? 0n) })).filter(({ openMinor }) => openMinor > 0n);
  const more = (all: readonly string[], one: string | null) => (one === null || all.includes(one) ? all : [...all, one]);
  return {
    ...view,
    items: less(view.items, paid),
    credits: less(view.credits, used),
    ibans: more(view.ibans, payerIban),
    aliases: more(view.aliases, payerName),
  };
}

/** A list may say several times that a part of an item was paid: one transaction stands for as much of it as it is. */
function lessSettled(settled: CashAccount["settled"], items: readonly number[], amountMinor: bigint): CashAccount["settled"] {
  let left = amountMinor;
  return settled.flatMap((each) => {
    if (!items.includes(each.item)) return [each];
    const taken = each.amountMinor < left ? each.amountMinor : left;
    left -= taken;
    return taken === each.amountMinor ? [] : [{ ...each, amountMinor: each.amountMinor - taken }];
  });
}

class Tally {
  readonly #byImport = new Map<number, { matched: number; proposed: number; unapplied: number }>();
  readonly #all = { matched: 0, proposed: 0, unapplied: 0 };

  count(open: ReadonlyMap<number, Pick<OpenTransaction, "importId">>, rest: readonly ProposedMatch[]): void {
    const left = new Map(rest.map(({ transaction, proposals }) => [transaction, proposals.length]));
    for (const [transaction, { importId }] of open) {
      const proposals = left.get(transaction);
      const became = proposals === undefined ? "matched" : proposals > 0 ? "proposed" : "unapplied";
      this.#all[became]++;
      const own = this.#byImport.get(importId) ?? { matched: 0, proposed: 0, unapplied: 0 };
      own[became]++;
      this.#byImport.set(importId, own);
    }
  }

  get applied(): AppliedCash {
    return { all: this.#all, byImport: this.#byImport };
  }
}
