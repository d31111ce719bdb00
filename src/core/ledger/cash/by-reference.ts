import type { CashItem, CashRules, CashTransaction } from "./cash.ts";
import { type Candidate, candidate, certainPart, itemsOf } from "./candidate.ts";
import { fitOf } from "./fit.ts";
import { chooseInstalments } from "./instalments.ts";
import type { View } from "./view.ts";

/**
 * Rung 1: a structured reference, of an item or of a letter. It is exact by itself: with the whole amount it needs no
 * payer. With another amount it posts where the payer is known: a part stays open, what is over stays on the account.
 */
export function byReference(view: View, transaction: CashTransaction, rules: CashRules): Candidate[] {
  const hits = view.references.filter(({ kind }) => kind === "item" || kind === "asked");
  if (hits.length === 0) return [];
  const ofItems = hits.filter(({ kind }) => kind === "item");
  // A letter's reference stands for all that it asked for; beside an item's own one it says nothing more.
  const referenced = itemsOf(
    view,
    (ofItems.length > 0 ? ofItems : hits).flatMap(({ items }) => items),
  );
  if (referenced.length === 0) return [];
  const numbered = itemsOf(
    view,
    view.numbers.filter(({ kind }) => kind === "item").flatMap(({ items }) => items),
  );
  const credits = view.credits.filter(({ item }) => view.numbers.some(({ kind, items }) => kind === "credit" && items.includes(item)));
  const all = [...new Set([...referenced, ...numbered])];
  const doubts = doubtsOf(
    view,
    hits.every(({ isStrong }) => isStrong),
  );
  // A letter's charges are often left unpaid: without them the sum is its own, too.
  const plain = referenced.filter(({ isFee }) => !isFee);
  const choices = [...(all.length > referenced.length ? [all] : []), referenced, ...(plain.length > 0 && plain.length < referenced.length ? [plain] : [])];
  for (const choice of choices) {
    const items = view.items.filter((item) => choice.includes(item));
    const picked = chooseInstalments(items, credits, transaction.amountMinor);
    const fit = fitOf(picked ?? items, credits, transaction, rules, view.payer.isSure ? view.credits : []);
    const others = choice === referenced && numbered.some((item) => !referenced.includes(item)) ? ["numbers-differ"] : [];
    if (fit.how === "exact") return [candidate(view, transaction, "reference", fit, 0.99, [...doubts, ...others])];
    if (fit.how === "short" || fit.how === "over") continue;
    return [candidate(view, transaction, "reference", fit, 0.95, [...doubts, ...others, ...unsure(view)])];
  }
  return unequal(view, transaction, rules, referenced, [...doubts, ...(all.length > referenced.length ? ["numbers-differ"] : [])]);
}

function unequal(view: View, transaction: CashTransaction, rules: CashRules, referenced: readonly CashItem[], doubts: readonly string[]): Candidate[] {
  const fit = fitOf(referenced, [], transaction, rules);
  const all = [...doubts, ...unsure(view), ...(referenced.length > 1 && fit.how === "short" ? ["not-unique"] : [])];
  if (all.length === 0 && !view.isDeclined) return [certainPart(view, transaction, "reference", fit, 0.93)];
  return [candidate(view, transaction, "reference", fit, 0.8, [...all, fit.how])];
}

function unsure(view: View): string[] {
  return view.payer.isSure ? [] : [view.payer.isOther ? "payer-differs" : "payer-unknown"];
}

function doubtsOf(view: View, isStrong: boolean): string[] {
  return [
    ...(view.hasForeignReference ? ["not-unique"] : []),
    ...(view.foreign.some(({ strength }) => strength === "full") ? ["number-of-other-debtor"] : []),
    ...(view.references.some(({ kind }) => kind === "paid" || kind === "settled") ? ["names-paid"] : []),
    ...(isStrong ? [] : unsure(view)),
  ];
}
