import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { DocumentEntry, Entry } from "../ledger/entry.ts";
import type { Activity } from "../process/activity.ts";
import type { CreditReportRule } from "../process/conduct.ts";
import { addDays, type Day } from "../values/day.ts";
import { sumMinor } from "../values/money.ts";
import { type ReportFacts, reportRefusal } from "./credit-report.ts";
import { tradeLine } from "./trade-line.ts";

const TODAY: Day = "2026-10-16";

function invoice(id: number, issued: Day, due: Day, amountMinor: bigint): Entry {
  return { id, kind: "invoice", item: id, document: `N${id}`, instalment: 1, issued, due, amountMinor, happenedOn: issued, knownOn: issued };
}

function paid(id: number, target: number, day: Day, amountMinor: bigint): Entry[] {
  const payment = {
    id,
    kind: "payment",
    item: id,
    document: `P${id}`,
    instalment: 1,
    issued: day,
    due: null,
    amountMinor,
    happenedOn: day,
    knownOn: day,
  } as const;
  return [payment, { id: id + 1, kind: "allocation", source: id, target, amountMinor, happenedOn: day, knownOn: day }];
}

function dispute(item: number): Activity {
  return { id: 1, account: 1, happenedOn: TODAY, knownOn: TODAY, by: null, kind: "dispute", item, reason: "price", detail: "", amountMinor: 1n };
}

test("what a letter has charged is no sale", () => {
  const charge = { kind: "lump-sum", item: 1, letter: "LABC", from: "2026-10-01", to: "2026-10-01" } as const;
  const sale = invoice(1, "2026-08-01", "2026-08-31", 10_000n);
  const charged: Entry = { ...(invoice(2, "2026-10-01", "2026-10-12", 4_000n) as DocumentEntry), kind: "fee", charge };
  expect(tradeLine([sale, charged], [], TODAY)).toEqual(tradeLine([sale], [], TODAY));
  expect(tradeLine([sale, charged], [], TODAY)).toMatchObject({ lastSale: "2026-08-01", termsDays: 30, highCreditMinor: 10_000n, owingMinor: 10_000n });
});

test("how an account pays: buckets, the most that was owed, days beyond terms weighted by money", () => {
  const entries = [
    invoice(1, "2026-01-01", "2026-01-31", 10_000n),
    ...paid(10, 1, "2026-02-20", 10_000n),
    invoice(2, "2026-06-01", "2026-07-01", 30_000n),
    ...paid(20, 2, "2026-06-20", 10_000n),
    invoice(3, "2026-09-01", "2026-10-01", 5_000n),
    invoice(4, "2026-10-01", "2026-10-31", 7_000n),
  ];
  expect(tradeLine(entries, [], TODAY)).toMatchObject({
    owingMinor: 32_000n,
    currentMinor: 7_000n,
    pastDueMinor: [5_000n, 0n, 0n, 20_000n],
    highCreditMinor: 32_000n,
    // 20 days late on half of the money, early on the other half.
    daysBeyondTerms: 10,
    termsDays: 30,
    lastSale: "2026-10-01",
    disputedMinor: 0n,
    items: [2, 3, 4],
  });
  const disputed = tradeLine(entries, [dispute(2)], TODAY)!;
  expect(disputed).toMatchObject({
    owingMinor: 12_000n,
    pastDueMinor: [5_000n, 0n, 0n, 0n],
    highCreditMinor: 12_000n,
    daysBeyondTerms: 20,
    disputedMinor: 20_000n,
    items: [3, 4],
  });
});

test("an account on which nothing happened for a year has no line", () => {
  const old = [invoice(1, "2025-01-01", "2025-01-31", 10_000n), ...paid(10, 1, "2025-02-20", 10_000n)];
  expect(tradeLine(old, [], TODAY)).toBeNull();
  expect(tradeLine([...old, invoice(2, "2025-01-05", "2025-02-04", 1n)], [], TODAY)).toMatchObject({ owingMinor: 1n, daysBeyondTerms: null });
});

test("the buckets make what is owed, and the most that was owed is never less", () => {
  const some = fc.record({
    ago: fc.integer({ min: 0, max: 700 }),
    amount: fc.integer({ min: 1, max: 100_000 }),
    pay: fc.integer({ min: 0, max: 100 }),
    dispute: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(some, { minLength: 1, maxLength: 8 }), (given) => {
      const entries = given.flatMap(({ ago, amount, pay }, index): Entry[] => {
        const issued = addDays(TODAY, -ago);
        const part = (BigInt(amount) * BigInt(pay)) / 100n;
        const own = invoice(index + 1, issued, addDays(issued, 30), BigInt(amount));
        return part > 0n ? [own, ...paid(100 + 2 * index, index + 1, TODAY, part)] : [own];
      });
      const activities = given.flatMap((each, index) => (each.dispute ? [dispute(index + 1)] : []));
      const line = tradeLine(entries, activities, TODAY);
      if (!line) return;
      expect(line.currentMinor + sumMinor(line.pastDueMinor)).toBe(line.owingMinor);
      expect(line.highCreditMinor >= line.owingMinor).toBe(true);
      expect(line.items.every((item) => !given[item - 1]!.dispute)).toBe(true);
    }),
  );
});

describe("a natural person is reported only where every condition of the law holds", () => {
  const rule: CreditReportRule = {
    allowed: true,
    leastLetters: 2,
    firstLetterDaysAgo: 28,
    undisputed: true,
    toldInLetter: true,
    minimum: { currency: "EUR", amount: "50" },
  };
  const sent = (sentOn: Day) => ({ kind: "letter", step: "first", sentOn }) as never;
  const item: ReportFacts["items"][number] = { document: "N1", due: "2026-07-31", openMinor: 5_000n, letters: [sent("2026-08-15"), sent("2026-09-15")] };
  const items = [item];
  const facts: ReportFacts = { today: TODAY, currency: "EUR", items, disputed: false, toldInLetter: true };
  test("and then it is", () => expect(reportRefusal(rule, facts)).toBeNull());
  const not: [string, CreditReportRule, ReportFacts, string][] = [
    ["no rule", { allowed: false, reason: "none is on file" }, facts, "none is on file"],
    ["a dispute", rule, { ...facts, disputed: true }, "in dispute"],
    ["nobody was told", rule, { ...facts, toldInLetter: false }, "no letter has told"],
    ["one letter only", rule, { ...facts, items: [{ ...item, letters: [sent("2026-08-15")] }] }, "was in 1 letters"],
    ["letters before the due date", rule, { ...facts, items: [{ ...item, due: "2026-09-01" }] }, "was in 1 letters"],
    ["too early", rule, { ...facts, items: [{ ...item, letters: [sent("2026-09-20"), sent("2026-09-30")] }] }, "less than 28 days ago"],
    ["too little", rule, { ...facts, items: [{ ...item, openMinor: 4_999n }] }, "does not reach"],
    ["another currency", rule, { ...facts, currency: "CHF" }, "does not reach"],
  ];
  test.each(not)("not: %s", (_name, given, about, why) => expect(reportRefusal(given, about)).toContain(why));
});
