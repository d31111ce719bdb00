import fc from "fast-check";
import { sampleLaw } from "../../../src/core/claim/claim.sample.ts";
import type { ClaimLaw } from "../../../src/core/claim/claim-law.ts";
import type { CallOutcome, ContactChannel } from "../../../src/core/process/activity.ts";
import type { LetterChannel, Procedure, Step } from "../../../src/core/process/procedure.ts";
import type { Day } from "../../../src/core/values/day.ts";
import { loadProcedure } from "../../../src/procedures/read.ts";

/** A Monday. */
export const START: Day = "2026-01-05";
export const DAYS = 112;
/** No event begins later, so that its end is seen too. */
const LAST_EVENT = 85;
export const EMAIL = "accounts@debtor.example";

/** What is booked and what happens on which day, under which procedure, and on which days nobody runs Firmly. Days count from START. */
export interface History {
  readonly procedure: ProcedureName;
  readonly holidays: readonly number[];
  readonly outages: readonly number[];
  readonly transit: number;
  /** Days on which nobody says up to where payments are known. */
  readonly unposted: readonly number[];
  readonly knownBy: "bank" | "ledger";
  readonly channels: readonly LetterChannel[] | null;
  readonly salesCheck: number | null;
  readonly phone: boolean;
  /** A longer least lead of the third letter, which some laws ask for. */
  readonly lawfulLead: number;
  /** Who approves a hand-over as soon as it is asked for. */
  readonly approvals: "two" | "one" | "same" | "stale" | "none";
  /** What is said at once of items beside placed ones. */
  readonly beside: "place" | "dun" | null;
  readonly events: readonly Dated[];
  /** Moves the days on which the laws that cost much look. */
  readonly sample: number;
}

export interface Dated {
  readonly day: number;
  readonly currency: number;
  readonly event: Event;
}

/** `which` picks one of what is open; a `...After` says how many days later something ends, null: never. */
export type Event =
  | {
      readonly kind: "invoice";
      readonly amount: number;
      readonly term: number;
      readonly age: number;
      readonly instalments: number;
      readonly directDebit: boolean;
    }
  | { readonly kind: "credit" | "payment"; readonly amount: number; readonly appliedAfter: number | null }
  | {
      readonly kind: "pay" | "credit-item" | "write-off";
      readonly which: number;
      readonly percent: number;
      readonly ago: number;
      readonly returnedAfter: number | null;
    }
  | { readonly kind: "return"; readonly whole: boolean; readonly acknowledgedAfter: number | null }
  | { readonly kind: "move"; readonly which: number; readonly days: number }
  | { readonly kind: "change-amount"; readonly which: number; readonly percent: number }
  | { readonly kind: "import-again" }
  | {
      readonly kind: "promise";
      readonly which: number | null;
      readonly inDays: number;
      readonly percent: number;
      readonly ago: number;
      readonly withdrawnAfter: number | null;
      /** Paid in full on the promised day. */
      readonly isKept: boolean;
    }
  | {
      readonly kind: "plan";
      readonly which: number | null;
      readonly count: number;
      readonly every: number;
      /** So many instalments are paid on their day. */
      readonly paid: number;
      readonly withdrawnAfter: number | null;
    }
  | {
      readonly kind: "dispute";
      readonly which: number;
      readonly percent: number | null;
      readonly resolvedAfter: number | null;
      readonly outcome: "justified" | "unjustified";
      readonly creditAfter: number | null;
    }
  | {
      readonly kind: "hold";
      readonly on: "account" | "item" | "debtor" | "contact" | ContactChannel;
      readonly which: number;
      readonly days: number | null;
      readonly liftedAfter: number | null;
    }
  | { readonly kind: "reply" | "insolvency" | "stop-contact"; readonly endedAfter: number | null }
  | { readonly kind: "sales-check"; readonly answer: "no-dispute" | "dispute" }
  | { readonly kind: "call"; readonly outcome: CallOutcome; readonly nextIn: number | null }
  | { readonly kind: "recall" }
  | { readonly kind: "acknowledge" }
  | { readonly kind: "waive" | "file" | "approve" | "contact" }
  | { readonly kind: "bounce"; readonly mendedAfter: number | null }
  | { readonly kind: "held"; readonly code: "address" | "lint" | "balance"; readonly resolvedAfter: number | null }
  | { readonly kind: "uncertain"; readonly resolvedAfter: number | null }
  | { readonly kind: "agency-recall"; readonly which: number };

