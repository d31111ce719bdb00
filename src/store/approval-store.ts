import type { ClientBase } from "pg";
import type { Step } from "../core/process/procedure.ts";
import type { Day } from "../core/values/day.ts";

type Queryable = Pick<ClientBase, "query">;

export type ApprovalState = "approved" | "left-out" | "superseded" | "withdrawn" | "delivered";

/** What a person let go: account, step, items and amounts (R13). */
export interface Approval {
  readonly account: number;
  readonly run: number;
  readonly step: Step;
  /** Canonical JSON: [[item, open in minor units, step]], by item, then [[kind, item, amount, entry]] of the charges. */
  readonly items: string;
  readonly totalMinor: bigint;
  readonly state: ApprovalState;
  readonly reason: string | null;
  readonly by: string | null;
  /** True: nobody looked at it, because its procedure asks for no approval. */
  readonly byProcedure: boolean;
  readonly knownOn: Day;
  /** The instant at which it was said, ISO 8601 in UTC. */
  readonly approvedAt: string;
}

/** One `dun` decision of a run, as it is proposed for approval. `body` is the stored JSON. */
export interface Proposed {
  readonly account: number;
  readonly debtor: string;
  readonly currency: string;
  readonly step: Step;
  readonly totalMinor: bigint;
  readonly body: string;
}

/**
 * The newest later run that supersedes this one (R13): it covers the same creditor, and neither asks about an earlier day nor
 * tries another procedure. Null where there is none.
 */
export async function runAfter(client: Queryable, run: number): Promise<number | null> {
  const { rows } = await client.query(
    `select max(newer.id)::int as run from proposal_run own join proposal_run newer on newer.id > own.id and newer.as_of >= own.as_of
       and (newer.procedure is null or newer.procedure = own.procedure) and (newer.creditor is null or own.creditor is null or newer.creditor = own.creditor)
     where own.id = $1`,
    [run],
  );
  return rows[0]?.run ?? null;
}

/** The run's `dun` decisions: all of them, or those of the accounts named. */
export async function readProposed(client: Queryable, run: number, accounts: readonly number[] | null): Promise<Proposed[]> {
  const { rows } = await client.query(
    `select d.account_id::int as account, a.debtor, a.currency, d.step, d.total as "totalMinor", d.body
     from decision d join account a on a.id = d.account_id
     where d.run_id = $1 and d.kind = 'dun' and ($2::bigint[] is null or d.account_id = any($2)) order by d.account_id`,
    [run, accounts],
  );
  return rows;
}

export async function readApprovals(client: Queryable, run: number, accounts: readonly number[] | null = null): Promise<Approval[]> {
  const { rows } = await client.query(`${SELECT} where p.run_id = $1 and ($2::bigint[] is null or p.account_id = any($2)) order by p.account_id`, [
    run,
    accounts,
  ]);
  return rows;
}

export async function readApproval(client: Queryable, account: number, run: number): Promise<Approval | null> {
  const { rows } = await client.query(`${SELECT} where p.account_id = $1 and p.run_id = $2`, [account, run]);
  return rows[0] ?? null;
}

const SELECT = `select p.account_id::int as account, p.run_id::int as run, p.step, p.items, p.total as "totalMinor", p.state, p.reason, p.recorded_by as by,
  p.by_procedure as "byProcedure", p.known_on as "knownOn",
  to_char(p.recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "approvedAt" from approval p`;

/**
 * Records what a person decided about proposals of one run; saying the same again changes nothing. A letter that was
 * delivered stays delivered. Older approvals of these accounts that led to no letter are superseded.
 */
export async function recordApprovals(
  client: Queryable,
  run: number,
  approvals: readonly Pick<Approval, "account" | "step" | "items" | "totalMinor">[],
  state: "approved" | "left-out",
  by: string | null,
  asOf: Day,
  reason: string | null = null,
): Promise<void> {
  const columns = [
    approvals.map((each) => each.account),
    approvals.map((each) => each.step),
    approvals.map((each) => each.items),
    approvals.map((each) => each.totalMinor),
  ];
  await client.query(
    `insert into approval (account_id, run_id, step, items, total, state, recorded_by, known_on, reason)
     select account, $5, step, items, total, $6, $7, $8, $9 from unnest($1::bigint[], $2::text[], $3::text[], $4::bigint[]) as t(account, step, items, total) order by account
     on conflict (account_id, run_id) do update set state = excluded.state, reason = excluded.reason, recorded_by = excluded.recorded_by, known_on = excluded.known_on, recorded_at = now(), by_procedure = false
       where approval.state in ('approved', 'left-out') and approval.state <> excluded.state`,
    [...columns, run, state, by, asOf, reason],
  );
  await supersedeOlder(client, run, columns[0] as number[]);
}

