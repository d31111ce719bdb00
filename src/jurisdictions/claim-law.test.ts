import { describe, expect, it } from "vitest";
import { claimSheet } from "../core/claim/claim-sheet.ts";
import { lateInterest } from "../core/claim/interest.ts";
import { lumpSum } from "../core/claim/lump-sum.ts";
import { orderInsideDebt } from "../core/ledger/cash/allocation-order.ts";
import { formatMinor, parseMinor } from "../core/values/money.ts";
import type { DebtorType } from "../core/values/party.ts";
import { jurisdictions } from "../open-folders.ts";
import { claimLaw } from "./claim-law.ts";
import { BOE_BANK_RATE } from "./rates/boe-bank-rate.ts";
import { DE_BASE } from "./rates/de-base.ts";
import { ECB_MRO } from "./rates/ecb-mro.ts";

const laws = await jurisdictions();
const today = "2026-11-23";

function interest(country: string, type: DebtorType = "company") {
  const law = claimLaw(laws, country, type, today)!;
  const answer = lateInterest({ law, due: "2025-05-15", amountMinor: 1_000_000n, payments: [], from: null, to: "2026-08-31" });
  if ("refused" in answer) return answer.detail;
  return [
    formatMinor(answer.totalMinor, "EUR"),
    ...answer.segments.map(({ days, rate, amountMinor }) => `${days} x ${rate} = ${formatMinor(amountMinor, "EUR")}`),
  ];
}

describe("late-payment interest on 10,000.00 due on 15 May 2025, to 31 August 2026", () => {
  const eight = ["1332.18", "46 x 11.15 = 140.52", "184 x 10.15 = 511.67", "181 x 10.15 = 503.33", "62 x 10.40 = 176.66"];
  it.each<[string, string[]]>([
    ["de", ["1347.73", "46 x 11.27 = 142.03", "184 x 10.27 = 517.72", "181 x 10.27 = 509.28", "62 x 10.52 = 178.70"]],
    ["eu", eight],
    ["it", eight],
    ["es", eight],
    ["fr", ["1591.36", "46 x 13.15 = 165.73", "184 x 12.15 = 612.49", "181 x 12.15 = 602.51", "62 x 12.40 = 210.63"]],
    ["gb", ["1652.26", "473 x 12.75 = 1652.26"]],
    ["ch", ["647.95", "473 x 5.00 = 647.95"]],
  ])("%s", (country, expected) => {
    expect(interest(country)).toEqual(expected);
  });

  it("gives a payment to costs and interest first in Germany", () => {
    const order = orderInsideDebt("DE", "2025-07-31");
    const law = claimLaw(laws, "de", "company", today)!;
    const payments = [{ day: "2025-07-31", amountMinor: 500_000n }] as const;
    const sheet = claimSheet({ law, due: "2025-05-15", amountMinor: 1_000_000n, costsMinor: 4_000n, payments, order, from: null, to: "2025-07-31" });
    expect(sheet).toMatchObject({ payments: [{ costs: 4_000n, interest: 14_203n + 8_722n, principal: 473_075n }], open: { principal: 526_925n } });
  });
});

