import type { ClientBase } from "pg";
import { voidLetters } from "./letter-store.ts";

type Queryable = Pick<ClientBase, "query">;

/**
 * Withdraws the open approvals of accounts, with the accounts locked: their letters must be approved anew. A letter that is
 * on its way, or of which a part has left, is not stopped by it; one that certainly did not leave is given up.
 * @returns how many approvals that were
 */
export async function withdrawApprovals(client: Queryable, accounts: readonly number[], reason: string): Promise<number> {
  const { rows } = await client.query<{ letter: string }>(
    `select l.id as letter from approval p join letter l on l.account_id = p.account_id and l.run_id = p.run_id and not l.void
     where p.account_id = any($1::bigint[]) and p.state = 'approved'`,
    [accounts],
  );
  for (const { letter } of rows) if (await giveUpUnsent(client, letter, reason)) await voidLetters(client, [letter]);
  const { rowCount } = await client.query(
    `update approval p set state = 'withdrawn', reason = $2 where p.account_id = any($1::bigint[]) and p.state = 'approved'
       and not exists (select from letter l where l.account_id = p.account_id and l.run_id = p.run_id and not l.void)`,
    [accounts, reason],
  );
  return rowCount ?? 0;
}

/** True where nothing of the letter has left, nor will: failed attempts are not made again. */
async function giveUpUnsent(client: Queryable, letter: string, reason: string): Promise<boolean> {
  const { rows } = await client.query<{ unsent: boolean }>("select bool_and(state in ('failed', 'refused')) as unsent from delivery where letter_id = $1", [
    letter,
  ]);
  if (!rows[0]?.unsent) return false;
  const receipt = JSON.stringify({ outcome: "refused", detail: `given up: ${reason}` });
  await client.query("update delivery set state = 'refused', receipt = $2 where letter_id = $1 and state = 'failed'", [letter, receipt]);
  // Another process may have taken one of them up for a further attempt meanwhile.
  const { rows: after } = await client.query<{ unsent: boolean }>("select bool_and(state = 'refused') as unsent from delivery where letter_id = $1", [letter]);
  return after[0]!.unsent;
}

/** Withdraws what of a run was approved and has led to no letter. */
export async function withdrawRun(client: Queryable, run: number, reason: string): Promise<number> {
  const { rowCount } = await client.query(
    `update approval p set state = 'withdrawn', reason = $2 where p.run_id = $1 and p.state = 'approved'
       and not exists (select from letter l where l.account_id = p.account_id and l.run_id = p.run_id and not l.void)`,
    [run, reason],
  );
  return rowCount ?? 0;
}
