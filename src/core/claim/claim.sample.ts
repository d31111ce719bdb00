import type { ClaimLaw, DayCount, RateRow, Source } from "./claim-law.ts";

const SOURCE: Source = { title: "a statute", url: "https://law.example", verifiedOn: "2026-11-23" };
const TWICE = [SOURCE, { ...SOURCE, title: "another" }];

/** Half-years of a reference rate as they were from 2024 to 2026, with one negative. */
const ROWS: readonly RateRow[] = [
  { validFrom: "2024-01-01", percent: "-0.88", sources: TWICE },
  { validFrom: "2024-07-01", percent: "3.37", sources: TWICE },
  { validFrom: "2025-01-01", percent: "2.27", sources: TWICE },
  { validFrom: "2025-07-01", percent: "1.27", sources: TWICE },
  { validFrom: "2026-01-01", percent: "1.27", sources: TWICE },
  { validFrom: "2026-07-01", percent: "1.52", sources: TWICE },
];

/** A law for tests: nine points over the reference rate of the half-year. */
export function sampleLaw(
  more: { kind?: "floating" | "fixed-at-start"; add?: string; dayCount?: DayCount; rows?: readonly RateRow[]; startsAfterDays?: number } = {},
): ClaimLaw {
  const reference = { id: "sample", name: "sample rate", rows: more.rows ?? ROWS, knownThrough: "2026-12-31" } as const;
  return {
    jurisdiction: "xx",
    interest: { kind: more.kind ?? "floating", reference, addPercent: more.add ?? "9", dayCount: more.dayCount ?? "act/365", source: SOURCE },
    lumpSum: { currency: "EUR", rows: [{ below: null, amount: "40" }], source: SOURCE },
    startsAfterDays: more.startsAfterDays ?? 1,
  };
}

/** The same rates, each of this half-year's with one source only. */
export function withOneSource(validFrom: RateRow["validFrom"]): readonly RateRow[] {
  return ROWS.map((row) => (row.validFrom === validFrom ? { ...row, sources: [SOURCE] } : row));
}
