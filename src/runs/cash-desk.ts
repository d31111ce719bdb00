import type { PoolClient } from "pg";
import type { CashAllocation, CashProposal } from "../core/ledger/cash/cash.ts";
import { UserError } from "../core/user-error.ts";
import type { Day } from "../core/values/day.ts";
import { formatMinor, sumMinor } from "../core/values/money.ts";
import { findAccounts, resolveAccount } from "../store/account-store.ts";
import { bookPostings, takeBackPosting } from "../store/cash-posting.ts";
import { bookReturn, returnableState } from "../store/cash-returns.ts";
import { closeTransactions, loadTransactions, lockTransaction, type OpenTransaction, readProposal, reopenTransaction, sayWords } from "../store/cash-store.ts";
import type { Store } from "../store/database.ts";
import { inRetriedTransaction } from "../store/transaction.ts";
import { refuseBackdating } from "./backdating.ts";
import { type LoadedCashAccount, loadCashAccounts } from "./cash-accounts.ts";
import { applyCash, nextOrdinal, proposeAgain } from "./cash-run.ts";
import { creditorIn } from "./import-creditor.ts";

export interface CashAct {
  /** "T17" */
  readonly id: string;
  readonly by: string;
  readonly asOf: Day;
  readonly backdate?: boolean;
}

export interface Acceptance extends CashAct {
  /** Which of the proposals, 1 is the first; default 1. */
  readonly option?: number;
  /** A person's own word instead of a proposal: the account, and the documents that are paid, in this order. */
  readonly account?: string;
  readonly documents?: readonly string[];
}

/** What was booked: amounts are plain decimal strings. */
export interface Accepted {
  readonly id: string;
  readonly account: string;
  readonly rule: string;
  readonly allocations: readonly { readonly document: string; readonly amount: string }[];
  readonly onAccount: string;
}

/** "T17" or "17". @throws UserError `transaction-unknown` */
function transactionOf(id: string): number {
  const number = /^T?(\d{1,15})$/.exec(id)?.[1];
  if (!number) throw new UserError("transaction-unknown", `"${id}" is no transaction: they look like T17, as \`firmly cash\` prints them.`);
  return Number(number);
}

/**
 * Books what a person accepts: a proposal as it stands, or the account and documents that he names. Other proposals for the
 * account are made anew.
 * @throws UserError where the transaction is not open, the proposal has been overtaken, or a document is not open there
 */
export async function acceptCash(store: Store, act: Acceptance): Promise<Accepted> {
  return inRetriedTransaction(store, async (client) => {
    const { transaction, creditor } = await lockOpen(client, act);
    if (transaction.amountMinor < 0n) return acceptReturn(client, transaction, act);
    const posting = act.account === undefined ? await chosenProposal(client, transaction, act) : { account: await accountOf(client, creditor, act.account) };
    const own = await creditorIn(client, creditor);
    const account = (await loadCashAccounts(client, [posting.account], own, act.asOf)).get(posting.account)!;
    if (account.view.currency !== transaction.currency) {
      throw new UserError(
        "currency-differs",
        `Account A${posting.account} is kept in ${account.view.currency}; the money came in ${transaction.currency}. Book it in your accounting, import that, and then: firmly cash dismiss T${transaction.id} --reason "booked in ${account.view.currency}".`,
      );
    }
    if ("rule" in posting && posting.joins) {
      const accepted = await joinKnown(client, transaction, posting, knownStill(posting.joins, account, act), act);
      await proposeAgain(client, own, act.asOf, [posting.account]);
      return accepted;
    }
    const booked = "rule" in posting ? standing(posting, account, act) : byHand(transaction, account, act.documents ?? []);
    const { id, booked: day, amountMinor } = transaction;
    await bookPostings(
      client,
      [{ transaction: id, booked: day, amountMinor, posting: booked, ordinal: nextOrdinal(account, day, amountMinor), by: act.by }],
      act.asOf,
      null,
    );
    await proposeAgain(client, own, act.asOf, [posting.account]);
    return present(act.id, booked, account);
  });
}

/**
 * Takes a match back, whoever made it, or a word that the transaction is known or nobody's. It is open again; the account
 * it was posted to is not posted to by itself a second time.
 */
