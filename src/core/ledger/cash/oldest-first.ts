import { sumMinor } from "../../values/money.ts";
import { allocatePart, orderInsideDebt } from "./allocation-order.ts";
import type { CashAllocation, CashItem, CashRules, CashTransaction } from "./cash.ts";

/**
 * Rung 8: money that names nothing goes to the oldest items, where the payer's rule says so. Fees are costs: where the law puts
 * costs before principal, they come first; between debts what is due goes first, then what is older.
 */
export function oldestFirst(items: readonly CashItem[], transaction: CashTransaction, rules: CashRules): { allocations: CashAllocation[]; restMinor: bigint } {
  const order = orderInsideDebt(rules.country, transaction.booked);
  // Where the law says nothing of costs, a fee is a debt like others.
  if (!order?.includes("costs")) return fill(items, transaction.amountMinor);
  const costs = items.filter(({ isFee }) => isFee);
  const principal = items.filter(({ isFee }) => !isFee);
  const debt = { costs: sumMinor(costs.map(({ openMinor }) => openMinor)), interest: 0n, principal: sumMinor(principal.map(({ openMinor }) => openMinor)) };
  const paid = allocatePart(transaction.amountMinor, debt, order);
  return { allocations: [...fill(costs, paid.costs).allocations, ...fill(principal, paid.principal).allocations], restMinor: paid.rest };
}

/** Items come ordered by due date: what is due is older than what is not. */
function fill(items: readonly CashItem[], amountMinor: bigint): { allocations: CashAllocation[]; restMinor: bigint } {
  const allocations: CashAllocation[] = [];
  let restMinor = amountMinor;
  for (const { item, openMinor } of items) {
    const part = openMinor < restMinor ? openMinor : restMinor;
    if (part > 0n) allocations.push({ credit: null, item, amountMinor: part });
    restMinor -= part;
  }
  return { allocations, restMinor };
}
