import type { OpenItem } from "../ledger/open-items.ts";
import { addBusinessDays } from "../values/business-days.ts";
import { addDays, type Day } from "../values/day.ts";
import { sumMinor } from "../values/money.ts";
import type { ActivityOf } from "./activity.ts";
import type { Procedure } from "./procedure.ts";
import type { AccountView, Rules } from "./view.ts";

type Plan = ActivityOf<"plan">;

export interface InstalmentState {
  /** 1 for the first. */
  readonly number: number;
  readonly day: Day;
  readonly amountMinor: bigint;
  readonly paidMinor: bigint;
  /** What is still to be paid of it: less than the rest of it where credits have made the debt smaller. */
  readonly openMinor: bigint;
  /** The instalment's day plus the tolerance in bank days. */
  readonly lastDay: Day;
  readonly status: "paid" | "open" | "missed";
}

/** A payment plan and what became of it; derived from payments and days, never recorded (R16). */
export interface PlanState {
  readonly plan: Plan;
  readonly status: "running" | "kept" | "broken" | "withdrawn";
  /** The last day of the instalment whose miss ended the plan. */
  readonly brokenAfter: Day | null;
  readonly instalments: readonly InstalmentState[];
  /** Missed and still not paid. */
  readonly missed: number;
}

const NONE: readonly PlanState[] = [];

export function planCovers(plan: Plan, item: Pick<OpenItem, "item" | "knownOn">): boolean {
  return plan.items.length > 0 ? plan.items.includes(item.item) : item.knownOn <= plan.knownOn;
}

/** In the order of recording. */
export function planStates(view: AccountView, procedure: Procedure, rules: Rules, today: Day): readonly PlanState[] {
  const plans = view.activities.filter((activity): activity is Plan => activity.kind === "plan");
  if (plans.length === 0) return NONE;
  const withdrawn = new Set(view.activities.flatMap((activity) => (activity.kind === "plan-withdrawn" ? [activity.plan] : [])));
  return plans.map((plan) => planState(plan, withdrawn.has(plan.id), view, procedure, rules, today));
}

function planState(plan: Plan, isWithdrawn: boolean, view: AccountView, procedure: Procedure, rules: Rules, today: Day): PlanState {
  const open = sumMinor(view.ledger.items.filter((item) => planCovers(plan, item)).map(({ openMinor }) => openMinor));
  // Credit memos make the debt smaller from its end; only money pays the next instalment.
  const money = view.ledger.allocated.filter(
    (part) => part.isPayment && part.bookedOn >= plan.happenedOn && planCovers(plan, { item: part.item, knownOn: part.itemKnownOn }),
  );
  const paid = sumMinor(money.map(({ amountMinor }) => amountMinor));
  const lastDays = plan.instalments.map(({ day }) => addBusinessDays(rules.isBankDay, day, procedure.plan.toleranceBankDays));
  const instalments = instalmentStates(plan, lastDays, paid, paid + open, today);
  const missed = instalments.filter(({ status }) => status === "missed").length;
  const brokenAfter = breach(plan, lastDays, money, paid + open, procedure.plan.missesToDefault, today);
  const status = isWithdrawn ? "withdrawn" : brokenAfter ? "broken" : instalments.every((each) => each.status === "paid") ? "kept" : "running";
  return { plan, status, brokenAfter, instalments, missed };
}

/** Money goes to the oldest instalment first. `needed`: what the debt comes to, paid and open. */
function instalmentStates(plan: Plan, lastDays: readonly Day[], paid: bigint, needed: bigint, today: Day): InstalmentState[] {
  let [left, debt] = [paid, needed];
  return plan.instalments.map(({ day, amountMinor }, index) => {
    const due = amountMinor < debt ? amountMinor : debt;
    const paidMinor = due < left ? due : left;
    debt -= due;
    left -= paidMinor;
    const openMinor = due - paidMinor;
    const status = openMinor <= 0n ? "paid" : today > lastDays[index]! ? "missed" : "open";
    return { number: index + 1, day, amountMinor, paidMinor, openMinor, lastDay: lastDays[index]!, status };
  });
}

/**
 * The last day of the instalment with which the plan ended: so many were missed at once, or the last one was. What came in
 * later does not bring the plan back: that takes a new agreement.
 */
function breach(
  { instalments }: Plan,
  lastDays: readonly Day[],
  money: readonly { readonly bookedOn: Day; readonly amountMinor: bigint }[],
  needed: bigint,
  misses: number,
  today: Day,
): Day | null {
  for (const [index, lastDay] of lastDays.entries()) {
    if (today <= lastDay) return null;
    const paid = sumMinor(money.filter(({ bookedOn }) => bookedOn <= lastDay).map(({ amountMinor }) => amountMinor));
    let asked = 0n;
    let missed = 0;
    for (const { amountMinor } of instalments.slice(0, index + 1)) {
      // Credits have made the debt smaller: later instalments ask for nothing, and cannot be missed.
      if (asked >= needed) break;
      asked += amountMinor;
      if (paid < (asked < needed ? asked : needed)) missed++;
    }
    if (missed >= misses || (missed > 0 && (asked >= needed || index === lastDays.length - 1))) return lastDay;
  }
  return null;
}

/** More instalments than any plan has: what tells the stand-ins of two plans apart. */
const MOST_INSTALMENTS = 1000;

/** What a running plan asks for, as items that stand in for those it covers: they are reminded, and never dunned beyond a notice. */
export function instalmentItems({ plan, instalments }: PlanState, view: AccountView): OpenItem[] {
  const documents = view.ledger.items.filter((item) => planCovers(plan, item)).map(({ document }) => document);
  const stand = { activity: plan.id, of: instalments.length, agreedOn: plan.happenedOn, documents };
  return instalments
    .filter(({ openMinor }) => openMinor > 0n)
    .map(({ number, day, amountMinor, openMinor }) => ({
      // Items of the ledger are positive: a stand-in's number is of its own kind, and the same on every day.
      item: -(plan.id * MOST_INSTALMENTS + number),
      document: `PLAN-${plan.id}`,
      instalment: number,
      issued: plan.happenedOn,
      due: day,
      knownOn: plan.knownOn,
      amountMinor,
      openMinor,
      directDebit: false,
      parts: [],
      reopened: 0,
      reversedOn: null,
      reversalKnownOn: null,
      lowered: [],
      plan: stand,
    }));
}

/** The day after which a running plan may look different by itself. */
export function planReviewOn({ instalments }: PlanState, today: Day): Day | null {
  const next = instalments.find(({ lastDay, status }) => status === "open" && lastDay >= today);
  return next ? addDays(next.lastDay, 1) : null;
}
