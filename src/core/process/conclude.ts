import type { OpenItem } from "../ledger/open-items.ts";
import { onOrAfter } from "../values/business-days.ts";
import { addDays, type Day, earliest } from "../values/day.ts";
import { type AccountStop, mendStop } from "./block.ts";
import { bookedCharges, type Charged } from "./charges.ts";
import type { Context, Scheduled } from "./context.ts";
import type { Block, Charge, DecidedItem, Decision, Reason, SideTask } from "./decision.ts";
import type { Message } from "./dun.ts";
import { moneyWarning } from "./money-fence.ts";
import { pauseBefore } from "./pause.ts";
import { payByDay } from "./pay-by.ts";
import { planReviewOn } from "./plan.ts";
import type { Step } from "./procedure.ts";
import { callAhead, sideTasks, tasksChangeOn } from "./side-tasks.ts";
import type { LeftItem, Sorted } from "./sort-items.ts";
import type { AccountView } from "./view.ts";

const NO_TASKS: readonly SideTask[] = [];
export const NO_CHARGES: readonly Charge[] = [];

export function empty(view: AccountView) {
  return { items: [], left: [], credits: view.ledger.credits, tasks: NO_TASKS, ends: null, reviewOn: null };
}

export function totalOf({ ledger }: AccountView, items: readonly DecidedItem[], charges: readonly Charge[]): bigint {
  let total = 0n;
  for (const { item } of items) total += item.openMinor;
  for (const { amountMinor } of charges) total += amountMinor;
  for (const { openMinor } of ledger.credits) total -= openMinor;
  return total;
}

/** What every decision without a letter says. Charges that are booked stand beside the items, whatever happens. */
export function base(context: Context, items: readonly DecidedItem[], left: readonly LeftItem[]) {
  const { view } = context;
  const charges = view.ledger.charges.length > 0 ? bookedCharges(view) : NO_CHARGES;
  const tasks = sideTasks(
    context,
    items.map(({ item }) => item),
  );
  return { items, left, credits: view.ledger.credits, charges, totalMinor: totalOf(view, items, charges), tasks };
}

export function atLevel({ state }: Context, items: readonly OpenItem[]): DecidedItem[] {
  return items.map((item) => ({ item, step: state.items.get(item.item)?.level ?? null }));
}

export function stopped(context: Context, stop: AccountStop, items: readonly DecidedItem[], left: readonly LeftItem[], step: Step | null = null): Decision {
  const based = base(context, items, left);
  const reviewOn = earliest(stop.reviewOn, tasksChangeOn(based.tasks), agreementEnds(context), ...left.map((each) => each.reviewOn));
  const shared = { ...based, why: [stop.why, ...left.flatMap((each) => each.why)], ends: stop.ends, reviewOn };
  if (stop.task) return { ...shared, kind: "task", task: stop.task, step };
  return { ...shared, kind: "blocked", block: stop.block! };
}

/** The last gates before a message leaves: something to mend, the gaps, the business day, an address. */
export function leave(context: Context, sorted: Sorted, { step, items, left, why }: Message, { charges, why: chargedWhy }: Charged): Decision {
  const { view, procedure, rules, today, closed } = context;
  const deliveredOn = rules.expectedDelivery(step, today, closed);
  const mend = mendStop(view, deliveredOn !== null);
  // A reminder lapses, and a later step may come meanwhile: what is to be mended stands, what it is for may not.
  if (mend) return stopped(context, { ...mend, reviewOn: addDays(today, 1) }, atLevel(context, sorted.free), sorted.left, step);
  const pause = pauseBefore(step, context);
  if (pause) return waitUntil(context, sorted, pause.until, { ...pause, step }, ...why);
  if (!deliveredOn) {
    const stop: AccountStop = { task: "fix-address", ends: "address-fixed", reviewOn: today, why: { code: "address-missing", step } };
    return stopped(context, stop, atLevel(context, sorted.free), sorted.left, step);
  }
  const asked = items.map(({ item }) => item);
  const payBy = payByDay(step, deliveredOn, asked, procedure, rules);
  const reasons = [...why, ...left.flatMap((each) => each.why), ...moneyWarning(view, procedure, rules, today, step), ...chargedWhy];
  const tasks = sideTasks(context, asked);
  const totalMinor = totalOf(view, items, charges);
  // Written out: this runs for every letter of a run, and copying a base costs more than deciding.
  const { credits } = view.ledger;
  return { kind: "dun", step, items, left, credits, charges, totalMinor, payBy, deliveredOn, why: reasons, tasks, ends: null, reviewOn: today };
}

