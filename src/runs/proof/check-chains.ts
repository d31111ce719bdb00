import type { PoolClient } from "pg";
import { chainHash } from "../../store/activity-store.ts";
import { type Fault, readChains, readHeads } from "../../store/check-store.ts";

/** Computes the chain of every account's log again, from its first activity to the head that was written last. */
export async function checkChains(client: PoolClient): Promise<{ count: number; accounts: number; faults: Fault[] }> {
  const faults: Fault[] = [];
  const heads = await readHeads(client);
  const accounts = heads.size;
  let count = 0;
  let account: number | null = null;
  let previous: Buffer | null = null;
  const end = () => {
    if (account !== null) matchHead(account, previous, heads, faults);
  };
  for await (const rows of readChains(client)) {
    for (const row of rows) {
      if (Number(row.account_id) !== account) {
        end();
        account = Number(row.account_id);
        previous = null;
      }
      count++;
      const intact = chainHash(previous, row).equals(row.hash) && (row.previous?.toString("hex") ?? null) === (previous?.toString("hex") ?? null);
      if (!intact)
        faults.push({ code: "chain-broken", message: `activity ${row.id} of A${account} was altered, or one before it was altered, dropped or moved` });
      previous = row.hash;
    }
  }
  end();
  for (const [id, head] of heads)
    if (head !== null) faults.push({ code: "chain-head", message: `the log of A${id} is empty, but activities were written to it` });
  return { count, accounts, faults };
}

function matchHead(account: number, newest: Buffer | null, heads: Map<number, Buffer | null>, faults: Fault[]): void {
  const head = heads.get(account);
  heads.delete(account);
  if (!head || !newest || !head.equals(newest))
    faults.push({ code: "chain-head", message: `the log of A${account} does not end where it was written to last: its newest activities are missing` });
}
