import { describe, expect, test } from "vitest";
import { sampleFacts } from "../core/letter/letter-facts.sample.ts";
import type { Charge } from "../core/process/decision.ts";
import type { Approval } from "../store/approval-store.ts";
import { storedBody } from "../store/decision-store.ts";
import { coveredByDecision, coveredByStored } from "./approved-content.ts";
import { compareWithApproval } from "./held-letter.ts";

const INTEREST: Charge = {
  kind: "interest",
  item: 1,
  document: "INV-4701",
  amountMinor: 399n,
  from: "2026-11-14",
  to: "2026-11-23",
  calculation: [{ from: "2026-11-14", to: "2026-11-23", days: 10, rate: "11.75", principalMinor: 124_050n, amountMinor: 399n, source: "a statute" }],
  booked: null,
};
const LUMP_SUM: Charge = { ...INTEREST, kind: "lump-sum", amountMinor: 7_000n, calculation: [] };
const EARLIER: Charge = { ...INTEREST, booked: 55, calculation: [] };

const decisionWith = (charges: readonly Charge[]) => sampleFacts("second", { charges }).decision;

function heldOf(before: readonly Charge[], now: readonly Charge[]) {
  const approved = decisionWith(before);
  const approval = { step: "second", items: coveredByStored(storedBody(approved)), totalMinor: approved.totalMinor } as Approval;
  const decision = decisionWith(now);
  return compareWithApproval(
    approval,
    decision,
    decision.items.map(({ item }) => item),
    "GBP",
  );
}

describe("an approval", () => {
  test("covers the same in a stored decision and in a fresh one", () => {
    for (const charges of [[], [LUMP_SUM, INTEREST], [EARLIER, INTEREST]]) {
      expect(coveredByStored(storedBody(decisionWith(charges)))).toBe(coveredByDecision(decisionWith(charges)));
    }
  });

  test("of letters without charges is written as it always was", () => {
    expect(coveredByDecision(decisionWith([]))).toBe('[[1,"124050","second"]]');
  });

  test("includes the days of interest that are added until the letter leaves", () => {
    expect(heldOf([INTEREST, LUMP_SUM], [INTEREST, LUMP_SUM])).toBeNull();
    expect(heldOf([INTEREST, LUMP_SUM], [{ ...INTEREST, amountMinor: 439n, to: "2026-11-24" }, LUMP_SUM])).toBeNull();
  });

  test.each([
    ["less interest", [{ ...INTEREST, amountMinor: 398n }, LUMP_SUM]],
    ["another lump sum", [INTEREST, { ...LUMP_SUM, amountMinor: 10_000n }]],
    ["a charge more", [INTEREST, LUMP_SUM, { ...LUMP_SUM, kind: "fee", amountMinor: 1n }]],
    ["no interest any more", [LUMP_SUM]],
    ["more open of a charge that is booked", [INTEREST, LUMP_SUM, EARLIER]],
    ["interest on another item", [{ ...INTEREST, item: 2 }, LUMP_SUM]],
    ["the charge of an earlier letter in its place", [EARLIER, LUMP_SUM]],
  ] as [string, Charge[]][])("does not include %s", (_name, now) => {
    expect(heldOf([INTEREST, LUMP_SUM], now)).toMatchObject({ code: "balance" });
  });
});
