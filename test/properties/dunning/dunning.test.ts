import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decideDay, deliverNow, record, type SimulatedAccount, type Simulation, viewOf } from "../../src/core/insight/simulate.ts";
import { type OpenItem, openItems } from "../../src/core/ledger/open-items.ts";
import type { ActivityOf } from "../../src/core/process/activity.ts";
import { decide } from "../../src/core/process/decide.ts";
import { isLetterStep, STEPS, type Step, stepRank } from "../../src/core/process/procedure.ts";
import { addDays, type Day, dayNumber, daysBetween, weekday } from "../../src/core/values/day.ts";
import { sumMinor } from "../../src/core/values/money.ts";
import { loadProcedure } from "../../src/procedures/read.ts";

const START: Day = "2026-01-05";
const DAYS = 120;
const procedure = loadProcedure("standard");

/** A history: what is booked and what happens on which day, and on which days nobody runs Firmly. */
interface History {
  readonly holidays: readonly number[];
  readonly outages: readonly number[];
  readonly transit: number;
  readonly events: readonly { readonly day: number; readonly currency: number; readonly event: Event }[];
}

type Event =
  | { readonly kind: "invoice"; readonly amount: number; readonly term: number; readonly age: number }
  | { readonly kind: "credit" | "payment"; readonly amount: number }
  | { readonly kind: "pay"; readonly which: number; readonly percent: number }
  | { readonly kind: "return" }
  | { readonly kind: "move"; readonly which: number; readonly days: number }
  | { readonly kind: "promise"; readonly inDays: number; readonly percent: number }
  | { readonly kind: "dispute" | "resolve" | "hold-item"; readonly which: number }
  | { readonly kind: "hold"; readonly days: number }
  | { readonly kind: "reply" | "read" | "approve" | "recall" };

const event: fc.Arbitrary<Event> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant("invoice" as const),
      amount: fc.integer({ min: 1, max: 900_00 }),
      term: fc.integer({ min: 0, max: 60 }),
      age: fc.integer({ min: 0, max: 90 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom("credit" as const, "payment" as const), amount: fc.integer({ min: 1, max: 500_00 }) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("pay" as const), which: fc.nat(9), percent: fc.integer({ min: 1, max: 100 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("return" as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("move" as const), which: fc.nat(9), days: fc.integer({ min: -20, max: 60 }) }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant("promise" as const), inDays: fc.integer({ min: 0, max: 25 }), percent: fc.integer({ min: 10, max: 100 }) }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom("dispute" as const, "resolve" as const, "hold-item" as const), which: fc.nat(9) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("hold" as const), days: fc.integer({ min: 0, max: 20 }) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom("reply" as const, "read" as const, "approve" as const, "recall" as const) }) },
);

const history: fc.Arbitrary<History> = fc.record({
  holidays: fc.array(fc.nat(DAYS), { maxLength: 12 }),
  outages: fc.array(fc.nat(DAYS), { maxLength: 30 }),
  transit: fc.integer({ min: 0, max: 3 }),
  events: fc.array(fc.record({ day: fc.nat(DAYS - 30), currency: fc.nat(1), event }), { minLength: 1, maxLength: 14 }),
});

interface Sent {
  readonly account: SimulatedAccount;
  readonly letter: ActivityOf<"letter">;
  readonly open: ReadonlyMap<number, bigint>;
}

interface Played {
  readonly simulation: Simulation;
  readonly sent: readonly Sent[];
  readonly violations: readonly string[];
}

function simulate(history: History): Simulation {
  const closed = new Set(history.holidays.map((offset) => addDays(START, offset)));
  const isBusinessDay = (day: Day) => weekday(day) < 6 && !closed.has(day);
  const expectedDelivery = (_step: Step, day: Day) => addDays(day, history.transit);
  const account = (currency: string, number: number): SimulatedAccount => ({ account: number, currency, entries: [], activities: [] });
  return {
    accounts: [account("EUR", 1), account("USD", 2)],
    procedure,
    salesCheckMinor: null,
    payments: { through: START, by: "ledger" },
    rules: { isBusinessDay, isBankDay: isBusinessDay, expectedDelivery, lawfulLeadDays: () => 0, claimLaw: null },
  };
}

