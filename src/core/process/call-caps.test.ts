import fc from "fast-check";
import { expect, test } from "vitest";
import { addDays, type Day } from "../values/day.ts";
import { CALL_OUTCOMES, type ActivityOf } from "./activity.ts";
import { callRoom, isConversation } from "./call-caps.ts";

const TODAY: Day = "2026-09-16";
const CAPS = { perDay: 1, perSevenDays: 3, conversationsPerSevenDays: 1 };

function call(happenedOn: Day, outcome: ActivityOf<"call">["outcome"] = "no_answer", direction: "outbound" | "inbound" = "outbound"): ActivityOf<"call"> {
  return { kind: "call", outcome, direction, detail: "", id: 1, account: 1, happenedOn, knownOn: happenedOn, by: "Ann" };
}

test("one attempt a day, three in seven days", () => {
  expect(callRoom([], CAPS, TODAY)).toMatchObject({ attemptsLeft: 1, allowedOn: TODAY });
  expect(callRoom([call(TODAY)], CAPS, TODAY)).toMatchObject({ attemptsToday: 1, attemptsLeft: 0, allowedOn: "2026-09-17" });
  const three = [call("2026-09-10"), call("2026-09-12"), call("2026-09-14")];
  expect(callRoom(three, CAPS, TODAY)).toMatchObject({ attemptsInSevenDays: 3, attemptsLeft: 0, allowedOn: "2026-09-17" });
  expect(callRoom(three, CAPS, "2026-09-17")).toMatchObject({ attemptsInSevenDays: 2, attemptsLeft: 1 });
});

test("after a conversation seven days of rest, also where the debtor called", () => {
  expect(callRoom([call("2026-09-15", "rpc_refusal")], CAPS, TODAY)).toMatchObject({ conversationsInSevenDays: 1, attemptsLeft: 0, allowedOn: "2026-09-22" });
  expect(callRoom([call(TODAY, "reached", "inbound")], CAPS, TODAY)).toMatchObject({ attemptsToday: 0, attemptsLeft: 0 });
  expect(callRoom([call(TODAY, "wrong_number", "inbound")], CAPS, TODAY)).toMatchObject({ attemptsLeft: 1 });
});

test("whoever calls only on allowed days never exceeds a cap, and is never kept waiting longer than a week", () => {
  const day = fc.record({ wants: fc.boolean(), outcome: fc.constantFrom(...CALL_OUTCOMES) });
  const caps = fc.record({
    perDay: fc.integer({ min: 1, max: 3 }),
    perSevenDays: fc.integer({ min: 1, max: 7 }),
    conversationsPerSevenDays: fc.integer({ min: 1, max: 3 }),
  });
  fc.assert(
    fc.property(fc.array(day, { maxLength: 40 }), caps, (days, limits) => {
      const calls: ActivityOf<"call">[] = [];
      for (const [index, { wants, outcome }] of days.entries()) {
        const today = addDays(TODAY, index);
        const room = callRoom(calls, limits, today);
        expect(room.attemptsLeft > 0).toBe(room.allowedOn === today);
        expect(room.allowedOn <= addDays(today, 7)).toBe(true);
        expect(callRoom(calls, limits, room.allowedOn).attemptsLeft).toBeGreaterThan(0);
        if (wants && room.attemptsLeft > 0) calls.push(call(today, outcome));
      }
      for (const { happenedOn } of calls) {
        const week = calls.filter((each) => each.happenedOn <= happenedOn && each.happenedOn > addDays(happenedOn, -7));
        expect(week.length).toBeLessThanOrEqual(limits.perSevenDays);
        expect(week.filter(isConversation).length).toBeLessThanOrEqual(limits.conversationsPerSevenDays);
      }
    }),
  );
});

test("a voice message is an attempt like a call by a person", () => {
  expect(callRoom([], CAPS, TODAY, [TODAY])).toMatchObject({ attemptsToday: 1, attemptsLeft: 0, allowedOn: "2026-09-17" });
  expect(callRoom([call("2026-09-14")], CAPS, TODAY, ["2026-09-12", "2026-09-15"])).toMatchObject({
    attemptsInSevenDays: 3,
    attemptsLeft: 0,
    allowedOn: "2026-09-19",
  });
});
