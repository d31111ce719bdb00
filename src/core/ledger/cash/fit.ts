import { addDays } from "../../values/day.ts";
import { sumMinor } from "../../values/money.ts";
import type { CashAllocation, CashCredit, CashItem, CashProposal, CashRules, CashTransaction } from "./cash.ts";
import { subsetSum } from "./subset-sum.ts";

type WriteOff = CashProposal["writeOffs"][number];

/** How an amount settles a set of items. */
export interface Fit {
  readonly how: "exact" | "credits" | "charges" | "discount" | "short" | "over";
  readonly items: readonly CashItem[];
  readonly credits: readonly CashCredit[];
  readonly writeOffs: readonly WriteOff[];
}

/** Neither tolerance may take more than this share of an item. */
const MOST_PERCENT = 5;

export function openOf(items: readonly { readonly openMinor: bigint }[]): bigint {
  return sumMinor(items.map(({ openMinor }) => openMinor));
}

function percentOf(amount: bigint, percent: number): bigint {
  return (amount * BigInt(Math.round(percent * 1000)) + 50_000n) / 100_000n;
}

/** How much less than `item` a payment may be to count as its whole. */
export function toleranceOf(openMinor: bigint, rules: CashRules): bigint {
  const percent = percentOf(openMinor, rules.tolerance.percent);
  const allowed = percent > rules.tolerance.amountMinor ? percent : rules.tolerance.amountMinor;
  const most = (openMinor * BigInt(MOST_PERCENT)) / 100n;
  return allowed < most ? allowed : most;
}

/** The cash discount that a payment of this day may take off an item; 0: none. The greatest one whose window is open. */
export function discountOf(item: CashItem, transaction: CashTransaction, rules: CashRules): bigint {
  let best = 0n;
  if (item.discounts.length > 0) {
    for (const { until, amountMinor } of item.discounts) if (transaction.booked <= until && amountMinor > best) best = amountMinor;
  } else if (rules.discount !== null && !item.isFee && transaction.booked <= addDays(item.issued, rules.discount.days)) {
    best = percentOf(item.openMinor, rules.discount.percent);
  }
  return best < item.openMinor ? best : 0n;
}

/**
 * How the money settles these items and credit memos as a whole: exactly, less discounts, less charges; else it is short of them or
 * over them. `allCredits`: memos that the payer may have taken off without a word, where only one choice of them fits.
 */
export function fitOf(
  items: readonly CashItem[],
  credits: readonly CashCredit[],
  transaction: CashTransaction,
  rules: CashRules,
  allCredits: readonly CashCredit[] = [],
): Fit {
  const missing = openOf(items) - openOf(credits) - transaction.amountMinor;
  const fit = (how: Fit["how"], writeOffs: readonly WriteOff[] = [], taken = credits): Fit => ({ how, items, credits: taken, writeOffs });
  if (missing === 0n) return fit("exact");
  if (missing < 0n) return fit("over");
  const charges = chargesOf(items, missing, transaction, rules);
  if (missing === transaction.chargesMinor && charges) return fit("charges", charges);
  const discounts = discountsOf(items, missing, transaction, rules);
  if (discounts) return fit("discount", discounts);
  const unnamed = allCredits.filter(({ item }) => !credits.some((each) => each.item === item));
  const memos = subsetSum(
    unnamed.map(({ openMinor }) => openMinor),
    missing,
  );
  if (memos.kind === "unique") return fit("credits", [], [...credits, ...memos.parts.map((place) => unnamed[place]!)]);
  if (memos.kind === "none" && charges) return fit("charges", charges);
  return fit("short");
}

/** A difference within tolerance, written off the greatest item; charges that the bank has stated are known to the cent. */
function chargesOf(items: readonly CashItem[], missing: bigint, transaction: CashTransaction, rules: CashRules): WriteOff[] | null {
  const [first, ...others] = items;
  if (!first) return null;
  const greatest = others.reduce((best, each) => (each.openMinor > best.openMinor ? each : best), first);
  const isStated = missing === transaction.chargesMinor;
  const most = isStated ? (greatest.openMinor * BigInt(MOST_PERCENT)) / 100n : toleranceOf(greatest.openMinor, rules);
  return missing <= most ? [{ item: greatest.item, amountMinor: missing, reason: "charges" }] : null;
}

/** Every item that may have a discount has it. Payers round each by themselves: one minor unit an item is let pass. */
function discountsOf(items: readonly CashItem[], missing: bigint, transaction: CashTransaction, rules: CashRules): WriteOff[] | null {
  const writeOffs: WriteOff[] = items.flatMap((item) => {
    const amountMinor = discountOf(item, transaction, rules);
    return amountMinor > 0n ? [{ item: item.item, amountMinor, reason: "discount" as const }] : [];
  });
  if (writeOffs.length === 0) return null;
  const difference = missing - sumMinor(writeOffs.map(({ amountMinor }) => amountMinor));
  if (difference > BigInt(writeOffs.length) || difference < -BigInt(writeOffs.length)) return null;
  const [first, ...rest] = writeOffs;
  const rounded = first!.amountMinor + difference;
  return rounded > 0n ? [{ ...first!, amountMinor: rounded }, ...rest] : null;
}

/**
 * Sets money and credit memos against items, in their order: the memos first, so that the money is what remains. What an
 * item has written off is left out. Returns the money that is left over, too.
 */
export function allocate(moneyMinor: bigint, fit: Pick<Fit, "items" | "credits" | "writeOffs">): { allocations: CashAllocation[]; restMinor: bigint } {
  const written = new Map(fit.writeOffs.map(({ item, amountMinor }) => [item, amountMinor]));
  const sources: { credit: number | null; left: bigint }[] = fit.credits.map(({ item, openMinor }) => ({ credit: item, left: openMinor }));
  const money = { credit: null, left: moneyMinor };
  sources.push(money);
  const allocations: CashAllocation[] = [];
  let place = 0;
  for (const { item, openMinor } of fit.items) {
    let needed = openMinor - (written.get(item) ?? 0n);
    while (needed > 0n && place < sources.length) {
      const source = sources[place]!;
      const part = source.left < needed ? source.left : needed;
      if (part > 0n) allocations.push({ credit: source.credit, item, amountMinor: part });
      source.left -= part;
      needed -= part;
      if (source.left === 0n) place++;
    }
  }
  return { allocations, restMinor: money.left };
}
