import type { Entry } from "../ledger/entry.ts";
import type { OpenItem } from "../ledger/open-items.ts";
import type { Activity, ActivityOf } from "../process/activity.ts";
import { type Context, contextOf } from "../process/context.ts";
import { standingLetters } from "../process/dunning-state.ts";
import { timeOfDay } from "../process/contact-hours.ts";
import type { Decision, Reason } from "../process/decision.ts";
import { callHindrance, nextCall } from "../process/next-call.ts";
import type { PlanState } from "../process/plan.ts";
import type { PromiseState, PromiseStatus } from "../process/promise.ts";
import { type Day, daysBetween } from "../values/day.ts";
import { formatMinor, sumMinor } from "../values/money.ts";
import type { Creditor, Debtor, DebtorType } from "../values/party.ts";
import { type CallConduct, callConduct, type ConductFacts, type DebtorClock } from "./call-conduct.ts";
import { lastCall } from "../process/call-caps.ts";
import { type CallGoal, callGoal, type Concessions, concessionsOf, type GoalFacts } from "./call-goal.ts";
import { type PaymentHistory, paymentHistory } from "./payment-history.ts";

export interface CallFacts extends ConductFacts {
  /** "A17" */
  readonly account: string;
  readonly currency: string;
  readonly creditor: Creditor;
  readonly debtor: Debtor;
  readonly entries: readonly Entry[];
}

/** An item as a caller sees it; amounts are in major units, as text. */
export interface SheetItem {
  readonly document: string;
  readonly instalment: number;
  readonly issued: Day;
  readonly due: Day;
  readonly amount: string;
  readonly open: string;
  /** Days past the printed due date; 0 before it. */
  readonly daysLate: number;
  readonly level: string | null;
  /** Why it is not asked for today: "disputed", "promised" ... */
  readonly block: string | null;
  /** `kept`: what of it stays out of letters. */
  readonly dispute: { readonly day: Day; readonly reason: string; readonly kept: string; readonly outcome: string | null } | null;
}

/** All that whoever calls has before his eyes; frozen as JSON when the number is dialled, so that it can be shown later. */
export interface CallSheet {
  readonly version: 1;
  readonly account: string;
  readonly currency: string;
  readonly asOf: Day;
  readonly creditor: { readonly id: string; readonly name: string };
  readonly debtor: { readonly id: string; readonly name: string; readonly type: DebtorType };
  readonly contact: {
    readonly name: string | null;
    readonly phone: string | null;
    readonly language: string;
    /** What the debtor's clocks show; several where the country has several and nobody knows which is his. */
    readonly localTimes: readonly { readonly zone: string; readonly time: string }[];
    readonly salesperson: string | null;
  };
  readonly amounts: { readonly overdue: string; readonly open: string; readonly charges: string; readonly credits: string };
  readonly items: readonly SheetItem[];
  readonly payments: readonly { readonly document: string; readonly day: Day; readonly amount: string; readonly daysLate: number | null }[];
  readonly medianDaysLate: number | null;
  readonly promises: readonly { readonly made: Day; readonly day: Day; readonly amount: string; readonly state: PromiseStatus }[];
  /** How many of the promises that have ended were kept. */
  readonly kept: { readonly kept: number; readonly of: number };
  /** The newest payment plan, however it went. */
  readonly plan: {
    readonly made: Day;
    readonly state: PlanState["status"];
    readonly instalments: readonly { readonly day: Day; readonly amount: string; readonly open: string; readonly state: string }[];
  } | null;
  readonly letters: readonly { readonly day: Day; readonly step: string; readonly payBy: Day | null; readonly channels: readonly string[] }[];
  /** Notes, replies, calls and other contacts, newest first. */
  readonly contacts: readonly {
    readonly day: Day;
    readonly kind: string;
    readonly outcome: string | null;
    readonly by: string | null;
    readonly detail: string;
  }[];
  readonly risks: readonly Reason[];
  /** Why the call is due, and since when; null: nobody asked for it. */
  readonly call: { readonly dueOn: Day; readonly why: Reason } | null;
  /** Why the letter goes in place of a call that would be due. */
  readonly noCall: Reason | null;
  readonly goal: CallGoal;
  /** The item to begin with, by its number. */
  readonly about: string | null;
  readonly concessions: Concessions;
  readonly conduct: CallConduct;
}

const MOST_PAYMENTS = 5;
const MOST_LETTERS = 6;
const MOST_CONTACTS = 8;
const LATE_PAYER_DAYS = 15;

