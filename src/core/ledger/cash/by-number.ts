import type { CashItem, CashRules, CashTransaction } from "./cash.ts";
import { type Candidate, candidate, itemsOf } from "./candidate.ts";
import { fitOf, openOf } from "./fit.ts";
import { chooseInstalments } from "./instalments.ts";
import type { NumberNamed } from "./named.ts";
import { naturalSums, rivalsOf } from "./natural-sums.ts";
import { isHintedElsewhere, numberDoubts } from "./text-doubts.ts";
import type { View } from "./view.ts";

/**
 * Rung 2: documents that the text names by their numbers. With exactly their sum it posts where the payer does not speak
 * against it; less charges, discounts or unnamed credit memos, only where the payer is known for sure.
 */
export function byNumber(view: View, transaction: CashTransaction, rules: CashRules, views: readonly View[]): Candidate[] {
  const named = view.numbers.filter(({ kind }) => kind === "item");
  if (named.length === 0) return [];
  const items = itemsOf(
    view,
    named.flatMap(({ items }) => items),
  );
  const credits = view.credits.filter(({ item }) => view.numbers.some(({ kind, items: ids }) => kind === "credit" && ids.includes(item)));
  const picked = chooseInstalments(items, credits, transaction.amountMinor) ?? items;
  const fit = fitOf(picked, credits, transaction, rules, view.payer.isSure ? view.credits : []);
  const doubts = [...doubtsOf(view, named), ...othersFit(view, transaction, views)];
  if (fit.how === "exact") return [candidate(view, transaction, "document-number", fit, 0.97, [...doubts, ...payerDoubts(view, named)])];
  if (fit.how === "over") return over(view, transaction, rules, picked, doubts);
  const sure = view.payer.isSure ? [] : [view.payer.isOther ? "payer-differs" : "payer-unknown"];
  if (fit.how === "short")
    return [...part(view, transaction, rules, picked), candidate(view, transaction, "document-number", fit, 0.7, [...doubts, ...sure, "short"])];
  const rule = fit.how === "discount" ? "discount" : fit.how === "charges" ? "charges" : "document-number";
  return [candidate(view, transaction, rule, fit, 0.9, [...doubts, ...sure])];
}

/** More numbers than money: perhaps some of them were the payer's own. The amount of one or some of them is only proposed. */
function part(view: View, transaction: CashTransaction, rules: CashRules, items: readonly CashItem[]): Candidate[] {
  const single = items.filter(({ openMinor }) => openMinor === transaction.amountMinor);
  if (items.length < 2 || single.length !== 1) return [];
  return [candidate(view, transaction, "document-number", fitOf(single, [], transaction, rules), 0.8, ["numbers-differ"])];
}

/** More money than was named: the whole account, what is overdue or what was asked for, with the named ones in it; else it is over. */
function over(view: View, transaction: CashTransaction, rules: CashRules, named: readonly CashItem[], doubts: readonly string[]): Candidate[] {
  const sums = naturalSums(view, transaction).filter(({ items }) => items.length > 1 && named.every((item) => items.includes(item)));
  const own = view.payer.isSure && view.payer.isDebtor ? [] : ["payer-unknown"];
  const whole = sums.map((sum) => {
    const unique = sums.length > 1 ? ["not-unique"] : rivalsOf(view, sum, transaction.amountMinor);
    const more = isHintedElsewhere(view, sum.items) ? ["names-other"] : numberDoubts(view, []);
    return candidate(view, transaction, sum.rule, fitOf(sum.items, sum.credits, transaction, rules), 0.88, [...doubts, ...own, ...unique, ...more]);
  });
  return [...whole, candidate(view, transaction, "document-number", fitOf(named, [], transaction, rules), 0.65, [...doubts, "over"])];
}

function doubtsOf(view: View, named: readonly NumberNamed[]): string[] {
  const texts = new Map<string, number>();
  for (const { text } of named) texts.set(text, (texts.get(text) ?? 0) + 1);
  return [
    ...([...texts.values()].some((count) => count > 1) ? ["not-unique"] : []),
    ...(view.numbers.some(({ kind }) => kind === "paid" || kind === "settled" || kind === "booked") ? ["names-paid"] : []),
    ...(view.hasForeignReference ? ["number-of-other-debtor"] : []),
    ...(view.foreign.some(({ strength }) => strength === "full") ? ["number-of-other-debtor"] : []),
  ];
}

/** The bare number of another account's item, with exactly this amount, is as good an explanation. */
function othersFit(view: View, transaction: CashTransaction, views: readonly View[]): string[] {
  const rival = views.some((other) => {
    if (other === view) return false;
    const items = itemsOf(
      other,
      other.numbers.filter(({ kind }) => kind === "item").flatMap((each) => each.items),
    );
    return items.length > 0 && (openOf(items) === transaction.amountMinor || items.some(({ openMinor }) => openMinor === transaction.amountMinor));
  });
  return rival ? ["number-of-other-debtor"] : [];
}

function payerDoubts({ payer, foreign }: View, named: readonly NumberNamed[]): string[] {
  if (payer.isOther) return ["payer-differs"];
  if (payer.isSure) return [];
  const isFull = named.every(({ strength }) => strength === "full");
  if (foreign.length > 0 || !isFull) return ["payer-unknown"];
  // An IBAN that pays for several accounts, a namesake, a name that is spelled otherwise, nobody named at all: the number tells.
  if (payer.kind !== "none" || !payer.isTold) return [];
  return ["payer-unknown"];
}
