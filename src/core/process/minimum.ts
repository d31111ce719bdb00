import { addDays, type Day, daysBetween, earliest } from "../values/day.ts";
import { formatMinor, sumMinor } from "../values/money.ts";
import type { Context } from "./context.ts";
import type { DecidedItem, Reason } from "./decision.ts";
import type { Message } from "./dun.ts";
import { minorOf, type Step, stepRank } from "./procedure.ts";
import type { LeftItem } from "./sort-items.ts";

/**
 * What is too little for its step in a message (SAP's minimum amount and percentage per dunning level): if what is at the
 * message's highest step comes to less than its minimum, or than its share of all that is open, those items stay where they are.
 */
export function belowMinimum({ items }: Message, context: Context): readonly LeftItem[] {
  const step = highest(items);
  const why = tooLittle(step, items, context);
  if (!why) return NONE;
  const below = items.filter((each) => each.step === step);
  return below.map(({ item }): LeftItem => ({ item, block: "minimum", why: [{ ...why, document: item.document }], reviewOn: null }));
}

const NONE: readonly LeftItem[] = [];

function highest(items: readonly DecidedItem[]): Step {
  return items.map(({ step }) => step!).reduce((a, b) => (stepRank(a) >= stepRank(b) ? a : b));
}

function tooLittle(step: Step, items: readonly DecidedItem[], { procedure, view }: Context): Reason | null {
  const { amount, percent } = procedure.steps[step].minimum;
  const least = minorOf(amount, view.currency);
  if (least === null && percent === 0) return null;
  const asked = sumMinor(items.filter((each) => each.step === step).map(({ item }) => item.openMinor));
  const open = sumMinor(view.ledger.items.map(({ openMinor }) => openMinor));
  const enough = (least === null || asked >= least) && asked * HUNDREDTHS_OF_PERCENT >= open * BigInt(Math.round(percent * 100));
  return enough
    ? null
    : { code: "minimum", step, amount: formatMinor(asked, view.currency), least: least === null ? null : formatMinor(least, view.currency), percent };
}

const HUNDREDTHS_OF_PERCENT = 10_000n;

/** The day on which the oldest item is late enough for letters; null: it is. */
export function arrearsWait(items: readonly DecidedItem[], { procedure, today }: Context): Day | null {
  if (procedure.leastArrearsDays === 0) return null;
  const oldest = earliest(...items.map(({ item }) => item.due))!;
  return daysBetween(oldest, today) >= procedure.leastArrearsDays ? null : addDays(oldest, procedure.leastArrearsDays);
}
