import type { SimulatedAccount, Simulation } from "../../../src/core/insight/simulate.ts";
import type { Entry } from "../../../src/core/ledger/entry.ts";
import type { Activity, ActivityOf } from "../../../src/core/process/activity.ts";
import type { Decision } from "../../../src/core/process/decision.ts";
import { addDays, type Day, daysBetween, weekday } from "../../../src/core/values/day.ts";
import type { Engine } from "./engine.ts";
import { approve, happen, Happenings } from "./happen.ts";
import { claimLawOf, DAYS, EMAIL, type History, procedureOf, START } from "./histories.ts";
import { type IsOpen, type NaiveLedger, naiveLedger } from "./naive.ts";

/** What was known of an account before a day was decided. */
export interface Past {
  readonly day: Day;
  readonly currency: string;
  readonly entries: readonly Entry[];
  readonly activities: readonly Activity[];
  /** Of the debtor's other account. */
  readonly others: readonly Activity[];
  readonly payments: Simulation["payments"];
  readonly ledger: NaiveLedger;
}

export interface Decided {
  readonly account: SimulatedAccount;
  readonly day: Day;
  readonly decision: Decision;
  readonly past: Past;
}

export interface Sent extends Decided {
  readonly decision: Extract<Decision, { kind: "dun" }>;
  readonly letter: ActivityOf<"letter">;
}

export interface Played {
  readonly history: History;
  readonly simulation: Simulation;
  readonly isOpen: IsOpen;
  /** Every decision of every day, in their order. */
  readonly decided: readonly Decided[];
  readonly sent: readonly Sent[];
  /** Letters that would have left again on their own day. */
  readonly again: readonly Day[];
}

export function isOpenIn(history: Pick<History, "holidays">): IsOpen {
  const closed = new Set(history.holidays.map((offset) => addDays(START, offset)));
  return (day) => weekday(day) < 6 && !closed.has(day);
}

export function newSimulation(history: History): Simulation {
  const isBusinessDay = isOpenIn(history);
  const account = (currency: string, number: number): SimulatedAccount => ({ account: number, currency, entries: [], activities: [] });
  return {
    accounts: [account("EUR", 1), account("USD", 2)],
    procedure: procedureOf(history),
    salesCheckMinor: history.salesCheck === null ? null : BigInt(history.salesCheck),
    payments: { through: START, by: history.knownBy },
    channels: history.channels,
    reach: { email: EMAIL, phone: history.phone ? "+49 30 1234567" : null, post: true },
    rules: {
      isBusinessDay,
      isBankDay: isBusinessDay,
      expectedDelivery: (_step, day, closed) => (history.channels?.every((channel) => closed.has(channel)) ? null : addDays(day, history.transit)),
      lawfulLeadDays: (step) => (step === "third" ? history.lawfulLead : 0),
      claimLaw: claimLawOf(history),
    },
  };
}

/** The newest plays: all laws look at one history before the next one comes, and some at a second made from it. */
const newest: { readonly engine: Engine; readonly history: History; readonly played: Played }[] = [];
const MOST_KEPT = 3;

/** Runs the history day by day, as a creditor's daily runs would; what was played last is not played again. */
export function play(engine: Engine, history: History): Played {
  const known = newest.find((each) => each.engine === engine && each.history === history);
  if (known) return known.played;
  const played = playAll(engine, history);
  newest.unshift({ engine, history, played });
  newest.length = Math.min(newest.length, MOST_KEPT);
  return played;
}

