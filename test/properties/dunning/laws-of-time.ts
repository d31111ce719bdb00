import { isDeepStrictEqual } from "node:util";
import type { Simulation } from "../../../src/core/insight/simulate.ts";
import { type Entry, isDocument } from "../../../src/core/ledger/entry.ts";
import { type Activity, DEBTOR_WIDE } from "../../../src/core/process/activity.ts";
import type { Decision } from "../../../src/core/process/decision.ts";
import { addDays, type Day } from "../../../src/core/values/day.ts";
import type { Engine } from "./engine.ts";
import type { Law } from "./laws.ts";
import { deepFreeze, play, type Played, rewound, sampledDays } from "./play.ts";

/** A law about what is decided of a past: on other days, twice, in another order. */
function ofSamples(
  name: string,
  every: number,
  look: (engine: Engine, past: Simulation, day: Day, wrong: (what: string) => void, played: Played) => void,
): Law {
  return {
    name,
    check: (engine, history) => {
      const violations: string[] = [];
      const played = play(engine, history);
      for (const day of sampledDays(played, every))
        look(engine, rewound(played, day, addDays(day, 400)), day, (what) => violations.push(`${day}: ${what}`), played);
      return violations;
    },
  };
}

function decisionsOf(engine: Engine, past: Simulation, day: Day): Decision[] {
  return past.accounts.map((account) => engine.decide(engine.viewOf(past, account, day), past.procedure, past.rules, day));
}

const stands: Law = ofSamples("a decision stands until its review day", 31, (engine, past, day, wrong) => {
  for (const [n, decision] of decisionsOf(engine, past, day).entries()) {
    const end = decision.reviewOn ?? addDays(day, 25);
    for (let later = addDays(day, 1); later < end && later < addDays(day, 40); later = addDays(later, 1)) {
      const again = decisionsOf(engine, past, later)[n]!;
      if (!isDeepStrictEqual({ ...again, reviewOn: null }, { ...decision, reviewOn: null }))
        return wrong(`${decision.kind} until ${end} is another on ${later}: ${changed(decision, again)}`);
    }
  }
});

/** What of a decision has become another. */
function changed(before: Decision, after: Decision): string {
  const [a, b] = [before, after] as unknown as Record<string, unknown>[];
  const plain = (value: unknown) => JSON.stringify(value, (_, each) => (typeof each === "bigint" ? String(each) : each));
  const fields = Object.keys({ ...a, ...b }).filter((field) => field !== "reviewOn" && !isDeepStrictEqual(a![field], b![field]));
  return fields.map((field) => `${field} ${plain(a![field])} -> ${plain(b![field])}`).join(", ");
}

const pure: Law = ofSamples("the same input gives the same decision, and nothing of it is changed", 43, (engine, past, day, wrong, { simulation }) => {
  for (const [n, account] of past.accounts.entries()) {
    const view = deepFreeze(engine.viewOf(past, account, day));
    const procedure = deepFreeze(past.procedure);
    const [one, other] = [engine.decide(view, procedure, past.rules, day), engine.decide(view, procedure, past.rules, day)];
    if (!isDeepStrictEqual(one, other)) wrong("decided twice, it is not the same");
    const before = addDays(day, -1);
    const views = [past, { ...simulation, payments: past.payments }].map((each) => engine.viewOf(each, each.accounts[n]!, before));
    const [known, all] = views.map((each) => engine.decide(each, procedure, past.rules, before));
    if (!isDeepStrictEqual(known, all)) wrong("what becomes known later changes it");
  }
});

const importedAgain: Law = ofSamples("the same facts, imported again, change nothing", 37, (engine, past, day, wrong) => {
  const before = decisionsOf(engine, past, day);
  for (const account of past.accounts) {
    const newest = new Map(account.entries.filter(isDocument).map((document) => [document.item, document]));
    const isBack = (item: number) => account.entries.some((entry) => entry.kind === "reversal" && entry.target === item);
    for (const document of newest.values())
      if (document.kind === "invoice" && !isBack(document.item)) account.entries.push({ ...document, id: account.entries.length + 1, knownOn: day });
  }
  for (const [n, after] of decisionsOf(engine, past, day).entries())
    if (!isDeepStrictEqual(after, before[n])) wrong(`${before[n]!.kind} becomes ${after.kind}`);
});

