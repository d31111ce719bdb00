import type { ClientBase } from "pg";
import { type OpenLedger, openItems } from "../core/ledger/open-items.ts";
import { DEBTOR_WIDE } from "../core/process/activity.ts";
import type { Day } from "../core/values/day.ts";
import { sumMinor } from "../core/values/money.ts";
import { findAccounts, loadAccounts } from "./account-store.ts";
import type { DecisionRow } from "./decision-store.ts";

type Queryable = Pick<ClientBase, "query">;

/**
 * The next letter waits for a call, or one is due beside the decision by the day of run $1: a stored decision also holds
 * what is due later. Documents cannot hold the text that is looked for first: their quotes are escaped.
 */
export const CALLS = `(d.task = 'call' or (position('"task":"call"' in d.body) > 0 and exists (select from jsonb_array_elements(d.body::jsonb -> 'tasks') t
  where t ->> 'task' = 'call' and (t ->> 'dueOn')::date <= (select as_of from proposal_run where id = $1))))`;

/**
 * The parts of a proposal as a person works through it: what leaves today, what somebody must do, whom to call, and everyone
 * else. A call stands beside the decision (R19), so that its account is
 * among the others too.
 */
export const PARTS = {
  send: "d.kind = 'dun'",
  tasks: "d.kind in ('task', 'hand-over')",
  calls: CALLS,
  rest: "d.kind in ('wait', 'blocked', 'clear')",
} as const;

/** Accounts that agree in everything that a summary tells apart. `total` is the sum of their totals, minor units. */
export interface DecisionGroup {
  readonly kind: DecisionRow["kind"];
  readonly step: string | null;
  /** The task, the block, or the code of the first reason of a wait. */
  readonly reason: string | null;
  readonly currency: string;
  readonly approval: string | null;
  readonly count: number;
  readonly total: bigint;
}

/** A decision in a list, and what only the list tells of its account. */
export interface ListedDecision extends DecisionRow {
  /** Somebody recorded something on the account after the run, so that the next one may decide otherwise. */
  readonly changed: boolean;
}

export interface ListQuery {
  readonly part: keyof typeof PARTS;
  /** Words of the debtor's name or id, or an account's id. */
  readonly search: string;
  readonly kind?: string | undefined;
  readonly step?: string | undefined;
  readonly reason?: string | undefined;
  readonly sort: keyof typeof ORDERS;
  readonly offset: number;
  readonly limit: number;
}

const REASON = "coalesce(d.task, d.block, case when d.kind = 'wait' then d.body::jsonb -> 'why' -> 0 ->> 'code' end)";

/** The decision of every account of a creditor in run $1, the stored one where it was not due (R26). */
const DECIDED = `
  account a join debtor p on p.id = a.debtor
  cross join lateral (
    select * from decision where account_id = a.id and (run_id = $1 or (run_id = a.decided_run and a.decided_run < $1)) order by run_id desc limit 1
  ) d
  left join approval on approval.account_id = d.account_id and approval.run_id = d.run_id`;

/** By a person's hand, or about the debtor as a whole; what Firmly itself wrote is told by the approval. */
const CHANGED = `exists (select from activity x join account o on o.id = x.account_id
  where o.debtor = a.debtor and x.recorded_by is not null and x.recorded_at > run.recorded_at and (x.account_id = a.id or x.kind = any($9::text[])))`;

const ORDERS = {
  step: "array_position(array['final', 'third', 'second', 'first', 'past-due', 'reminder'], d.step), p.name, a.id",
  debtor: "p.name, a.id",
  // Amounts compare only within their currency.
  total: "a.currency, d.total desc, a.id",
  task: "d.kind, d.task, a.currency, d.total desc, a.id",
} as const;

export async function groupDecisions(client: Queryable, run: number, creditor: string): Promise<DecisionGroup[]> {
  const { rows } = await client.query<DecisionGroup>(
    `select d.kind, d.step, ${REASON} as reason, a.currency, approval.state as approval, count(*)::int as count, sum(d.total)::bigint as total
     from ${DECIDED} where a.creditor = $2 group by 1, 2, 3, 4, 5 order by 1, 2, 3, 4, 5`,
    [run, creditor],
  );
  return rows;
}

/** One page of a part of a run, and how many decisions the part has with these filters. */
export async function listDecisions(client: Queryable, run: number, creditor: string, query: ListQuery): Promise<{ count: number; rows: ListedDecision[] }> {
  const words = query.search
    .split(/\s+/)
    .filter(Boolean)
    .slice(0, 8)
    .map((word) => `%${word.replace(/[\\%_]/g, "\\$&")}%`);
  const filter = `a.creditor = $2 and ${PARTS[query.part]} and ($3::text is null or d.kind = $3) and ($4::text is null or d.step = $4)
    and ($5::text is null or ${REASON} = $5) and (p.name || ' ' || p.id || ' A' || a.id) ilike all($6::text[])`;
  const values = [run, creditor, query.kind ?? null, query.step ?? null, query.reason ?? null, words];
  const { rows: counted } = await client.query<{ count: number }>(`select count(*)::int as count from ${DECIDED} where ${filter}`, values);
  const { rows } = await client.query<ListedDecision>(
    `select d.account_id, d.run_id, a.creditor, c.name as creditor_name, c.settings->>'language' as creditor_language,
              a.debtor, p.name as debtor_name, p.language as debtor_language, a.currency,
            d.kind, d.step, d.pay_by, d.until, d.task, d.block, d.total, d.ends, d.body, approval.state as approval,
            ${CHANGED} as changed
     from ${DECIDED} join creditor c on c.id = a.creditor join proposal_run run on run.id = $1 where ${filter} order by ${ORDERS[query.sort]} limit $7 offset $8`,
    [...values, query.limit, query.offset, [...DEBTOR_WIDE]],
  );
  return { count: counted[0]!.count, rows };
}

/** What is open on accounts on a day, before credits, minor units: a decision's own total leaves out what is disputed or promised. */
export async function openAmounts(client: ClientBase, accounts: readonly number[], asOf: Day): Promise<Map<number, bigint>> {
  if (accounts.length === 0) return new Map();
  const loaded = await loadAccounts(client, await findAccounts(client, accounts), asOf);
  return new Map(loaded.map(({ id, entries }) => [id, sumMinor(openOf(openItems(entries, asOf)))]));
}

function openOf({ items, charges }: OpenLedger): bigint[] {
  return [...items, ...charges].map(({ openMinor }) => openMinor);
}
