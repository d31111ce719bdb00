import { describe, expect, it } from "vitest";
import type { DebtorType } from "../core/values/party.ts";
import { jurisdictions } from "../open-folders.ts";
import { conductOf } from "./conduct.ts";

const laws = await jurisdictions();
const of = (country: string | null, type: DebtorType, day: `${number}-${number}-${number}` = "2026-11-23") => conductOf(laws, country, type, day);

describe("conductOf", () => {
  it("holds everybody to the same hours and caps where the law says nothing else", () => {
    for (const country of [null, "DE", "GB", "XX", "BR"]) {
      for (const type of ["company", "sole-trader", "public", "consumer", "unknown"] as const) {
        expect(of(country, type)).toMatchObject({
          contactHours: { from: 480, to: 1200 },
          weekdays: [1, 2, 3, 4, 5],
          calls: { perDay: 1, perSevenDays: 3, conversationsPerSevenDays: 1 },
        });
      }
    }
  });

  it("knows the hours and weekdays of Indonesia, of the United States and of other weekends", () => {
    expect(of("ID", "consumer").weekdays).toEqual([1, 2, 3, 4, 5, 6]);
    expect(of("ID", "company").weekdays).toEqual([1, 2, 3, 4, 5]);
    expect(of("us", "sole-trader").contactHours).toEqual({ from: 480, to: 1260 });
    expect(of("US", "company").contactHours).toEqual({ from: 480, to: 1200 });
    expect(of("SA", "company").weekdays).toEqual([1, 2, 3, 4, 7]);
    expect(of("US", "consumer", "2021-11-29").contactHours.to).toBe(1200);
  });

  it("leaves a message for natural persons with their consent only, and in Italy never", () => {
    const voicemail = (country: string) => (["company", "public", "sole-trader", "consumer", "unknown"] as const).map((type) => of(country, type).voicemail);
    expect(voicemail("DE")).toEqual(["allowed", "allowed", "with-consent", "with-consent", "with-consent"]);
    expect(voicemail("IT")).toEqual(["never", "never", "never", "never", "never"]);
  });

  it("lets a machine call businesses, persons with their consent only, three times in thirty days in the United States, and in Italy whoever knows his number", () => {
    const calls = (country: string, type: DebtorType, day?: "2023-07-19") => {
      const { mode, pin, perThirtyDays } = of(country, type, day).automatedCalls;
      return [mode, pin, perThirtyDays];
    };
    expect((["company", "public"] as const).map((type) => calls("DE", type))).toEqual([
      ["allowed", "any", null],
      ["allowed", "any", null],
    ]);
    for (const type of ["sole-trader", "consumer", "unknown"] as const) expect(calls("GB", type)).toEqual(["with-consent", "customer-number", null]);
    expect([calls("IT", "company"), calls("IT", "consumer")]).toEqual([
      ["allowed", "customer-number", null],
      ["with-consent", "customer-number", null],
    ]);
    expect([calls("US", "consumer"), calls("US", "company"), calls("US", "consumer", "2023-07-19")]).toEqual([
      ["with-consent", "customer-number", 3],
      ["allowed", "any", null],
      ["with-consent", "customer-number", null],
    ]);
    expect(of("US", "consumer").automatedCalls.source?.title).toContain("TCPA");
    expect(of("US", "consumer").contactHours.to).toBe(1260);
  });

  it("allows reports to credit bureaus only where their conditions are on file", () => {
    expect(of("DE", "consumer").creditReport).toEqual({
      allowed: true,
      leastLetters: 2,
      firstLetterDaysAgo: 28,
      undisputed: true,
      toldInLetter: true,
      minimum: null,
    });
    expect(of("ES", "company").creditReport).toMatchObject({ allowed: true, toldInLetter: true, minimum: { currency: "EUR", amount: "50" } });
    for (const country of [null, "GB", "IT", "FR", "CH", "ID", "US", "XX"]) {
      expect(of(country, "company").creditReport).toMatchObject({ allowed: false, reason: expect.stringContaining("is on file") });
    }
    expect(of("DE", "public").creditReport.allowed).toBe(false);
    expect(of("DE", "consumer").sources[0]!.title).toBe("BDSG section 31(2)");
  });
});