async function supersedeOlder(client: Queryable, run: number, accounts: readonly number[]): Promise<void> {
  await client.query(
    `update approval p set state = 'superseded', reason = $3 where p.account_id = any($1::bigint[]) and p.run_id < $2 and p.state = 'approved'
       and not exists (select from letter l where l.account_id = p.account_id and l.run_id = p.run_id and not l.void)`,
    [accounts, run, `R${run}`],
  );
}

/** Records what procedures let go without a person; what a person has said of the same letter stands. Returns how many were let go. */
export async function recordFreeApprovals(
  client: Queryable,
  run: number,
  approvals: readonly (Pick<Approval, "account" | "step" | "items" | "totalMinor"> & { readonly by: string })[],
  asOf: Day,
): Promise<number> {
  const accounts = approvals.map((each) => each.account);
  const { rowCount } = await client.query(
    `insert into approval (account_id, run_id, step, items, total, state, recorded_by, by_procedure, known_on)
     select account, $6, step, items, total, 'approved', said_by, true, $7
     from unnest($1::bigint[], $2::text[], $3::text[], $4::bigint[], $5::text[]) as t(account, step, items, total, said_by) order by account
     on conflict (account_id, run_id) do nothing`,
    [
      accounts,
      approvals.map((each) => each.step),
      approvals.map((each) => each.items),
      approvals.map((each) => each.totalMinor),
      approvals.map((each) => each.by),
      run,
      asOf,
    ],
  );
  await supersedeOlder(client, run, accounts);
  return rowCount ?? 0;
}

/**
 * What a person left out today stays out of a later run of the day, as long as the letter is of the same step: deciding again
 * must not bring it back among those that are approved all at once.
 */
export async function carryLeftOut(client: Queryable, run: number): Promise<void> {
  await client.query(
    `insert into approval (account_id, run_id, step, items, total, state, reason, recorded_by, known_on)
     select p.account_id, $1, p.step, p.items, p.total, p.state, p.reason, p.recorded_by, p.known_on
     from proposal_run r join approval p on p.known_on = r.as_of and p.state = 'left-out' and p.run_id < r.id
       join decision d on d.account_id = p.account_id and d.run_id = r.id and d.kind = 'dun' and d.step = p.step
     where r.id = $1 and not exists (select from approval later where later.account_id = p.account_id and later.run_id > p.run_id)`,
    [run],
  );
}

/** Which approvals a delivery looks at: a run of a later day than its own is not yet looked at. */
export interface ApprovalScope {
  readonly run: number | null;
  readonly creditor: string | null;
  readonly asOf: Day;
}

/** Approvals without a letter; parameters: run, day, creditor. */
export const UNSENT = `p.state = 'approved' and ($1::bigint is null or p.run_id = $1) and exists (select from proposal_run r where r.id = p.run_id and r.as_of <= $2)
  and ($3::text is null or exists (select from account a where a.id = p.account_id and a.creditor = $3))
  and not exists (select from letter l where l.account_id = p.account_id and l.run_id = p.run_id and not l.void)`;

/** Where a page of approvals begins and ends, by account; `through` null: at the last. */
export interface ApprovalPage {
  readonly after: number;
  readonly through: number | null;
}

/** The next approvals without a letter within a page, by account: at most `limit`. */
export async function nextApprovals(
  client: Queryable,
  { run, creditor, asOf }: ApprovalScope,
  { after, through }: ApprovalPage,
  limit: number,
): Promise<Approval[]> {
  const { rows } = await client.query(
    `${SELECT} where ${UNSENT} and p.account_id > $4 and ($5::bigint is null or p.account_id <= $5) order by p.account_id, p.run_id desc limit $6`,
    [run, asOf, creditor, after, through, limit],
  );
  return rows;
}

export async function countUnsent(client: Queryable, { run, creditor, asOf }: ApprovalScope): Promise<number> {
  const { rows } = await client.query(`select count(*)::int as unsent from approval p where ${UNSENT}`, [run, asOf, creditor]);
  return rows[0].unsent;
}

/** Ends an approval that is still open; false where somebody else has ended it meanwhile. */
export async function closeApproval(
  client: Queryable,
  account: number,
  run: number,
  state: "withdrawn" | "delivered",
  reason: string | null,
): Promise<boolean> {
  const { rowCount } = await client.query(`update approval set state = $3, reason = $4 where account_id = $1 and run_id = $2 and state = 'approved'`, [
    account,
    run,
    state,
    reason,
  ]);
  if (state === "delivered") {
    // What an older run proposed for this account was answered by this letter.
    await client.query(`update approval set state = 'superseded', reason = $3 where account_id = $1 and run_id < $2 and state = 'approved'`, [
      account,
      run,
      `R${run}`,
    ]);
  }
  return rowCount === 1;
}
