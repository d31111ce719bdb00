import { onOrAfter } from "../values/business-days.ts";
import { addDays, type Day, daysBetween } from "../values/day.ts";
import { sumMinor } from "../values/money.ts";
import type { Decision, Reason } from "./decision.ts";
import { dunningState } from "./dunning-state.ts";
import { isLetterStep, type Procedure, stepRank } from "./procedure.ts";
import type { AccountView, Rules } from "./view.ts";

/** A decision beside what tells accounts apart. */
export interface Allotted {
  readonly account: number;
  readonly creditor: string;
  readonly view: AccountView;
  readonly rules: Rules;
  readonly decision: Decision;
}

type Leaving = Extract<Decision, { kind: "dun" }>;

/**
 * The pass that spans accounts: a debtor's accounts share its gaps (R6, R20), so of several messages that would leave on
 * one day the most advanced goes, and the others wait their gap. `accounts` are all of one debtor.
 */
export function allot(accounts: readonly Allotted[], procedure: Procedure, today: Day): readonly Allotted[] {
  const leaving = accounts.filter(({ decision }) => decision.kind === "dun").sort(byUrgency);
  const [first, ...others] = leaving;
  if (!first || others.length === 0) return accounts;
  const before = first.decision as Leaving;
  return accounts.map((each) => {
    if (!others.includes(each)) return each;
    const { step } = each.decision as Leaving;
    const bothLetters = isLetterStep(step) && isLetterStep(before.step);
    const gap = addDays(today, bothLetters ? procedure.gapDays.letters : procedure.gapDays.messages);
    return postpone(each, "debtor-gap", onOrAfter(each.rules.isBusinessDay, gap), today);
  });
}

/**
 * The second pass over all accounts of a run: of the letters that an old ledger brings on its first import, only so many
 * leave a day (R10, R20). `capacity` is how many more may, by creditor; it is counted down. A creditor that is not in it has no limit.
 */
export function allotFirstWave(each: Allotted, capacity: Map<string, number>, today: Day): Allotted {
  const left = capacity.get(each.creditor);
  if (left === undefined || !isFirstWave(each.decision)) return each;
  if (left <= 0) return postpone(each, "first-wave", onOrAfter(each.rules.isBusinessDay, addDays(today, 1)), today);
  capacity.set(each.creditor, left - 1);
  return each;
}

function isFirstWave(decision: Decision): boolean {
  return decision.kind === "dun" && decision.step === "first" && decision.why.some(({ code }) => code === "first-import");
}

function byUrgency(a: Allotted, b: Allotted): number {
  if (a.decision.kind !== "dun" || b.decision.kind !== "dun") return 0;
  const rank = stepRank(b.decision.step) - stepRank(a.decision.step);
  return rank || daysBetween(b.decision.items[0]!.item.due, a.decision.items[0]!.item.due) || a.account - b.account;
}

/** The letter stays due and waits; its items stand at the steps that they have reached. */
function postpone(each: Allotted, code: string, until: Day, today: Day): Allotted {
  const { kind: _kind, step, payBy: _payBy, deliveredOn: _deliveredOn, items, ...shared } = each.decision as Leaving;
  const state = dunningState(each.view);
  const reached = items.map(({ item }) => ({ item, step: state.items.get(item.item)?.level ?? null }));
  const reason: Reason = { code, step, until };
  // What the letter would charge is charged when it leaves.
  const charges = shared.charges.filter(({ booked }) => booked !== null);
  const totalMinor =
    shared.totalMinor - sumMinor(shared.charges.map(({ amountMinor }) => amountMinor)) + sumMinor(charges.map(({ amountMinor }) => amountMinor));
  const decision: Decision = {
    ...shared,
    kind: "wait",
    items: reached,
    charges,
    totalMinor,
    until,
    why: [reason, ...shared.why],
    ends: until,
    // Due again in today's next run: what it waits for may be paid or promised by then.
    reviewOn: today,
  };
  return { ...each, decision };
}
