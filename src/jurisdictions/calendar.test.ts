import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addBusinessDays, businessDayBefore, onOrAfter } from "../core/values/business-days.ts";
import { type Day, dayFromNumber, dayNumber, weekday } from "../core/values/day.ts";
import { bankDays, bothOpen, businessDays } from "./calendar.ts";

const day = fc.integer({ min: dayNumber("2015-01-01"), max: dayNumber("2040-12-31") }).map(dayFromNumber);
const place = fc.record({
  country: fc.constantFrom(null, "DE", "GB", "IT", "FR", "ES", "CH", "ID", "US", "AE", "SA", "CN", "XX", "nonsense"),
  region: fc.constantFrom(null, "BY", "DE-BY", "SCT", "ZH", "CA", "nowhere"),
});

describe("businessDays", () => {
  it.each<[string | null, string | null, Day, boolean]>([
    ["DE", null, "2026-04-03", false], // Good Friday
    ["DE", null, "2026-01-06", true], // Epiphany: a holiday in three states only
    ["DE", "BY", "2026-01-06", false],
    ["DE", "NW", "2026-06-04", false], // Corpus Christi
    ["DE", "BE", "2026-06-04", true],
    ["DE", "BE", "2026-03-09", true],
    ["GB", null, "2026-08-31", false], // Summer bank holiday of England, Wales and Northern Ireland
    ["GB", "Scotland", "2026-08-31", true],
    ["GB", "Scotland", "2026-11-30", false],
    ["GB", null, "2026-12-28", false], // Boxing Day falls on a Saturday
    ["GB", null, "2026-04-06", false],
    ["GB", "SCT", "2026-04-06", true],
    ["IT", null, "2026-01-06", false],
    ["IT", null, "2026-04-03", true], // Good Friday is a working day in Italy
    ["CH", "GE", "2026-12-31", false],
    ["US", null, "2026-11-26", false],
    ["FR", null, "2026-07-14", false],
    ["DE", null, "2026-10-03", false],
    ["DE", null, "2026-11-23", true],
  ])("%s %s %s: %s", (country, region, on, open) => {
    expect(businessDays(country, region)(on)).toBe(open);
  });

  it("takes a region as a code, with the country, by its local name and by its English name", () => {
    const bavaria = businessDays("DE", "BY");
    for (const spelling of ["DE-BY", "by", "Bayern", "Freistaat Bayern", "Bavaria", " bavaria "]) expect(businessDays("DE", spelling)).toBe(bavaria);
    expect(businessDays("CH", "Canton of Zürich")).toBe(businessDays("CH", "ZH"));
    expect(businessDays("UK", "England")).toBe(businessDays("GB", null));
  });

  it("knows the weekend of the country", () => {
    const saturday: Day = "2026-11-21";
    const friday: Day = "2026-11-20";
    expect([businessDays("DE", null)(friday), businessDays("DE", null)(saturday)]).toEqual([true, false]);
    // Saudi Arabia rests on Friday and Saturday; the Emirates moved to Saturday and Sunday in 2022.
    expect([businessDays("SA", null)(friday), businessDays("SA", null)("2026-11-22")]).toEqual([false, true]);
    expect([businessDays("AE", null)(friday), businessDays("AE", null)(saturday)]).toEqual([true, false]);
  });

  it("follows holidays of several days, also where they begin in the evening", () => {
    const emirates = businessDays("AE", null);
    expect((["2026-05-26", "2026-05-27", "2026-05-28", "2026-05-29"] as Day[]).map(emirates)).toEqual([true, false, false, false]);
    expect(businessDays("TR", null)("2026-05-29")).toBe(false);
  });

  it("keeps a day open that is a holiday from noon on", () => {
    expect(businessDays("IS", null)("2026-12-24")).toBe(true);
  });

  it("knows weekends only where the country is not known", () => {
    for (const unknown of [null, "", "XX", "Atlantis", "../de"]) {
      const open = businessDays(unknown, null);
      expect([open("2026-12-25"), open("2026-12-26"), open("2026-12-27")]).toEqual([true, false, false]);
    }
  });

  it("answers for absurd years at once", () => {
    const open = businessDays("CN", null);
    for (const absurd of ["0001-01-01", "1899-12-29", "9999-12-31"] as Day[]) expect(open(absurd)).toBe(weekday(absurd) < 6);
  });

  it("moves only onto business days, and never further than needed", () => {
    fc.assert(
      fc.property(place, day, fc.integer({ min: 1, max: 30 }), ({ country, region }, start, count) => {
        const open = businessDays(country, region);
        const moved = onOrAfter(open, start);
        expect(open(moved)).toBe(true);
        expect(moved >= start && onOrAfter(open, moved) === moved).toBe(true);
        for (let number = dayNumber(start); number < dayNumber(moved); number++) expect(open(dayFromNumber(number))).toBe(false);
        const before = businessDayBefore(open, start);
        expect(open(before) && before < start).toBe(true);
        const later = addBusinessDays(open, start, count);
        expect(open(later) && later > start).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});

describe("bothOpen", () => {
  it("is open where both are, and the same function for the same pair", () => {
    fc.assert(
      fc.property(place, place, day, (one, other, on) => {
        const a = businessDays(one.country, one.region);
        const b = businessDays(other.country, other.region);
        expect(bothOpen(a, b)(on)).toBe(a(on) && b(on));
        expect(bothOpen(a, b)).toBe(bothOpen(a, b));
      }),
    );
  });
});

describe("bankDays", () => {
  it("closes on bank holidays too, also on those that close early", () => {
    expect([businessDays("DE", null)("2026-12-24"), bankDays("DE", null)("2026-12-24")]).toEqual([true, false]);
    expect([businessDays("IE", null)("2026-04-03"), bankDays("IE", null)("2026-04-03")]).toEqual([true, false]);
  });

  it("is never open when business is closed", () => {
    fc.assert(
      fc.property(place, day, ({ country, region }, on) => {
        if (bankDays(country, region)(on)) expect(businessDays(country, region)(on)).toBe(true);
      }),
    );
  });
});
