import { describe, expect, test } from "vitest";
import { loadProcedure } from "../../procedures/read.ts";
import type { OpenItem } from "../ledger/open-items.ts";
import type { Day } from "../values/day.ts";
import type { Activity, Happening } from "./activity.ts";
import type { Decision } from "./decision.ts";
import { standingLetters } from "./dunning-state.ts";
import { handOverChecklist, stillMissing } from "./hand-over-checklist.ts";
import type { CheckedPoint, HandOverFacts } from "./hand-over-point.ts";
import { letterOfStep, placedItems } from "./placed-items.ts";

const TODAY: Day = "2026-10-16";
const ITEM: OpenItem = {
  item: 1,
  document: "N1",
  instalment: 1,
  issued: "2026-07-01",
  due: "2026-07-31",
  knownOn: "2026-07-01",
  amountMinor: 50_000n,
  openMinor: 50_000n,
  directDebit: false,
  parts: [],
  reopened: 0,
  reversedOn: null,
  reversalKnownOn: null,
  lowered: [],
};

let number = 0;
function said(happenedOn: Day, happening: Happening): Activity {
  return { ...happening, id: ++number, account: 1, happenedOn, knownOn: happenedOn, by: "Ann" };
}

function letter(step: "first" | "second" | "third" | "final", sentOn: Day, payBy: Day | null, channels: readonly string[] = ["email"]): Activity {
  return said(sentOn, { kind: "letter", letter: `L-${step}`, step, items: [{ item: 1, step, generation: 0 }], sentOn, deliveredOn: sentOn, payBy, channels });
}

const LETTERS = [letter("first", "2026-09-01", "2026-09-11"), letter("second", "2026-09-15", "2026-09-25"), letter("third", "2026-09-29", "2026-10-13")];

interface Given {
  readonly activities?: readonly Activity[];
  readonly facts?: Partial<HandOverFacts>;
  readonly lead?: number;
  readonly view?: Partial<HandOverFacts["view"]>;
}

function facts({ activities = LETTERS, facts: more = {}, lead = 0, view = {} }: Given = {}): HandOverFacts {
  return {
    view: {
      currency: "GBP",
      ledger: { items: [ITEM], credits: [], charges: [], charged: [], allocated: [] },
      activities,
      debtorActivities: [],
      proposedCash: [],
      payments: { through: "2026-10-15", by: "ledger" },
      salesCheckMinor: null,
      reach: { email: null, phone: null, post: true },
      callsPossible: true,
      ...view,
    },
    procedure: loadProcedure("standard"),
    rules: { isBusinessDay: () => true, isBankDay: () => true, lawfulLeadDays: () => lead } as unknown as HandOverFacts["rules"],
    today: TODAY,
    decision: { kind: "hand-over", items: [{ item: ITEM, step: "third" }], left: [], why: [] } as unknown as Decision,
    items: [ITEM],
    debtor: { type: "company", hasAddress: true },
    receiver: "North Agency",
    minimumMinor: null,
    ...more,
  };
}

const missing = (given: Given) => stillMissing(handOverChecklist(facts(given))).map(({ code }) => code);
const point = (given: Given, code: CheckedPoint["code"]) => handOverChecklist(facts(given)).filter((each) => each.code === code);

test("with three letters, their days past and nothing in the way, only the limitation date is not known", () => {
  const points = handOverChecklist(facts());
  expect(points.filter(({ state }) => state !== "met").map(({ code, state }) => [code, state])).toEqual([["limitation", "unknown"]]);
  expect(points.find(({ code }) => code === "second-letter")).toMatchObject({
    document: "N1",
    detail: { letter: "L-second", sent: "2026-09-15", delivered: "2026-09-15", channels: ["email"] },
  });
});