const inCircles: Law = ofSamples("a wait comes to its end", 29, (engine, past, start, wrong) => {
  for (const n of past.accounts.keys()) {
    let day = start;
    for (let hops = 0; ; hops++) {
      const decision = decisionsOf(engine, past, day)[n]!;
      if (decision.kind !== "wait") break;
      if (hops > 14) return wrong(`still waits on ${day}, for ${decision.why.map(({ code }) => code).join()}`);
      if (decision.until <= day) return wrong(`waits on ${day} until ${decision.until}`);
      day = decision.until;
    }
  }
});

const shuffled: Law = ofSamples("the order in which facts of one day arrive changes nothing", 33, (engine, past, day, wrong, { history }) => {
  const before = decisionsOf(engine, past, day);
  const random = randomFrom(history.sample * 1000 + past.accounts[0]!.entries.length);
  const [accounts, names] = shuffle(past, random);
  for (const [n, after] of decisionsOf(engine, { ...past, accounts }, day).entries()) {
    const [one, other] = [told(before[n]!, (item) => item, new Map()), told(after, (item) => names.items[n]!.get(item) ?? item, names.plan)];
    if (!isDeepStrictEqual(one, other)) wrong(`${JSON.stringify(one)} becomes ${JSON.stringify(other)}`);
  }
});

type Random = (below: number) => number;

/** Numbers by a linear congruential generator: Numerical Recipes, chapter 7. */
function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

interface Names {
  /** From the new number of an item back to its old one, by account. */
  readonly items: readonly ReadonlyMap<number, number>[];
  /** From the new number of an activity back to its old one. */
  readonly plan: ReadonlyMap<number, number>;
}

/** The same facts under other numbers, each day's in another order. What rests on something else keeps its place behind it. */
function shuffle(past: Simulation, random: Random): [Simulation["accounts"], Names] {
  const activities = past.accounts.flatMap((account) => account.activities).sort((a, b) => a.id - b.id);
  const numbers = new Map<number, number>();
  const inOrder = mixedByDay(activities, familyOf, random);
  for (const [n, { id }] of inOrder.entries()) numbers.set(id, activities[n]!.id);
  const items: Map<number, number>[] = [];
  const accounts = past.accounts.map((account) => {
    const renumbered = new Map<number, number>();
    const entries = mixedByDay(account.entries, (entry) => rootOf(entry, account.entries), random);
    for (const [n, entry] of entries.entries()) renumbered.set(entry.id, n + 1);
    items.push(new Map([...renumbered].map(([from, to]) => [to, from])));
    const of = (id: number) => renumbered.get(id) ?? id;
    return {
      ...account,
      entries: entries.map((entry) => renumber(entry, of)),
      activities: inOrder.filter((each) => each.account === account.account).map((each) => renumberActivity(each, numbers, of)),
    };
  });
  return [accounts, { items, plan: new Map([...numbers].map(([from, to]) => [to, from])) }];
}

/** Takes each day's facts in a random order that keeps those of one family in theirs. */
function mixedByDay<F extends { readonly id: number; readonly knownOn: Day }>(facts: readonly F[], familyOfFact: (fact: F) => string, random: Random): F[] {
  const mixed: F[] = [];
  for (const day of new Set(facts.map(({ knownOn }) => knownOn))) {
    const families = new Map<string, F[]>();
    for (const fact of facts) if (fact.knownOn === day) families.set(familyOfFact(fact), [...(families.get(familyOfFact(fact)) ?? []), fact]);
    const left = [...families.values()];
    while (left.length > 0) {
      const at = random(left.length);
      mixed.push(left[at]!.shift()!);
      if (left[at]!.length === 0) left.splice(at, 1);
    }
  }
  return mixed;
}

/** Money and what it is set against belong together: the items that a payment of the day joins are one family. */
function rootOf(entry: Entry, entries: readonly Entry[]): string {
  const group = new Map<number, number>();
  const root = (id: number): number => (group.has(id) && group.get(id) !== id ? root(group.get(id)!) : id);
  const join = (a: number, b: number) => void group.set(root(a), root(b));
  for (const each of entries) {
    if (isDocument(each)) join(each.id, each.item);
    else {
      join(each.id, each.target);
      if (each.kind !== "reversal" && each.source !== null) join(each.source, each.target);
    }
  }
  return String(root(entry.id));
}