/** Everything that a caller should know, from what is known on the day: pure, so that the same day gives the same sheet. */
export function callSheet(facts: CallFacts): CallSheet {
  const { view, procedure, rules, today, decision, debtor, creditor, currency, clocks } = facts;
  const context = contextOf(view, procedure, rules, today);
  const { state, promises } = context;
  const history = paymentHistory(facts.entries, today);
  const items = view.ledger.items;
  const goalFacts: GoalFacts = { items, state, promises, lastCall: lastCall(view.activities), procedure, rules, today };
  const { goal, item, handOverOn } = callGoal(goalFacts);
  const blocked = new Set(decision.left.map(({ item: left }) => left.item));
  const free = items.filter((each) => !blocked.has(each.item));
  return {
    version: 1,
    account: facts.account,
    currency,
    asOf: today,
    creditor: { id: creditor.id, name: creditor.name },
    debtor: { id: debtor.id, name: debtor.name, type: debtor.type },
    contact: {
      name: debtor.contactName,
      phone: view.reach.phone,
      language: debtor.language ?? creditor.language,
      localTimes: clocks.map(localTime),
      salesperson: debtor.salesperson,
    },
    amounts: amounts(facts),
    items: items.map((each) => sheetItem(each, facts, context)),
    payments: history.payments.slice(0, MOST_PAYMENTS).map(({ amountMinor, ...payment }) => ({ ...payment, amount: formatMinor(amountMinor, currency) })),
    medianDaysLate: history.medianDaysLate,
    ...promisesOf(promises, currency),
    plan: planOf(context, currency),
    letters: lettersOf(view.activities),
    contacts: contactsOf(view.activities),
    risks: [...moneyRisks(decision), ...risksOf(promises, history)],
    call: nextCall(context, free),
    noCall: callHindrance(context, free),
    goal,
    about: item?.document ?? null,
    concessions: concessionsOf(goalFacts, handOverOn, view.ledger.charges.length > 0),
    conduct: callConduct(facts),
  };
}

function localTime({ zone, minute }: DebtorClock) {
  return { zone, time: timeOfDay(minute) };
}

function amounts({ view: { ledger }, today, currency }: CallFacts): CallSheet["amounts"] {
  const sum = (parts: readonly { readonly openMinor: bigint }[]) => formatMinor(sumMinor(parts.map(({ openMinor }) => openMinor)), currency);
  return {
    overdue: sum(ledger.items.filter(({ due }) => due < today)),
    open: sum(ledger.items),
    charges: sum(ledger.charges),
    credits: sum(ledger.credits),
  };
}

function sheetItem(item: OpenItem, { decision, today, currency }: CallFacts, context: Context): SheetItem {
  const money = (minor: bigint) => formatMinor(minor, currency);
  return {
    document: item.document,
    instalment: item.instalment,
    issued: item.issued,
    due: item.due,
    amount: money(item.amountMinor),
    open: money(item.openMinor),
    daysLate: Math.max(0, daysBetween(item.due, today)),
    level: context.state.items.get(item.item)?.level ?? null,
    block: decision.left.find((left) => left.item.item === item.item)?.block ?? null,
    dispute: disputeOn(item.item, context, money),
  };
}

function disputeOn(item: number, { disputes }: Context, money: (minor: bigint) => string): SheetItem["dispute"] {
  const known = disputes.get(item);
  if (!known) return null;
  const { dispute, answer, excludedMinor } = known;
  return { day: dispute.happenedOn, reason: dispute.reason, kept: money(excludedMinor), outcome: answer?.outcome ?? null };
}

function promisesOf(states: readonly PromiseState[], currency: string): Pick<CallSheet, "promises" | "kept"> {
  const ended = states.filter(({ status }) => status === "kept" || status === "partly-kept" || status === "broken");
  return {
    promises: states.map(({ promise, status }) => ({
      made: promise.happenedOn,
      day: promise.day,
      amount: formatMinor(promise.amountMinor, currency),
      state: status,
    })),
    kept: { kept: ended.filter(({ status }) => status === "kept").length, of: ended.length },
  };
}

function planOf({ plans }: Context, currency: string): CallSheet["plan"] {
  const newest = plans.at(-1);
  if (!newest) return null;
  const money = (minor: bigint) => formatMinor(minor, currency);
  const instalments = newest.instalments.map(({ day, amountMinor, openMinor, status }) => ({
    day,
    amount: money(amountMinor),
    open: money(openMinor),
    state: status,
  }));
  return { made: newest.plan.happenedOn, state: newest.status, instalments };
}

/** Letters that stand, newest first. */
function lettersOf(activities: readonly Activity[]): CallSheet["letters"] {
  const newest = standingLetters(activities).slice(-MOST_LETTERS).reverse();
  return newest.map(({ sentOn, step, payBy, channels }) => ({ day: sentOn, step, payBy, channels }));
}

type Contact = ActivityOf<"note" | "reply" | "call" | "contact">;
const CONTACTS: ReadonlySet<Activity["kind"]> = new Set(["note", "reply", "call", "contact"]);

function contactsOf(activities: readonly Activity[]): CallSheet["contacts"] {
  const contacts = activities.filter((activity): activity is Contact => CONTACTS.has(activity.kind));
  return contacts
    .slice(-MOST_CONTACTS)
    .reverse()
    .map((each) => ({
      day: each.happenedOn,
      kind: each.kind,
      outcome: each.kind === "call" ? each.outcome : each.kind === "contact" ? each.channel : null,
      by: each.by,
      detail: each.detail,
    }));
}

/** Whoever calls about money that may be there already must know it. */
function moneyRisks(decision: Decision): readonly Reason[] {
  return decision.kind === "blocked" && MONEY.has(decision.block) ? decision.why.slice(0, 1) : [];
}

const MONEY: ReadonlySet<string> = new Set(["stale-payments", "unapplied-cash", "reversal", "credit-covers"]);

function risksOf(promises: readonly PromiseState[], { medianDaysLate }: PaymentHistory): Reason[] {
  const unkept = promises.filter(({ status }) => status === "broken" || status === "partly-kept").length;
  const risks: Reason[] = [];
  if (unkept > 0) risks.push({ code: "risk-promises", count: unkept });
  if (medianDaysLate !== null && medianDaysLate > LATE_PAYER_DAYS) risks.push({ code: "risk-late-payer", days: medianDaysLate });
  return risks;
}
