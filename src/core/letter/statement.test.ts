import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays } from "../values/day.ts";
import { sumMinor } from "../values/money.ts";
import { SAMPLE_CREDITOR, SAMPLE_DEBTOR, SAMPLE_SENT, sampleItem } from "./letter-facts.sample.ts";
import { amountsOfStatement, type StatementFacts, statementNotice } from "./statement.ts";

const items = fc.array(fc.record({ days: fc.integer({ min: -40, max: 400 }), openMinor: fc.bigInt({ min: 1n, max: 10n ** 15n }) }), { maxLength: 30 });
const credits = fc.array(fc.bigInt({ min: 1n, max: 10n ** 15n }), { maxLength: 5 });

function stated(of: readonly { days: number; openMinor: bigint }[], credited: readonly bigint[], marks: Partial<StatementFacts> = {}) {
  const made = statementNotice({
    letter: { id: "A17", reference: "A17" },
    creditor: SAMPLE_CREDITOR,
    debtor: SAMPLE_DEBTOR,
    currency: "GBP",
    sentOn: SAMPLE_SENT,
    ledger: {
      items: of.map(({ days, openMinor }, index) => sampleItem(index + 1, { due: addDays(SAMPLE_SENT, -days), openMinor, amountMinor: openMinor })),
      credits: credited.map((openMinor, index) => ({ item: 100 + index, kind: "payment", document: `P-${index}`, bookedOn: SAMPLE_SENT, openMinor })),
      charges: [],
      charged: [],
    },
    disputed: new Map(),
    toBeCredited: new Map(),
    agreed: new Set(),
    ...marks,
  });
  if ("missing" in made) throw new Error(made.missing.join("; "));
  return made.notice;
}

describe("a statement of account", () => {
  test("says every item once, what is late first, each part by due date, and its sums are exact", () => {
    fc.assert(
      fc.property(items, credits, (of, credited) => {
        const notice = stated(of, credited);
        expect(notice.items).toHaveLength(of.length);
        const late = of.filter(({ days }) => days > 0);
        expect(notice.overdueMinor).toBe(sumMinor(late.map(({ openMinor }) => openMinor)));
        expect(notice.totalMinor).toBe(sumMinor(of.map(({ openMinor }) => openMinor)) - sumMinor(credited));
        expect(notice.items.slice(0, late.length).every(({ overdueDays }) => overdueDays > 0)).toBe(true);
        expect(notice.items.slice(late.length).every(({ overdueDays }) => overdueDays === 0)).toBe(true);
        for (const part of [notice.items.slice(0, late.length), notice.items.slice(late.length)]) {
          expect(part.map(({ due }) => due)).toEqual(part.map(({ due }) => due).sort());
        }
        const known = new Set(amountsOfStatement(notice));
        expect(notice.items.every(({ openMinor }) => known.has(openMinor))).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  test("what a letter leaves out stands in it, and is marked", () => {
    const two = [
      { days: 10, openMinor: 500n },
      { days: 5, openMinor: 700n },
    ];
    const notice = stated(two, [], { disputed: new Map([[1, 200n]]), toBeCredited: new Map([[2, 100n]]), agreed: new Set([2]) });
    expect(notice.items.map(({ openMinor, disputedMinor, toBeCreditedMinor, isAgreed }) => [openMinor, disputedMinor, toBeCreditedMinor, isAgreed])).toEqual([
      [500n, 200n, 0n, false],
      [700n, 0n, 100n, true],
    ]);
    expect([notice.totalMinor, notice.disputedMinor]).toEqual([1_200n, 200n]);
  });

  test("without a name of the debtor none can be written", () => {
    const facts = {
      letter: { id: "A17", reference: "A17" },
      creditor: SAMPLE_CREDITOR,
      debtor: { ...SAMPLE_DEBTOR, name: " " },
      currency: "GBP",
      sentOn: SAMPLE_SENT,
    };
    const ledger = { items: [], credits: [], charges: [], charged: [] };
    expect(statementNotice({ ...facts, ledger, disputed: new Map(), toBeCredited: new Map(), agreed: new Set() })).toEqual({
      missing: [expect.stringContaining("has no name")],
    });
  });
});
