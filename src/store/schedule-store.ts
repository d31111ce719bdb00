import type { ClientBase } from "pg";
import type { Task } from "../core/process/decision.ts";
import type { Day } from "../core/values/day.ts";

type Queryable = Pick<ClientBase, "query">;

export interface ScheduleRun {
  readonly creditor: string;
  readonly day: Day;
  /** The presence of the worker that is at it, or was. */
  readonly holder: string | null;
  readonly run: number | null;
  readonly approved: number | null;
  /** How the contact was told; null: not yet. */
  readonly digest: string | null;
  readonly note: string | null;
  /** ISO 8601, UTC; `endedAt` null: not yet. */
  readonly begunAt: string;
  readonly endedAt: string | null;
}

const INSTANT = (column: string) => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`;
const SELECT = `select creditor, day, holder, run_id::int as run, approved, digest, note, ${INSTANT("begun_at")} as "begunAt", ${INSTANT("ended_at")} as "endedAt" from schedule_run`;

/** The newest runs of a creditor. */
export async function readScheduleRuns(client: Queryable, creditor: string, limit: number): Promise<ScheduleRun[]> {
  const { rows } = await client.query<ScheduleRun>(`${SELECT} where creditor = $1 order by day desc limit $2`, [creditor, limit]);
  return rows;
}

/** Begins the day's run; false where it has been begun already. */
export async function beginDay(client: Queryable, creditor: string, day: Day, holder: string | null): Promise<boolean> {
  const { rowCount } = await client.query("insert into schedule_run (creditor, day, holder) values ($1, $2, $3) on conflict do nothing", [
    creditor,
    day,
    holder,
  ]);
  return rowCount === 1;
}

/** Goes on with a run that its worker has left; false where another was quicker. */
export async function takeDay(client: Queryable, { creditor, day, holder }: ScheduleRun, by: string): Promise<boolean> {
  const { rowCount } = await client.query(
    "update schedule_run set holder = $4 where creditor = $1 and day = $2 and ended_at is null and holder is not distinct from $3",
    [creditor, day, holder, by],
  );
  return rowCount === 1;
}

export async function noteDay(
  client: Queryable,
  { creditor, day }: Pick<ScheduleRun, "creditor" | "day">,
  done: { readonly run?: number; readonly approved?: number; readonly digest?: string; readonly note?: string; readonly ended?: true },
): Promise<void> {
  await client.query(
    `update schedule_run set run_id = coalesce($3, run_id), approved = coalesce($4, approved), digest = coalesce($5, digest), note = coalesce($6, note),
       ended_at = case when $7 then now() else ended_at end where creditor = $1 and day = $2`,
    [creditor, day, done.run ?? null, done.approved ?? null, done.digest ?? null, done.note ?? null, done.ended ?? false],
  );
}

export interface OpenWork {
  /** Letters that wait for approval. */
  readonly approvals: number;
  readonly uncertain: number;
  /** Decisions that are a task, by which. */
  readonly tasks: Readonly<Partial<Record<Task, number>>>;
  /** Tasks beside decisions, due by the day. */
  readonly beside: number;
}

/** What waits for people, by each account's newest decision. */
export async function countOpenWork(client: Queryable, creditor: string, asOf: Day): Promise<OpenWork> {
  const newest = "account a join decision d on d.account_id = a.id and d.run_id = a.decided_run where a.creditor = $1";
  const { rows } = await client.query<{ approvals: number; uncertain: number; beside: number }>(
    `select (select count(*)::int from ${newest} and d.kind = 'dun' and not exists (select from approval p where p.account_id = a.id and p.run_id = d.run_id)) as approvals,
       (select count(*)::int from delivery v join account a on a.id = v.account_id where a.creditor = $1 and v.state = 'uncertain') as uncertain,
       (select count(*)::int from ${newest} and exists (select from jsonb_array_elements(d.body::jsonb -> 'tasks') as t where t ->> 'dueOn' <= $2)) as beside`,
    [creditor, asOf],
  );
  const tasks = await client.query<{ task: Task; count: number }>(`select d.task, count(*)::int as count from ${newest} and d.kind = 'task' group by d.task`, [
    creditor,
  ]);
  return { ...rows[0]!, tasks: Object.fromEntries(tasks.rows.map(({ task, count }) => [task, count])) };
}