function book(account: SimulatedAccount, kind: "invoice" | "credit-memo" | "payment", amount: bigint, issued: Day, due: Day | null, day: Day): number {
  const id = account.entries.length + 1;
  account.entries.push({ kind, id, item: id, document: `${kind[0]}${id}`, instalment: 1, issued, due, amountMinor: amount, happenedOn: day, knownOn: day });
  return id;
}

function apply(simulation: Simulation, account: SimulatedAccount, what: Event, day: Day): void {
  const open = openItems(account.entries, day).items;
  const chosen = "which" in what ? open[what.which % Math.max(open.length, 1)] : open[0];
  if (what.kind === "invoice") book(account, "invoice", BigInt(what.amount), addDays(day, -what.age), addDays(day, what.term - what.age), day);
  else if (what.kind === "credit" || what.kind === "payment")
    book(account, what.kind === "credit" ? "credit-memo" : "payment", BigInt(what.amount), day, null, day);
  else if (what.kind === "return") returnNewest(account, day);
  else if (what.kind === "hold") record(simulation, account, { kind: "hold", item: null, reason: "x", until: addDays(day, what.days) }, day, "p");
  else if (what.kind === "reply") record(simulation, account, { kind: "reply", detail: "" }, day, null);
  else if (what.kind === "read") record(simulation, account, { kind: "reply-read", detail: "" }, day, "p");
  else if (what.kind === "recall") recallNewest(simulation, account, day);
  else if (!chosen) return;
  else if (what.kind === "move") moveDue(account, chosen, addDays(chosen.due, what.days), day);
  else if (what.kind === "pay") {
    const amount = (chosen.openMinor * BigInt(what.percent)) / 100n || 1n;
    const source = book(account, "payment", amount, day, null, day);
    account.entries.push({
      kind: "allocation",
      id: account.entries.length + 1,
      source,
      target: chosen.item,
      amountMinor: amount,
      happenedOn: day,
      knownOn: day,
    });
  } else if (what.kind === "promise") {
    const total = sumMinor(open.map((item) => item.openMinor));
    record(
      simulation,
      account,
      { kind: "promise", amountMinor: (total * BigInt(what.percent)) / 100n || 1n, day: addDays(day, what.inDays), items: [] },
      day,
      "p",
    );
  } else if (what.kind === "dispute") record(simulation, account, { kind: "dispute", item: chosen.item, reason: "price", detail: "" }, day, "p");
  else if (what.kind === "resolve")
    record(simulation, account, { kind: "dispute-resolved", item: chosen.item, outcome: "unjustified", payBy: addDays(day, 10) }, day, "p");
  else if (what.kind === "hold-item") record(simulation, account, { kind: "hold", item: chosen.item, reason: "x", until: addDays(day, 9) }, day, "p");
  else if (what.kind === "approve")
    for (const by of ["p", "q"])
      record(
        simulation,
        account,
        { kind: "hand-over-approved", items: open.map((item) => item.item), open: open.map((item) => String(item.openMinor)) },
        day,
        by,
      );
}

/** The invoice comes again with another due date: a later version of the same item (R21). */
function moveDue(account: SimulatedAccount, { item, document, instalment, issued, amountMinor }: OpenItem, due: Day, day: Day): void {
  account.entries.push({
    kind: "invoice",
    id: account.entries.length + 1,
    item,
    document,
    instalment,
    issued,
    due,
    amountMinor,
    happenedOn: day,
    knownOn: day,
  });
}

function returnNewest(account: SimulatedAccount, day: Day): void {
  const reversed = new Set(account.entries.flatMap((entry) => (entry.kind === "reversal" ? [entry.target] : [])));
  const payment = account.entries.filter((entry) => entry.kind === "payment" && !reversed.has(entry.id)).at(-1);
  if (payment) account.entries.push({ kind: "reversal", id: account.entries.length + 1, target: payment.id, happenedOn: day, knownOn: day });
}

function recallNewest(simulation: Simulation, account: SimulatedAccount, day: Day): void {
  const letter = account.activities.filter((activity) => activity.kind === "letter").at(-1);
  if (letter?.kind === "letter" && letter.step !== "final") record(simulation, account, { kind: "recall", letter: letter.letter, reason: "x" }, day, "p");
}

