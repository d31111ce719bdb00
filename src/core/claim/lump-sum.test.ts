import { expect, it } from "vitest";
import { sampleLaw } from "./claim.sample.ts";
import { lumpSum } from "./lump-sum.ts";

const law = sampleLaw();

it("is so much for each item, by its size", () => {
  const rows = [
    { below: "1000", amount: "40" },
    { below: "10000", amount: "70" },
    { below: null, amount: "100" },
  ];
  const byDebt = { ...law, lumpSum: { ...law.lumpSum!, rows } };
  const sums = [1n, 99_999n, 100_000n, 999_999n, 1_000_000n].map((amount) => lumpSum(byDebt, amount, "EUR"));
  expect(sums).toMatchObject([4_000n, 4_000n, 7_000n, 7_000n, 10_000n].map((amountMinor) => ({ amountMinor })));
});

it("is refused in another currency, and where the law gives none", () => {
  expect(lumpSum(law, 100n, "USD")).toMatchObject({ refused: "currency-differs", detail: expect.stringContaining("in EUR, and the item is in USD") });
  expect(lumpSum({ ...law, lumpSum: null, noLumpSum: "consumers owe none" }, 100n, "EUR")).toEqual({ refused: "no-lump-sum", detail: "consumers owe none" });
  expect(lumpSum({ ...law, lumpSum: null }, 100n, "EUR")).toMatchObject({ refused: "no-lump-sum" });
  expect(lumpSum({ ...law, lumpSum: { ...law.lumpSum!, rows: [] } }, 100n, "EUR")).toMatchObject({
    refused: "no-lump-sum",
    detail: expect.stringContaining("1.00 EUR"),
  });
});
