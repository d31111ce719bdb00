import type { CashAccount, CashMatch, CashRules, CashTransaction } from "../../src/core/ledger/cash/cash.ts";
import { documentKey } from "../../src/core/ledger/cash/document-number.ts";
import { matchCash } from "../../src/core/ledger/cash/match-cash.ts";
import { numberKeys } from "../../src/core/ledger/cash/number-keys.ts";
import { nameKeys } from "../../src/core/ledger/cash/payer-name.ts";
import { referenceKey, referenceKeys } from "../../src/core/ledger/cash/reference-key.ts";
import { type CashTruth, cashStream } from "./cash-generator.ts";
import { type CashLedger, madeDebtor } from "./cash-ledger.ts";

export const RULES: CashRules = { country: "DE", tolerance: { percent: 0.5, amountMinor: 300n }, discount: null };

export type Verdict = "posted" | "joined" | "proposed" | "proposed-otherwise" | "unapplied" | "wrong" | "incomplete";

export interface Trial {
  readonly counts: Record<Verdict, number>;
  readonly byScenario: Map<string, Record<Verdict, number>>;
  readonly wrong: {
    readonly transaction: CashTransaction;
    readonly truth: CashTruth;
    readonly match: CashMatch;
    readonly candidates: readonly CashAccount[];
  }[];
  readonly candidates: number;
  readonly matchMs: number;
}

const NONE = (): Record<Verdict, number> => ({ posted: 0, joined: 0, proposed: 0, "proposed-otherwise": 0, unapplied: 0, wrong: 0, incomplete: 0 });

/** A ledger in memory with the look-ups that a store makes. */
function lookups(ledger: CashLedger) {
  const accounts = new Map<number, CashAccount>();
  const byKey = new Map<string, Set<number>>();
  const add = (key: string, account: number): void => {
    if (key === "") return;
    const known = byKey.get(key);
    if (known) known.add(account);
    else byKey.set(key, new Set([account]));
  };
  for (let index = 0; index < ledger.debtors; index++) {
    const { account } = madeDebtor(ledger, index);
    accounts.set(account.account, account);
    for (const { document } of [...account.items, ...account.credits, ...account.booked, ...account.settled, ...account.paid])
      add(`D${documentKey(document)}`, account.account);
    for (const { references } of [...account.items, ...account.settled, ...account.paid])
      for (const each of references) add(`R${referenceKey(each)}`, account.account);
    for (const { reference } of account.asked) if (reference) add(`R${referenceKey(reference)}`, account.account);
    for (const name of [account.name, ...account.aliases]) for (const key of nameKeys(name)) add(`N${key}`, account.account);
    for (const iban of account.ibans) add(`I${iban}`, account.account);
  }
  const find = (transaction: CashTransaction): CashAccount[] => {
    const names = [transaction.payerName, transaction.ultimatePayer].flatMap((name) => (name ? nameKeys(name) : []));
    const keys = [
      ...numberKeys(transaction).map((key) => `D${key}`),
      ...referenceKeys(transaction).map((key) => `R${key}`),
      ...names.map((key) => `N${key}`),
      `I${transaction.payerIban}`,
    ];
    return [...new Set(keys.flatMap((key) => [...(byKey.get(key) ?? [])]))].map((id) => accounts.get(id)!);
  };
  return { accounts, find };
}

/** What truly happened is booked, as by a person who knows: the next transactions meet the ledger as it then is. */
function book(account: CashAccount, transaction: CashTransaction, truth: CashTruth, money: ReadonlyMap<number, bigint>): CashAccount {
  const closed = new Set(truth.closes);
  const paid = [...account.paid];
  const items = account.items.flatMap((item) => {
    const part = money.get(item.item) ?? 0n;
    if (part === 0n) return [item];
    const rest = closed.has(item.item) ? 0n : item.openMinor - part;
    if (rest > 0n) return [{ ...item, openMinor: rest }];
    paid.push({ item: item.item, document: item.document, references: item.references, amountMinor: part, paidOn: transaction.booked });
    return [];
  });
  return {
    ...account,
    items,
    paid,
    credits: account.credits.filter(({ item }) => !truth.credits.includes(item)),
    booked: account.booked.filter(({ item }) => !truth.known.includes(item)),
    settled: account.settled.filter(({ item }) => !truth.known.includes(item)),
  };
}

