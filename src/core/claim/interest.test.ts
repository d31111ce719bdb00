import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays, type Day, dayFromNumber, dayNumber } from "../values/day.ts";
import { sampleLaw, withOneSource } from "./claim.sample.ts";
import { withContractRate } from "./contract-rate.ts";
import { type InterestRequest, type InterestSheet, lateInterest } from "./interest.ts";

const request: InterestRequest = { law: sampleLaw(), due: "2025-05-15", amountMinor: 1_000_000n, payments: [], from: null, to: "2026-08-31" };

function sheet(more: Partial<InterestRequest> = {}): InterestSheet {
  const answer = lateInterest({ ...request, ...more });
  if ("refused" in answer) throw new Error(`${answer.refused}: ${answer.detail}`);
  return answer;
}

const brief = ({ segments }: InterestSheet) => segments.map(({ from, to, days, rate, amountMinor }) => [from, to, days, rate, amountMinor]);

describe("lateInterest", () => {
  it("runs from the day after the due date, one segment for each half-year", () => {
    expect(brief(sheet())).toEqual([
      ["2025-05-16", "2025-06-30", 46, "11.27", 14203n],
      ["2025-07-01", "2025-12-31", 184, "10.27", 51772n],
      ["2026-01-01", "2026-06-30", 181, "10.27", 50928n],
      ["2026-07-01", "2026-08-31", 62, "10.52", 17870n],
    ]);
    expect(sheet().totalMinor).toBe(134_773n);
    expect(sheet().segments[0]!.source).toBe("a statute: sample rate 2.27 + 9");
  });

  it("is nothing until the day after the due date", () => {
    expect(sheet({ to: "2025-05-15" })).toEqual({ totalMinor: 0n, segments: [] });
    expect(brief(sheet({ to: "2025-05-16" }))).toEqual([["2025-05-16", "2025-05-16", 1, "11.27", 309n]]);
    expect(sheet({ from: "2026-08-01" }).segments[0]!.from).toBe("2026-08-01");
    expect(sheet({ from: "2025-01-01" }).segments[0]!.from).toBe("2025-05-16");
    expect(sheet({ law: sampleLaw({ startsAfterDays: 31 }) }).segments[0]!.from).toBe("2025-06-15");
  });

  it("runs on a paid amount through the day of its credit", () => {
    const { segments } = sheet({ payments: [{ day: "2025-05-31", amountMinor: 400_000n }], to: "2025-06-30" });
    expect(segments.map(({ from, to, principalMinor }) => [from, to, principalMinor])).toEqual([
      ["2025-05-16", "2025-05-31", 1_000_000n],
      ["2025-06-01", "2025-06-30", 600_000n],
    ]);
    expect(sheet({ payments: [{ day: "2025-05-20", amountMinor: 1_000_000n }] }).segments.at(-1)!.to).toBe("2025-05-20");
    expect(sheet({ payments: [{ day: "2025-05-15", amountMinor: 1_200_000n }] }).totalMinor).toBe(0n);
  });

  it("stays at the rate of the half-year in which the debt became late where the law fixes it", () => {
    const law = sampleLaw({ kind: "fixed-at-start" });
    expect(brief(sheet({ law }))).toEqual([["2025-05-16", "2026-08-31", 473, "11.27", 146_047n]]);
    // Late from 1 July on: the rate that was in force on 30 June is the one of the new half-year.
    expect(sheet({ law, due: "2025-06-30" }).segments[0]!.rate).toBe("10.27");
    // What is fixed stays known when the half-years after it are not.
    expect(sheet({ law, to: "2027-03-31" }).segments).toHaveLength(1);
    expect(lateInterest({ ...request, law, due: "2026-12-31", to: "2027-01-31" })).toMatchObject({ refused: "rate-missing" });
  });

  it("adds to a negative reference rate, and never falls below zero", () => {
    const past = { due: "2023-12-31", to: "2024-06-30" } as const;
    expect(sheet(past).segments[0]!.rate).toBe("8.12");
    expect(sheet({ ...past, law: sampleLaw({ add: "0.5" }) })).toMatchObject({ totalMinor: 0n, segments: [{ rate: "0.00" }] });
  });

  it("counts days by the rule", () => {
    const leap = { due: "2023-12-31", to: "2024-12-31", amountMinor: 1_000_000n } as const;
    const flat = withContractRate(sampleLaw({ dayCount: "act/act" }), "10");
    expect(brief(sheet({ ...leap, law: flat }))).toEqual([["2024-01-01", "2024-12-31", 366, "10.00", 100_000n]]);
    expect(sheet({ ...leap, law: withContractRate(sampleLaw(), "10") }).totalMinor).toBe(100_274n);
    // 184 days of a leap year and 181 of a common one.
    expect(sheet({ ...leap, law: flat, due: "2024-06-30", to: "2025-06-30" }).totalMinor).toBe(99_862n);
    const thirty = withContractRate(sampleLaw({ dayCount: "30/360" }), "10");
    expect(brief(sheet({ ...leap, law: thirty, due: "2024-01-31", to: "2024-02-29" }))).toEqual([["2024-02-01", "2024-02-29", 30, "10.00", 8333n]]);
  });

  it("rounds half up, once for each segment", () => {
    const law = withContractRate(null, "36.5");
    expect(sheet({ law, amountMinor: 500n, due: "2025-05-15", to: "2025-05-16" }).totalMinor).toBe(1n);
    expect(sheet({ law, amountMinor: 499n, due: "2025-05-15", to: "2025-05-16" }).totalMinor).toBe(0n);
  });

  it.each<[string, Partial<InterestRequest>, string]>([
    ["rate-missing", { to: "2027-01-01" }, "the sample rate for the first half of 2027 is not known: it is known from 2024-01-01 to 2026-12-31"],
    ["rate-missing", { due: "2023-06-01" }, "the sample rate for the first half of 2023 is not known"],
    [
      "rate-one-source",
      { law: sampleLaw({ rows: withOneSource("2026-01-01") }) },
      "the sample rate of 1.27 for the first half of 2026 has one source only (a statute)",
    ],
    ["rate-missing", { law: sampleLaw({ rows: [] }) }, "none is on file"],
    [
      "no-interest",
      { law: { ...sampleLaw(), interest: { kind: "none", reason: "the contract says nothing", source: { title: "", url: "", verifiedOn: "2026-01-01" } } } },
      "the contract says nothing",
    ],
  ])("refuses the whole sheet: %s %#", (refused, more, detail) => {
    const answer = lateInterest({ ...request, ...more });
    expect(answer).toMatchObject({ refused });
    expect((answer as { detail: string }).detail).toContain(detail);
    expect(answer).not.toHaveProperty("segments");
  });

  it("leaves out what is free of interest, for as long as it is", () => {
    const free = [
      { from: "2025-06-01", to: "2025-06-10", lessMinor: null },
      { from: "2025-06-21", to: null, lessMinor: 400_000n },
    ] as const;
    const answer = sheet({ free, payments: [{ day: "2025-06-25", amountMinor: 500_000n }], to: "2025-06-30" });
    expect(answer.segments.map(({ from, to, principalMinor }) => [from, to, principalMinor])).toEqual([
      ["2025-05-16", "2025-05-31", 1_000_000n],
      ["2025-06-11", "2025-06-20", 1_000_000n],
      ["2025-06-21", "2025-06-25", 600_000n],
      ["2025-06-26", "2025-06-30", 100_000n],
    ]);
    // Nothing is free below zero, and no rate is asked for while nothing bears interest.
    expect(sheet({ free: [{ from: "2025-05-01", to: null, lessMinor: 2_000_000n }], to: "2027-06-30" }).segments).toEqual([]);
  });

  it("does not ask for the rate of days on which nothing is open any more", () => {
    expect(sheet({ payments: [{ day: "2025-06-30", amountMinor: 1_000_000n }], to: "2027-06-30" }).totalMinor).toBe(14_203n);
  });
});

