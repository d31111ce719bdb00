import { expect, test } from "vitest";
import { addMonths, splitMonthly, sumOf } from "./instalments.ts";

test("the instalments come to the sum exactly, whatever it is divided by", () => {
  for (const [total, count] of [
    ["1000.00", 3],
    ["0.05", 7],
    ["99999999999999999.99", 11],
    ["5000", 6],
    ["12.345", 2],
  ] as const) {
    const rows = splitMonthly(total, count, "2026-01-31");
    expect(rows).toHaveLength(count);
    expect(sumOf(rows)).toBe(total);
  }
  expect(splitMonthly("1000.00", 3, "2026-01-31")).toEqual([
    { day: "2026-01-31", amount: "333.34" },
    { day: "2026-02-28", amount: "333.33" },
    { day: "2026-03-31", amount: "333.33" },
  ]);
});

test("months that lack the day take their last one, and years go on", () => {
  expect(addMonths("2027-11-30", 3)).toBe("2028-02-29");
  expect(addMonths("2026-12-15", 1)).toBe("2027-01-15");
  expect(addMonths("2026-05-31", 0)).toBe("2026-05-31");
});

test("what is no amount, number or day makes no instalments", () => {
  expect(splitMonthly("12,50", 3, "2026-01-31")).toEqual([]);
  expect(splitMonthly("12.50", 0, "2026-01-31")).toEqual([]);
  expect(splitMonthly("12.50", 1.5, "2026-01-31")).toEqual([]);
  expect(splitMonthly("12.50", 2, "")).toEqual([]);
  expect(sumOf([{ day: "2026-01-31", amount: "" }])).toBeNull();
});
