import type { OpenItem } from "../ledger/open-items.ts";
import { addBusinessDays } from "../values/business-days.ts";
import { addDays, type Day, earliest } from "../values/day.ts";
import { sumMinor } from "../values/money.ts";
import { type AccountStop, accountStop } from "./block.ts";
import { bookedCharges, chargesOf } from "./charges.ts";
import { atLevel, base, empty, leave, NO_CHARGES, stopped, totalOf, waiting, waitUntil } from "./conclude.ts";
import { type Context, contextOf, type Scheduled } from "./context.ts";
import type { Charge, DecidedItem, Decision, Reason } from "./decision.ts";
import { handOverApproved, lettersDue, type Message, messageItems, restEnds, salesCheckStop } from "./dun.ts";
import { arrearsWait, belowMinimum } from "./minimum.ts";
import { moneyFence } from "./money-fence.ts";
import { callHindrance, nextCall } from "./next-call.ts";
import { stepDue } from "./pay-by.ts";
import { planCovers } from "./plan.ts";
import { besidePlaced, unanswered } from "./beside-placed.ts";
import { type Procedure, STEPS, type Step, stepRank } from "./procedure.ts";
import { covers } from "./promise.ts";
import { type LeftItem, type Sorted, sortItems, withoutBelow } from "./sort-items.ts";
import type { AccountView, Rules } from "./view.ts";

/**
 * What happens to an account today, and why: exactly one decision, also when it is "nothing, because ...". Pure: the same
 * view, procedure, rules and day give the same decision. The order of what applies first is R19 of the design rules.
 */
export function decide(view: AccountView, procedure: Procedure, rules: Rules, today: Day): Decision {
  const { items } = view.ledger;
  if (items.length === 0) return cleared(view);
  const context = contextOf(view, procedure, rules, today);
  const placed = items.filter((item) => context.state.items.get(item.item)?.level === "final");
  if (placed.length > 0) return afterPlacement(context, placed);
  const stop = accountStop(context);
  if (stop) return stopped(context, stop, atLevel(context, items), []);
  return proceed(context, sortItems(context, items));
}

/** Nothing is open, unless charges are: they are never dunned alone, and never forgotten. */
function cleared(view: AccountView): Decision {
  const charges = bookedCharges(view);
  const clear = { ...empty(view), charges, totalMinor: totalOf(view, [], charges), kind: "clear" } as const;
  if (charges.length === 0) return { ...clear, why: [{ code: "nothing-open" }] };
  const why: Reason = { code: "only-charges-open", documents: charges.map(({ document }) => document) };
  // Since the day that their letters asked them to be paid by, so that the list stands as long as nothing happens.
  return { ...clear, why: [why], tasks: [{ task: "collect-charges", dueOn: earliest(...view.ledger.charges.map(({ due }) => due))!, why }] };
}

/** What R19 puts after the stops of a whole account: fence, hand-over, letters, notices, and else a wait. */
function proceed(context: Context, sorted: Sorted): Decision {
  const due = sorted.scheduled.filter((scheduled) => scheduled.dueOn <= context.today);
  const stopFirst = fenced(context, sorted, due) ?? handedOver(context, sorted, due);
  if (stopFirst) return stopFirst;
  const letters = lettersDue(context, sorted, due);
  const tooLittle = letters && tooLittleFor(context, sorted, letters);
  if (tooLittle) return tooLittle;
  const letter = letters && lettered(context, sorted, due, letters);
  if (letter) return letter;
  const notice = messageItems(context, sorted, due);
  return (notice && (tooLittleFor(context, sorted, notice) ?? noticed(context, sorted, notice))) ?? waiting(context, sorted);
}

/** What is too little for its step stays out of everything that follows, and nothing rides with a letter that does not go. Null: it is enough. */
function tooLittleFor(context: Context, sorted: Sorted, message: Message): Decision | null {
  const below = belowMinimum(message, context);
  if (below.length === 0) return null;
  const decision = proceed(context, withoutBelow(context, sorted, below));
  // With another item that falls due it may be enough: the account is looked at every day.
  return { ...decision, reviewOn: earliest(decision.reviewOn, addDays(context.today, 1)) };
}

