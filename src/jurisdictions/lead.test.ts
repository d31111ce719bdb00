import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { STEPS } from "../core/process/procedure.ts";
import { parseDay } from "../core/values/day.ts";
import { lawfulLeadDays, listJurisdictions } from "./lead.ts";

describe("lawfulLeadDays", () => {
  it("gives sole traders and individuals in the United Kingdom 30 days from the third letter on", () => {
    for (const type of ["sole-trader", "consumer"] as const) {
      const days = (["first", "second", "third", "final"] as const).map((step) => lawfulLeadDays("GB", type, step, "2026-11-23"));
      expect(days).toEqual([0, 0, 30, 30]);
    }
    expect(lawfulLeadDays("uk", "consumer", "third", "2026-11-23")).toBe(30);
    expect(lawfulLeadDays("GB", "company", "third", "2026-11-23")).toBe(0);
    expect(lawfulLeadDays("GB", "unknown", "third", "2026-11-23")).toBe(0);
  });

  it("asks for nothing before the protocol was in force, and where no law is on file", () => {
    expect(lawfulLeadDays("GB", "consumer", "third", "2017-09-30")).toBe(0);
    expect(lawfulLeadDays("DE", "consumer", "third", "2026-11-23")).toBe(0);
    expect(lawfulLeadDays(null, "consumer", "third", "2026-11-23")).toBe(0);
  });
});

describe("the law on file", () => {
  const files = readdirSync(import.meta.dirname).filter((name) => /^[a-z]{2}\.ts$/.test(name));

  it.each(files)("%s keeps the contract", (file) => {
    const law = listJurisdictions().find(({ country }) => `${country.toLowerCase()}.ts` === file);
    expect(law?.name).toBeTruthy();
    for (const row of law!.leastLeads) {
      expect(parseDay(row.validFrom) && parseDay(row.source.verifiedOn)).toBeTruthy();
      expect(STEPS).toContain(row.from);
      expect(row.days > 0 && Number.isInteger(row.days) && row.debtorTypes.length > 0).toBe(true);
      expect(new URL(row.source.url).protocol).toBe("https:");
    }
  });
});