const standard = loadProcedure("standard");

function withSteps(changes: Partial<Record<Step, Partial<Procedure["steps"][Step]>>>): Procedure["steps"] {
  const steps = { ...standard.steps };
  for (const [step, change] of Object.entries(changes) as [Step, object][]) steps[step] = { ...steps[step], ...change };
  return steps;
}

/** Those that come with Firmly, and `standard` with single values changed. */
export const PROCEDURES = {
  standard,
  gentle: loadProcedure("gentle"),
  strict: loadProcedure("strict"),
  consumer: loadProcedure("consumer"),
  minimums: {
    ...standard,
    graceDays: 2,
    steps: withSteps({
      first: { minimum: { amount: { EUR: "10.00", "*": "300.00" }, percent: 0 } },
      second: { minimum: { amount: { EUR: "150.00" }, percent: 30 } },
    }),
  },
  charging: {
    ...standard,
    steps: withSteps({ second: { fee: { EUR: "5.00", "*": "7.50" } }, third: { fee: { "*": "10.00" } } }),
    charges: { from: "first", interest: "statutory", lumpSum: "statutory" },
  },
  capped: { ...standard, contactCap: { messages: 2, days: 21 }, gapDays: { messages: 4, letters: 9 } },
  late: { ...standard, leastArrearsDays: 15, handOverBusinessDays: 1, partPaymentRestDays: 10 },
} satisfies Record<string, Procedure>;
export type ProcedureName = keyof typeof PROCEDURES;

export function procedureOf({ procedure }: Pick<History, "procedure">): Procedure {
  return PROCEDURES[procedure];
}

/** Only the procedures that charge have a law on file: where it is missing, what they ask for is refused with a reason. */
export function claimLawOf({ procedure }: Pick<History, "procedure">): ClaimLaw | null {
  return procedure === "charging" ? sampleLaw() : null;
}

const which = fc.nat(5);
const percent = fc.oneof(fc.constant(100), fc.integer({ min: 1, max: 100 }));
const after = (max: number) => fc.option(fc.integer({ min: 0, max }), { freq: 5 });
const scope = fc.option(which, { freq: 2 });

function kind<const K extends string>(...kinds: K[]): fc.Arbitrary<K> {
  return fc.constantFrom(...kinds);
}