describe("claimLaw", () => {
  it("is lower against consumers in Germany, and so against whom nobody knows", () => {
    expect(interest("de", "consumer")).toContain("46 x 7.27 = 91.62");
    expect(interest("de", "unknown")).toEqual(interest("de", "consumer"));
    expect(interest("fr", "public")).toEqual(interest("eu"));
  });

  it.each<[string, DebtorType, string]>([
    ["us", "company", "only what the contract says"],
    ["id", "company", "from the claim at court only"],
    ["gb", "consumer", "contracts between businesses"],
    ["it", "consumer", "about commercial transactions"],
    ["gb", "unknown", "set the debtor's type"],
    ["eu", "unknown", "set the debtor's type"],
    ["at", "company", "the law of Austria is not on file, and Directive 2011/7/EU leaves the rate to the member states"],
    ["pl", "company", "Poland"],
  ])("gives none in %s against %s, with the reason", (country, type, reason) => {
    expect(interest(country, type)).toContain(reason);
  });

  it("is null where no law is on file", () => {
    for (const country of [null, "", "BR", "XX", "../de"]) expect(claimLaw(laws, country, "company", today)).toBeNull();
    expect(claimLaw(laws, "de", "company", "2013-01-01")).toBeNull();
    expect(claimLaw(new Map(), "at", "company", today)).toBeNull();
    expect(claimLaw(laws, "UK", "company", today)!.jurisdiction).toBe("gb");
  });

  it("knows the lump sums", () => {
    const sum = (country: string, type: DebtorType, amount: string, currency: string) => {
      const answer = lumpSum(claimLaw(laws, country, type, today)!, parseMinor(amount, currency)!, currency);
      return "refused" in answer ? answer.refused : formatMinor(answer.amountMinor, currency);
    };
    for (const country of ["de", "it", "fr", "es", "eu"]) {
      expect([sum(country, "company", "5.00", "EUR"), sum(country, "public", "5.00", "EUR"), sum(country, "consumer", "5.00", "EUR")]).toEqual([
        "40.00",
        "40.00",
        "no-lump-sum",
      ]);
    }
    expect(["999.99", "1000.00", "9999.99", "10000.00"].map((amount) => sum("gb", "company", amount, "GBP"))).toEqual(["40.00", "70.00", "70.00", "100.00"]);
    expect(sum("gb", "company", "5.00", "EUR")).toBe("currency-differs");
    for (const country of ["ch", "id", "us", "at"]) expect(sum(country, "company", "5.00", "EUR")).toBe("no-lump-sum");
    // Whoever is not known to be no consumer owes none (R24).
    for (const country of laws.keys()) expect(sum(country, "unknown", "5.00", laws.get(country)!.currency)).toBe("no-lump-sum");
  });

  it("has an answer for every type of debtor, in every file", () => {
    for (const country of laws.keys()) {
      for (const type of ["company", "sole-trader", "public", "consumer", "unknown"] as const)
        expect(claimLaw(laws, country, type, today), `${country} ${type}`).not.toBeNull();
    }
  });
});

describe("reference rates", () => {
  it.each([ECB_MRO, DE_BASE, BOE_BANK_RATE])("$id: a row for every half-year, each with sources", (reference) => {
    const days = reference.rows.map(({ validFrom }) => validFrom);
    const expected = Array.from({ length: days.length }, (_, index) => `${2015 + Math.floor(index / 2)}-${index % 2 === 0 ? "01" : "07"}-01`);
    expect(days).toEqual(expected);
    // Known through the end of the newest row's half-year, and not a day longer.
    expect(reference.knownThrough).toBe(days.at(-1)!.endsWith("-01-01") ? `${days.at(-1)!.slice(0, 4)}-06-30` : `${days.at(-1)!.slice(0, 4)}-12-31`);
    for (const { percent, sources } of reference.rows) {
      expect(percent).toMatch(/^-?\d\.\d\d$/);
      expect(sources.length).toBeGreaterThan(0);
      for (const { title, url, verifiedOn } of sources) {
        expect(title.trim()).not.toBe("");
        expect(url).toMatch(/^https:\/\/[a-z0-9.-]+(\/|$)/);
        expect(verifiedOn).toMatch(/^2\d{3}-\d\d-\d\d$/);
      }
      // Two pages of one site say one thing.
      expect(new Set(sources.map(({ url }) => new URL(url).pathname + new URL(url).host)).size).toBe(sources.length);
    }
  });

  it("names the rates that only one source tells: they are refused", () => {
    const single = [ECB_MRO, DE_BASE, BOE_BANK_RATE].flatMap(({ id, rows }) =>
      rows.filter(({ sources }) => sources.length < 2).map((row) => `${id} ${row.validFrom} ${row.percent}`),
    );
    // Whoever enters a rate with one source only adds it here, and takes it out with the second.
    expect(single).toEqual([]);
  });

  it("go together: the German base rate is the ECB's less 0.88 since 2015", () => {
    const less = ECB_MRO.rows.map(({ percent }) => (Number(percent) - 0.88).toFixed(2));
    expect(DE_BASE.rows.map(({ percent }) => percent)).toEqual(less);
  });
});
