import { daysBetween } from "../../values/day.ts";
import type { CashItem, CashRule, CashRules, CashTransaction } from "./cash.ts";
import { type Candidate, candidate } from "./candidate.ts";
import { documentNumber } from "./document-number.ts";
import { discountOf, type Fit, fitOf, openOf, toleranceOf } from "./fit.ts";
import { naturalSums } from "./natural-sums.ts";
import { countSmallSums, MOST_PARTS, subsetSum } from "./subset-sum.ts";
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
    const few = countSmallSums(parts, transaction.amountMinor);
    const isSmall = naturals.some(({ items, credits }) => items.length + credits.length > 1 && items.length + credits.length <= 3);
    const rivals = few === null ? ["too-many-items"] : few > (isSmall ? 1 : 0) ? ["not-unique"] : [];
    const isNear = near.some(({ fit }) => fit.how === "discount" || fit.writeOffs.some(({ amountMinor }) => amountMinor === transaction.chargesMinor));
    const unique = naturals.length > 1 || isNear ? ["not-unique"] : [];
    const typo = typoDoubts(view, naturals[0]!.items);
    return naturals.map(({ rule, items, credits }) => {
      const hinted = isHintedElsewhere(view, items) ? ["names-other"] : [];
      const fit: Fit = { ...fitOf(items, credits, transaction, rules), writeOffs: [] };
      return candidate(view, transaction, rule, fit, 0.85 / naturals.length, [...doubts, ...unique, ...rivals, ...typo, ...hinted]);
    });
  }
  const unknown = typoDoubts(view, []);
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

/** Whether the text seems to speak of other documents of this account than these items. */
export function isHintedElsewhere({ hints }: View, items: readonly CashItem[]): boolean {
  return hints.some(({ items: ids }) => !items.some(({ item }) => ids.includes(item)));
}

function payerDoubts({ payer }: View): string[] {
  if (payer.isSure && payer.isDebtor) return [];
  return [payer.isOther ? "payer-differs" : payer.isSure ? "third-party" : "payer-unknown"];
}

const RECENTLY = 14;

/** What the text says against going by the amount alone. */
function textDoubts(view: View, transaction: CashTransaction): string[] {
  const { account, numbers, references, foreign } = view;
  const twice = account.paid.some(
    ({ amountMinor, paidOn }) => amountMinor === transaction.amountMinor && Math.abs(daysBetween(paidOn, transaction.booked)) <= RECENTLY,
  );
  return [
    ...(numbers.length > 0 || references.length > 0 ? ["names-other"] : []),
    ...(foreign.length > 0 || view.hasForeignReference ? ["number-of-other-debtor"] : []),
    ...(view.hasUnknownReference ? ["reference-unknown"] : []),
    ...(twice ? ["paid-before"] : []),
  ];
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

/** How far a wrong number must lie from the right one, so that it is not simply the number of another, newer invoice. */
const FAR = 10_000n;

/**
 * A number that looks like this account's documents and is none of them: a paid or a future invoice, or a slip of the pen. It
 * passes only where it is one digit, or two changed places, away from the one item that has this amount, and far from it in the series.
 */
export function typoDoubts({ account, unknown, items: open }: View, items: readonly CashItem[]): string[] {
  const known = [...open, ...account.paid, ...account.settled].map(({ document }) => documentNumber(document));
  const wanted = items.length === 1 ? documentNumber(items[0]!.document).core : null;
  for (const text of unknown) {
    const number = documentNumber(text);
    const isAlike = known.some(({ core, letters }) => isOfSeries(number, core, letters));
    if (!isAlike) continue;
    const slips = open.filter((item) => isSlip(number.core, documentNumber(item.document).core));
    if (wanted === null || slips.length !== 1 || slips[0] !== items[0] || !isFar(number.core, wanted)) return ["number-unknown"];
  }
  return [];
}

function isOfSeries(number: { core: string; letters: string }, core: string, letters: string): boolean {
  if (number.letters !== "" && letters !== "" && number.letters === letters) return true;
  if (core.length < 4 || Math.abs(core.length - number.core.length) > 1) return false;
  return core.slice(0, 2) === number.core.slice(0, 2) || isSlip(core, number.core);
}

/** One digit is another one, or two neighbours have changed places. */
function isSlip(a: string, b: string): boolean {
  if (a.length !== b.length || a === b) return false;
  const wrong = [...a].flatMap((digit, place) => (digit === b[place] ? [] : [place]));
  if (wrong.length === 1) return true;
  const [first, second] = wrong;
  return wrong.length === 2 && second === first! + 1 && a[first!] === b[second!] && a[second!] === b[first!];
}

function isFar(a: string, b: string): boolean {
  const difference = BigInt(a) - BigInt(b);
  return difference > FAR || difference < -FAR;
}