const invoice = fc.record({
  kind: kind("invoice"),
  amount: fc.oneof(fc.integer({ min: 1, max: 900_00 }), fc.integer({ min: 100_00, max: 900_00 })),
  term: fc.integer({ min: 0, max: 60 }),
  age: fc.oneof(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 90 })),
  instalments: fc.oneof({ weight: 5, arbitrary: fc.constant(1) }, { weight: 1, arbitrary: fc.integer({ min: 2, max: 4 }) }),
  directDebit: fc.oneof({ weight: 15, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
});
const ago = fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.integer({ min: 1, max: 12 }) });
const pay = fc.record({
  kind: kind("pay", "pay", "credit-item", "write-off"),
  which,
  percent,
  ago,
  returnedAfter: fc.option(fc.integer({ min: 0, max: 30 }), { freq: 2 }),
});
const money: fc.Arbitrary<Event>[] = [
  pay,
  fc.record({
    kind: kind("credit", "payment", "payment"),
    amount: fc.oneof(fc.integer({ min: 1, max: 500_00 }), fc.constant(5_000_00)),
    appliedAfter: after(30),
  }),
  fc.record({ kind: kind("acknowledge") }),
  fc.record({ kind: kind("return"), whole: fc.boolean(), acknowledgedAfter: after(25) }),
];
const promise = fc.record({
  kind: kind("promise"),
  which: scope,
  inDays: fc.oneof(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 25 }), fc.integer({ min: 20, max: 110 })),
  percent,
  ago: fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.integer({ min: 1, max: 6 }) }),
  withdrawnAfter: fc.option(fc.integer({ min: 0, max: 15 }), { freq: 2 }),
  isKept: fc.boolean(),
});
const plan = fc.record({
  kind: kind("plan"),
  which: scope,
  count: fc.integer({ min: 1, max: 5 }),
  every: fc.integer({ min: 5, max: 30 }),
  paid: fc.nat(5),
  withdrawnAfter: fc.option(fc.integer({ min: 0, max: 40 }), { freq: 2 }),
});
const dispute = fc.record({
  kind: kind("dispute"),
  which,
  percent: fc.option(fc.integer({ min: 1, max: 120 })),
  resolvedAfter: after(40),
  outcome: kind("justified", "unjustified"),
  creditAfter: after(30),
});
const hold = fc.record({
  kind: kind("hold"),
  on: kind("account", "item", "item", "debtor", "contact", "email", "post", "phone"),
  which,
  days: fc.option(fc.integer({ min: 0, max: 40 }), { freq: 3 }),
  liftedAfter: after(30),
});
const debtorWide: fc.Arbitrary<Event>[] = [
  fc.record({ kind: kind("reply", "insolvency", "stop-contact"), endedAfter: after(30) }),
  fc.record({ kind: kind("reply"), endedAfter: fc.integer({ min: 0, max: 20 }) }),
  hold,
];
const ledger: fc.Arbitrary<Event>[] = [
  fc.record({ kind: kind("move"), which, days: fc.integer({ min: -20, max: 60 }) }),
  fc.record({ kind: kind("move"), which, days: fc.integer({ min: 20, max: 60 }) }),
  fc.record({ kind: kind("change-amount"), which, percent: fc.integer({ min: 0, max: 150 }) }),
  fc.record({ kind: kind("import-again") }),
];
const delivery: fc.Arbitrary<Event>[] = [
  fc.record({ kind: kind("recall") }),
  fc.record({ kind: kind("bounce"), mendedAfter: after(20) }),
  fc.record({ kind: kind("held"), code: kind("address", "lint", "balance"), resolvedAfter: after(15) }),
  fc.record({ kind: kind("uncertain"), resolvedAfter: after(15) }),
  hold,
];
const call = fc.record({
  kind: kind("call"),
  outcome: kind("no_answer", "voicemail", "wrong_number", "reached", "rpc_refusal", "rpc_callback"),
  nextIn: fc.option(fc.integer({ min: 0, max: 15 }), { freq: 2 }),
});
const calls: fc.Arbitrary<Event>[] = [
  call,
  fc.record({ kind: kind("sales-check"), answer: kind("no-dispute", "dispute") }),
  fc.record({ kind: kind("contact") }),
];
const placing: fc.Arbitrary<Event>[] = [
  fc.record({ kind: kind("approve", "file", "waive") }),
  fc.record({ kind: kind("agency-recall"), which }),
  fc.record({ kind: kind("waive") }),
  fc.record({ kind: kind("recall") }),
];

/** Young invoices beside older ones: what rides along, and what gets its own notice first. */
const rider = fc.record({
  kind: kind("invoice"),
  amount: fc.integer({ min: 10_00, max: 900_00 }),
  term: fc.integer({ min: 5, max: 30 }),
  age: fc.integer({ min: 5, max: 35 }),
  instalments: fc.constantFrom(1, 1, 2),
  directDebit: fc.constant(false),
});

/** A history has one or two themes, so that what belongs together meets often enough. */
const THEMES = {
  money,
  promises: [promise, promise, pay],
  plans: [plan, plan, pay],
  disputes: [dispute, dispute, pay],
  stops: debtorWide,
  ledger,
  delivery,
  calls,
  placing,
  riders: [rider],
} satisfies Record<string, readonly fc.Arbitrary<Event>[]>;
export type Theme = keyof typeof THEMES;
const themes = Object.keys(THEMES) as Theme[];

