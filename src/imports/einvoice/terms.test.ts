import { describe, expect, test } from "vitest";
import { parseDecimal } from "./decimal.ts";
import { discountsOfTerms, dueOfTerms } from "./terms.ts";

describe("terms of payment in words", () => {
  test.for([
    ["30 days", "2026-10-31"],
    ["Net 14", "2026-10-15"],
    ["Payment due within 30 days.", "2026-10-31"],
    ["30 dagar netto. Dröjsmålsränta 12 %", "2026-10-31"],
    ["PAIEMENT 30 JOURS NET", "2026-10-31"],
    ["Zahlbar sofort ohne Abzug.", "2026-10-01"],
    ["Zahlbar ohne Abzug bis 12.12.2026", "2026-12-12"],
    ["Zahlbar innerhalb 30 Tagen netto bis 04.11.2026, 3% Skonto innerhalb 10 Tagen bis 15.10.2026", "2026-11-04"],
    ["14 Tage 2% Skonto, 30 Tage rein netto", "2026-10-31"],
  ] as const)("that leave no doubt: %s", ([text, due]) => {
    expect(dueOfTerms(text, "2026-10-01")).toBe(due);
  });

  test.for([
    "Payment within 10 days, 2% discount",
    "50% prepaid, 50% within one month",
    "Refund within 14 days",
    "30 days or 60 days",
    "Zahlbar bis 12.12.2025",
    "As agreed",
    "Interest after 30 days",
    `30 days ${"x ".repeat(5000)}`,
  ])("are not guessed: %s", (text) => {
    expect(dueOfTerms(text, "2026-10-01")).toBeNull();
  });

  test("write discounts in the way of XRechnung", () => {
    const base = { issued: "2026-10-01", payable: parseDecimal("200")!, currency: "EUR" } as const;
    expect(discountsOfTerms("#SKONTO#TAGE=14#PROZENT=2.25#\n#SKONTO#TAGE=7#PROZENT=3.00#BASISBETRAG=100.00#\n#VERZUG#TAGE=30#PROZENT=9.00#", base)).toEqual([
      { until: "2026-10-15", amountMinor: 450n },
      { until: "2026-10-08", amountMinor: 300n },
    ]);
  });
});