export async function undoCash(store: Store, act: CashAct & { readonly reason?: string }): Promise<{ readonly id: string; readonly account: string | null }> {
  return inRetriedTransaction(store, async (client) => {
    const id = transactionOf(act.id);
    const { creditor, state, account } = await locked(client, id, act);
    if (state === "open" || state === "other") throw new UserError("transaction-open", `There is nothing to undo: T${id} was matched with nothing.`);
    const [transaction] = await loadTransactions(client, [id]);
    if (state === "posted" && transaction!.amountMinor < 0n)
      throw new UserError("return-stands", `T${id} took back a payment, which cannot be undone: import or accept the payment again.`);
    if (state === "posted" && (await takeBackPosting(client, id, act.asOf)) === null) {
      throw new UserError("posting-gone", `What was booked for T${id} was taken back already: the payment came back.`);
    }
    const reason = act.reason ?? null;
    await sayWords(client, [{ transaction: id, word: state === "dismissed" ? "reopened" : "declined", account, body: { reason }, by: act.by }], act.asOf);
    await closeTransactions(client, [{ transaction: id, account }], "dismissed", act.asOf);
    await reopenTransaction(client, id);
    await applyCash(client, await creditorIn(client, creditor), act.asOf);
    return { id: `T${id}`, account: account === null ? null : `A${account}` };
  });
}

/** A person's word that the money is none of the debtors': a tax refund, a transfer of one's own. Its proposals are closed. */
export async function dismissCash(store: Store, act: CashAct & { readonly reason: string }): Promise<{ readonly id: string }> {
  return inRetriedTransaction(store, async (client) => {
    const { transaction } = await lockOpen(client, act);
    await sayWords(client, [{ transaction: transaction.id, word: "dismissed", account: null, body: { reason: act.reason }, by: act.by }], act.asOf);
    await closeTransactions(client, [{ transaction: transaction.id, account: null }], "dismissed", act.asOf);
    return { id: `T${transaction.id}` };
  });
}

/** The payment that came back is taken back, with all that it paid. */
async function acceptReturn(client: PoolClient, transaction: OpenTransaction, act: Acceptance): Promise<Accepted> {
  const { id, booked, currency, returnReason: reason } = transaction;
  if (act.account !== undefined) throw new UserError("transaction-is-return", `T${id} is money that went back: it takes back a payment, and pays nothing.`);
  const posting = await chosenProposal(client, transaction, act);
  const { account, rule, joins } = posting;
  const payment = joins![0]!;
  const state = await returnableState(client, account, payment);
  if (state === "gone") throw outdated(act, "the payment that it takes back came back already");
  // What the ledger has told already is not taken back a second time.
  if (state === "told") return joinKnown(client, transaction, { ...posting, rule: "already-booked" }, [payment], act);
  await bookReturn(client, { transaction: id, booked, account, payment, reason, by: act.by }, act.asOf);
  return { id: `T${id}`, account: `A${account}`, rule, allocations: [], onAccount: formatMinor(0n, currency) };
}

/** The account that a person names, of the creditor whose money it is. */
async function accountOf(client: PoolClient, creditor: string, name: string): Promise<number> {
  const account = await resolveAccount(client, name, creditor);
  const [row] = await findAccounts(client, [account]);
  if (row!.creditor === creditor) return account;
  throw new UserError("creditor-differs", `Account A${account} is one of ${row!.creditor}; the money came to ${creditor}.`);
}

/** What a transaction would be joined with, where no other one has been joined with it meanwhile, and it still stands. */
function knownStill(joins: readonly number[], { view }: LoadedCashAccount, act: CashAct): readonly number[] {
  const free = new Set([...view.booked, ...view.settled].map(({ item }) => item));
  if (joins.every((item) => free.has(item))) return joins;
  throw outdated(act, "what it would be joined with stands for other money, or stands no more");
}

