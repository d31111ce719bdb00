import type { ClientBase } from "pg";
import type { Day } from "../core/values/day.ts";
import { type ApprovalScope, UNSENT } from "./approval-store.ts";
import { DUE_AGAIN } from "./delivery-store.ts";
import { namesGone } from "./presence.ts";

type Queryable = Pick<ClientBase, "query">;

export interface NewJob {
  readonly task: string;
  readonly payload: object;
  /** At most one job waits under a key. */
  readonly key: string;
  readonly inMinutes?: number;
  /** Lower comes first; without it, 0. */
  readonly priority?: number;
  /** Where a job waits under this key already: the new one takes its place, or it keeps its time. */
  readonly waiting?: "replaced" | "kept";
}

/** So often is a job tried; the pauses grow to six hours. */
const MOST_ATTEMPTS = 25;

/** Adds a job in the caller's transaction: it is there exactly when everything else of it is. */
export async function addJob(client: Queryable, { task, payload, key, inMinutes = 0, priority = 0, waiting = "replaced" }: NewJob): Promise<void> {
  await client.query(
    `select graphile_worker.add_job($1, payload => $2::json, job_key => $3, run_at => now() + $4 * interval '1 minute', priority => $5, max_attempts => ${MOST_ATTEMPTS},
       job_key_mode => $6)`,
    [task, JSON.stringify(payload), key, inMinutes, priority, waiting === "kept" ? "preserve_run_at" : "replace"],
  );
}

export interface PageJobs {
  readonly task: string;
  /** What each job is told, beside `after` and `through`. */
  readonly payload: object;
  /** Begins the keys of these jobs; those that wait under it are replaced, all at once. */
  readonly key: string;
  /** So many to a job. */
  readonly size: number;
}

/** One job for every so many approvals that no letter was made of, by account; within the caller's transaction. Returns how many jobs. */
export async function addApprovalPages(client: Queryable, { run, creditor, asOf }: ApprovalScope, jobs: PageJobs): Promise<number> {
  await dropWaiting(client, jobs.key);
  return addPages(client, jobs, `select p.account_id as key from approval p where ${UNSENT}`, "min(key) - 1", [run, asOf, creditor]);
}

/** One job for every so many deliveries that are to be tried again, by their ids. Nothing where such jobs of the creditor wait already. */
export async function addRetryPages(client: Queryable, creditor: string, asOf: Day, jobs: PageJobs): Promise<number> {
  const { rows } = await client.query<{ waits: boolean }>(`select exists (select from graphile_worker.jobs where ${WAITING}) as waits`, [jobs.key]);
  if (rows[0]!.waits) return 0;
  return addPages(
    client,
    jobs,
    `select v.id as key from delivery v join letter l on l.id = v.letter_id where ${DUE_AGAIN}`,
    "lag(max(key), 1, '') over (order by page)",
    [creditor, asOf],
  );
}

/** How many jobs wait whose keys begin so. */
export async function countWaiting(client: Queryable, key: string): Promise<number> {
  const { rows } = await client.query<{ waiting: number }>(`select count(*)::int as waiting from graphile_worker.jobs where ${WAITING}`, [key]);
  return rows[0]!.waiting;
}

/** Has the jobs of a task that wait run now. */
export async function hurry(client: Queryable, task: string): Promise<void> {
  await client.query(
    `select graphile_worker.reschedule_jobs(array_agg(id), run_at => now()) from graphile_worker.jobs
     where task_identifier = $1 and locked_at is null and attempts < max_attempts having count(*) > 0`,
    [task],
  );
}

const WAITING = "starts_with(key, $1 || ' ') and locked_at is null and attempts < max_attempts";

async function dropWaiting(client: Queryable, key: string): Promise<void> {
  await client.query(`select graphile_worker.complete_jobs(array_agg(id)) from graphile_worker.jobs where ${WAITING} having count(*) > 0`, [key]);
}

async function addPages(client: Queryable, { task, payload, key, size }: PageJobs, keys: string, after: string, values: readonly unknown[]): Promise<number> {
  const [t, p, k, s] = [1, 2, 3, 4].map((n) => `$${values.length + n}`);
  const { rows } = await client.query<{ added: number }>(
    `with page as (
       select ${after} as after, max(key) as through from (select key, (row_number() over (order by key) - 1) / ${s}::int as page from (${keys}) as keys) as paged group by page
     ), spec as (
       select (${t}, (${p}::jsonb || jsonb_build_object('after', after, 'through', through))::json, null, null, ${MOST_ATTEMPTS}, ${k} || ' ' || through, 0, null)::graphile_worker.job_spec as job
       from page
     )
     select count(*)::int as added from graphile_worker.add_jobs((select coalesce(array_agg(job), '{}') from spec))`,
    [...values, task, JSON.stringify(payload), key, size],
  );
  return rows[0]!.added;
}

/**
 * Frees the jobs of worker processes that are gone: each holds the lock of its name as long as it lives. A job that runs twice does no harm,
 * because every letter is claimed.
 */
export async function freeLeftJobs(client: Queryable): Promise<void> {
  const { rows } = await client.query<{ name: string }>("select distinct locked_by as name from graphile_worker.jobs where locked_by is not null");
  const gone = await namesGone(
    client,
    rows.map(({ name }) => name),
  );
  if (gone.length > 0) await client.query("select graphile_worker.force_unlock_workers($1::text[])", [gone]);
}
