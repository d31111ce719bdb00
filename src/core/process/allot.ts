import { onOrAfter } from "../values/business-days.ts";
import { addDays, type Day, daysBetween } from "../values/day.ts";
import type { Decision } from "./decision.ts";
import { isLetterStep, type Procedure, stepRank } from "./procedure.ts";
import type { Rules } from "./view.ts";

/** A decision beside what tells accounts apart. */
export interface Allotted {
  readonly account: number;
  readonly debtor: string;
  readonly rules: Rules;
  readonly decision: Decision;
}

/**
 * The pass that spans accounts: a debtor's accounts share its gaps (R6, R20), so of several messages that would leave on
 * one day the most advanced goes, and the others wait their gap. `accounts` are all of one debtor.
 */
export function allot(accounts: readonly Allotted[], procedure: Procedure, today: Day): readonly Allotted[] {
  const leaving = accounts.filter(({ decision }) => decision.kind === "dun").sort(byUrgency);
  const [first, ...others] = leaving;
  if (!first || others.length === 0) return accounts;
  return accounts.map((each) => (others.includes(each) ? { ...each, decision: postpone(each, first, procedure, today) } : each));
}

function byUrgency(a: Allotted, b: Allotted): number {
  if (a.decision.kind !== "dun" || b.decision.kind !== "dun") return 0;
  const rank = stepRank(b.decision.step) - stepRank(a.decision.step);
  return rank || daysBetween(b.decision.items[0]!.item.due, a.decision.items[0]!.item.due) || a.account - b.account;
}

function postpone(each: Allotted, first: Allotted, procedure: Procedure, today: Day): Decision {
  const { decision, rules } = each;
  if (decision.kind !== "dun" || first.decision.kind !== "dun") return decision;
  const bothLetters = isLetterStep(decision.step) && isLetterStep(first.decision.step);
  const gap = addDays(today, bothLetters ? procedure.gapDays.letters : procedure.gapDays.messages);
  const until = onOrAfter(rules.isBusinessDay, gap);
  const { kind: _kind, step, payBy: _payBy, deliveredOn: _deliveredOn, ...shared } = decision;
  const why = [...shared.why, { code: "debtor-gap", step, until }];
  return { ...shared, kind: "wait", until, why, ends: until, reviewOn: addDays(today, 1) };
}
