import type { ClaimLaw } from "../../core/claim/claim-law.ts";
import { claimSheet } from "../../core/claim/claim-sheet.ts";
import { type FreeStretch, type InterestRefusal, type InterestSegment, lateInterest } from "../../core/claim/interest.ts";
import { lawfulDue } from "../../core/claim/lawful-due.ts";
import { type Booking, bookingsOn, standingBookings } from "../../core/ledger/bookings.ts";
import { orderInsideDebt } from "../../core/ledger/cash/allocation-order.ts";
import { type DocumentEntry, isDocument } from "../../core/ledger/entry.ts";
import { chargedLaw } from "../../core/process/charges.ts";
import { contextOf } from "../../core/process/context.ts";
import { standingLetters } from "../../core/process/dunning-state.ts";
import { interestFree } from "../../core/process/interest-free.ts";
import { letterOfStep } from "../../core/process/placed-items.ts";
import { addDays, type Day } from "../../core/values/day.ts";
import { formatMinor, sumMinor } from "../../core/values/money.ts";
import type { HandOverCase } from "./case.ts";
import type { PlacementDocument } from "./placement-schema.ts";

type Claim = PlacementDocument["claim"];
type ItemClaim = Claim["items"][number];

/** How booked charges were worked out, by the charge's own item. */
export type Calculations = ReadonlyMap<number, readonly InterestSegment[]>;

/** A claim with the law of its interest, and the bookings that it tells of. */
export interface PlacedClaim {
  readonly claim: Claim;
  readonly interest: PlacementDocument["interest"];
  readonly told: readonly number[];
}

/** One item with what is open of it: in the ledger, and as principal and interest under the law of the claim. */
interface Reckoned {
  readonly entry: DocumentEntry;
  readonly own: readonly Booking[];
  readonly openMinor: bigint;
  readonly order: "statutory" | "as-booked";
  readonly principalMinor: bigint;
  readonly interest: { readonly totalMinor: bigint; readonly segments: readonly InterestSegment[] } | InterestRefusal;
}

/** What is claimed, item by item, with everything that was booked on it and the interest up to the day. */
export function placedClaim(the: HandOverCase, items: ReadonlySet<number>, calculations: Calculations): PlacedClaim {
  const { entries, view, account } = the.decided;
  const money = (minor: bigint) => formatMinor(minor, account.currency);
  const bookings = bookingsOn(items, entries, the.asOf);
  const reckoned = newestVersions(the, items).map((entry) =>
    reckon(
      entry,
      bookings.filter(({ item }) => item === entry.item),
      the,
    ),
  );
  const interest = sumMinor(reckoned.map((each) => ("refused" in each.interest ? 0n : each.interest.totalMinor)));
  const charges = view.ledger.charges.filter((each) => each.charge && items.has(each.charge.item));
  const charged = sumMinor(charges.map(({ openMinor }) => openMinor));
  const principal = sumMinor(reckoned.map(({ principalMinor }) => principalMinor));
  const numberOf = new Map(reckoned.map(({ entry }) => [entry.item, entry.document]));
  return {
    claim: {
      items: reckoned.map((each) => itemClaim(each, the)),
      charges: charges.map(({ item: own, document, amountMinor, openMinor, charge }) => {
        const { kind, from, to, letter, item } = charge!;
        return {
          kind,
          document,
          for: numberOf.get(item) ?? null,
          from,
          to,
          amount: money(amountMinor),
          open: money(openMinor),
          letter,
          calculation: (calculations.get(own) ?? []).map(segmentOf(money)),
        };
      }),
      totals: { principal: money(principal), interest: money(interest), charges: money(charged), total: money(principal + interest + charged) },
    },
    interest: interestRule(the, reckoned),
    told: [...new Set(bookings.map(({ entry }) => entry))],
  };
}