/** Placed items belong to the agency; another overdue item needs a person's word: place it too, or dun it (R18). */
function afterPlacement(context: Context, placed: readonly OpenItem[]): Decision {
  const { view, today, state } = context;
  const why: Reason = { code: "placed", day: state.items.get(placed[0]!.item)!.letter.sentOn, documents: placed.map((item) => item.document) };
  // Insolvency, stop-contact and holds come after "placed" (R19), but nobody is asked to place what they cover.
  const stop = accountStop(context);
  const sorted = sortItems(
    context,
    view.ledger.items.filter((item) => !placed.includes(item)),
  );
  const asked = unanswered(sorted.free, context);
  const overdue = stop ? [] : asked.filter((item) => stepDue(item, context) < today);
  if (overdue.length > 0) {
    return stopped(
      context,
      { task: "place-or-dun", ends: "placed-or-released", reviewOn: nextOverdue(asked, context), why },
      atLevel(context, overdue),
      sorted.left,
    );
  }
  const answered = besidePlaced(context, sorted);
  const blocked: AccountStop = { block: "placed", ends: "recalled", reviewOn: earliest(nextOverdue(asked, context), stop?.reviewOn), why };
  if (stop || answered.free.length === 0) return stopped(context, blocked, atLevel(context, [...placed, ...sorted.free]), sorted.left);
  const left = [...answered.left, ...placed.map((item): LeftItem => ({ item, block: "placed", why: [why], reviewOn: null }))];
  const decision = proceed(context, { ...answered, left });
  return { ...decision, reviewOn: earliest(decision.reviewOn, nextOverdue(asked, context)) };
}

function nextOverdue(items: readonly OpenItem[], context: Context): Day | null {
  return earliest(...items.map((item) => addDays(stepDue(item, context), 1)).filter((day) => day > context.today));
}

/** From `second` on, hand-over included, payments must be known and applied (R25); credit that covers stops any letter (R12). */
function fenced(context: Context, sorted: Sorted, due: readonly Scheduled[]): Decision | null {
  const { view, procedure, rules, today } = context;
  const from = stepRank(procedure.freshness.from);
  if (!due.some(({ step }) => step === "hand-over" || stepRank(step) >= from)) return null;
  const stop = moneyFence(view, procedure, rules, today);
  return stop && stopped(context, stop, atLevel(context, sorted.free), sorted.left);
}

function creditCovers(context: Context, sorted: Sorted, items: readonly DecidedItem[], charges: readonly Charge[]): Decision | null {
  const { credits } = context.view.ledger;
  // Money that is proposed for this account most likely pays what the letter would ask for.
  const proposed = context.view.proposedCash.filter(({ isLikeliest }) => isLikeliest);
  if (credits.length === 0 && proposed.length === 0) return null;
  const totalMinor = totalOf(context.view, items, charges);
  if (totalMinor - sumMinor(proposed.map(({ amountMinor }) => amountMinor)) > 0n) return null;
  const why: Reason =
    totalMinor > 0n
      ? { code: "cash-covers", transactions: proposed.map(({ transaction }) => `T${transaction}`) }
      : { code: "credit-covers", documents: credits.map((credit) => credit.document) };
  return stopped(context, { block: "credit-covers", ends: "credit-applied", reviewOn: context.today, why }, atLevel(context, sorted.free), sorted.left);
}

function handedOver(context: Context, sorted: Sorted, due: readonly Scheduled[]): Decision | null {
  const over = due.filter(({ step }) => step === "hand-over");
  if (over.length === 0) return null;
  const rest = restEnds(context, sorted.free);
  if (rest) return waitUntil(context, sorted, rest, { code: "part-payment-rest", until: rest });
  const items: DecidedItem[] = over.map(({ item }) => ({ item, step: "final" }));
  const named = over.map(({ item }) => item);
  const others = sorted.free.filter((item) => !named.includes(item));
  const left = [...sorted.left, ...others.map((item): LeftItem => ({ item, block: "hand-over", why: [], reviewOn: null }))];
  const charged = chargesOf(context, "final", items);
  const covered = creditCovers(context, sorted, items, charged.charges);
  if (covered) return covered;
  const why = [...over.map((each) => each.why), ...lateAgreements(context, over)];
  const approvals = handOverApproved(context, over);
  if (approvals.length < 2) {
    const approvedBy = approvals.length > 0 ? [{ code: "approved-by", by: approvals }] : [];
    const shared = { ...base(context, atLevel(context, named), left), ends: "two-approvals", reviewOn: context.today };
    return { ...shared, kind: "hand-over", why: [...why, ...approvedBy] };
  }
  const free = sorted.free.filter((item) => named.includes(item));
  return leave(context, { ...sorted, free, left }, { step: "final", items, left, why: [...why, { code: "approved-by", by: approvals }] }, charged);
}

