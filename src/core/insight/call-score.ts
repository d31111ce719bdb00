import type { ActivityOf } from "../process/activity.ts";
import { callsOf, isConversation, lastCall } from "../process/call-caps.ts";
import type { PromiseState } from "../process/promise.ts";
import type { AccountView } from "../process/view.ts";
import { type Day, daysBetween } from "../values/day.ts";
import { exponentOf, sumMinor } from "../values/money.ts";

/** One reason for calling this account before another, or after it. Its sentence is `points-CODE` in the catalogue. */
export interface PointLine {
  readonly code: string;
  readonly points: number;
  readonly [value: string]: string | number;
}

export interface CallScore {
  readonly points: number;
  readonly lines: readonly PointLine[];
}

export interface ScoreFacts {
  readonly view: AccountView;
  readonly currency: string;
  readonly promises: readonly PromiseState[];
  readonly medianDaysLate: number | null;
  readonly today: Day;
}

/** More than anything else comes to: a debtor who was told that we call today is called today. */
const AGREED = 50;
const MOST_FOR_AMOUNT = 20;
const MOST_FOR_DAYS = 15;
const DAYS_A_POINT = 5;
const MOST_BROKEN = 2;
const WEEK = 7;

/**
 * Who is called first, as points that a person can follow. Amounts of different currencies are compared by their number
 * only, and coarsely: ten times as much is four points more.
 */
export function callScore(facts: ScoreFacts): CallScore {
  const lines = [amountLine(facts), daysLine(facts), ...promiseLines(facts), agreedLine(facts), silenceLine(facts), historyLine(facts), ...disputeLines(facts)];
  const counted = [...lines, talkedLine(facts)].filter((line): line is PointLine => line !== null && line.points !== 0);
  return { points: counted.reduce((sum, { points }) => sum + points, 0), lines: counted };
}

function overdueItems({ view, today }: ScoreFacts) {
  return view.ledger.items.filter(({ due }) => due < today);
}

function amountLine(facts: ScoreFacts): PointLine {
  const major = Number(sumMinor(overdueItems(facts).map(({ openMinor }) => openMinor))) / 10 ** exponentOf(facts.currency);
  return { code: "overdue-amount", points: major <= 1 ? 0 : Math.min(MOST_FOR_AMOUNT, Math.round(4 * Math.log10(major))) };
}

function daysLine(facts: ScoreFacts): PointLine {
  const days = Math.max(0, ...overdueItems(facts).map(({ due }) => daysBetween(due, facts.today)));
  return { code: "days-overdue", points: Math.min(MOST_FOR_DAYS, Math.floor(days / DAYS_A_POINT)), days };
}

function promiseLines({ promises }: ScoreFacts): PointLine[] {
  const broken = promises.filter(({ status }) => status === "broken" || status === "partly-kept").length;
  const open = promises.filter(({ status }) => status === "open").length;
  return [
    { code: "broken-promise", points: 10 * Math.min(MOST_BROKEN, broken), count: broken },
    { code: "promise-open", points: open > 0 ? -10 : 0 },
  ];
}

function agreedLine({ view, today }: ScoreFacts): PointLine | null {
  const last = lastCall(view.activities);
  return last?.nextOn && last.nextOn <= today ? { code: "call-agreed", points: AGREED, day: last.nextOn } : null;
}

/** Without a payment, a promise or a word since the last letter arrived: after 5, 10 and 15 days. */
function silenceLine({ view, today }: ScoreFacts): PointLine | null {
  const letter = view.activities.findLast((activity): activity is ActivityOf<"letter"> => activity.kind === "letter");
  if (!letter) return null;
  const heard =
    view.activities.some((activity) => REACTIONS.has(activity.kind) && activity.happenedOn >= letter.sentOn) ||
    view.ledger.allocated.some((part) => part.isPayment && part.bookedOn >= letter.sentOn);
  const days = daysBetween(letter.deliveredOn, today);
  const points = heard || days < 5 ? 0 : days < 10 ? 2 : days < 15 ? 4 : 8;
  return { code: "no-reaction", points, days, since: letter.deliveredOn };
}

const REACTIONS: ReadonlySet<string> = new Set(["promise", "plan", "dispute", "reply"]);

function historyLine({ medianDaysLate }: ScoreFacts): PointLine | null {
  if (medianDaysLate === null || medianDaysLate <= 15) return null;
  return { code: "pays-late", points: medianDaysLate > 30 ? 8 : 4, days: medianDaysLate };
}

function disputeLines({ view }: ScoreFacts): PointLine[] {
  const open = new Set(view.ledger.items.map(({ item }) => item));
  const found = view.activities.some((activity) => activity.kind === "dispute-resolved" && activity.outcome === "unjustified" && open.has(activity.item));
  return found ? [{ code: "dispute-unjustified", points: 5 }] : [];
}

function talkedLine({ view, today }: ScoreFacts): PointLine | null {
  const talked = callsOf(view).filter((call) => isConversation(call) && daysBetween(call.happenedOn, today) < WEEK);
  const last = talked
    .map(({ happenedOn }) => happenedOn)
    .sort()
    .at(-1);
  return last ? { code: "talked-lately", points: -10, day: last } : null;
}
