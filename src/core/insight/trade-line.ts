import { aging } from "../ledger/aging.ts";
import { bookingsOn } from "../ledger/bookings.ts";
import { type DocumentEntry, type Entry, isDocument } from "../ledger/entry.ts";
import { openItems } from "../ledger/open-items.ts";
import { disputeStates } from "../process/dispute.ts";
import type { Activity } from "../process/activity.ts";
import { addDays, type Day, daysBetween } from "../values/day.ts";
import { sumMinor } from "../values/money.ts";

/** How an account pays, as credit bureaus collect it. Amounts are minor units; what is in dispute is in none of them. */
export interface TradeLine {
  readonly owingMinor: bigint;
  readonly currentMinor: bigint;
  /** Past due by days: 1 to 30, 31 to 60, 61 to 90, 91 and more. */
  readonly pastDueMinor: readonly [bigint, bigint, bigint, bigint];
  /** The most that was owed on any day of the last twelve months. */
  readonly highCreditMinor: bigint;
  /** Days that money of the last twelve months came after its due date, weighted by amount (early: 0); null: none came. */
  readonly daysBeyondTerms: number | null;
  /** Of the newest invoice; null: there is none. */
  readonly termsDays: number | null;
  readonly lastSale: Day | null;
  /** Left out because it is in dispute, wholly or in part. */
  readonly disputedMinor: bigint;
  /** The open items that these amounts tell of. */
  readonly items: readonly number[];
}

const YEAR_DAYS = 365;

/** What had happened by a day on one account; null where nothing was sold for a year and nothing is owed. */
export function tradeLine(entries: readonly Entry[], activities: readonly Activity[], asOf: Day): TradeLine | null {
  const happened = entries.filter((entry) => entry.happenedOn <= asOf);
  const ledger = openItems(happened, asOf);
  const sales = new Map(
    // What letters have charged is no sale: it would pass for the last one, with terms of its own.
    happened.flatMap((entry) =>
      isDocument(entry) && (entry.kind === "invoice" || entry.kind === "fee") && entry.charge === undefined ? [[entry.item, entry] as const] : [],
    ),
  );
  const disputed = new Set([...disputeStates({ activities, ledger })].flatMap(([item, { state }]) => (state === "answered" ? [] : [item])));
  const open = ledger.items.filter(({ item }) => !disputed.has(item));
  const newest = [...sales.values()].reduce<DocumentEntry | null>((a, b) => (a && a.issued >= b.issued ? a : b), null);
  const since = addDays(asOf, -YEAR_DAYS);
  if (open.length === 0 && (!newest || newest.issued < since)) return null;
  const buckets = aging(open, asOf);
  const late = (["1-30", "31-60", "61-90"] as const).map((bucket) => buckets.get(bucket)!);
  return {
    owingMinor: sumMinor(open.map(({ openMinor }) => openMinor)),
    currentMinor: buckets.get("not-due")!,
    pastDueMinor: [late[0]!, late[1]!, late[2]!, buckets.get("91-120")! + buckets.get("over-120")!],
    highCreditMinor: highCredit(sales, disputed, happened, since, asOf),
    daysBeyondTerms: beyondTerms(ledger.allocated, sales, disputed, since),
    termsDays: newest?.due ? daysBetween(newest.issued, newest.due) : null,
    lastSale: newest?.issued ?? null,
    disputedMinor: sumMinor(ledger.items.filter(({ item }) => disputed.has(item)).map(({ openMinor }) => openMinor)),
    items: open.map(({ item }) => item),
  };
}

/** Followed day by day: what was owed at the beginning of the year counts too. */
function highCredit(sales: ReadonlyMap<number, DocumentEntry>, disputed: ReadonlySet<number>, entries: readonly Entry[], since: Day, asOf: Day): bigint {
  const told = [...sales.values()].filter(({ item }) => !disputed.has(item));
  const moves = new Map<Day, bigint>();
  const move = (day: Day, minor: bigint) => moves.set(day, (moves.get(day) ?? 0n) + minor);
  for (const { issued, amountMinor } of told) move(issued, amountMinor);
  for (const { day, amountMinor } of bookingsOn(new Set(told.map(({ item }) => item)), entries, asOf)) move(day, -amountMinor);
  let owed = 0n;
  let most = 0n;
  let before = 0n;
  for (const [day, minor] of [...moves].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))) {
    owed += minor;
    if (day < since) before = owed;
    else if (owed > most) most = owed;
  }
  return before > most ? before : most;
}

function beyondTerms(
  allocated: readonly { readonly item: number; readonly amountMinor: bigint; readonly bookedOn: Day; readonly isPayment: boolean }[],
  sales: ReadonlyMap<number, DocumentEntry>,
  disputed: ReadonlySet<number>,
  since: Day,
): number | null {
  let weighted = 0n;
  let money = 0n;
  for (const { item, amountMinor, bookedOn, isPayment } of allocated) {
    const due = sales.get(item)?.due;
    if (!isPayment || !due || disputed.has(item) || bookedOn < since) continue;
    weighted += amountMinor * BigInt(Math.max(0, daysBetween(due, bookedOn)));
    money += amountMinor;
  }
  // Half up, in whole numbers: sums of money are never floating-point.
  return money === 0n ? null : Number((2n * weighted + money) / (2n * money));
}
