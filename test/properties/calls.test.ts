import fc from "fast-check";
import { expect, test } from "vitest";
import { callSheet } from "../../src/core/insight/call-sheet.ts";
import { decideDay, deliverNow, reachOf, record, type Simulation } from "../../src/core/insight/simulate.ts";
import { SAMPLE_CREDITOR, SAMPLE_DEBTOR } from "../../src/core/letter/letter-facts.sample.ts";
import { openItems } from "../../src/core/ledger/open-items.ts";
import { CALL_OUTCOMES, type CallOutcome } from "../../src/core/process/activity.ts";
import { isConversation } from "../../src/core/process/call-caps.ts";
import { STEPS, stepRank } from "../../src/core/process/procedure.ts";
import { addDays, type Day, weekday } from "../../src/core/values/day.ts";
import { conductOf } from "../../src/jurisdictions/conduct.ts";
import { readLanguage } from "../../src/languages/read.ts";
import { callScript } from "../../src/letters/call-script.ts";
import { wordingOf } from "../../src/letters/wording.ts";
import { loadProcedure } from "../../src/procedures/read.ts";

const START: Day = "2026-01-05";
const DAYS = 60;
const strict = loadProcedure("strict");
const LETTER_AFTER = STEPS[stepRank(strict.calls.after!) + 1]!;

type Event =
  | { readonly kind: "call"; readonly outcome: CallOutcome; readonly next: number | null }
  | { readonly kind: "pay"; readonly percent: number }
  | { readonly kind: "promise" }
  | { readonly kind: "phone" | "capacity"; readonly is: boolean }
  | { readonly kind: "reply" | "read" | "stop" | "allow" };

const event: fc.Arbitrary<Event> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant("call" as const),
      outcome: fc.constantFrom(...CALL_OUTCOMES),
      next: fc.option(fc.integer({ min: 1, max: 12 }), { freq: 4 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("pay" as const), percent: fc.integer({ min: 10, max: 100 }) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom("phone" as const, "capacity" as const), is: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom("reply" as const, "read" as const, "stop" as const, "allow" as const, "promise" as const) }) },
);

const history = fc.record({
  amounts: fc.array(fc.integer({ min: 100, max: 900_000 }), { minLength: 1, maxLength: 4 }),
  events: fc.array(fc.record({ day: fc.nat(DAYS), event }), { maxLength: 14 }),
});

function start(amounts: readonly number[]): Simulation {
  const isBusinessDay = (day: Day) => weekday(day) < 6;
  const entries = amounts.map((amount, index) => ({
    kind: "invoice" as const,
    id: index + 1,
    item: index + 1,
    document: `R-${index + 1}`,
    instalment: 1,
    issued: addDays(START, -60),
    due: addDays(START, -20 - index),
    amountMinor: BigInt(amount),
    happenedOn: START,
    knownOn: START,
  }));
  return {
    accounts: [{ account: 1, currency: "GBP", entries, activities: [] }],
    procedure: strict,
    salesCheckMinor: null,
    payments: { through: START, by: "ledger" },
    rules: { isBusinessDay, isBankDay: isBusinessDay, expectedDelivery: (_step, day) => day, lawfulLeadDays: () => 0, claimLaw: null },
  };
}

function apply(simulation: Simulation, what: Event, day: Day): void {
  const [account] = simulation.accounts as [Simulation["accounts"][number]];
  const { items } = openItems(account.entries, day);
  const say = (happening: Parameters<typeof record>[2]) => void record(simulation, account, happening, day, "p");
  if (what.kind === "call") say({ kind: "call", outcome: what.outcome, detail: "", nextOn: what.next === null ? null : addDays(day, what.next) });
  else if (what.kind === "phone") simulation.reach = { ...reachOf(simulation), phone: what.is ? "+441" : null };
  else if (what.kind === "capacity") simulation.callsPossible = what.is;
  else if (what.kind === "reply") say({ kind: "reply", detail: "" });
  else if (what.kind === "read") say({ kind: "reply-read", detail: "" });
  else if (what.kind === "stop") say({ kind: "stop-contact" });
  else if (what.kind === "allow") say({ kind: "contact-allowed" });
  else if (!items[0]) return;
  else if (what.kind === "promise") say({ kind: "promise", amountMinor: items[0].openMinor, day: addDays(day, 5), items: [] });
  else if (what.kind === "pay") {
    const amountMinor = (items[0].openMinor * BigInt(what.percent)) / 100n || 1n;
    const [source, happenedOn, knownOn] = [account.entries.length + 1, day, day];
    account.entries.push({
      kind: "payment",
      id: source,
      item: source,
      document: `P${source}`,
      instalment: 1,
      issued: day,
      due: null,
      amountMinor,
      happenedOn,
      knownOn,
    });
    account.entries.push({ kind: "allocation", id: source + 1, source, target: items[0].item, amountMinor, happenedOn, knownOn });
  }
}