export function waitUntil(context: Context, sorted: Sorted, until: Day, ...why: readonly Reason[]): Decision {
  const shared = base(context, atLevel(context, sorted.free), sorted.left);
  const reasons = [...why, ...sorted.left.flatMap((each) => each.why), ...callWhy(shared.tasks, context.today)];
  // What waits here may be stopped by payments gone stale meanwhile, so it is looked at again every day (R26).
  return { ...shared, kind: "wait", until, why: reasons, ends: until, reviewOn: addDays(context.today, 1) };
}

/** The call that is due is said among the reasons: while a letter waits, it is what somebody can do. */
function callWhy(tasks: readonly SideTask[], today: Day): Reason[] {
  return tasks.filter(({ task, dueOn }) => task === "call" && dueOn <= today).map(({ why }) => why);
}

/** Nothing is due: the day on which the next thing can happen, or, where every item is blocked, the block. */
export function waiting(context: Context, sorted: Sorted): Decision {
  const { rules, today } = context;
  const ahead = [...sorted.scheduled, ...sorted.instalments].filter(({ dueOn }) => dueOn > today);
  const next = ahead.reduce<Scheduled | null>((first, each) => (first && first.dueOn <= each.dueOn ? first : each), null);
  const soonest = earliest(next?.dueOn, ...sorted.left.map(({ reviewOn }) => reviewOn));
  const shared = base(context, atLevel(context, sorted.free), sorted.left);
  const leftWhy = sorted.left.flatMap((each) => each.why);
  const changes = earliest(tasksChangeOn(shared.tasks), agreementEnds(context));
  if (!soonest || (sorted.free.length === 0 && !sorted.left.some(({ block }) => AGREED.has(block)))) {
    const first = sorted.left[0]!;
    return {
      ...shared,
      kind: "blocked",
      block: first.block,
      why: leftWhy,
      ends: first.reviewOn ?? blockEnds(first.block),
      reviewOn: earliest(soonest, changes),
    };
  }
  const until = onOrAfter(rules.isBusinessDay, soonest);
  // The day on which it can leave: a step that falls on a Saturday waits for Monday.
  const reasons = next
    ? [{ ...next.why, code: next.item.plan ? `waits-instalment-${next.step}` : `waits-${next.step}`, day: onOrAfter(rules.isBusinessDay, next.dueOn) }]
    : [];
  const reviewOn = earliest(soonest, changes, callAhead(context, sorted.free));
  return { ...shared, kind: "wait", until, why: [...leftWhy, ...reasons, ...callWhy(shared.tasks, today)], ends: until, reviewOn };
}

/** The day on which a promise or plan may be broken, also one that holds nothing back: what follows it comes sooner, or says so. */
function agreementEnds({ promises, plans, today }: Context): Day | null {
  const promised = promises.filter(({ status }) => status === "open").map(({ lastDay }) => addDays(lastDay, 1));
  const planned = plans.filter(({ status }) => status === "running").map((plan) => planReviewOn(plan, today));
  return earliest(...promised, ...planned);
}

/** What was agreed is a wait for its day; everything else that leaves nothing to dun is a block. */
const AGREED: ReadonlySet<Block> = new Set(["promised", "planned"]);

function blockEnds(block: Block): string {
  return BLOCK_ENDS[block] ?? "hold-lifted";
}

const BLOCK_ENDS: Partial<Record<Block, string>> = {
  disputed: "dispute-resolved",
  "credit-expected": "credit-memo-booked",
  minimum: "amount-reached",
  planned: "plan-ended",
  placed: "recalled",
  "direct-debit": "direct-debit-returned",
};