function moneyOf(allocations: readonly { credit: number | null; item: number; amountMinor: bigint }[], accounts: CashAccount): Map<number, bigint> {
  const known = new Set(accounts.items.map(({ item }) => item));
  const money = new Map<number, bigint>();
  for (const { credit, item, amountMinor } of allocations) {
    if (credit === null && known.has(item)) money.set(item, (money.get(item) ?? 0n) + amountMinor);
  }
  return money;
}

function isEqual(a: ReadonlyMap<number, bigint>, b: ReadonlyMap<number, bigint>): boolean {
  return a.size === b.size && [...a].every(([item, amount]) => b.get(item) === amount);
}

function verdictOf(match: CashMatch, truth: CashTruth, accounts: ReadonlyMap<number, CashAccount>): Verdict {
  const single = truth.parts.length === 1 ? truth.parts[0]! : null;
  const wanted = new Map(single?.money ?? []);
  const isTrue = ({
    account,
    allocations,
  }: {
    account: number;
    allocations: readonly { credit: number | null; item: number; amountMinor: bigint }[];
  }): boolean => single?.account === account && isEqual(moneyOf(allocations, accounts.get(account)!), wanted);
  switch (match.kind) {
    case "none":
      return "unapplied";
    case "known":
      return truth.known.length > 0 && match.account === single?.account && match.items.join() === truth.known.join() ? "joined" : "wrong";
    case "propose":
      return match.proposals.some((each) => (truth.known.length > 0 ? each.joins?.join() === truth.known.join() : isTrue(each)))
        ? "proposed"
        : "proposed-otherwise";
    case "post": {
      if (truth.known.length > 0) return "wrong";
      if (isTrue(match.posting)) return "posted";
      if (single?.account !== match.posting.account) return "wrong";
      // All that was posted is true, and something true was left on the account.
      const money = moneyOf(match.posting.allocations, accounts.get(single.account)!);
      return [...money].every(([item, amount]) => (wanted.get(item) ?? 0n) >= amount) ? "incomplete" : "wrong";
    }
  }
}

/** Runs so many transactions through the matcher and holds its word against the truth. */
export function tryCash(ledger: CashLedger, count: number, rules = RULES): Trial {
  const { accounts, find } = lookups(ledger);
  const counts = NONE();
  const byScenario = new Map<string, Record<Verdict, number>>();
  const wrong: Trial["wrong"] = [];
  let matchMs = 0;
  let found = 0;
  for (const { transaction, truth } of cashStream(ledger, count)) {
    // What another story has paid meanwhile is no longer there to be paid.
    const isThere = truth.parts.every(({ account, money }) =>
      money.every(([item, amount]) => accounts.get(account)!.items.some((each) => each.item === item && each.openMinor >= amount)),
    );
    if (!isThere) continue;
    const candidates = find(transaction);
    found += candidates.length;
    const start = performance.now();
    const match = matchCash(transaction, candidates, rules);
    matchMs += performance.now() - start;
    const verdict = verdictOf(match, truth, accounts);
    counts[verdict]++;
    const scenario = byScenario.get(truth.scenario) ?? NONE();
    scenario[verdict]++;
    byScenario.set(truth.scenario, scenario);
    if (verdict === "wrong" || verdict === "incomplete") wrong.push({ transaction, truth, match, candidates });
    for (const { account, money } of truth.parts) accounts.set(account, book(accounts.get(account)!, transaction, truth, new Map(money)));
  }
  return { counts, byScenario, wrong, candidates: found, matchMs };
}
