import type { CashItem, CashRule, CashRules, CashTransaction } from "./cash.ts";
import { type Candidate, candidate } from "./candidate.ts";
import { discountOf, type Fit, fitOf, openOf, toleranceOf } from "./fit.ts";
import { naturalSums, rivalsOf } from "./natural-sums.ts";
import { MOST_PARTS, subsetSum } from "./subset-sum.ts";
import { isHintedElsewhere, numberDoubts, textDoubts } from "./text-doubts.ts";
import type { View } from "./view.ts";

/**
 * Rungs 3 to 7: nothing is named, the payer is known, and the amount tells. An explanation is certain where it is the only
 * one of its class and of all simpler ones, and the next class holds none either:
 *   1. natural sums (one invoice, the whole account, all that is overdue, what was asked for);
 *   2. one item less discount, all items less discounts, one item less charges, two or three items or memos;
 *   3. up to eight items and memos.
 */
export function byAmount(view: View, transaction: CashTransaction, rules: CashRules): Candidate[] {
  const doubts = [...payerDoubts(view), ...textDoubts(view, transaction)];
  const naturals = naturalSums(view, transaction);
  // Of a stranger, and where naturals are doubtful anyway, nothing more is looked for.
  if (view.payer.kind === "none" || (naturals.length > 0 && doubts.length > 0)) {
    return naturals.map(({ rule, items, credits }) =>
      candidate(view, transaction, rule, { how: "exact", items, credits, writeOffs: [] }, 0.85 / naturals.length, doubts),
    );
  }
  const near = nearFits(view, transaction, rules);
  const parts = [...view.items.map(({ openMinor }) => openMinor), ...view.credits.map(({ openMinor }) => -openMinor)];
  if (naturals.length > 0) {
    const isNear = near.some(({ fit }) => fit.how === "discount" || fit.writeOffs.some(({ amountMinor }) => amountMinor === transaction.chargesMinor));
    const unique = naturals.length > 1 || isNear ? ["not-unique"] : [];
    const typo = numberDoubts(view, naturals[0]!.items);
    return naturals.map((sum) => {
      const { rule, items, credits } = sum;
      const rivals = rivalsOf(view, sum, transaction.amountMinor);
      const hinted = isHintedElsewhere(view, items) ? ["names-other"] : [];
      const fit: Fit = { ...fitOf(items, credits, transaction, rules), writeOffs: [] };
      return candidate(view, transaction, rule, fit, 0.85 / naturals.length, [...doubts, ...unique, ...rivals, ...typo, ...hinted]);
    });
  }
  const unknown = numberDoubts(view, []);
  const subset = subsetFit(view, transaction, parts);
  const fits = [...near, ...(subset.fit ? [{ rule: "subset-sum" as const, fit: subset.fit }] : [])];
  const several = fits.length > 1 || subset.isSeveral ? ["not-unique"] : [];
  return fits.map(({ rule, fit }) => {
    const hinted = isHintedElsewhere(view, fit.items) ? ["names-other"] : [];
    // Within tolerance lies many an amount by chance; charges that the bank states do not.
    const isGuess = rule === "charges" && fit.writeOffs[0]!.amountMinor !== transaction.chargesMinor;
    const own = rule === "subset-sum" ? subset.doubts : [...subset.doubts.filter((doubt) => doubt !== "by-chance"), ...(isGuess ? ["by-chance"] : [])];
    return candidate(view, transaction, rule, fit, 0.7 / fits.length, [...doubts, ...several, ...unknown, ...own, ...hinted]);
  });
}

function payerDoubts({ payer }: View): string[] {
  if (payer.isSure && payer.isDebtor) return [];
  return [payer.isOther ? "payer-differs" : payer.isSure ? "third-party" : "payer-unknown"];
}

/** One item, or all of them, less discounts or charges. */
function nearFits(view: View, transaction: CashTransaction, rules: CashRules): { rule: CashRule; fit: Fit }[] {
  const sets: (readonly CashItem[])[] = view.items.map((item) => [item]);
  if (view.items.length > 1) sets.push(view.items);
  const fits: { rule: CashRule; fit: Fit }[] = [];
  for (const items of sets) {
    const missing = openOf(items) - transaction.amountMinor;
    if (missing <= 0n || (items.length === 1 && !isNear(items[0]!, missing, transaction, rules))) continue;
    const fit = fitOf(items, [], transaction, rules);
    if (fit.how === "discount" || (fit.how === "charges" && (items.length === 1 || missing === transaction.chargesMinor))) fits.push({ rule: fit.how, fit });
  }
  return fits;
}

function isNear(item: CashItem, missing: bigint, transaction: CashTransaction, rules: CashRules): boolean {
  return missing === transaction.chargesMinor || missing <= toleranceOf(item.openMinor, rules) || missing <= discountOf(item, transaction, rules) + 1n;
}

interface SubsetFit {
  readonly fit: Fit | null;
  readonly isSeveral: boolean;
  readonly doubts: readonly string[];
}

function subsetFit(view: View, transaction: CashTransaction, parts: readonly bigint[]): SubsetFit {
  if (!view.payer.isSure) return { fit: null, isSeveral: false, doubts: [] };
  if (parts.length > MOST_PARTS) return { fit: null, isSeveral: false, doubts: ["too-many-items"] };
  const found = subsetSum(parts, transaction.amountMinor);
  if (found.kind !== "unique") return { fit: null, isSeveral: found.kind === "several", doubts: [] };
  const items = found.parts.filter((place) => place < view.items.length).map((place) => view.items[place]!);
  const credits = found.parts.filter((place) => place >= view.items.length).map((place) => view.credits[place - view.items.length]!);
  if (items.length === 0) return { fit: null, isSeveral: false, doubts: [] };
  return { fit: { how: "exact", items, credits, writeOffs: [] }, isSeveral: false, doubts: isChance(parts, transaction.amountMinor) ? ["by-chance"] : [] };
}

const RARE = 1000n;

/**
 * Whether some choice of so many parts would make any sum by chance: a unique one proves nothing then. Choices are counted
 * against the sums that they spread over; round sums are hit more often than others.
 */
function isChance(parts: readonly bigint[], amountMinor: bigint): boolean {
  let choices = 1n;
  let all = 0n;
  for (let chosen = 1; chosen <= Math.min(8, parts.length); chosen++) {
    choices = (choices * BigInt(parts.length - chosen + 1)) / BigInt(chosen);
    all += choices;
  }
  const spread = parts.reduce((sum, part) => sum + (part < 0n ? -part : part), 0n);
  let step = 1n;
  while (amountMinor % (step * 10n) === 0n) step *= 10n;
  return all * RARE > spread / step;
}
