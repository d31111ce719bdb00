/** A movement with the balance beside it, where its row tells one. */
export interface BalancedRow {
  readonly line: number;
  readonly amountMinor: bigint;
  readonly balanceMinor: bigint | null;
}

/** What the balances say: the one before the oldest movement and the one after the newest, and which end of the file is the oldest. */
export type RunningBalance =
  | { readonly openingMinor: bigint; readonly closingMinor: bigint; readonly order: "oldest-first" | "newest-first" | "mixed" }
  | { readonly brokenAt: number };

/**
 * Follows the balances row by row. Most banks write the newest movement first, some the oldest; some write a balance only on
 * the last movement of a day. Null where no row has one.
 */
export function followBalances(rows: readonly BalancedRow[]): RunningBalance | null {
  if (!rows.some(({ balanceMinor }) => balanceMinor !== null)) return null;
  const oldestFirst = follow(rows);
  if (oldestFirst.broken === null) return { ...oldestFirst.ends, order: "oldest-first" };
  const reversed = [...rows].reverse();
  const newestFirst = follow(reversed);
  if (newestFirst.broken === null) return { ...newestFirst.ends, order: "newest-first" };
  const chain = chainEnds(rows);
  if (chain) return { ...chain, order: "mixed" };
  return { brokenAt: oldestFirst.kept > newestFirst.kept ? oldestFirst.broken : newestFirst.broken };
}

interface Followed {
  readonly ends: { readonly openingMinor: bigint; readonly closingMinor: bigint };
  readonly broken: number | null;
  /** How many balances were right. */
  readonly kept: number;
}

function follow(rows: readonly BalancedRow[]): Followed {
  let balance: bigint | null = null;
  let opening = 0n;
  let moved = 0n;
  let broken: number | null = null;
  let kept = 0;
  for (const { line, amountMinor, balanceMinor } of rows) {
    moved += amountMinor;
    if (balanceMinor === null) continue;
    if (balance === null) opening = balanceMinor - moved;
    else if (balance + moved === balanceMinor) kept++;
    else broken ??= line;
    balance = balanceMinor;
    moved = 0n;
  }
  return { ends: { openingMinor: opening, closingMinor: (balance ?? 0n) + moved }, broken, kept };
}

/**
 * Rows that were sorted anew: each leads from one balance to the next, and all of them together make one way from the opening
 * to the closing balance, in whatever order they stand.
 */
function chainEnds(rows: readonly BalancedRow[]): Followed["ends"] | null {
  const open = new Map<bigint, number>();
  const add = (balance: bigint, by: number) => {
    const left = (open.get(balance) ?? 0) + by;
    if (left === 0) open.delete(balance);
    else open.set(balance, left);
  };
  for (const { amountMinor, balanceMinor } of rows) {
    if (balanceMinor === null) return null;
    add(balanceMinor - amountMinor, 1);
    add(balanceMinor, -1);
  }
  const starts = [...open].filter(([, count]) => count > 0);
  const ends = [...open].filter(([, count]) => count < 0);
  if (starts.length !== 1 || ends.length !== 1 || starts[0]![1] !== 1 || ends[0]![1] !== -1) return null;
  return { openingMinor: starts[0]![0], closingMinor: ends[0]![0] };
}