function renumber(entry: Entry, of: (id: number) => number): Entry {
  if (isDocument(entry)) {
    const charge = entry.charge && { charge: { ...entry.charge, item: of(entry.charge.item) } };
    return { ...entry, ...charge, id: of(entry.id), item: of(entry.item) };
  }
  if (entry.kind === "reversal") return { ...entry, id: of(entry.id), target: of(entry.target) };
  return { ...entry, id: of(entry.id), target: of(entry.target), source: entry.source === null ? null : of(entry.source) };
}

/** What keeps its order: words on the same thing, of which the last one counts. */
function familyOf({ kind, account }: Activity): string {
  if (["hold", "lift"].includes(kind)) return `hold ${account}`;
  if (kind.startsWith("debtor-")) return "debtor-hold";
  if (DEBTOR_WIDE.has(kind)) return kind.replace(/-.*/, "").replace("contact", "stop");
  if (kind.startsWith("promise")) return `promise ${account}`;
  if (kind.startsWith("plan")) return `plan ${account}`;
  if (kind.startsWith("dispute")) return `dispute ${account}`;
  if (kind === "call" || kind === "sales-check" || kind === "beside-placed") return `${kind} ${account}`;
  if (kind === "note" || kind === "contact" || kind === "waive" || kind === "hand-over-approved" || kind === "reversal-acknowledged")
    return `${kind} ${account}`;
  // Letters and what became of them; an approval or a placement looks at them.
  return `letter ${account}`;
}

const MOST_INSTALMENTS = 1000;

function renumberActivity(activity: Activity, numbers: ReadonlyMap<number, number>, of: (id: number) => number): Activity {
  const id = numbers.get(activity.id)!;
  const standIn = (item: number) => {
    const instalment = -item % MOST_INSTALMENTS;
    return -(numbers.get((-item - instalment) / MOST_INSTALMENTS)! * MOST_INSTALMENTS + instalment);
  };
  const item = (given: number) => (given < 0 ? standIn(given) : of(given));
  switch (activity.kind) {
    case "letter":
      return { ...activity, id, items: activity.items.map((each) => ({ ...each, item: item(each.item) })) };
    case "promise":
    case "plan":
    case "hand-over-approved":
    case "beside-placed":
    case "placement-filed":
    case "placement-recalled":
      return { ...activity, id, items: activity.items.map(item) };
    case "dispute":
    case "dispute-resolved":
      return { ...activity, id, item: item(activity.item) };
    case "hold":
      return { ...activity, id, item: activity.item === null ? null : item(activity.item) };
    case "lift":
    case "debtor-lift":
      return { ...activity, id, hold: numbers.get(activity.hold)! };
    case "promise-withdrawn":
      return { ...activity, id, promise: numbers.get(activity.promise)! };
    case "plan-withdrawn":
      return { ...activity, id, plan: numbers.get(activity.plan)! };
    case "waive":
      return { ...activity, id, charge: item(activity.charge) };
    default:
      return { ...activity, id };
  }
}

/** What a decision says, under the old numbers, and in an order of its own. */
function told(decision: Decision, item: (id: number) => number, plans: ReadonlyMap<number, number>) {
  const idOf = (id: number) => {
    if (id >= 0) return item(id);
    const instalment = -id % MOST_INSTALMENTS;
    const plan = (-id - instalment) / MOST_INSTALMENTS;
    return -((plans.get(plan) ?? plan) * MOST_INSTALMENTS + instalment);
  };
  const { kind, totalMinor, ends, reviewOn, items, left, charges, credits, why, tasks } = decision;
  return {
    kind,
    total: String(totalMinor),
    ends,
    reviewOn,
    more: "step" in decision ? decision.step : "until" in decision ? decision.until : null,
    payBy: "payBy" in decision ? decision.payBy : null,
    block: "block" in decision ? decision.block : null,
    items: items.map((each) => `${idOf(each.item.item)} ${each.step} ${each.item.openMinor}`).sort(),
    left: left.map((each) => `${idOf(each.item.item)} ${each.block} ${each.item.openMinor}`).sort(),
    charges: charges.map((each) => `${each.kind} ${idOf(each.item)} ${each.from} ${each.amountMinor}`).sort(),
    credits: credits.map((each) => `${each.document} ${each.openMinor}`).sort(),
    why: why.map(({ code }) => code).sort(),
    tasks: tasks.map(({ task, dueOn }) => `${task} ${dueOn}`).sort(),
  };
}

export const lawsOfTime: readonly Law[] = [pure, importedAgain, shuffled, inCircles, stands];
