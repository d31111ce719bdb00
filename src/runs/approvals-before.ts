import { readApprovals } from "../store/approval-store.ts";
import type { Store } from "../store/database.ts";
import { parseRun } from "../store/decision-store.ts";

/** What has been said of a run's letters so far, by account ("A17"): what is approved next can then be told from it. */
export async function approvalsBefore(store: Store, run: string): Promise<ReadonlyMap<string, string>> {
  const client = await store.pool.connect();
  try {
    const approvals = await readApprovals(client, parseRun(run), null);
    return new Map(approvals.map(({ account, state }) => [`A${account}`, state]));
  } finally {
    client.release();
  }
}
