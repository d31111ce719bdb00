import type { ClaimLaw } from "../claim/claim-law.ts";
import { withContractRate } from "../claim/contract-rate.ts";
import { type InterestRefusal, lateInterest } from "../claim/interest.ts";
import { lawfulDue } from "../claim/lawful-due.ts";
import { lumpSum } from "../claim/lump-sum.ts";
import type { ItemPart, OpenItem } from "../ledger/open-items.ts";
import { addDays, type Day, latest } from "../values/day.ts";
import { sumMinor } from "../values/money.ts";
import type { Context } from "./context.ts";
import type { Charge, DecidedItem, Reason } from "./decision.ts";
import { interestFree } from "./interest-free.ts";
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
    if (lumpSum && !charges.some((made) => made.kind === "lump-sum" && made.booked === null && made.document === lumpSum.document)) charges.push(lumpSum);
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
  const { view, rules, today } = context;
  const before = view.ledger.charged.filter(({ charge }) => charge.kind === "interest" && charge.item === item.item).map(({ charge }) => charge.to);
  const charged = latest(...before);
  const from = charged && addDays(charged, 1);
  if (from && from > today) return null;
  const sheet = lateInterest({ law, ...debtOf(item), due: lawfulDue(law, item.due, rules.isBusinessDay), free: interestFree(item, context), from, to: today });
  if ("refused" in sheet) return sheet;
  const calculation = sheet.segments.filter((segment) => segment.amountMinor > 0n);
  const amountMinor = sumMinor(calculation.map((segment) => segment.amountMinor));
  if (amountMinor <= 0n) return null;
  // From the day after the last charge on, even if nothing accrued at first: no later letter may charge those days.
  const first = from ?? calculation[0]!.from;
  return { kind: "interest", item: item.item, document: item.document, amountMinor, from: first, to: today, calculation, booked: null };
}

/** The law that the procedure asks for; null: it charges no interest. */
function interestLaw({ procedure, rules: { claimLaw } }: Context): ClaimLaw | InterestRefusal | null {
  if (procedure.charges.interest === "none") return null;
  return chargedLaw(procedure, claimLaw) ?? { refused: "no-interest", detail: "no law is on file for this claim" };
}

/** What governs what is charged: the law of the claim, with the contract's rate where the procedure names one; null: nothing is on file. */
export function chargedLaw({ charges: { interest } }: Procedure, claimLaw: ClaimLaw | null): ClaimLaw | null {
  return typeof interest === "string" ? claimLaw : withContractRate(claimLaw, interest.rate);
}

function refusal({ document }: OpenItem, { refused, detail }: InterestRefusal): Reason {
  return { code: "interest-refused", document, refused, detail };
}

/** What was owed, and the money that came in for it, never more than that. */
function debtOf(item: OpenItem) {
  let left = principalOf(item);
  const amountMinor = left;
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

/**
 * The lump sum for the cost of recovery: once per invoice (CJEU C-585/20), however many instalments it has, whether it was paid or
 * waived; in the currency of the law only.
 */
function newLumpSum(item: OpenItem, { view, procedure, rules, today }: Context): Charge | null {
  const law = chargedLaw(procedure, rules.claimLaw);
  if (procedure.charges.lumpSum !== "statutory" || !law || lawfulDue(law, item.due, rules.isBusinessDay) >= today) return null;
  if (view.ledger.charged.some(({ charge, forDocument }) => charge.kind === "lump-sum" && forDocument === item.document)) return null;
  const instalments = view.ledger.items.filter(({ document }) => document === item.document);
  const sum = lumpSum(law, sumMinor(instalments.map(principalOf)), view.currency);
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
