import { describe, expect, test } from "vitest";
import { SAMPLE_CREDITOR, SAMPLE_DEBTOR, sampleFacts, sampleItem } from "../core/letter/letter-facts.sample.ts";
import type { OpenItem } from "../core/ledger/open-items.ts";
import type { Activity, Happening } from "../core/process/activity.ts";
import type { Block } from "../core/process/decision.ts";
import type { Step } from "../core/process/procedure.ts";
import type { Day } from "../core/values/day.ts";
import { loadProcedure } from "../procedures/read.ts";
import type { DecidedAccount } from "./decide-accounts.ts";
import { type DunDecision, letterFacts } from "./letter-facts.ts";

const TODAY: Day = "2026-11-23";

function activity(id: number, happenedOn: Day, happening: Happening): Activity {
  return { ...happening, id, account: 1, happenedOn, knownOn: happenedOn, by: null };
}

function sent(id: number, step: Step, sentOn: Day, items: readonly number[]): Activity {
  const named = items.map((item) => ({ item, step, generation: 0 }));
  return activity(id, sentOn, { kind: "letter", letter: `L${id}`, step, items: named, sentOn, deliveredOn: sentOn, payBy: "2026-12-01", channels: ["email"] });
}

function factsFrom(step: Step, activities: readonly Activity[], left: readonly { item: number; block: Block }[] = [], parts: OpenItem["parts"] = []) {
  const sample = sampleFacts(step).decision;
  const decision = { ...sample, items: sample.items.map((each, index) => (index === 0 ? { ...each, item: { ...each.item, parts } } : each)) };
  const decided = {
    account: { currency: "GBP" },
    view: { activities },
    procedure: loadProcedure("standard"),
    rules: { isBusinessDay: () => true, lawfulLeadDays: () => 0 },
    decision: { ...decision, left: left.map(({ item, block }) => ({ item: sampleItem(item), block })) },
  };
  return letterFacts(
    "L9",
    decided as unknown as DecidedAccount & { decision: DunDecision },
    { creditor: SAMPLE_CREDITOR, debtor: SAMPLE_DEBTOR },
    TODAY,
    TODAY,
  );
}

describe("calls", () => {
  const calls = (["no_answer", "voicemail", "wrong_number", "rpc_promise"] as const).map((outcome, index) =>
    activity(index + 1, `2026-11-1${index + 4}` as Day, { kind: "call", outcome, detail: "" }),
  );
  test("are told as what they were, and not at all where nobody of the debtor's was called", () => {
    expect(factsFrom("second", calls).earlier.map(({ day, kind }) => [day, kind])).toEqual([
      ["2026-11-14", "call-attempt"],
      ["2026-11-15", "voicemail"],
      ["2026-11-17", "call"],
    ]);
  });
  test("that nobody answered are no request for payment in the notice of referral", () => {
    expect(factsFrom("final", calls).earlier.map(({ kind }) => kind)).toEqual(["voicemail", "call"]);
  });
});

describe("a part payment", () => {
  const paid = [{ amountMinor: 400n, bookedOn: "2026-11-16" as const, knownOn: "2026-11-16" as const, isPayment: true }];
  const { item } = sampleFacts("second").decision.items[0]!.item;
  const named = [sent(1, "first", "2026-11-01", [item]), sent(2, "second", "2026-11-17", [item])];
  test("is named by the next letter only", () => {
    expect(factsFrom("second", named.slice(0, 1), [], paid).partPayments).toEqual([{ item, amountMinor: 400n, day: "2026-11-16" }]);
    expect(factsFrom("second", named, [], paid).partPayments).toEqual([]);
  });
  test("is named again where that letter came back", () => {
    const back = activity(3, "2026-11-19", { kind: "letter-returned", letter: "L2", channel: "email", detail: "" });
    expect(factsFrom("second", [...named, back], [], paid).partPayments).toEqual([{ item, amountMinor: 400n, day: "2026-11-16" }]);
  });
});

describe("items that are left out", () => {
  test("are told with the last letter that deals with them, where its day still runs", () => {
    const facts = factsFrom("first", [sent(1, "first", "2026-11-01", [2]), sent(2, "second", "2026-11-17", [2, 3])], [{ item: 2, block: "interval" }]);
    expect(facts.elsewhere).toEqual([{ document: "INV-4702", step: "second", sentOn: "2026-11-17" }]);
  });
  test("because of a dispute, a promise or a hold are not mentioned", () => {
    const left = (["disputed", "promised", "hold", "direct-debit"] as const).map((block, index) => ({ item: index + 2, block }));
    expect(factsFrom("first", [sent(1, "second", "2026-11-17", [2, 3, 4, 5])], left).elsewhere).toEqual([]);
  });
  test("are not said to stand in a letter that was recalled", () => {
    const recalled = activity(3, "2026-11-18", { kind: "recall", letter: "L2", reason: "wrong amount" });
    const facts = factsFrom("first", [sent(1, "first", "2026-11-01", [2]), sent(2, "second", "2026-11-17", [2]), recalled], [{ item: 2, block: "interval" }]);
    expect(facts.elsewhere).toEqual([{ document: "INV-4702", step: "first", sentOn: "2026-11-01" }]);
  });
});

test("a report to a credit bureau is mentioned only in the notice of referral, and only where all of its items were in it", () => {
  const items = sampleFacts("final").decision.items.map(({ item }) => item.item);
  const report = (reported: readonly number[]) => [activity(1, "2026-11-20", { kind: "credit-reported", bureau: "BureauOne", items: reported })];
  expect(factsFrom("final", report(items)).reportedTo).toBe("BureauOne");
  expect(factsFrom("third", report(items)).reportedTo).toBeNull();
  expect(factsFrom("final", report(items.slice(1))).reportedTo).toBeNull();
  expect(factsFrom("final", []).reportedTo).toBeNull();
});