function playAll(engine: Engine, history: History): Played {
  const simulation = newSimulation(history);
  const decided: Decided[] = [];
  const sent: Sent[] = [];
  const again: Day[] = [];
  const events: { day: number; happen: () => void }[] = [];
  const on = (account: SimulatedAccount, offset: number): Happenings =>
    new Happenings(engine, simulation, account, addDays(START, offset), (days, then) => {
      events.push({ day: offset + days, happen: () => then(on(account, offset + days)) });
    });
  for (const { day, currency, event } of history.events) events.push({ day, happen: () => happen(on(simulation.accounts[currency]!, day), event) });
  for (let offset = 0; offset <= DAYS; offset++) {
    const day = addDays(START, offset);
    if (!history.unposted.includes(offset)) simulation.payments = { ...simulation.payments, through: day };
    // What happens today may bring about more on the same day.
    for (let n = 0; n < events.length; n++) if (events[n]!.day === offset) events[n]!.happen();
    if (history.outages.includes(offset)) continue;
    const pasts = simulation.accounts.map((account) => pastOf(simulation, account, day));
    const decisions = engine.decideDay(simulation, day);
    let left = false;
    for (const [n, { account, view, decision }] of decisions.entries()) {
      const each = { account, day, decision, past: pasts[n]! };
      decided.push(each);
      if (decision.kind === "dun") {
        engine.deliverNow(simulation, account, view, decision, day);
        sent.push({ ...each, decision, letter: account.activities.at(-1) as ActivityOf<"letter"> });
        left = true;
      } else people(on(account, offset), decision, history);
    }
    for (const account of simulation.accounts) for (const each of [...account.entries, ...account.activities]) deepFreeze(each);
    if (left && engine.decideDay(simulation, day).some(({ decision }) => decision.kind === "dun")) again.push(day);
  }
  return { history, simulation, isOpen: isOpenIn(history), decided, sent, again };
}

/** Logs only grow: the past is told by how far they had come, and cut out when a law looks at it. */
function pastOf({ accounts, payments }: Simulation, account: SimulatedAccount, day: Day): Past {
  const entries = account.entries.length;
  const counts = accounts.map(({ activities }) => activities.length);
  const cut = (which: (each: SimulatedAccount) => boolean) => accounts.flatMap((each, n) => (which(each) ? each.activities.slice(0, counts[n]) : []));
  const [known, activities, others] = [
    once(() => account.entries.slice(0, entries)),
    once(() => cut((each) => each === account)),
    once(() => cut((each) => each !== account)),
  ];
  const ledger = once(() => naiveLedger(known()));
  return {
    day,
    currency: account.currency,
    payments,
    get entries() {
      return known();
    },
    get activities() {
      return activities();
    },
    get others() {
      return others();
    },
    get ledger() {
      return ledger();
    },
  };
}

function once<T extends object>(work: () => T): () => T {
  let done: T | null = null;
  return () => (done ??= work());
}

/** What people do at once about what is asked of them. */
function people(on: Happenings, decision: Decision, { approvals, beside }: History): void {
  if (decision.kind === "task" && decision.task === "place-or-dun" && beside) {
    on.note({ kind: "beside-placed", answer: beside, items: decision.items.map(({ item }) => item.item) });
  }
  // Asked on every day, they answer once.
  const isAnswered = on.account.activities.at(-1)?.kind === "hand-over-approved" && decision.why.every(({ code }) => code !== "approved-by");
  if (decision.kind !== "hand-over" || approvals === "none" || isAnswered) return;
  const items = decision.items.map(({ item }) => ({ item: item.item, openMinor: item.openMinor + (approvals === "stale" ? 1n : 0n) }));
  const names = approvals === "one" ? ["Ann"] : approvals === "same" ? ["Ann", " ANN "] : ["Ann", "Bob"];
  for (const by of names) approve(on, by, items);
}

/** The simulation as it was before a day was decided, with payments known through `through`. */
export function rewound({ simulation, decided }: Played, day: Day, through: Day): Simulation {
  const pasts = decided.filter((each) => each.day === day).map(({ past }) => past);
  return {
    ...simulation,
    payments: { ...simulation.payments, through },
    accounts: simulation.accounts.map((account, n) => ({ ...account, entries: pasts[n]!.entries.slice(), activities: pasts[n]!.activities.slice() })),
  };
}

/** Days on which the laws look that would cost too much on every day. */
export function sampledDays({ decided, history }: Played, every: number): Day[] {
  const days = [...new Set(decided.map(({ day }) => day))];
  return days.filter((day) => daysBetween(START, day) % every === history.sample % every);
}

/** A frozen input cannot be changed unnoticed: assigning to it throws. */
export function deepFreeze<T>(value: T): T {
  if (typeof value !== "object" || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const each of Object.values(value)) deepFreeze(each);
  return value;
}
