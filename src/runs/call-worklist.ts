import type { PointLine } from "../core/insight/call-score.ts";
import { contextOf } from "../core/process/context.ts";
import type { ActivityOf } from "../core/process/activity.ts";
import type { Reason } from "../core/process/decision.ts";
import { nextCall } from "../core/process/next-call.ts";
import type { Day } from "../core/values/day.ts";
import { formatMinor, sumMinor } from "../core/values/money.ts";
import { findAccounts, loadAccounts } from "../store/account-store.ts";
import { type CallRow, listCalls } from "../store/call-store.ts";
import type { Store } from "../store/database.ts";
import { newestRun } from "../store/decision-store.ts";
import { withClient } from "../store/transaction.ts";
import { type CallPool, callsLeft, loadCallPools, poolKey, scoreOf } from "./call-capacity.ts";
import { type Grounds, loadGrounds, standingOf } from "./decide-accounts.ts";

/** A call that is due; amounts are in major units. */
export interface CallDocument {
  readonly account: {
    readonly id: string;
    readonly currency: string;
    readonly creditor: string;
    readonly debtor: { readonly id: string; readonly name: string };
  };
  readonly phone: string | null;
  readonly overdue: string;
  readonly dueOn: Day;
  readonly why: Reason;
  /** The next letter waits for this call. */
  readonly waits: boolean;
  /** What else stands in the way of a letter: "stale-payments". */
  readonly block: string | null;
  /** Within the calls that the day has; true where there is no limit. */
  readonly withinCapacity: boolean;
  readonly points: number;
  /** What the points are made of. */
  readonly lines: readonly PointLine[];
  readonly lastContact: { readonly day: Day; readonly kind: string; readonly outcome: string | null } | null;
}

/** What `firmly calls --json` prints. */
export interface CallsDocument {
  readonly asOf: Day;
  /** The run whose decisions it is made from; null: nothing has been proposed yet. */
  readonly run: string | null;
  readonly capacity: readonly CallPool[];
  /** How many calls are due, listed or not. */
  readonly due: number;
  readonly calls: readonly CallDocument[];
}

export interface CallsRequest {
  readonly asOf: Day;
  readonly creditor?: string | undefined;
  readonly limit: number;
}

/** So many accounts are in memory at once. */
const CHUNK = 1000;

type Ranked = CallDocument & { readonly pool: string };

/**
 * Whom to call on a day, the most urgent first. The stored decisions tell where a call is due, and nobody is decided
 * again: only whether it was made since is asked of the log.
 */
export async function callWorklist(store: Store, { asOf, creditor, limit }: CallsRequest): Promise<CallsDocument> {
  return withClient(store, async (client) => {
    const grounds = await loadGrounds(client, asOf);
    const creditors = [...grounds.creditors.values()].filter(({ id }) => creditor === undefined || id === creditor);
    const pools = await loadCallPools(client, creditors, asOf);
    const runs = new Set<number>();
    const ranked: Ranked[] = [];
    for (const { id } of creditors) {
      const run = await newestRun(client, id, asOf);
      if (run === null) continue;
      runs.add(run);
      const rows = await listCalls(client, run, id);
      for (let start = 0; start < rows.length; start += CHUNK) ranked.push(...(await rank(client, rows.slice(start, start + CHUNK), grounds)));
    }
    ranked.sort((a, b) => b.points - a.points || Number(b.waits) - Number(a.waits) || Number(a.account.id.slice(1)) - Number(b.account.id.slice(1)));
    const calls = markCapacity(ranked, pools);
    const newest = runs.size > 0 ? Math.max(...runs) : null;
    return { asOf, run: newest === null ? null : `R${newest}`, capacity: [...pools.values()], due: calls.length, calls: calls.slice(0, limit) };
  });
}

async function rank(client: Parameters<typeof loadAccounts>[0], rows: readonly CallRow[], grounds: Grounds): Promise<Ranked[]> {
  const byAccount = new Map(rows.map((row) => [row.account, row]));
  const accounts = await loadAccounts(client, await findAccounts(client, [...byAccount.keys()]), grounds.asOf);
  return accounts.flatMap((account): Ranked[] => {
    const { left, waits, block } = byAccount.get(account.id)!;
    const standing = standingOf(account, grounds);
    const { view, procedure, rules } = standing;
    const free = view.ledger.items.filter(({ item }) => !left.includes(item));
    const call = nextCall(contextOf(view, procedure, rules, grounds.asOf), free);
    if (!call || call.dueOn > grounds.asOf) return [];
    const overdue = sumMinor(view.ledger.items.filter(({ due }) => due < grounds.asOf).map(({ openMinor }) => openMinor));
    const { id, currency, debtor, debtorName } = account;
    return [
      {
        account: { id: `A${id}`, currency, creditor: account.creditor, debtor: { id: debtor, name: debtorName } },
        phone: account.phone,
        overdue: formatMinor(overdue, currency),
        dueOn: call.dueOn,
        why: call.why,
        waits,
        block,
        withinCapacity: true,
        ...scoreOf(standing, grounds.asOf),
        lastContact: lastContact(account.activities),
        pool: poolKey(grounds.creditors.get(account.creditor)!, account.segment),
      },
    ];
  });
}

/** The day's calls go to those with the most points, whether or not a letter waits for them. */
function markCapacity(ranked: readonly Ranked[], pools: ReadonlyMap<string, CallPool>): CallDocument[] {
  const left = callsLeft(pools);
  return ranked.map(({ pool, ...call }) => {
    const calls = left.get(pool);
    // Whose number is to be found first takes no call of the day.
    if (calls === undefined || call.phone === null) return call;
    left.set(pool, calls - 1);
    return { ...call, withinCapacity: calls > 0 };
  });
}

type Contact = ActivityOf<"letter" | "call" | "reply" | "contact" | "note">;
const CONTACTS: ReadonlySet<string> = new Set(["letter", "call", "reply", "contact", "note"]);

function lastContact(activities: readonly { readonly kind: string }[]): CallDocument["lastContact"] {
  const last = activities.findLast((activity) => CONTACTS.has(activity.kind)) as Contact | undefined;
  if (!last) return null;
  return { day: last.happenedOn, kind: last.kind, outcome: last.kind === "call" ? last.outcome : last.kind === "letter" ? last.step : null };
}
