import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ClaimLaw, RateRow } from "../../src/core/claim/claim-law.ts";
import { lateInterest } from "../../src/core/claim/interest.ts";
import { decideDay, deliverNow, record, type SimulatedAccount, type Simulation, takeBackCharges } from "../../src/core/insight/simulate.ts";
import { chargeStates } from "../../src/core/ledger/charge-state.ts";
import { isDocument } from "../../src/core/ledger/entry.ts";
import { openItems } from "../../src/core/ledger/open-items.ts";
import type { Decision } from "../../src/core/process/decision.ts";
import type { Procedure } from "../../src/core/process/procedure.ts";
import { addDays, type Day, weekday } from "../../src/core/values/day.ts";
import { sumMinor } from "../../src/core/values/money.ts";
import { loadProcedure } from "../../src/procedures/read.ts";

const START: Day = "2026-05-04";
const DAYS = 100;
const SOURCE = { title: "a statute", url: "https://law.example", verifiedOn: "2026-11-23" } as const;
const ROWS: readonly RateRow[] = [
  { validFrom: "2026-01-01", percent: "1.27", sources: [SOURCE, { ...SOURCE, title: "another" }] },
  { validFrom: "2026-07-01", percent: "1.52", sources: [SOURCE, { ...SOURCE, title: "another" }] },
];
const LAW: ClaimLaw = {
  jurisdiction: "xx",
  interest: {
    kind: "floating",
    reference: { id: "sample", name: "sample rate", rows: ROWS, knownThrough: "2026-12-31" },
    addPercent: "9",
    dayCount: "act/365",
    source: SOURCE,
  },
  lumpSum: { currency: "EUR", rows: [{ below: null, amount: "40" }], source: SOURCE },
  startsAfterDays: 1,
};
const standard = loadProcedure("standard");
const CHARGING: Procedure = {
  ...standard,
  charges: { from: "first", interest: "statutory", lumpSum: "statutory" },
  steps: { ...standard.steps, second: { ...standard.steps.second, fee: { EUR: "2.50", "*": "3" } } },
};

type Event =
  | { readonly kind: "invoice"; readonly amount: number; readonly age: number }
  | { readonly kind: "pay"; readonly which: number; readonly percent: number }
  | { readonly kind: "pay-charge" | "waive" | "dispute" | "answer"; readonly which: number }
  | { readonly kind: "recall" };

interface History {
  readonly events: readonly { readonly day: number; readonly currency: number; readonly event: Event }[];
}

const which = fc.nat(9);
const event: fc.Arbitrary<Event> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant("invoice" as const), amount: fc.integer({ min: 1, max: 900_000 }), age: fc.integer({ min: 0, max: 60 }) }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("pay" as const), which, percent: fc.integer({ min: 1, max: 100 }) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom("pay-charge" as const, "waive" as const, "dispute" as const, "answer" as const), which }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("recall" as const) }) },
);
const history: fc.Arbitrary<History> = fc.record({
  events: fc.array(fc.record({ day: fc.nat(DAYS), currency: fc.nat(1), event }), { minLength: 2, maxLength: 25 }),
});

const CURRENCIES = ["EUR", "USD"] as const;

interface Told {
  readonly day: Day;
  readonly account: SimulatedAccount;
  readonly decision: Decision;
}

function play({ events }: History, procedure: Procedure): { simulation: Simulation; told: Told[] } {
  const isBusinessDay = (day: Day) => weekday(day) < 6;
  const rules = { isBusinessDay, isBankDay: isBusinessDay, expectedDelivery: (_step: string, day: Day) => day, lawfulLeadDays: () => 0, claimLaw: LAW };
  const accounts = CURRENCIES.map((currency, index): SimulatedAccount => ({ account: index + 1, currency, entries: [], activities: [] }));
  const simulation: Simulation = { accounts, procedure, rules, payments: { through: START, by: "ledger" }, salesCheckMinor: null };
  const told: Told[] = [];
  for (let number = 0; number <= DAYS; number++) {
    const day = addDays(START, number);
    simulation.payments = { through: day, by: "ledger" };
    for (const each of events) if (each.day === number) happen(simulation, accounts[each.currency]!, each.event, day);
    for (const { account, decision, view } of decideDay(simulation, day)) {
      told.push({ day, account, decision });
      if (decision.kind === "dun") deliverNow(simulation, account, view, decision, day);
    }
  }
  return { simulation, told };
}

function happen(simulation: Simulation, account: SimulatedAccount, event: Event, day: Day): void {
  const { entries } = account;
  const booked = { id: entries.length + 1, happenedOn: day, knownOn: day };
  const { items, charges } = openItems(entries, day);
  const pay = (target: number, amountMinor: bigint): void => {
    entries.push({ ...booked, kind: "payment", item: booked.id, document: `P${booked.id}`, instalment: 1, issued: day, due: null, amountMinor });
    entries.push({ ...booked, id: booked.id + 1, kind: "allocation", source: booked.id, target, amountMinor });
  };
  if (event.kind === "invoice") {
    const due = addDays(day, -event.age);
    const document = `I${booked.id}`;
    entries.push({ ...booked, kind: "invoice", item: booked.id, document, instalment: 1, issued: addDays(due, -30), due, amountMinor: BigInt(event.amount) });
    return;
  }
  if (event.kind === "recall") {
    const letter = account.activities.findLast((activity) => activity.kind === "letter");
    if (letter?.kind !== "letter") return;
    record(simulation, account, { kind: "recall", letter: letter.letter, reason: "property" }, day, null);
    return takeBackCharges(account, letter.letter, day);
  }
  const item = items[event.which % Math.max(items.length, 1)];
  const charge = charges[event.which % Math.max(charges.length, 1)];
  if (event.kind === "pay" && item) pay(item.item, (item.openMinor * BigInt(event.percent) + 99n) / 100n);
  if (event.kind === "pay-charge" && charge) pay(charge.item, charge.openMinor);
  if (event.kind === "waive" && charge) entries.push({ ...booked, kind: "write-off", source: null, target: charge.item, amountMinor: charge.openMinor });
  if (event.kind === "dispute" && item) record(simulation, account, { kind: "dispute", item: item.item, reason: "price", detail: "" }, day, null);
  if (event.kind === "answer" && item)
    record(simulation, account, { kind: "dispute-resolved", item: item.item, outcome: "unjustified", payBy: addDays(day, 10) }, day, null);
}

