import { expect, test } from "vitest";
import type { Activity } from "./activity.ts";
import type { Conduct } from "./conduct.ts";
import type { Day } from "../values/day.ts";
import { addDays } from "../values/day.ts";
import { closedChannels } from "./closed-channels.ts";
import type { AccountView } from "./view.ts";
import { voiceStops, type VoiceFacts } from "./voice-allowed.ts";

const TODAY: Day = "2026-11-23";
const CONDUCT: Pick<Conduct, "calls" | "automatedCalls"> = {
  calls: { perDay: 1, perSevenDays: 3, conversationsPerSevenDays: 1 },
  automatedCalls: { mode: "allowed", pin: "any", perThirtyDays: null, source: null },
};

let next = 1;
function spoken(sentOn: Day, letter = `L${next}`): Activity {
  const sent = { letter, step: "first", items: [], sentOn, deliveredOn: sentOn, payBy: null, channels: ["voice"] } as const;
  return { kind: "letter", ...sent, id: next++, account: 1, happenedOn: sentOn, knownOn: sentOn, by: null };
}

const view = (activities: readonly Activity[], others: readonly Activity[] = []) =>
  ({ activities, debtorActivities: others, reach: { email: null, phone: "+44 113 496 0777", post: true } }) as unknown as AccountView;

function codes(more: Partial<VoiceFacts> = {}, automatedCalls: Partial<Conduct["automatedCalls"]> = {}): unknown[] {
  const conduct = { ...CONDUCT, automatedCalls: { ...CONDUCT.automatedCalls, ...automatedCalls } } as Conduct;
  const facts = {
    step: "first",
    view: view([]),
    closed: new Set(),
    conduct,
    hasAgreed: false,
    hasNumber: true,
    hasPin: true,
    nameTells: false,
    today: TODAY,
  } as const;
  return voiceStops({ ...facts, ...more } as VoiceFacts).map(({ code, day }) => (day === undefined ? code : [code, day]));
}

test("a business with a number, a PIN and no call today may be called", () => {
  expect(codes()).toEqual([]);
});

test("says everything that speaks against it", () => {
  expect(codes({ step: "final" })).toEqual(["voice-final"]);
  expect(codes({}, { mode: "never" })).toEqual(["voice-never"]);
  expect(codes({}, { mode: "with-consent" })).toEqual(["voice-consent"]);
  expect(codes({ hasAgreed: true }, { mode: "with-consent" })).toEqual([]);
  expect(codes({ hasNumber: false, hasPin: false, nameTells: true })).toEqual(["voice-no-number", "voice-no-pin", "voice-name"]);
  for (const channel of ["voice", "phone"] as const) expect(codes({ closed: new Set([channel]) })).toEqual(["voice-closed"]);
});

test("one a day and three in seven days, over all the debtor's accounts", () => {
  expect(codes({ view: view([spoken(TODAY)]) })).toEqual([["voice-cap", "2026-11-24"]]);
  expect(codes({ view: view([], [spoken(TODAY)]) })).toEqual([["voice-cap", "2026-11-24"]]);
  const three = [1, 3, 5].map((days) => spoken(addDays(TODAY, -days)));
  expect(codes({ view: view(three) })).toEqual([["voice-cap", "2026-11-25"]]);
});

test("three in thirty days where the law says so, counted with today", () => {
  const month = [8, 20, 29].map((days) => spoken(addDays(TODAY, -days)));
  expect(codes({ view: view(month) }, { perThirtyDays: 3 })).toEqual([["voice-cap-month", "2026-11-24"]]);
  expect(codes({ view: view(month), today: addDays(TODAY, 1) }, { perThirtyDays: 3 })).toEqual([]);
  expect(codes({ view: view(month) })).toEqual([]);
});

test("a message that nobody listened to closes the way for this letter only", () => {
  const first = spoken("2026-11-16", "LA");
  const unheard = {
    kind: "letter-returned",
    letter: "LA",
    channel: "voice",
    detail: "nobody answered",
    id: 90,
    account: 1,
    happenedOn: TODAY,
    knownOn: TODAY,
    by: null,
  } as const;
  expect([...closedChannels(view([first, unheard]), TODAY)]).toEqual(["voice"]);
  const byPost = { ...spoken(TODAY, "LB"), channels: ["post"] } as Activity;
  expect([...closedChannels(view([first, unheard, byPost]), TODAY)]).toEqual([]);
});
