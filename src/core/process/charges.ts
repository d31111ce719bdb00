import type { ClaimLaw } from "../claim/claim-law.ts";
import { withContractRate } from "../claim/contract-rate.ts";
import { type InterestRefusal, type InterestSegment, lateInterest } from "../claim/interest.ts";
import { lumpSum } from "../claim/lump-sum.ts";
import type { ItemPart, OpenItem } from "../ledger/open-items.ts";
import { addDays, type Day, latest } from "../values/day.ts";
import { sumMinor } from "../values/money.ts";
import type { Context } from "./context.ts";
import type { Charge, DecidedItem, Reason } from "./decision.ts";
import { type FreeStretch, interestFree } from "./interest-free.ts";
import { isLetterStep, minorOf, type Procedure, type Step, stepRank } from "./procedure.ts";
import type { AccountView } from "./view.ts";

/** What a letter adds to the claim, and what it could not add (`interest-refused`, with the reason). */
export interface Charged {
  readonly charges: readonly Charge[];
  readonly why: readonly Reason[];
}

const NOTHING: Charged = { charges: [], why: [] };

/**
 * What a letter of this step adds to the claim: charges that earlier letters made and that are still open, and those that
 * this one makes (R24). Friendly notes carry none. An item is charged from its own step on, so that what is new to dunning
 * in a later letter is asked for once without; a charge goes with its item: where that is left out of the letter, so is the charge.
 */
export function chargesOf(context: Context, step: Step, items: readonly DecidedItem[]): Charged {
  const { view, procedure } = context;
  if (!isLetterStep(step) || (view.ledger.charges.length === 0 && chargesNothing(procedure, step))) return NOTHING;
  const charges: Charge[] = chargesWith(items, context);
  const why: Reason[] = [];
  for (const decided of items) {
    if (!isCharged(decided, context)) continue;
    const interest = newInterest(decided.item, context);
    if (interest && "refused" in interest) why.push(refusal(decided.item, interest));
    else if (interest) charges.push(interest);
    const lumpSum = newLumpSum(decided.item, context);
    if (lumpSum) charges.push(lumpSum);
  }
  const fee = newFee(context, step, items);
  return { charges: fee ? [...charges, fee] : charges, why };
}

function chargesNothing({ charges, steps }: Procedure, step: Step): boolean {
  if (charges.interest !== "none" || charges.lumpSum !== "none") return false;
  for (const _currency in steps[step].fee) return false;
  return true;
}

/** Charges that earlier letters made and that are still open, as they are booked. */
export function bookedCharges({ ledger: { charges, charged } }: AccountView): readonly Charge[] {
  return charges.map(({ item, openMinor, charge }) => {
    const { kind, from, to, item: of } = charge!;
    const document = charged.find((made) => made.item === item)!.forDocument;
    return { kind, item: of, document, amountMinor: openMinor, from, to, calculation: [], booked: item };
  });
}

/** Of the charges on the books, those of items in this letter, and of items that are settled meanwhile; none that is itself in dispute. */
function chargesWith(items: readonly DecidedItem[], { view, disputes }: Context): Charge[] {
  if (view.ledger.charges.length === 0) return [];
  const named = new Set(items.map(({ item }) => item.item));
  const isLeft = (item: number) => !named.has(item) && view.ledger.items.some((open) => open.item === item);
  const isDisputed = (charge: number) => disputes.has(charge) && disputes.get(charge)!.answer?.outcome !== "unjustified";
  return bookedCharges(view).filter(({ item, booked }) => !isLeft(item) && !isDisputed(booked!));
}

/** Overdue and at the step from which the procedure charges. A plan's instalments stand in for items, and bear nothing themselves. */
function isCharged({ item, step }: DecidedItem, { procedure, today }: Context): boolean {
  return step !== null && stepRank(step) >= stepRank(procedure.charges.from) && item.due < today && !item.plan;
}

/** Interest of an item for the days that no letter has charged, through today. Null: none. */
function newInterest(item: OpenItem, context: Context): Charge | InterestRefusal | null {
  const law = interestLaw(context);
  if (law === null) return null;
  if ("refused" in law) return law;
  const { view, today } = context;
  const before = view.ledger.charged.filter(({ charge }) => charge.kind === "interest" && charge.item === item.item).map(({ charge }) => charge.to);
  const charged = latest(...before);
  const from = charged && addDays(charged, 1);
  if (from && from > today) return null;
  const calculation: InterestSegment[] = [];
  for (const stretch of stretches(from, today, interestFree(item, context))) {
    const sheet = lateInterest({ law, due: item.due, ...owed(item, stretch.lessMinor), from: stretch.from, to: stretch.to });
    if ("refused" in sheet) return sheet;
    calculation.push(...sheet.segments.filter(({ amountMinor }) => amountMinor > 0n));
  }
  const amountMinor = sumMinor(calculation.map((segment) => segment.amountMinor));
  if (amountMinor <= 0n) return null;
  // From the day after the last charge on, even if nothing accrued at first: no later letter may charge those days.
  const first = from ?? calculation[0]!.from;
  return { kind: "interest", item: item.item, document: item.document, amountMinor, from: first, to: today, calculation, booked: null };
}

