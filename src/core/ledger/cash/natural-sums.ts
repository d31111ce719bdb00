import type { CashCredit, CashItem, CashRule, CashTransaction } from "./cash.ts";
import { openOf } from "./fit.ts";
import { countSmallSums } from "./subset-sum.ts";
import type { View } from "./view.ts";

/** A sum that a payer knows without adding up: one invoice, all of them, all that is overdue, what a letter or promise asked for. */
export interface NaturalSum {
  readonly rule: Extract<CashRule, "amount" | "account-total" | "overdue-total" | "asked-sum">;
  readonly items: readonly CashItem[];
  readonly credits: readonly CashCredit[];
}

/** The natural sums of an account that equal the amount; those of the same items are one. */
export function naturalSums({ account, items, credits }: View, { amountMinor, booked }: CashTransaction): NaturalSum[] {
  const sums = new Map<string, NaturalSum>();
  const add = (rule: NaturalSum["rule"], chosen: readonly CashItem[], taken: readonly CashCredit[] = []): void => {
    const id = `${chosen.map(({ item }) => item).join()} ${taken.map(({ item }) => item).join()}`;
    if (chosen.length > 0 && !sums.has(id)) sums.set(id, { rule, items: chosen, credits: taken });
  };
  for (const item of items) if (item.openMinor === amountMinor) add("amount", [item]);
  const whole = openOf(items);
  if (whole === amountMinor) add("account-total", items);
  if (credits.length > 0 && whole - openOf(credits) === amountMinor) add("account-total", items, credits);
  const overdue = items.filter(({ due }) => due < booked);
  if (openOf(overdue) === amountMinor) add("overdue-total", overdue);
  for (const asked of account.asked) {
    const chosen = items.filter(({ item }) => asked.items.includes(item));
    const sum = openOf(chosen);
    const wanted = asked.amountMinor !== null && asked.amountMinor < sum ? asked.amountMinor : sum;
    if (wanted === amountMinor) add("asked-sum", chosen);
  }
  return [...sums.values()];
}

/**
 * What speaks against a natural sum: two or three other items or memos of the same sum, or a set that differs from it by an
 * exchange of one for one, or one for two ("all that is overdue" but with the next invoice instead of an equal one).
 */
export function rivalsOf(view: View, sum: NaturalSum, amountMinor: bigint): string[] {
  const parts = [...view.items, ...view.credits.map(({ item, openMinor }) => ({ item, openMinor: -openMinor }))];
  const few = countSmallSums(
    parts.map(({ openMinor }) => openMinor),
    amountMinor,
  );
  if (few === null) return ["too-many-items"];
  const size = sum.items.length + sum.credits.length;
  if (few > (size > 1 && size <= 3 ? 1 : 0)) return ["not-unique"];
  const chosen = new Set([...sum.items, ...sum.credits].map(({ item }) => item));
  const inside = parts.filter(({ item }) => chosen.has(item)).map(({ openMinor }) => openMinor);
  const outside = parts.filter(({ item }) => !chosen.has(item)).map(({ openMinor }) => openMinor);
  return size > 1 && (isExchangeable(inside, outside) || isExchangeable(outside, inside)) ? ["not-unique"] : [];
}

/** Whether one of `a` is as much as one or two of `b`. */
function isExchangeable(a: readonly bigint[], b: readonly bigint[]): boolean {
  const singles = new Set(a);
  return b.some((one, place) => singles.has(one) || b.slice(place + 1).some((other) => singles.has(one + other)));
}