/** The ledger has told of this money already: nothing is booked, and the transaction is done with. */
async function joinKnown(client: PoolClient, transaction: OpenTransaction, posting: CashProposal, items: readonly number[], act: CashAct): Promise<Accepted> {
  const { account, rule, evidence } = posting;
  await sayWords(client, [{ transaction: transaction.id, word: "known", account, body: { rule, items, evidence }, by: act.by }], act.asOf);
  await closeTransactions(client, [{ transaction: transaction.id, account }], "known", act.asOf);
  return { id: `T${transaction.id}`, account: `A${account}`, rule, allocations: [], onAccount: formatMinor(0n, transaction.currency) };
}

async function locked(client: PoolClient, id: number, act: CashAct) {
  const found = await lockTransaction(client, id);
  if (!found) throw new UserError("transaction-unknown", `There is no transaction T${id}. \`firmly cash\` lists those that are open.`);
  await refuseBackdating(client, found.creditor, act);
  return found;
}

async function lockOpen(client: PoolClient, act: CashAct): Promise<{ transaction: OpenTransaction; creditor: string }> {
  const id = transactionOf(act.id);
  const { creditor, state, account } = await locked(client, id, act);
  if (state !== "open") {
    const where = account === null ? "" : ` on account A${account}`;
    throw new UserError("transaction-closed", `T${id} is ${state}${where} already. To change that: firmly cash undo T${id}.`);
  }
  const [transaction] = await loadTransactions(client, [id]);
  return { transaction: transaction!, creditor };
}

async function chosenProposal(client: PoolClient, { id }: OpenTransaction, { option = 1 }: Acceptance): Promise<CashProposal> {
  const proposal = await readProposal(client, id, option);
  if (proposal) return proposal;
  throw new UserError(
    "proposal-unknown",
    `T${id} has no proposal ${option}. \`firmly cash\` lists them; name the account yourself with --account ID --documents A,B.`,
  );
}

/** The proposal, where everything in it is still open. */
function standing(posting: CashProposal, { view }: LoadedCashAccount, { id }: Acceptance): CashProposal {
  const open = new Map([...view.items, ...view.credits].map(({ item, openMinor }) => [item, openMinor]));
  const take = (item: number, amountMinor: bigint) => open.set(item, (open.get(item) ?? -1n) - amountMinor);
  for (const { item, credit, amountMinor } of posting.allocations) for (const each of credit === null ? [item] : [item, credit]) take(each, amountMinor);
  for (const { item, amountMinor } of posting.writeOffs) take(item, amountMinor);
  if ([...open.values()].every((left) => left >= 0n)) return posting;
  throw outdated({ id }, "what it pays is not open any more");
}

function outdated({ id }: Pick<CashAct, "id">, why: string): UserError {
  return new UserError("proposal-outdated", `The proposal for ${id} was overtaken: ${why}. \`firmly cash\` shows what is proposed now.`);
}

function byHand({ id, amountMinor }: OpenTransaction, { view }: LoadedCashAccount, documents: readonly string[]): CashProposal {
  let left = amountMinor;
  const allocations: CashAllocation[] = [];
  for (const document of documents) {
    const items = view.items.filter((item) => item.document === document);
    if (items.length === 0) throw new UserError("document-unknown", `Account A${view.account} has nothing open under "${document}".`);
    for (const { item, openMinor } of items) {
      const paid = openMinor < left ? openMinor : left;
      if (paid > 0n) allocations.push({ credit: null, item, amountMinor: paid });
      left -= paid;
    }
    if (left === 0n) break;
  }
  const paid = sumMinor(allocations.map((each) => each.amountMinor));
  if (paid > amountMinor) throw new Error(`T${id} pays more than came in`);
  const evidence = { payer: "none", found: [], doubts: [] } as const;
  return { account: view.account, rule: "by-hand", confidence: 1, allocations, writeOffs: [], onAccountMinor: left, evidence };
}

function present(id: string, { rule, allocations, onAccountMinor }: CashProposal, { view }: LoadedCashAccount): Accepted {
  const documents = new Map(view.items.map(({ item, document }) => [item, document]));
  return {
    id: `T${transactionOf(id)}`,
    account: `A${view.account}`,
    rule,
    allocations: allocations.map(({ item, amountMinor }) => ({ document: documents.get(item) ?? "", amount: formatMinor(amountMinor, view.currency) })),
    onAccount: formatMinor(onAccountMinor, view.currency),
  };
}
