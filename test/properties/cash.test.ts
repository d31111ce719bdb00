import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { CashAccount, CashMatch, CashProposal, CashTransaction } from "../../src/core/ledger/cash/cash.ts";
import { matchCash } from "../../src/core/ledger/cash/match-cash.ts";
import { cashStream } from "../support/cash-generator.ts";
import { type CashLedger, madeDebtor } from "../support/cash-ledger.ts";
import { RULES, tryCash, type Verdict } from "../support/cash-trial.ts";

/** A transaction with the accounts that it may belong to, and some more. */
const met = fc.tuple(fc.integer({ min: 1, max: 100_000 }), fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 5 })).map(([seed, skip, more]) => {
  const ledger: CashLedger = { seed, debtors: 60, items: 5 };
  let made: CashTransaction | undefined;
  let own = 1;
  let place = 0;
  for (const { transaction, truth } of cashStream(ledger, skip + 1)) {
    if (place++ < skip) continue;
    made = transaction;
    own = truth.parts[0]?.account ?? 1;
  }
  const accounts = Array.from({ length: more + 1 }, (_, step) => madeDebtor(ledger, (own - 1 + step) % ledger.debtors).account);
  return { transaction: made!, accounts };
});

function proposalsOf(match: CashMatch): readonly CashProposal[] {
  return match.kind === "post" ? [match.posting] : match.kind === "propose" ? match.proposals : [];
}

function holds(proposal: CashProposal, transaction: CashTransaction, account: CashAccount): void {
  const sum = (list: readonly { amountMinor: bigint }[]): bigint => list.reduce((all, { amountMinor }) => all + amountMinor, 0n);
  if (!proposal.joins) expect(sum(proposal.allocations.filter(({ credit }) => credit === null)) + proposal.onAccountMinor).toBe(transaction.amountMinor);
  for (const { item, openMinor } of account.items) {
    const ofItem = [...proposal.allocations, ...proposal.writeOffs].filter((each) => each.item === item);
    expect(sum(ofItem)).toBeLessThanOrEqual(openMinor);
  }
  for (const { item, openMinor } of account.credits) expect(sum(proposal.allocations.filter(({ credit }) => credit === item))).toBeLessThanOrEqual(openMinor);
  const items = new Set(account.items.map(({ item }) => item));
  for (const { item, amountMinor } of [...proposal.allocations, ...proposal.writeOffs]) {
    expect(items.has(item)).toBe(true);
    expect(amountMinor).toBeGreaterThan(0n);
  }
}

describe("matchCash", () => {
  test("gives out no more than came, and to no item more than is open", () => {
    fc.assert(
      fc.property(met, ({ transaction, accounts }) => {
        for (const proposal of proposalsOf(matchCash(transaction, accounts, RULES)))
          holds(proposal, transaction, accounts.find(({ account }) => account === proposal.account)!);
      }),
      { numRuns: 500 },
    );
  });

  test("does not depend on the order of accounts, items or credits", () => {
    fc.assert(
      fc.property(met, ({ transaction, accounts }) => {
        const turned = [...accounts].reverse().map((each) => ({
          ...each,
          items: [...each.items].reverse(),
          credits: [...each.credits].reverse(),
          booked: [...each.booked].reverse(),
          settled: [...each.settled].reverse(),
          paid: [...each.paid].reverse(),
          asked: [...each.asked],
        }));
        const match = matchCash(transaction, accounts, RULES);
        const again = matchCash(transaction, turned, RULES);
        expect(again.kind).toBe(match.kind);
        expect(proposalsOf(again).map(({ account, allocations, writeOffs }) => ({ account, allocations, writeOffs }))).toEqual(
          proposalsOf(match).map(({ account, allocations, writeOffs }) => ({ account, allocations, writeOffs })),
        );
      }),
      { numRuns: 300 },
    );
  });

  test("sends a posting nowhere else when one more account is there", () => {
    fc.assert(
      fc.property(met, ({ transaction, accounts }) => {
        const all = matchCash(transaction, accounts, RULES);
        const fewer = matchCash(transaction, accounts.slice(0, -1), RULES);
        if (fewer.kind === "post" && all.kind === "post") expect(all.posting.allocations).toEqual(fewer.posting.allocations);
      }),
      { numRuns: 300 },
    );
  });
});

describe("the generated ledgers", () => {
  const counts: Record<Verdict, number> = { posted: 0, joined: 0, proposed: 0, "proposed-otherwise": 0, unapplied: 0, wrong: 0, incomplete: 0 };

  test("have every posting where the truth has it, over all numbering schemes and sizes", () => {
    const first = Number(process.env.FIRMLY_SEED ?? 1);
    const ledgers = Array.from({ length: Number(process.env.RUNS ?? 20) }, (_, place) => ({
      seed: first + place,
      debtors: 300 + 37 * (place % 7),
      items: 2 + (place % 9),
    }));
    for (const ledger of ledgers) {
      const trial = tryCash(ledger, 300);
      expect(trial.wrong.map(({ transaction, truth, match }) => ({ seed: ledger.seed, transaction, truth, match }))).toEqual([]);
      for (const [verdict, count] of Object.entries(trial.counts)) counts[verdict as Verdict] += count;
    }
  });

  test("have at least seven in ten posted or joined by themselves", () => {
    const all = Object.values(counts).reduce((sum, count) => sum + count, 0);
    const share = (counts.posted + counts.joined) / all;
    console.info(`cash: ${all} transactions, ${(100 * share).toFixed(1)} % by themselves, ${JSON.stringify(counts)}`);
    expect(share).toBeGreaterThanOrEqual(0.7);
    expect(counts.wrong + counts.incomplete).toBe(0);
  });
});
