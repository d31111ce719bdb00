import type { CashCredit, CashItem } from "./cash.ts";
import { openOf } from "./fit.ts";
import { subsetSum } from "./subset-sum.ts";

/**
 * A document of several instalments is named by one number; the amount says which are meant. Null where nothing is to be
 * chosen, or nothing or several choices fit. Of equal instalments the earliest is the one that is paid.
 */
export function chooseInstalments(items: readonly CashItem[], credits: readonly CashCredit[], amountMinor: bigint): CashItem[] | null {
  const documents = new Set(items.map(({ document }) => document));
  const wanted = amountMinor + openOf(credits);
  if (documents.size === items.length || openOf(items) <= wanted) return null;
  if (documents.size === 1) {
    const single = items.find(({ openMinor }) => openMinor === wanted);
    if (single) return [single];
  }
  const found = subsetSum(
    items.map(({ openMinor }) => openMinor),
    wanted,
  );
  if (found.kind !== "unique") return null;
  const chosen = found.parts.map((place) => items[place]!);
  // Every document that was named must have its part.
  return new Set(chosen.map(({ document }) => document)).size === documents.size ? chosen : null;
}
