import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Day } from "../values/day.ts";
import type { Activity, Happening } from "./activity.ts";
import { answersStop, owedAnswers } from "./owed-answers.ts";
import type { AccountView } from "./view.ts";

const TODAY: Day = "2026-03-10";

function viewOf(happenings: readonly Happening[], debtorWide: readonly Happening[] = []): AccountView {
  const number = (happening: Happening, index: number): Activity => ({
    ...happening,
    id: index + 1,
    account: 1,
    by: null,
    happenedOn: "2026-03-02",
    knownOn: "2026-03-02",
  });
  return {
    currency: "GBP",
    ledger: { items: [], credits: [], charges: [], charged: [], allocated: [] },
    activities: happenings.map(number),
    debtorActivities: debtorWide.map((happening, index) => number(happening, index + 100)),
    proposedCash: [],
    payments: { through: null, by: "ledger" },
    salesCheckMinor: null,
    reach: { email: null, phone: null, post: true },
    callsPossible: true,
  };
}

const owed = (...happenings: Happening[]) => owedAnswers(viewOf(happenings), TODAY).map(({ id }) => id);

const promise: Happening = { kind: "promise", amountMinor: 100n, day: "2026-03-20", items: [], channel: "phone" };
const plan: Happening = {
  kind: "plan",
  items: [],
  instalments: [
    { day: "2026-03-09", amountMinor: 50n },
    { day: "2026-03-20", amountMinor: 50n },
  ],
  interest: "runs",
  channel: "phone",
};
const dispute: Happening = { kind: "dispute", item: 7, reason: "price", detail: "", channel: "phone" };
const answer = (of: number, letter = "X", about: "promise" | "correction" = "promise"): Happening => ({
  kind: "answer",
  letter,
  about,
  of,
  sentOn: TODAY,
  deliveredOn: TODAY,
  channels: ["email"],
});
const letter: Happening = {
  kind: "letter",
  letter: "L1",
  step: "first",
  items: [],
  sentOn: TODAY,
  deliveredOn: TODAY,
  payBy: null,
  channels: ["email", "post"],
};
const back = (of: string, channel: string): Happening => ({ kind: "letter-returned", letter: of, channel, detail: "" });

describe("owed is", () => {
  test("what was agreed on the phone, and what somebody wants confirmed", () => {
    expect(owed(promise, plan, dispute)).toEqual([1, 2, 3]);
    expect(owed({ ...promise, channel: "email" }, { ...promise, channel: null }, { kind: "promise", amountMinor: 1n, day: TODAY, items: [] })).toEqual([]);
    expect(owed({ ...promise, channel: "email", confirm: true }, { ...promise, confirm: false })).toEqual([1]);
  });

  test("nothing that was answered, unless the answer came back by every way", () => {
    expect(owed(promise, answer(1))).toEqual([]);
    expect(owed(promise, answer(1), back("X", "email"))).toEqual([1]);
    expect(owed(promise, answer(1), back("X", "post"))).toEqual([]);
    expect(owed(promise, answer(1), back("X", "email"), answer(1, "Y"))).toEqual([]);
  });

  test("nothing that no longer stands", () => {
    expect(owed(promise, { kind: "promise-withdrawn", promise: 1 })).toEqual([]);
    expect(owed(plan, { kind: "plan-withdrawn", plan: 1 })).toEqual([]);
    expect(owed(dispute, { kind: "dispute-resolved", item: 7, outcome: "unjustified", payBy: null })).toEqual([]);
    expect(owed(dispute, { kind: "dispute-resolved", item: 7, outcome: "unjustified", payBy: null }, dispute)).toEqual([3]);
    expect(owed({ ...promise, day: "2026-03-09" })).toEqual([]);
    expect(owed({ ...promise, day: TODAY })).toEqual([1]);
    expect(owed({ ...plan, instalments: [{ day: "2026-03-09", amountMinor: 1n }] })).toEqual([]);
  });

  test("the correction of a letter that the debtor has, once", () => {
    const recall: Happening = { kind: "recall", letter: "L1", reason: "", correct: "paid" };
    expect(owed(letter, { kind: "recall", letter: "L1", reason: "" })).toEqual([]);
    expect(owed(recall)).toEqual([]);
    expect(owed(letter, recall)).toEqual([2]);
    expect(owed(letter, recall, back("L1", "email"))).toEqual([2]);
    expect(owed(letter, recall, back("L1", "email"), back("L1", "post"))).toEqual([]);
    expect(owed(letter, { kind: "recall", letter: "L1", reason: "" }, recall)).toEqual([3]);
    expect(owed(letter, recall, answer(2, "X", "correction"), recall)).toEqual([]);
  });

  test("whatever happens after it, an answered one is never owed again while its answer stands", () => {
    const any = fc.constantFrom<Happening>(
      promise,
      plan,
      dispute,
      letter,
      { kind: "note", detail: "" },
      { kind: "stop-contact" },
      back("L1", "email"),
      answer(99, "Z"),
    );
    fc.assert(
      fc.property(fc.array(any, { maxLength: 8 }), (later) => {
        expect(owed(promise, answer(1), ...later)).not.toContain(1);
      }),
    );
  });
});

describe("nothing is written", () => {
  test("to who is insolvent or asked not to be contacted, on any account of the debtor", () => {
    expect(answersStop(viewOf([promise]))).toBeNull();
    expect(answersStop(viewOf([promise, { kind: "insolvency" }]))).toBe("insolvency");
    expect(answersStop(viewOf([promise], [{ kind: "stop-contact" }]))).toBe("stop-contact");
    expect(answersStop(viewOf([{ kind: "stop-contact" }], [{ kind: "contact-allowed" }]))).toBeNull();
    expect(
      answersStop(
        viewOf([
          { kind: "hold", item: null, reason: "talks", until: null },
          { kind: "reply", detail: "" },
        ]),
      ),
    ).toBeNull();
  });
});