function play(given: History, breakAt?: (day: Day) => boolean): Played {
  const simulation = simulate(given);
  const sent: Sent[] = [];
  const violations: string[] = [];
  for (let offset = 0; offset <= DAYS; offset++) {
    const day = addDays(START, offset);
    simulation.payments = { through: day, by: "ledger" };
    for (const each of given.events) if (each.day === offset) apply(simulation, simulation.accounts[each.currency]!, each.event, day);
    if (given.outages.includes(offset) || breakAt?.(day)) continue;
    for (const { account, view, decision } of decideDay(simulation, day)) {
      const items = sumMinor(decision.items.map(({ item }) => item.openMinor)) + sumMinor(decision.charges.map((charge) => charge.amountMinor));
      if (decision.totalMinor !== items - sumMinor(decision.credits.map((credit) => credit.openMinor)))
        violations.push(`${day}: the total is not items + charges - credits`);
      if (decision.why.length === 0) violations.push(`${day}: ${decision.kind} without a reason`);
      if ((decision.kind === "wait" || decision.kind === "blocked") && !decision.ends) violations.push(`${day}: ${decision.kind} without an end`);
      if (decision.kind !== "dun") continue;
      deliverNow(simulation, account, view, decision, day);
      sent.push({
        account,
        letter: account.activities.at(-1) as ActivityOf<"letter">,
        open: new Map(view.ledger.items.map((item) => [item.item, item.openMinor])),
      });
    }
  }
  return { simulation, sent, violations };
}

function stepsOf(account: SimulatedAccount, item: number): Step[] {
  const recalled = new Set(account.activities.flatMap((activity) => (activity.kind === "recall" ? [activity.letter] : [])));
  const letters = account.activities.filter((activity): activity is ActivityOf<"letter"> => activity.kind === "letter" && !recalled.has(activity.letter));
  return letters.flatMap((letter) => letter.items.filter((each) => each.item === item).map((each) => each.step));
}

const RUNS = { numRuns: Number(process.env.RUNS ?? 300) };