function newestVersions({ decided, asOf }: HandOverCase, items: ReadonlySet<number>): DocumentEntry[] {
  const newest = new Map<number, DocumentEntry>();
  for (const entry of decided.entries) if (isDocument(entry) && entry.knownOn <= asOf && items.has(entry.item)) newest.set(entry.item, entry);
  return [...newest.values()].sort((a, b) => order(a.due ?? a.issued, b.due ?? b.issued) || order(a.document, b.document) || a.instalment - b.instalment);
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/**
 * Part payments go to interest before principal where the law of the claim says so (R24). Where earlier letters have charged
 * interest already, those charges stand beside, and the payments stay where the ledger booked them.
 */
function reckon(entry: DocumentEntry, own: readonly Booking[], the: HandOverCase): Reckoned {
  const openMinor = entry.amountMinor - sumMinor(own.map(({ amountMinor }) => amountMinor));
  const booked = { entry, own, openMinor, order: "as-booked", principalMinor: openMinor } as const;
  const law = lawOf(the);
  if (!law) return { ...booked, interest: { refused: "no-interest", detail: "no law is on file for this claim" } };
  const due = lateAfter(entry, the);
  const standing = standingBookings(own);
  // What a credit note or write-off takes off was never owed.
  const remitted = sumMinor(standing.filter(isRemission).map(({ amountMinor }) => amountMinor));
  const payments = standing.filter((each) => !isRemission(each)).map(({ day, amountMinor }) => ({ day, amountMinor }));
  const request = { law, due, amountMinor: entry.amountMinor - remitted, payments, free: freeOf(entry.item, the), to: the.asOf };
  const from = chargedThrough(entry.item, the);
  const inside = orderInsideDebt(law.jurisdiction.toUpperCase(), the.asOf);
  if (from || !inside) return { ...booked, interest: lateInterest({ ...request, from }) };
  const sheet = claimSheet({ ...request, from: null, costsMinor: 0n, order: inside });
  if ("refused" in sheet) return { ...booked, interest: sheet };
  return { ...booked, order: "statutory", principalMinor: sheet.open.principal, interest: { totalMinor: sheet.open.interest, segments: sheet.segments } };
}

/** The law that the account's letters charge by: the claim asks for interest at the rate that they did. */
function lawOf({ decided }: HandOverCase): ClaimLaw | null {
  return chargedLaw(decided.procedure, decided.rules.claimLaw);
}

function lateAfter({ due, issued }: DocumentEntry, the: HandOverCase): Day {
  const law = lawOf(the);
  return law ? lawfulDue(law, due ?? issued, the.decided.rules.isBusinessDay) : (due ?? issued);
}

/** What was free of interest while it was in dispute, or in a plan that waives it, stays so when the item is placed. */
function freeOf(item: number, { decided, asOf }: HandOverCase): readonly FreeStretch[] {
  const { view, procedure, rules } = decided;
  const open = view.ledger.items.find((each) => each.item === item);
  return open ? interestFree(open, contextOf(view, procedure, rules, asOf)) : [];
}

function isRemission({ kind }: Booking): boolean {
  return kind === "credit-memo" || kind === "write-off";
}

/** The day after those that earlier letters have charged; null: none has. */
function chargedThrough(item: number, { decided }: HandOverCase): Day | null {
  const days = decided.view.ledger.charged.flatMap(({ charge }) => (charge.kind === "interest" && charge.item === item ? [charge.to] : []));
  return days.length > 0 ? addDays(days.sort().at(-1)!, 1) : null;
}

function itemClaim({ entry, own, openMinor, order: reckoning, principalMinor, interest }: Reckoned, the: HandOverCase): ItemClaim {
  const { account, view } = the.decided;
  const money = (minor: bigint) => formatMinor(minor, account.currency);
  const third = letterOfStep(standingLetters(view.activities), entry.item, "third");
  const law = lawOf(the);
  const late = lateAfter(entry, the);
  return {
    document: entry.document,
    instalment: entry.instalment,
    kind: entry.kind === "fee" ? "fee" : "invoice",
    issued: entry.issued,
    due: entry.due ?? entry.issued,
    original: money(entry.amountMinor),
    bookings: own.map(({ entry: id, kind, document, day, knownOn, amountMinor }) => ({ entry: id, kind, document, day, knownOn, amount: money(amountMinor) })),
    open: money(openMinor),
    principal: money(principalMinor),
    reckoning,
    default: law && {
      since: addDays(late, law.startsAfterDays),
      reason: `The due date passed without payment (late-payment law: ${law.jurisdiction})${law.startNote ? `; default begins: ${law.startNote}` : ""}`,
    },
    thirdLetter: third && { letter: third.letter, sentOn: third.sentOn, payBy: third.payBy },
    contract: null,
    order: null,
    deliveredOn: null,
    interest: "refused" in interest ? null : interestOf(interest, dailyOf(late, principalMinor, the), the),
  };
}

/** A further day on what is open as principal now, at the last day's rate; null where that is not known. */
function dailyOf(due: Day, principalMinor: bigint, the: HandOverCase): string | null {
  const { asOf, decided } = the;
  const law = lawOf(the);
  if (!law || principalMinor <= 0n) return null;
  const day = lateInterest({ law, due, amountMinor: principalMinor, payments: [], from: asOf, to: asOf });
  return "refused" in day ? null : formatMinor(day.totalMinor, decided.account.currency);
}

function interestOf(
  { totalMinor, segments }: Exclude<Reckoned["interest"], InterestRefusal>,
  daily: string | null,
  { decided, asOf }: HandOverCase,
): NonNullable<ItemClaim["interest"]> {
  const money = (minor: bigint) => formatMinor(minor, decided.account.currency);
  const accrued = sumMinor(segments.map(({ amountMinor }) => amountMinor));
  return {
    to: asOf,
    accrued: money(accrued),
    paid: money(accrued - totalMinor),
    total: money(totalMinor),
    daily,
    segments: segments.map(segmentOf(money)),
  };
}

function segmentOf(money: (minor: bigint) => string) {
  return ({ from, to, days, rate, principalMinor, amountMinor, source }: InterestSegment) => {
    return { from, to, days, rate, principal: money(principalMinor), amount: money(amountMinor), source };
  };
}

function interestRule(the: HandOverCase, reckoned: readonly Reckoned[]): PlacementDocument["interest"] {
  const law = lawOf(the);
  const refused = reckoned.flatMap(({ interest }) => ("refused" in interest ? [interest.detail] : []))[0] ?? null;
  if (!law) return { jurisdiction: null, rule: null, source: null, refused };
  const { interest } = law;
  return { jurisdiction: law.jurisdiction, rule: ruleText(interest), source: [interest.source.title, interest.source.url].filter(Boolean).join(", "), refused };
}

function ruleText(rule: ClaimLaw["interest"]): string | null {
  switch (rule.kind) {
    case "none":
      return null;
    case "flat":
      return `${rule.percent} % a year, simple interest, ${rule.dayCount}`;
    case "floating":
      return `${rule.reference.name} of each half-year plus ${rule.addPercent} points, simple interest, ${rule.dayCount}`;
    case "fixed-at-start":
      return `${rule.reference.name} of the half-year in which the debt became late plus ${rule.addPercent} points, simple interest, ${rule.dayCount}`;
  }
}