const RUNS = { numRuns: 150 };

describe("charges, for any history of two currencies", () => {
  it("are never made twice for one item, kind and day, and a lump sum once ever", () => {
    fc.assert(
      fc.property(history, (given) => {
        const { simulation } = play(given, CHARGING);
        for (const { entries } of simulation.accounts) {
          const standing = chargeStates(entries, addDays(START, DAYS)).filter(({ state }) => state !== "reversed");
          for (const [index, a] of standing.entries()) {
            for (const b of standing.slice(index + 1)) {
              if (a.charge.item !== b.charge.item || a.charge.kind !== b.charge.kind) continue;
              expect(a.charge.kind).not.toBe("lump-sum");
              expect(a.charge.to < b.charge.from || b.charge.to < a.charge.from).toBe(true);
            }
          }
        }
      }),
      RUNS,
    );
  });

  it("add up: items and charges less credits are the total, of each letter in its own currency", () => {
    fc.assert(
      fc.property(history, (given) => {
        for (const { decision, account } of play(given, CHARGING).told) {
          const { items, charges, credits, totalMinor } = decision;
          const sum = sumMinor([...items.map(({ item }) => item.openMinor), ...charges.map(({ amountMinor }) => amountMinor)]);
          expect(totalMinor).toBe(sum - sumMinor(credits.map(({ openMinor }) => openMinor)));
          for (const charge of charges) {
            expect(charge.amountMinor).toBeGreaterThan(0n);
            if (account.currency === "USD") expect(charge.kind).not.toBe("lump-sum");
            if (charge.kind === "interest" && charge.booked === null)
              expect(sumMinor(charge.calculation.map((step) => step.amountMinor))).toBe(charge.amountMinor);
          }
        }
      }),
      RUNS,
    );
  });

  it("of interest come, over all letters, to one calculation over the whole time, but for rounding", () => {
    fc.assert(
      fc.property(history, (given) => {
        // What was recalled, waived or in dispute is another matter.
        const plain = given.events.filter(({ event: { kind } }) => kind === "invoice" || kind === "pay");
        for (const { entries } of play({ events: plain }, CHARGING).simulation.accounts) {
          const made = chargeStates(entries, addDays(START, DAYS)).filter(({ charge }) => charge.kind === "interest");
          for (const item of new Set(made.map(({ charge }) => charge.item))) {
            const own = made.filter(({ charge }) => charge.item === item);
            const invoice = entries.find((entry) => entry.id === item)!;
            if (!isDocument(invoice)) throw new Error("a charge is for a document");
            const to = own.at(-1)!.charge.to;
            const payments = entries.flatMap((entry) =>
              entry.kind === "allocation" && entry.target === item ? [{ day: entry.happenedOn, amountMinor: entry.amountMinor }] : [],
            );
            const whole = lateInterest({ law: LAW, due: invoice.due!, amountMinor: invoice.amountMinor, payments, from: null, to });
            if ("refused" in whole) throw new Error(whole.detail);
            const charged = sumMinor(own.map(({ amountMinor }) => amountMinor));
            const difference = charged > whole.totalMinor ? charged - whole.totalMinor : whole.totalMinor - charged;
            // Half a cent for each cut that a letter makes.
            expect(difference).toBeLessThanOrEqual(BigInt(own.length));
          }
        }
      }),
      RUNS,
    );
  });

  it("are none where the procedure charges nothing", () => {
    fc.assert(
      fc.property(history, (given) => {
        for (const { decision } of play(given, standard).told) expect(decision.charges).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });

  it("lose no money when they are taken back: what was set against them is a credit again", () => {
    fc.assert(
      fc.property(history, (given) => {
        for (const { entries } of play(given, CHARGING).simulation.accounts) {
          const day = addDays(START, DAYS);
          const { items, charges, charged, credits } = openItems(entries, day);
          const standing = new Set(charged.map(({ item }) => item));
          const invoiced = entries.filter((entry) => isDocument(entry) && (entry.kind === "invoice" || standing.has(entry.item)));
          const waived = entries.filter((entry) => entry.kind === "write-off" && standing.has(entry.target));
          const paid = entries.filter((entry) => entry.kind === "payment");
          const amounts = (list: typeof entries) => sumMinor(list.map((entry) => ("amountMinor" in entry ? entry.amountMinor : 0n)));
          const open = sumMinor([...items, ...charges].map(({ openMinor }) => openMinor)) - sumMinor(credits.map(({ openMinor }) => openMinor));
          expect(open).toBe(amounts(invoiced) - amounts(waived) - amounts(paid));
        }
      }),
      RUNS,
    );
  });
});