/** Promises and plans that come too late, or short, to hold a hand-over back: a person decides whether to wait for them (R15). */
function lateAgreements({ promises, plans }: Context, over: readonly Scheduled[]): Reason[] {
  const open = promises.filter(({ promise, status }) => status === "open" && over.some(({ item }) => covers(promise, item)));
  const late = plans.filter(({ plan, status }) => status === "running" && over.some(({ item }) => planCovers(plan, item)));
  return [
    ...open.map(({ promise, idle }): Reason => ({ code: idle ?? "promise-too-late", promised: promise.day })),
    ...late.map(({ plan }): Reason => ({ code: "plan-too-late", agreed: plan.happenedOn })),
  ];
}

function lettered(context: Context, sorted: Sorted, due: readonly Scheduled[], message: Message): Decision | null {
  const { step, items } = message;
  const arrears = arrearsWait(items, context);
  if (arrears) return waitUntil(context, sorted, arrears, { code: "waits-arrears", day: arrears, days: context.procedure.leastArrearsDays });
  const demanded = step === "third" ? null : finalDemand(sorted);
  if (demanded) return waitUntil(context, sorted, demanded.dueOn, { ...demanded.why, code: "waits-hand-over", day: demanded.dueOn });
  const charged = chargesOf(context, step, items);
  const covered = creditCovers(context, sorted, items, charged.charges);
  if (covered) return covered;
  const rest = step === "third" ? restEnds(context, sorted.free) : null;
  if (rest) return waitUntil(context, sorted, rest, { code: "part-payment-rest", until: rest });
  const balance = totalOf(context.view, items, NO_CHARGES);
  const question = salesCheckStop(context, step, due, balance) ?? callStop(context, sorted, step, due);
  if (question) return stopped(context, question, atLevel(context, sorted.free), sorted.left, step);
  const uncalled = waitsForCall(context, step) ? callHindrance(context, sorted.free) : null;
  return leave(context, sorted, uncalled ? { ...message, why: [...message.why, uncalled] } : message, charged);
}

/** The letter after the one whose pay-by was ignored, where the procedure calls before it. */
function waitsForCall({ procedure: { calls } }: Context, step: Step): boolean {
  return calls.waits && calls.after !== null && step === STEPS[stepRank(calls.after) + 1];
}

/** That letter goes when the call was made, cannot be made, or the wait for it has run out. */
function callStop(context: Context, sorted: Sorted, step: Step, due: readonly Scheduled[]): AccountStop | null {
  const { procedure, rules, today } = context;
  if (!waitsForCall(context, step)) return null;
  const call = nextCall(context, sorted.free);
  if (!call || callHindrance(context, sorted.free)) return null;
  const since = earliest(...due.filter((scheduled) => scheduled.step === step).map(({ dueOn }) => dueOn))!;
  const ends = addBusinessDays(rules.isBusinessDay, since, procedure.calls.waitBusinessDays);
  if (today >= ends) return null;
  return { task: "call", ends: "called", reviewOn: addDays(today, 1), why: { ...call.why, until: ends } };
}

/**
 * The item whose third letter has named the day of its hand-over. Until then no milder letter goes out about newer items:
 * it would follow the last warning with a first reminder. They wait, and are listed in the hand-over (R18).
 */
function finalDemand(sorted: Sorted): Scheduled | null {
  const demanded = sorted.scheduled.filter(({ step }) => step === "hand-over");
  return demanded.reduce<Scheduled | null>((first, each) => (first && first.dueOn <= each.dueOn ? first : each), null);
}

/** A past-due notice, else a reminder, else what is due of a plan. */
function noticed(context: Context, sorted: Sorted, notice: Message): Decision {
  const charged = chargesOf(context, notice.step, notice.items);
  return creditCovers(context, sorted, notice.items, charged.charges) ?? leave(context, sorted, notice, charged);
}
