import { expect, test } from "vitest";
import type { OpenItem } from "../ledger/open-items.ts";
import type { Day } from "../values/day.ts";
import type { Activity, Happening } from "./activity.ts";
import type { Context } from "./context.ts";
import { disputeStates } from "./dispute.ts";
import { interestFree } from "./interest-free.ts";

const ITEM: OpenItem = {
  item: 1,
  document: "INV-1",
  instalment: 1,
  issued: "2026-08-01",
  due: "2026-09-01",
  knownOn: "2026-08-01",
  amountMinor: 10_000n,
  openMinor: 10_000n,
  directDebit: false,
  parts: [],
  reopened: 0,
  reversedOn: null,
  reversalKnownOn: null,
  lowered: [],
};

const DISPUTE: Happening = { kind: "dispute", item: 1, reason: "price", detail: "" };
const ANSWER: Happening = { kind: "dispute-resolved", item: 1, outcome: "unjustified", payBy: null };

function free(...words: readonly (readonly [Happening, Day])[]) {
  const activities = words.map(([happening, day], index): Activity => {
    return { ...happening, id: index + 1, account: 1, happenedOn: day, knownOn: day, by: null };
  });
  const view = { activities, ledger: { items: [ITEM], credits: [], charges: [], charged: [], allocated: [] } };
  return interestFree(ITEM, { view, plans: [], disputes: disputeStates(view) } as unknown as Context);
}

test("a dispute bears no interest until the day before its answer, in whichever order the two were recorded", () => {
  const stretch = [{ from: "2026-10-05", to: "2026-10-11", lessMinor: null }];
  expect(free([DISPUTE, "2026-10-05"], [ANSWER, "2026-10-12"])).toEqual(stretch);
  expect(free([DISPUTE, "2026-10-01"], [ANSWER, "2026-10-12"], [DISPUTE, "2026-10-05"])).toEqual([
    { from: "2026-10-01", to: "2026-10-04", lessMinor: null },
    ...stretch,
  ]);
});