/** The law that the procedure asks for; null: it charges no interest. */
function interestLaw({ procedure, rules: { claimLaw } }: Context): ClaimLaw | InterestRefusal | null {
  const { interest } = procedure.charges;
  if (interest === "none") return null;
  if (interest !== "statutory") return withContractRate(claimLaw, interest.rate);
  return claimLaw ?? { refused: "no-interest", detail: "no law is on file for this claim" };
}

function refusal({ document }: OpenItem, { refused, detail }: InterestRefusal): Reason {
  return { code: "interest-refused", document, refused, detail };
}

/** Parts the days from `from` (null: from the start) through `to` where a dispute or a plan takes something off what bears interest. */
function stretches(from: Day | null, to: Day, free: readonly FreeStretch[]): { from: Day | null; to: Day; lessMinor: bigint | null }[] {
  const cuts = new Set<Day>();
  for (const each of free) {
    if ((!from || each.from > from) && each.from <= to) cuts.add(each.from);
    const after = each.to && addDays(each.to, 1);
    if (after && (!from || after > from) && after <= to) cuts.add(after);
  }
  const starts: (Day | null)[] = [from, ...[...cuts].sort()];
  return starts.map((start, index) => {
    const next = starts[index + 1];
    const end = next ? addDays(next, -1) : to;
    const during = free.filter((each) => each.from <= end && (each.to === null || each.to >= end));
    const whole = during.some(({ lessMinor }) => lessMinor === null);
    return { from: start, to: end, lessMinor: whole ? null : sumMinor(during.map(({ lessMinor }) => lessMinor!)) };
  });
}

/** What bears interest: the amount less what was never owed and what is free of it, and the money that came in for it. */
function owed(item: OpenItem, lessMinor: bigint | null) {
  const whole = lessMinor === null ? 0n : principalOf(item) - lessMinor;
  const amountMinor = whole > 0n ? whole : 0n;
  let left = amountMinor;
  const payments: { day: Day; amountMinor: bigint }[] = [];
  for (const part of [...item.parts].filter(isMoney).sort((a, b) => (a.bookedOn < b.bookedOn ? -1 : a.bookedOn > b.bookedOn ? 1 : 0))) {
    const paid = part.amountMinor < left ? part.amountMinor : left;
    left -= paid;
    if (paid > 0n) payments.push({ day: part.bookedOn, amountMinor: paid });
  }
  return { amountMinor, payments };
}

function isMoney({ isRemission }: ItemPart): boolean {
  return !isRemission;
}

/** What was owed from the start: a credit memo or write-off takes off what never was. */
function principalOf(item: OpenItem): bigint {
  return item.amountMinor - sumMinor(item.parts.filter((part) => !isMoney(part)).map(({ amountMinor }) => amountMinor));
}

/** The lump sum for the cost of recovery: once per item, whether it was paid or waived; in the currency of the law only. */
function newLumpSum(item: OpenItem, { view, procedure, rules: { claimLaw }, today }: Context): Charge | null {
  if (procedure.charges.lumpSum !== "statutory" || !claimLaw) return null;
  if (view.ledger.charged.some(({ charge }) => charge.kind === "lump-sum" && charge.item === item.item)) return null;
  const sum = lumpSum(claimLaw, principalOf(item), view.currency);
  if ("refused" in sum || sum.amountMinor <= 0n) return null;
  return { kind: "lump-sum", item: item.item, document: item.document, amountMinor: sum.amountMinor, from: today, to: today, calculation: [], booked: null };
}

/** The fee of the step, once per letter, on the item that brought the letter about. */
function newFee({ view, procedure, today }: Context, step: Step, items: readonly DecidedItem[]): Charge | null {
  const amountMinor = minorOf(procedure.steps[step].fee, view.currency) ?? 0n;
  const cause = items.find((each) => each.step === step && !each.item.plan)?.item;
  if (amountMinor <= 0n || !cause) return null;
  if (view.ledger.charged.some(({ charge }) => charge.kind === "fee" && charge.item === cause.item && charge.to >= today)) return null;
  return { kind: "fee", item: cause.item, document: cause.document, amountMinor, from: today, to: today, calculation: [], booked: null };
}
