import { type InterestSheet, lateInterest } from "../../core/claim/interest.ts";
import { type Booking, bookingsOn } from "../../core/ledger/bookings.ts";
import { type DocumentEntry, isDocument } from "../../core/ledger/entry.ts";
import { letterOfStep } from "../../core/process/placement.ts";
import { addDays, type Day } from "../../core/values/day.ts";
import { formatMinor, sumMinor } from "../../core/values/money.ts";
import type { HandOverCase } from "./case.ts";
import type { PlacementDocument } from "./placement-schema.ts";

type Claim = PlacementDocument["claim"];
type ItemClaim = Claim["items"][number];

/** A claim with the interest that belongs to it, and the bookings that it tells of. */
export interface PlacedClaim {
  readonly claim: Claim;
  readonly interest: PlacementDocument["interest"];
  readonly told: readonly number[];
}

/** What is claimed, item by item, with everything that was booked on it and the interest up to the day. */
export function placedClaim(the: HandOverCase, items: ReadonlySet<number>): PlacedClaim {
  const { entries, view, account } = the.decided;
  const money = (minor: bigint) => formatMinor(minor, account.currency);
  const bookings = bookingsOn(items, entries, the.asOf);
  const documents = newestVersions(the, items);
  const sheets = documents.map((entry) => ({ entry, own: bookings.filter(({ item }) => item === entry.item), sheet: sheetOf(entry, the) }));
  const open = sheets.map(({ entry, own }) => entry.amountMinor - sumMinor(own.map(({ amountMinor }) => amountMinor)));
  const interest = sumMinor(sheets.map(({ sheet }) => ("refused" in sheet ? 0n : sheet.totalMinor)));
  const charges = view.ledger.charges.filter((each) => each.charge && items.has(each.charge.item));
  const charged = sumMinor(charges.map(({ openMinor }) => openMinor));
  const principal = sumMinor(open);
  const numberOf = new Map(documents.map(({ item, document }) => [item, document]));
  return {
    claim: {
      items: sheets.map((each, index) => itemClaim(each, open[index]!, the)),
      charges: charges.map(({ document, amountMinor, openMinor, charge }) => {
        const { kind, from, to, letter, item } = charge!;
        return { kind, document, for: numberOf.get(item) ?? null, from, to, amount: money(amountMinor), open: money(openMinor), letter };
      }),
      totals: { principal: money(principal), interest: money(interest), charges: money(charged), total: money(principal + interest + charged) },
      allocation: "as-booked",
    },
    interest: interestRule(
      the,
      sheets.map(({ sheet }) => sheet),
    ),
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

type Sheet = ReturnType<typeof lateInterest>;

/** Days that an earlier letter has charged are not charged again. */
function sheetOf(entry: DocumentEntry, the: HandOverCase, from: Day | null = null): Sheet {
  const { claimLaw: law } = the.decided.rules;
  if (!law) return { refused: "no-interest", detail: "no law is on file for this claim" };
  const due = entry.due ?? entry.issued;
  // What was taken back never reduced the debt.
  const own = the.decided.view.ledger.allocated.filter(({ item }) => item === entry.item);
  const before = sumMinor(own.filter(({ bookedOn }) => bookedOn <= due).map(({ amountMinor }) => amountMinor));
  const payments = own.filter(({ bookedOn }) => bookedOn > due).map(({ bookedOn, amountMinor }) => ({ day: bookedOn, amountMinor }));
  return lateInterest({ law, due, amountMinor: entry.amountMinor - before, payments, from: from ?? chargedThrough(entry.item, the), to: the.asOf });
}

function chargedThrough(item: number, { decided, asOf }: HandOverCase): Day | null {
  let last: Day | null = null;
  for (const entry of decided.entries) {
    if (!isDocument(entry) || entry.knownOn > asOf || entry.charge?.kind !== "interest" || entry.charge.item !== item) continue;
    if (!last || entry.charge.to > last) last = entry.charge.to;
  }
  return last && addDays(last, 1);
}

function itemClaim({ entry, own, sheet }: { entry: DocumentEntry; own: readonly Booking[]; sheet: Sheet }, openMinor: bigint, the: HandOverCase): ItemClaim {
  const { account, view, rules } = the.decided;
  const money = (minor: bigint) => formatMinor(minor, account.currency);
  const third = letterOfStep(view.activities, entry.item, "third");
  const due = entry.due ?? entry.issued;
  const law = rules.claimLaw;
  return {
    document: entry.document,
    instalment: entry.instalment,
    kind: entry.kind === "fee" ? "fee" : "invoice",
    issued: entry.issued,
    due,
    original: money(entry.amountMinor),
    bookings: own.map(({ entry: id, kind, document, day, knownOn, amountMinor }) => ({ entry: id, kind, document, day, knownOn, amount: money(amountMinor) })),
    open: money(openMinor),
    default: law && { since: addDays(due, law.startsAfterDays), reason: `The due date passed without payment (late-payment law: ${law.jurisdiction})` },
    thirdLetter: third && { letter: third.letter, sentOn: third.sentOn, payBy: third.payBy },
    contract: null,
    order: null,
    deliveredOn: null,
    interest: "refused" in sheet ? null : interestOf(sheet, sheetOf(entry, the, the.asOf), the),
  };
}

function interestOf(sheet: InterestSheet, lastDay: Sheet, { asOf, decided }: HandOverCase): NonNullable<ItemClaim["interest"]> {
  const money = (minor: bigint) => formatMinor(minor, decided.account.currency);
  return {
    to: asOf,
    total: money(sheet.totalMinor),
    daily: "refused" in lastDay ? null : money(lastDay.totalMinor),
    segments: sheet.segments.map(({ from, to, days, rate, principalMinor, amountMinor, source }) => {
      return { from, to, days, rate, principal: money(principalMinor), amount: money(amountMinor), source };
    }),
  };
}

function interestRule({ decided }: HandOverCase, sheets: readonly Sheet[]): PlacementDocument["interest"] {
  const law = decided.rules.claimLaw;
  const refused = sheets.find((sheet) => "refused" in sheet);
  const reason = refused && "refused" in refused ? refused.detail : null;
  if (!law) return { jurisdiction: null, rule: null, source: null, refused: reason };
  const { interest } = law;
  return { jurisdiction: law.jurisdiction, rule: ruleText(interest), source: `${interest.source.title}, ${interest.source.url}`, refused: reason };
}

function ruleText(rule: NonNullable<HandOverCase["decided"]["rules"]["claimLaw"]>["interest"]): string | null {
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