describe("the hand-over waits", () => {
  test.each([
    [
      "for a letter that came back",
      { activities: [...LETTERS, said("2026-10-05", { kind: "letter-returned", letter: "L-second", channel: "email", detail: "" })] },
      "second-letter",
    ],
    ["for a letter that was recalled", { activities: [...LETTERS, said("2026-10-05", { kind: "recall", letter: "L-first", reason: "" })] }, "first-letter"],
    ["for the third letter's day", { activities: [...LETTERS.slice(0, 2), letter("third", "2026-10-06", "2026-10-20")] }, "third-letter"],
    ["for the 30 days that a sole trader in Great Britain has", { lead: 30 }, "lawful-wait"],
    [
      "for a dispute, if only of a part",
      { activities: [...LETTERS, said(TODAY, { kind: "dispute", item: 1, reason: "price", detail: "", amountMinor: 100n })] },
      "no-dispute",
    ],
    [
      "for the credit note after a dispute",
      {
        activities: [
          ...LETTERS,
          said("2026-10-14", { kind: "dispute", item: 1, reason: "price", detail: "", amountMinor: 100n }),
          said("2026-10-15", { kind: "dispute-resolved", item: 1, outcome: "justified", payBy: null }),
        ],
      },
      "no-dispute",
    ],
    ["for a promise", { activities: [...LETTERS, said(TODAY, { kind: "promise", amountMinor: 50_000n, day: "2026-10-20", items: [] })] }, "no-promise"],
    [
      "for a plan",
      { activities: [...LETTERS, said(TODAY, { kind: "plan", items: [], instalments: [{ day: "2026-10-30", amountMinor: 50_000n }], interest: "runs" })] },
      "no-plan",
    ],
    ["for an unread reply", { activities: [...LETTERS, said(TODAY, { kind: "reply", detail: "Call me" })] }, "no-reply"],
    ["for a hold on the item", { activities: [...LETTERS, said(TODAY, { kind: "hold", item: 1, reason: "talks", until: null })] }, "no-hold"],
    [
      "for a hold over the debtor",
      { activities: [...LETTERS, said(TODAY, { kind: "debtor-hold", reason: "talks", until: null, channel: null, contact: null })] },
      "no-hold",
    ],
    ["for the end of an insolvency", { activities: [...LETTERS, said(TODAY, { kind: "insolvency" })] }, "not-insolvent"],
    ["while contact is not wanted", { activities: [...LETTERS, said(TODAY, { kind: "stop-contact" })] }, "contact-allowed"],
    ["for payments to be known", { view: { payments: { through: "2026-10-01", by: "ledger" } } }, "payments-known"],
    ["for bank money to be applied", { view: { proposedCash: [{ transaction: 7, bookedOn: TODAY, amountMinor: 5n, isLikeliest: false }] } }, "cash-applied"],
    ["for the procedure's minimum", { facts: { minimumMinor: 50_001n } }, "minimum"],
    ["for the day itself", { facts: { decision: { kind: "wait", items: [], left: [], why: [], ends: "2026-10-20" } as unknown as Decision } }, "day-come"],
  ] as [string, Given, string][])("%s", (_name, given, code) => {
    expect(missing(given)).toEqual([code]);
  });

  test("for the salesperson where the procedure waits, and is only told of it where the letter went without", () => {
    const view = { salesCheckMinor: 100n };
    expect(point({ view }, "sales-check")).toMatchObject([{ state: "unmet", blocking: false }]);
    const procedure = loadProcedure("standard");
    const waits = { ...procedure, salesCheck: { ...procedure.salesCheck, unanswered: "wait" as const } };
    expect(missing({ view, facts: { procedure: waits } })).toEqual(["sales-check"]);
    expect(missing({ view, activities: [...LETTERS, said(TODAY, { kind: "sales-check", answer: "dispute", detail: "broken" })] })).toEqual(["sales-check"]);
  });
});

test("what is worth knowing keeps nobody from approving: no address, no type, an outbox, no receiver, a promise that comes too late", () => {
  const activities = [
    ...LETTERS.slice(0, 2),
    letter("third", "2026-09-29", "2026-10-13", ["outbox"]),
    said(TODAY, { kind: "promise", amountMinor: 1n, day: "2026-12-01", items: [] }),
  ];
  const decision = { kind: "hand-over", items: [], left: [], why: [{ code: "promise-too-late", promised: "2026-12-01" }] } as unknown as Decision;
  const given = { activities, facts: { debtor: { type: "unknown", hasAddress: false }, receiver: null, decision } } as Given;
  expect(missing(given)).toEqual([]);
  const noted = handOverChecklist(facts(given)).filter(({ state }) => state !== "met");
  expect(noted.map(({ code }) => code)).toEqual(["dispatch", "no-promise", "address", "debtor-type", "limitation", "receiver"]);
});

test("a placed item is one whose notice stands and that nobody has taken back; the third letter stays where it was", () => {
  const notice = letter("final", "2026-10-19", null);
  expect([...placedItems([...LETTERS, notice]).keys()]).toEqual([1]);
  const back = said("2026-11-02", { kind: "placement-recalled", items: [1], reason: "paid" });
  expect(placedItems([...LETTERS, notice, back]).size).toBe(0);
  expect(placedItems([...LETTERS, notice, said("2026-10-20", { kind: "recall", letter: "L-final", reason: "" })]).size).toBe(0);
  expect(letterOfStep(standingLetters([...LETTERS, notice, back]), 1, "third")?.letter).toBe("L-third");
});
