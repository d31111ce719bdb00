import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addBusinessDays, businessDayBefore, onOrAfter } from "./business-days.ts";
import { addDays, type Day, dayFromNumber, dayNumber, daysBetween, earliest, latest, parseDay, weekday } from "./day.ts";

const anyDay = fc.integer({ min: dayNumber("1970-01-01"), max: dayNumber("2199-12-31") }).map(dayFromNumber);
const weekdaysOnly = (day: Day) => weekday(day) < 6;

describe("day", () => {
  it("refuses what is no day", () => {
    for (const text of ["2026-02-30", "2026-13-01", "26-01-01", "2026-1-1", "2026-01-01T00:00", "", "2100-02-29"]) expect(parseDay(text)).toBeNull();
    expect(parseDay("2028-02-29")).toBe("2028-02-29");
  });

  it("counts days, and adding them comes back", () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -20_000, max: 20_000 }), (day, days) => {
        expect(daysBetween(day, addDays(day, days))).toBe(days);
        expect(weekday(addDays(day, 7))).toBe(weekday(day));
      }),
    );
    expect(weekday("2026-11-23")).toBe(1);
    expect(addDays("2026-03-28", 2)).toBe("2026-03-30");
  });

  it("picks the earliest and latest of those that are there", () => {
    expect(earliest(null, "2026-02-01", undefined, "2026-01-31")).toBe("2026-01-31");
    expect(latest(null, "2026-02-01", "2026-01-31")).toBe("2026-02-01");
    expect(earliest(null)).toBeNull();
  });
});

describe("business days", () => {
  it("moves to an open day and counts open days only", () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 1, max: 30 }), (day, count) => {
        const found = addBusinessDays(weekdaysOnly, day, count);
        let open = 0;
        for (let each = addDays(day, 1); each <= found; each = addDays(each, 1)) if (weekdaysOnly(each)) open++;
        expect(open).toBe(count);
        expect(weekdaysOnly(found)).toBe(true);
        expect(businessDayBefore(weekdaysOnly, day) < day).toBe(true);
      }),
    );
    expect(onOrAfter(weekdaysOnly, "2026-11-21")).toBe("2026-11-23");
    expect(addBusinessDays(weekdaysOnly, "2026-11-20", 0)).toBe("2026-11-20");
  });

  it("says so when a calendar never opens", () => {
    expect(() => onOrAfter(() => false, "2026-01-01")).toThrow(/no business day/);
  });
});