describe("lateInterest on anything", () => {
  const days = { min: dayNumber("2024-01-01"), max: dayNumber("2026-12-31") };
  const day = fc.integer(days).map(dayFromNumber);
  const payments = fc.array(fc.record({ day, amountMinor: fc.bigInt({ min: 1n, max: 300_000n }) }), { maxLength: 4 });
  const law = fc.record({
    kind: fc.constantFrom("floating" as const, "fixed-at-start" as const),
    dayCount: fc.constantFrom("act/365" as const, "act/act" as const, "30/360" as const),
  });
  const debt = fc.record({ due: day, to: day, amountMinor: fc.bigInt({ min: 1n, max: 1_000_000n }), payments, law: law.map(sampleLaw) });
  // The last day on which a debt can fall due and still have a known rate.
  const ask = (more: typeof debt extends fc.Arbitrary<infer T> ? T : never) => {
    const due: Day = more.due === "2026-12-31" ? "2026-12-30" : more.due;
    return sheet({ ...more, due });
  };

  it("is the sum of segments that follow each other day by day", () => {
    fc.assert(
      fc.property(debt, (each) => {
        const { totalMinor, segments } = ask(each);
        expect(segments.reduce((total, segment) => total + segment.amountMinor, 0n)).toBe(totalMinor);
        for (const [index, { from, to, principalMinor, amountMinor }] of segments.entries()) {
          expect(from <= to && to <= each.to && principalMinor > 0n && amountMinor >= 0n).toBe(true);
          if (index > 0) expect(from).toBe(addDays(segments[index - 1]!.to, 1));
        }
      }),
    );
  });

  it("never falls as time passes, and payments only lower it", () => {
    fc.assert(
      fc.property(debt, fc.integer({ min: 0, max: 200 }), (each, later) => {
        const to = dayFromNumber(Math.min(days.max, dayNumber(each.to) + later));
        expect(ask({ ...each, to }).totalMinor >= ask(each).totalMinor).toBe(true);
        const unpaid = ask({ ...each, payments: [] });
        // Each payment makes one more segment, which may be rounded up.
        expect(ask(each).totalMinor <= unpaid.totalMinor + BigInt(each.payments.length + 1)).toBe(true);
      }),
    );
  });

  it("is the same in two parts, but for the rounding where they meet", () => {
    fc.assert(
      fc.property(debt, fc.nat({ max: 1100 }), (each, offset) => {
        const meet = addDays(each.due, offset);
        if (meet >= each.to) return;
        const [first, second] = [ask({ ...each, to: meet }), sheet({ ...each, due: each.due, from: addDays(meet, 1) })];
        const difference = ask(each).totalMinor - first.totalMinor - second.totalMinor;
        expect(difference >= -1n && difference <= 1n).toBe(true);
        // Where they meet at a boundary anyway, nothing is rounded twice.
        if (ask(each).segments.some(({ to }) => to === meet)) expect(difference).toBe(0n);
      }),
    );
  });

  it("does not depend on the order in which payments are told", () => {
    fc.assert(
      fc.property(debt, (each) => {
        expect(ask({ ...each, payments: [...each.payments].reverse() })).toEqual(ask(each));
      }),
    );
  });
});