describe("any ledger and any history", () => {
  it("gives every decision a reason, an end and a total that adds up", () => {
    fc.assert(
      fc.property(history, (given) => {
        expect(play(given).violations).toEqual([]);
      }),
      RUNS,
    );
  });

  it("never takes an item to a step twice, never skips one from first on, never goes back", () => {
    fc.assert(
      fc.property(history, (given) => {
        const { simulation } = play(given);
        for (const account of simulation.accounts) {
          for (const item of new Set(account.entries.flatMap((entry) => (entry.kind === "invoice" ? [entry.item] : [])))) {
            const ranks = stepsOf(account, item).map(stepRank);
            for (let i = 1; i < ranks.length; i++) expect(ranks[i]).toBeGreaterThan(ranks[i - 1]!);
            for (const rank of ranks) if (rank > stepRank("first")) expect(ranks).toContain(rank - 1);
          }
        }
      }),
      RUNS,
    );
  });

  it("keeps the gaps over all accounts of the debtor, and never leaves on a day that is closed", () => {
    fc.assert(
      fc.property(history, (given) => {
        const { sent, simulation } = play(given);
        const messages = [...sent].sort((a, b) => dayNumber(a.letter.sentOn) - dayNumber(b.letter.sentOn));
        for (let i = 1; i < messages.length; i++) expect(daysBetween(messages[i - 1]!.letter.sentOn, messages[i]!.letter.sentOn)).toBeGreaterThanOrEqual(3);
        const letters = messages.filter(({ letter }) => isLetterStep(letter.step));
        for (let i = 1; i < letters.length; i++) expect(daysBetween(letters[i - 1]!.letter.sentOn, letters[i]!.letter.sentOn)).toBeGreaterThanOrEqual(7);
        for (const { letter } of messages) expect(simulation.rules.isBusinessDay(letter.sentOn)).toBe(true);
      }),
      RUNS,
    );
  });

  it("asks by a business day that leaves the lead of the step, and no step leaves before the pay-by before it has passed", () => {
    fc.assert(
      fc.property(history, (given) => {
        const { sent, simulation } = play(given);
        for (const { letter } of sent) {
          if (letter.step === "final") continue;
          expect(simulation.rules.isBusinessDay(letter.payBy!)).toBe(true);
          expect(daysBetween(letter.deliveredOn, letter.payBy!)).toBeGreaterThanOrEqual(procedure.steps[letter.step].leastLeadDays);
        }
        for (const { account, letter } of sent) {
          const promised = account.activities.some((activity) => activity.kind === "promise");
          const earlier = sent.filter(
            (other) =>
              other.account === account &&
              other.letter.sentOn < letter.sentOn &&
              other.letter.items.some(({ item }) => letter.items.some((each) => each.item === item)),
          );
          const recalled = account.activities.some((activity) => activity.kind === "recall");
          for (const other of earlier) if (!promised && !recalled && other.letter.step !== "reminder") expect(other.letter.payBy! < letter.sentOn).toBe(true);
        }
      }),
      RUNS,
    );
  });

  it("names only open items that nobody disputes, holds or has promised, each with its open amount", () => {
    fc.assert(
      fc.property(history, (given) => {
        const { sent } = play(given);
        for (const { account, letter, open } of sent) {
          for (const { item } of letter.items) {
            expect(open.get(item)).toBeGreaterThan(0n);
            // Nothing but a reminder names what is not overdue on its day, however the due date was moved.
            const due = openItems(account.entries, letter.sentOn).items.find((each) => each.item === item)!.due;
            if (letter.step !== "reminder") expect(due < letter.sentOn).toBe(true);
            const words = account.activities.filter(
              (activity) => (activity.kind === "dispute" || activity.kind === "dispute-resolved") && activity.item === item && activity.id < letter.id,
            );
            expect(words.at(-1)?.kind).not.toBe("dispute");
            const held = account.activities.some(
              (activity) =>
                activity.kind === "hold" && activity.id < letter.id && (activity.item === null || activity.item === item) && letter.sentOn <= activity.until!,
            );
            expect(held).toBe(false);
          }
        }
      }),
      RUNS,
    );
  });

  it("is late, never lost: an outage only moves what an uninterrupted run sends", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 900_00 }), fc.integer({ min: 14, max: 40 }), fc.array(fc.nat(DAYS), { maxLength: 40 }), (amount, term, outages) => {
        const given: History = { holidays: [], outages: [], transit: 0, events: [{ day: 0, currency: 0, event: { kind: "invoice", amount, term, age: 0 } }] };
        const steps = (outage: readonly number[]) =>
          play({ ...given, outages: outage })
            .sent.map(({ letter }) => letter.step)
            .filter((step) => step !== "reminder");
        const whole = steps([]);
        const interrupted = steps(outages);
        expect(whole).toEqual(STEPS.slice(1, -1));
        expect(whole.slice(0, interrupted.length)).toEqual(interrupted);
        if (outages.length < 10) expect(interrupted.length).toBeGreaterThanOrEqual(whole.length - 1);
      }),
      RUNS,
    );
  });

  it("does not depend on the order in which facts of one day arrive", () => {
    fc.assert(
      fc.property(history, fc.infiniteStream(fc.nat()), (given, random) => {
        const { simulation } = play(given);
        const day = addDays(START, DAYS);
        for (const account of simulation.accounts) {
          const shuffled = [...account.entries]
            .map((entry) => ({ entry, key: random.next().value as number }))
            .sort((a, b) => a.key - b.key)
            .map(({ entry }) => entry);
          expect(openItems(shuffled, day)).toEqual(openItems(account.entries, day));
        }
      }),
      { numRuns: 100 },
    );
  });

  it("stands until its review day: no stored decision goes stale before it (R26)", () => {
    fc.assert(
      fc.property(history, (given) => {
        const { simulation } = play(given, (day) => day > addDays(START, 60));
        const day = addDays(START, DAYS - 20);
        simulation.payments = { through: addDays(day, 30), by: "ledger" };
        for (const account of simulation.accounts) {
          const decision = decide(viewOf(simulation, account, day), procedure, simulation.rules, day);
          const end = decision.reviewOn ?? addDays(day, 20);
          for (let later = addDays(day, 1); later < end; later = addDays(later, 1)) {
            const again = decide(viewOf(simulation, account, later), procedure, simulation.rules, later);
            expect({ ...again, reviewOn: null, day }).toEqual({ ...decision, reviewOn: null, day });
          }
        }
      }),
      RUNS,
    );
  });
});