function dated(event: fc.Arbitrary<Event>, last = LAST_EVENT): fc.Arbitrary<Dated> {
  return fc.record({ day: fc.nat(last), currency: fc.oneof({ weight: 2, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.constant(1) }), event });
}

/** Several invoices on both accounts, and events of two themes. */
function wide(one: Theme, other: Theme): fc.Arbitrary<readonly Dated[]> {
  const old = fc.array(dated(invoice, 15), { minLength: 1, maxLength: 3 });
  const young = fc.array(dated(invoice), { maxLength: 3 });
  const about = [one, other].map((theme) => fc.array(dated(fc.oneof(...THEMES[theme])), { maxLength: 5 }));
  return fc.tuple(old, young, ...about).map((parts) => parts.flat());
}

/** One large invoice on its way to the agency, and much that happens to it, of one theme. */
function dense(theme: Theme): fc.Arbitrary<readonly Dated[]> {
  const given = fc.record({ term: fc.integer({ min: 14, max: 30 }), age: fc.integer({ min: 10, max: 30 }), amount: fc.integer({ min: 100_00, max: 900_00 }) });
  return fc.tuple(given, fc.nat(1)).chain(([terms, currency]) => {
    const event: Event = { kind: "invoice", ...terms, instalments: 1, directDebit: false };
    const later = fc.record({ day: fc.integer({ min: 3, max: 70 }), currency: fc.constant(currency), event: fc.oneof(...THEMES[theme]) });
    return fc.array(later, { minLength: 2, maxLength: 6 }).map((each): readonly Dated[] => [{ day: 0, currency, event }, ...each]);
  });
}

/** Everything about a history that is no event. */
const setting = {
  procedure: fc.oneof(
    { weight: 4, arbitrary: fc.constant<ProcedureName>("standard") },
    { weight: 7, arbitrary: fc.constantFrom(...(Object.keys(PROCEDURES) as ProcedureName[])) },
  ),
  holidays: fc.array(fc.nat(DAYS), { maxLength: 12 }),
  outages: fc.oneof(fc.constant<number[]>([]), fc.array(fc.nat(DAYS), { maxLength: 30 })),
  transit: fc.integer({ min: 0, max: 3 }),
  unposted: fc.oneof(fc.constant<number[]>([]), runs(fc.integer({ min: 0, max: DAYS }))),
  knownBy: kind("bank", "ledger", "ledger"),
  channels: fc.constantFrom<History["channels"]>(null, ["email", "post"], ["email", "post"], ["email"]),
  salesCheck: fc.option(fc.integer({ min: 0, max: 600_00 }), { freq: 2 }),
  phone: fc.boolean(),
  lawfulLead: fc.constantFrom(0, 0, 30),
  approvals: kind("two", "two", "one", "same", "stale", "none"),
  beside: fc.constantFrom<History["beside"]>("place", "dun", null),
  sample: fc.nat(40),
};

/** Days in a row, here and there. */
function runs(start: fc.Arbitrary<number>): fc.Arbitrary<number[]> {
  return fc
    .array(fc.tuple(start, fc.integer({ min: 1, max: 12 })), { maxLength: 6 })
    .map((each) => each.flatMap(([from, length]) => Array.from({ length }, (_, n) => from + n)));
}

const anyTheme = fc.constantFrom(...themes);
const anyEvents = fc.tuple(anyTheme, anyTheme).chain(([one, other]) => fc.oneof(wide(one, other), dense(one)));

export const anyHistory: fc.Arbitrary<History> = fc.record({ ...setting, events: anyEvents });

/** Histories that have much of one theme, under any procedure or one of those named. */
export function historiesAbout(theme: Theme, procedures: readonly ProcedureName[]): fc.Arbitrary<History> {
  const procedure = procedures.length > 0 ? fc.constantFrom(...procedures) : setting.procedure;
  const events = fc.oneof(
    dense(theme),
    anyTheme.chain((other) => wide(theme, other)),
  );
  return fc.record({ ...setting, procedure, events });
}
