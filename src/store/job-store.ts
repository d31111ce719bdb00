import type { ClientBase } from "pg";

type Queryable = Pick<ClientBase, "query">;

/** Held shared by every worker process: whoever gets it alone knows that all others are gone. */
const WORKERS_ALIVE = "7074837011";

export interface NewJob {
  readonly task: string;
  readonly payload: object;
  /** Jobs of one queue run one after the other. */
  readonly queue: string;
  /** A job that waits under this key is replaced. */
  readonly key: string;
  readonly inMinutes?: number;
}

/** Adds a job in the caller's transaction: it is there exactly when everything else of it is. */
export async function addJob(client: Queryable, { task, payload, queue, key, inMinutes = 0 }: NewJob): Promise<void> {
  await client.query(
    `select graphile_worker.add_job($1, payload => $2::json, queue_name => $3, job_key => $4, run_at => now() + $5 * interval '1 minute', max_attempts => 25)`,
    [task, JSON.stringify(payload), queue, key, inMinutes],
  );
}

/**
 * Frees the jobs that dead workers hold: all of them where no other worker lives, else those held for too long. A job that
 * runs twice does no harm, because every letter is claimed. Afterwards this process counts as a worker until `client` ends.
 */
export async function freeLeftJobs(client: Queryable): Promise<void> {
  const { rows } = await client.query<{ alone: boolean }>("select pg_try_advisory_lock($1::bigint) as alone", [WORKERS_ALIVE]);
  const alone = rows[0]!.alone;
  await client.query(
    `select graphile_worker.force_unlock_workers(array_agg(distinct locked_by)) from graphile_worker.jobs
     where locked_by is not null and ($1 or locked_at < now() - interval '15 minutes') having count(*) > 0`,
    [alone],
  );
  await client.query("select pg_advisory_lock_shared($1::bigint)", [WORKERS_ALIVE]);
  if (alone) await client.query("select pg_advisory_unlock($1::bigint)", [WORKERS_ALIVE]);
}
