import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Day } from "../values/day.ts";
import { sumMinor } from "../values/money.ts";
import { chargeStates } from "./charge-state.ts";
import { aging, agingBucket } from "./aging.ts";
import type { DocumentEntry, Entry } from "./entry.ts";
import { openItems } from "./open-items.ts";

const DAY: Day = "2026-03-01";

function document(kind: DocumentEntry["kind"], id: number, amountMinor: bigint, more: Partial<DocumentEntry> = {}): DocumentEntry {
  return {
    kind,
    id,
    item: id,
    document: `${id}`,
    instalment: 1,
    issued: DAY,
    due: kind === "invoice" ? DAY : null,
    amountMinor,
    happenedOn: DAY,
    knownOn: DAY,
    ...more,
  };
}

const allocation = (id: number, source: number | null, target: number, amountMinor: bigint, knownOn: Day = DAY): Entry => ({
  kind: "allocation",
  id,
  source,
  target,
  amountMinor,
  happenedOn: knownOn,
  knownOn,
});

describe("open items", () => {
  it("nets what is set against an item, names the part payment by the payment's own day", () => {
    const entries = [document("invoice", 1, 1000n), document("payment", 2, 400n, { happenedOn: "2026-02-27" }), allocation(3, 2, 1, 400n)];
    const { items, credits } = openItems(entries, DAY);
    expect(items).toMatchObject([{ item: 1, openMinor: 600n, parts: [{ amountMinor: 400n, bookedOn: "2026-02-27" }] }]);
    expect(credits).toEqual([]);
  });

  it("sees only what was known by the day", () => {
    const entries = [document("invoice", 1, 1000n), document("payment", 2, 1000n, { knownOn: "2026-03-05" }), allocation(3, 2, 1, 1000n, "2026-03-05")];
    expect(openItems(entries, "2026-03-04").items).toHaveLength(1);
    expect(openItems(entries, "2026-03-05").items).toHaveLength(0);
  });

  it("lets the newest version speak, and keeps the day it was first known", () => {
    const entries = [document("invoice", 1, 1000n), document("invoice", 2, 700n, { item: 1, due: "2026-04-01", knownOn: "2026-03-09" })];
    expect(openItems(entries, "2026-03-10").items).toMatchObject([{ item: 1, amountMinor: 700n, due: "2026-04-01", knownOn: DAY }]);
  });

  it("turns an amount lowered below what was paid into credit", () => {
    const entries = [document("invoice", 1, 1000n), allocation(2, null, 1, 900n), document("invoice", 3, 700n, { item: 1, knownOn: "2026-03-09" })];
    expect(openItems(entries, "2026-03-10")).toMatchObject({ items: [], credits: [{ item: 1, openMinor: 200n }] });
  });

  it("counts a settled item that opens again, once", () => {
    const entries: Entry[] = [
      document("invoice", 1, 500n),
      document("payment", 2, 500n),
      allocation(3, 2, 1, 500n),
      { kind: "reversal", id: 4, target: 2, happenedOn: "2026-03-08", knownOn: "2026-03-08" },
    ];
    expect(openItems(entries, "2026-03-07").items).toEqual([]);
    const { items, credits } = openItems(entries, "2026-03-08");
    expect(items).toMatchObject([{ openMinor: 500n, reopened: 1, reversedOn: "2026-03-08", parts: [] }]);
    expect(credits).toEqual([]);
  });

  it("knows when a reversal became known, beside the day that the bank gives it", () => {
    const entries: Entry[] = [
      document("invoice", 1, 500n),
      document("payment", 2, 500n),
      allocation(3, 2, 1, 500n),
      { kind: "reversal", id: 4, target: 2, happenedOn: "2026-03-08", knownOn: "2026-03-12" },
    ];
    expect(openItems(entries, "2026-03-12").items).toMatchObject([{ reversedOn: "2026-03-08", reversalKnownOn: "2026-03-12" }]);
  });

  it("knows a reversal until as much money is there again", () => {
    const entries: Entry[] = [
      document("invoice", 1, 500n),
      document("payment", 2, 500n),
      allocation(3, 2, 1, 500n),
      { kind: "reversal", id: 4, target: 3, happenedOn: "2026-03-08", knownOn: "2026-03-08" },
      allocation(5, 2, 1, 300n, "2026-03-08"),
    ];
    expect(openItems(entries, "2026-03-08").items).toMatchObject([{ openMinor: 200n, reversedOn: "2026-03-08" }]);
    expect(openItems([...entries, document("payment", 6, 150n), allocation(7, 6, 1, 150n, "2026-03-09")], "2026-03-09").items).toMatchObject([
      { openMinor: 50n, reversedOn: "2026-03-08" },
    ]);
    const again = [
      ...entries,
      document("invoice", 8, 900n, { item: 1, knownOn: "2026-03-09" }),
      document("payment", 9, 200n),
      allocation(10, 9, 1, 200n, "2026-03-09"),
    ];
    expect(openItems(again, "2026-03-09").items).toMatchObject([{ openMinor: 400n, reversedOn: null }]);
  });

  describe("a charge that a letter made", () => {
    const of = { kind: "interest", item: 1, letter: "L1", from: "2026-02-01", to: DAY } as const;
    const charge = document("fee", 2, 50n, { document: "L1-1", due: DAY, charge: of });
    const takenBack: Entry = { kind: "reversal", id: 9, target: 2, happenedOn: "2026-03-05", knownOn: "2026-03-05" };

    it("stands beside the items, and stays known when it is paid or waived", () => {
      const entries: Entry[] = [document("invoice", 1, 1000n), charge];
      expect(openItems(entries, DAY)).toMatchObject({ items: [{ item: 1 }], charges: [{ item: 2, openMinor: 50n, charge: of }] });
      const waived: Entry = { kind: "write-off", id: 3, source: null, target: 2, amountMinor: 50n, happenedOn: DAY, knownOn: DAY };
      const made = [{ item: 2, document: "L1-1", forDocument: "1", charge: of, amountMinor: 50n }];
      expect(openItems([...entries, waived], DAY)).toMatchObject({ charges: [], charged: made });
      expect(chargeStates([...entries, waived], DAY)).toMatchObject([{ document: "L1-1", forDocument: "1", openMinor: 0n, state: "waived" }]);
      expect(chargeStates([...entries, document("payment", 4, 50n), allocation(5, 4, 2, 50n)], DAY)).toMatchObject([{ state: "paid" }]);
    });

    it("vanishes with its letter: the money set against it is a credit again, whether that was before or after", () => {
      const money = document("payment", 4, 80n);
      const before: Entry[] = [document("invoice", 1, 1000n), charge, money, allocation(5, 4, 2, 30n), takenBack];
      const after: Entry[] = [document("invoice", 1, 1000n), charge, money, takenBack, allocation(10, 4, 2, 30n, "2026-03-06")];
      for (const entries of [before, after]) {
        const ledger = openItems(entries, "2026-03-06");
        expect(ledger).toMatchObject({ charges: [], charged: [], credits: [{ item: 4, openMinor: 80n }], items: [{ openMinor: 1000n }] });
        expect(ledger.allocated).toEqual([]);
        expect(chargeStates(entries, "2026-03-06")).toMatchObject([{ state: "reversed", openMinor: 0n }]);
      }
    });
  });

  it("loses no cent: open items less open credits is what was invoiced less what was paid", () => {
    const amounts = fc.array(fc.bigInt({ min: 1n, max: 10_000n }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(
        amounts,
        amounts,
        fc.array(fc.tuple(fc.nat(5), fc.nat(5), fc.bigInt({ min: 1n, max: 10_000n })), { maxLength: 12 }),
        (invoices, payments, pairs) => {
          const entries: Entry[] = [
            ...invoices.map((amount, i) => document("invoice", i + 1, amount)),
            ...payments.map((amount, i) => document("payment", 100 + i, amount)),
          ];
          for (const [from, to, amount] of pairs) {
            const { items, credits } = openItems(entries, DAY);
            const source = credits[from % Math.max(credits.length, 1)];
            const target = items[to % Math.max(items.length, 1)];
            if (!source || !target) continue;
            const most = [amount, source.openMinor, target.openMinor].reduce((a, b) => (a < b ? a : b));
            entries.push(allocation(1000 + entries.length, source.item, target.item, most));
          }
          const { items, credits } = openItems(entries, DAY);
          const net = sumMinor(items.map((item) => item.openMinor)) - sumMinor(credits.map((credit) => credit.openMinor));
          expect(net).toBe(sumMinor(invoices) - sumMinor(payments));
        },
      ),
    );
  });
});

describe("ageing", () => {
  it("puts each day into its bucket", () => {
    const days: [Day, string][] = [
      ["2026-03-01", "not-due"],
      ["2026-02-28", "1-30"],
      ["2026-01-30", "1-30"],
      ["2026-01-29", "31-60"],
      ["2025-12-31", "31-60"],
      ["2025-11-01", "91-120"],
      ["2025-10-31", "over-120"],
    ];
    for (const [due, bucket] of days) expect([due, agingBucket(due, DAY)]).toEqual([due, bucket]);
  });

  it("sums to what is open", () => {
    const { items } = openItems([document("invoice", 1, 1000n), document("invoice", 2, 50n, { due: "2025-01-01" })], DAY);
    expect(sumMinor(aging(items, DAY).values())).toBe(1050n);
  });
});
