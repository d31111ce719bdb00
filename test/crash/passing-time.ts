import type { Pool } from "pg";

/** Lets hours pass for what waits for them: failed deliveries, resting channels and jobs are due again. Nothing else of them is changed. */
export async function letTimePass(pool: Pool): Promise<void> {
  await pool.query("update delivery set claimed_at = claimed_at - interval '5 hours' where state = 'failed'");
  await pool.query("update channel_rest set until = until - interval '5 hours' where until > now()");
  await pool.query("update graphile_worker._private_jobs set run_at = now() where run_at > now() and locked_at is null");
}

/** The approved letters of which it is not yet clear what became of them; an uncertain one is clear: it is a person's to look into. */
export async function countUnsettled(pool: Pool): Promise<number> {
  const { rows } = await pool.query<{ count: number }>(
    `select count(*)::int from approval p where p.state = 'approved' and not exists (select from letter l join delivery v on v.letter_id = l.id
       where l.account_id = p.account_id and l.run_id = p.run_id and not l.void and v.state = 'uncertain')`,
  );
  return rows[0]!.count;
}
