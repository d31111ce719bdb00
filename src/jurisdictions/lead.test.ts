import { describe, expect, it } from "vitest";
import type { Jurisdiction } from "./contract.ts";
import gb from "./gb.ts";
import { lawfulLeadDays } from "./lead.ts";

const laws = new Map<string, Jurisdiction>([["gb", gb]]);

describe("lawfulLeadDays", () => {
  it("gives sole traders and individuals in the United Kingdom 30 days from the third letter on", () => {
    for (const type of ["sole-trader", "consumer"] as const) {
      const days = (["first", "second", "third", "final"] as const).map((step) => lawfulLeadDays(laws, "GB", type, step, "2026-11-23"));
      expect(days).toEqual([0, 0, 30, 30]);
    }
    expect(lawfulLeadDays(laws, "uk", "consumer", "third", "2026-11-23")).toBe(30);
    expect(lawfulLeadDays(laws, "GB", "company", "third", "2026-11-23")).toBe(0);
    expect(lawfulLeadDays(laws, "GB", "unknown", "third", "2026-11-23")).toBe(0);
  });

  it("asks for nothing before the protocol was in force, and where no law is on file", () => {
    expect(lawfulLeadDays(laws, "GB", "consumer", "third", "2017-09-30")).toBe(0);
    expect(lawfulLeadDays(laws, "DE", "consumer", "third", "2026-11-23")).toBe(0);
    expect(lawfulLeadDays(laws, null, "consumer", "third", "2026-11-23")).toBe(0);
  });

  it("follows the newest row in force", () => {
    const row = gb.leastLeads[0]!;
    const changed = new Map<string, Jurisdiction>([["gb", { ...gb, leastLeads: [{ ...row, validFrom: "2027-01-01", days: 45 }, row] }]]);
    expect((["2026-12-31", "2027-01-01"] as const).map((day) => lawfulLeadDays(changed, "GB", "consumer", "third", day))).toEqual([30, 45]);
  });
});
