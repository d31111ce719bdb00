import { daysBetween } from "../../values/day.ts";
import type { CashMatch, CashTransaction } from "./cash.ts";
import { type Candidate, itemsOf } from "./candidate.ts";
import { openOf } from "./fit.ts";
import { naturalSums } from "./natural-sums.ts";
import { subsetSum } from "./subset-sum.ts";
import { evidenceOf, type View } from "./view.ts";

type Known = Extract<CashMatch, { kind: "known" }>;

export interface KnownMoney {
  readonly known: readonly Known[];
  /** What may be known money, and may be new. */
  readonly doubtful: readonly Candidate[];
}

/** Accounting systems book within a week of the bank. */
const BOOKED_WITHIN = 7;
/** A list that says "paid" comes up to this many days after the money, and hardly ever before it. */
const LISTED_AFTER = 45;

/**
 * Money that the ledger has already, from the accounting system or by a list's word. The payer is sure, or a number or
 * reference names what was paid; where the transaction names open items of exactly its amount as well, a person decides.
 */
export function knownMoney(view: View, transaction: CashTransaction): KnownMoney {
  const found = [bookedMoney(view, transaction), settledMoney(view, transaction)].find((each) => each !== null);
  if (!found) return { known: [], doubtful: [] };
  const match: Known = {
    kind: "known",
    account: view.account.account,
    ...found.join,
    evidence: { payer: view.payer.kind, found: evidenceOf(view), doubts: [] },
  };
  if (!found.isDoubtful && !view.isDeclined) return { known: [match], doubtful: [] };
  const proposal = {
    account: match.account,
    rule: match.rule,
    confidence: 0.75,
    allocations: [],
    writeOffs: [],
    joins: match.items,
    onAccountMinor: 0n,
    evidence: { ...match.evidence, doubts: ["maybe-new"] },
  };
  return { known: [], doubtful: [{ proposal, isCertain: false }] };
}

interface Found {
  readonly join: Pick<Known, "rule" | "items">;
  readonly isDoubtful: boolean;
}

function bookedMoney(view: View, transaction: CashTransaction): Found | null {
  const { account, payer, numbers, references } = view;
  const near = account.booked.filter(({ bookedOn }) => Math.abs(daysBetween(bookedOn, transaction.booked)) <= BOOKED_WITHIN);
  if (near.length === 0) return null;
  // A document that it names was paid by the booked payment where both are of one day.
  const days = new Set(near.map(({ bookedOn }) => bookedOn));
  const paid = new Set(account.paid.filter(({ paidOn }) => days.has(paidOn)).map(({ item }) => item));
  const isNamed = [...numbers, ...references].some(({ kind, items }) => kind === "booked" || (kind === "paid" && items.some((item) => paid.has(item))));
  const distance = (day: (typeof near)[number]["bookedOn"]): number => Math.abs(daysBetween(day, transaction.booked));
  const named = new Set(numbers.filter(({ kind }) => kind === "booked").flatMap(({ items }) => items));
  const equal = near
    .filter(({ amountMinor }) => amountMinor === transaction.amountMinor)
    .sort((a, b) => Number(named.has(b.item)) - Number(named.has(a.item)) || distance(a.bookedOn) - distance(b.bookedOn) || a.item - b.item);
  const items = equal[0] ? [equal[0].item] : bookedTogether(near, transaction);
  if (items === null) return null;
  // Whoever the payer is: as much money came to this account, and something of this account is named.
  const isLinked = payer.isSure || isNamed;
  if (!isLinked && payer.kind === "none" && numbers.length === 0) return null;
  // Nothing says whether it is the payment that was booked, or a new one for an open item of the same amount.
  const namesMore = numbers.length + references.length > 0 || naturalSums(view, transaction).length > 0;
  const isEither = !isNamed && namesMore;
  return { join: { rule: "already-booked", items }, isDoubtful: !isLinked || isEither || namesOpen(view, transaction) };
}

/** One transfer that was booked as several payments of the same day. */
function bookedTogether(near: View["account"]["booked"], transaction: CashTransaction): number[] | null {
  const days = [...new Set(near.map(({ bookedOn }) => bookedOn))].sort();
  for (const day of days) {
    const same = near.filter(({ bookedOn }) => bookedOn === day);
    const sum = subsetSum(
      same.map(({ amountMinor }) => amountMinor),
      transaction.amountMinor,
    );
    if (sum.kind === "unique") return sum.parts.map((place) => same[place]!.item).sort((a, b) => a - b);
  }
  return null;
}

/** Whether it names open items that it pays exactly: then it may well be new money. */
function namesOpen(view: View, transaction: CashTransaction): boolean {
  const ids = [...view.numbers, ...view.references].filter(({ kind }) => kind === "item" || kind === "asked").flatMap(({ items }) => items);
  const items = itemsOf(view, ids);
  return items.length > 0 && (openOf(items) === transaction.amountMinor || items.some(({ openMinor }) => openMinor === transaction.amountMinor));
}

function settledMoney(view: View, transaction: CashTransaction): Found | null {
  const { account, payer, numbers, references } = view;
  if (account.settled.length === 0) return null;
  const ids = new Set([...numbers, ...references].filter(({ kind }) => kind === "settled").flatMap(({ items }) => items));
  const named = account.settled.filter(({ item }) => ids.has(item));
  const join = (items: readonly { readonly item: number }[]): Found["join"] => ({
    rule: "already-settled",
    items: items.map(({ item }) => item).sort((a, b) => a - b),
  });
  const sum = (items: typeof named): bigint => items.reduce((all, { amountMinor }) => all + amountMinor, 0n);
  const isMixed = numbers.some(({ kind }) => kind === "item");
  if (named.length > 0 && sum(named) === transaction.amountMinor) return { join: join(named), isDoubtful: isMixed };
  // Settled and open items in one transfer: a part of this money is known, and the rest is not.
  if (named.length > 0) return { join: join(named), isDoubtful: true };
  if (!payer.isSure) return null;
  const window = account.settled.filter(({ settledOn }) => {
    const days = daysBetween(transaction.booked, settledOn);
    return days >= -BOOKED_WITHIN && days <= LISTED_AFTER;
  });
  const equal = window.filter(({ amountMinor }) => amountMinor === transaction.amountMinor);
  const chosen = equal.length > 0 ? equal.slice(0, 1) : together(window, transaction);
  if (chosen === null) return null;
  const isNew = isMixed || references.length > 0 || naturalSums(view, transaction).length > 0;
  return { join: join(chosen), isDoubtful: isNew || equal.length > 1 };
}

function together(window: View["account"]["settled"], transaction: CashTransaction): View["account"]["settled"] | null {
  const found = subsetSum(
    window.map(({ amountMinor }) => amountMinor),
    transaction.amountMinor,
  );
  return found.kind === "unique" ? found.parts.map((place) => window[place]!) : null;
}