type Decided = ReturnType<typeof decideDay>[number];

/** Plays a history; `look` sees each day's decision before it is carried out. */
function play(
  { amounts, events }: { amounts: number[]; events: { day: number; event: Event }[] },
  look: (decided: Decided, simulation: Simulation, day: Day) => void,
) {
  const simulation = start(amounts);
  for (let offset = 0; offset <= DAYS; offset++) {
    const day = addDays(START, offset);
    simulation.payments = { through: day, by: "ledger" };
    for (const { event: what } of events.filter((each) => each.day === offset)) apply(simulation, what, day);
    const [decided] = decideDay(simulation, day) as [Decided];
    look(decided, simulation, day);
    if (decided.decision.kind === "dun") deliverNow(simulation, decided.account, decided.view, decided.decision, day);
  }
}

test("the letter waits for a call that can be made, and for nothing else, and not for ever", () => {
  fc.assert(
    fc.property(history, (given) => {
      let waited = 0;
      play(given, ({ decision, view }, simulation, day) => {
        const call = decision.tasks.find(({ task }) => task === "call");
        const waits = decision.kind === "task" && decision.task === "call";
        if (waits) {
          expect(call, day).toBeDefined();
          if (simulation.rules.isBusinessDay(day)) waited++;
        }
        if (!view.callsPossible) expect(call, day).toBeUndefined();
        if (view.reach.phone === null) expect(waits, day).toBe(false);
        // A due call is either made or the letter goes: never neither.
        if (decision.kind === "dun" && decision.step === LETTER_AFTER && call && view.reach.phone !== null) expect(waited, day).toBeGreaterThan(0);
        if (decision.kind === "dun") waited = 0;
        expect(waited, day).toBeLessThanOrEqual(strict.calls.waitBusinessDays);
        const last = view.activities.findLast((activity) => activity.kind === "call");
        const talked = last?.kind === "call" && isConversation(last) && last.outcome !== "rpc_callback" && !last.nextOn && last.happenedOn === day;
        if (talked) expect(call === undefined || call.dueOn > day, day).toBe(true);
      });
    }),
    { numRuns: 150 },
  );
});

test("a call sheet can be made at every stage, and says nothing of money to a machine or a stranger", () => {
  const wording = wordingOf(readLanguage("en"), "GB");
  fc.assert(
    fc.property(history, (given) => {
      play(given, ({ decision, view }, { procedure, rules, accounts }, today) => {
        // Once a week is often enough to see every stage.
        if (weekday(today) !== 3) return;
        const conduct = { ...conductOf(new Map(), "GB", "company", today), voicemail: "allowed" as const };
        const facts = { view, procedure, rules, decision, conduct, clocks: [], today, account: "A1", currency: "GBP", entries: accounts[0]!.entries };
        const sheet = callSheet({ ...facts, creditor: SAMPLE_CREDITOR, debtor: SAMPLE_DEBTOR });
        const script = callScript(sheet, wording, "+44 113 496 0120");
        const texts = Object.values(script).filter((text) => text !== null);
        for (const text of texts) expect(text).not.toMatch(/undefined|null|\{\{|\{%| {2}/);
        for (const text of [script.opening, script.identify, script.thirdParty, script.voicemail])
          expect(text).not.toMatch(/£|R-\d|overdue|owed|debt|invoice R/);
        if (sheet.conduct.stops.length === 0) expect(sheet.items.length).toBeGreaterThan(0);
        expect(sheet.kept.kept).toBeLessThanOrEqual(sheet.kept.of);
        if (sheet.call !== null && sheet.noCall !== null) expect(sheet.noCall.code).toBe("no-phone");
      });
    }),
    { numRuns: 40 },
  );
});
