import { findAccounts } from "../store/account-store.ts";
import type { Store } from "../store/database.ts";
import { readLetter } from "../store/letter-store.ts";
import { withClient } from "../store/transaction.ts";
import { creditorOfRun } from "./approval.ts";

/** Whose letter or run it is, so that its today is meant; undefined where the run is everybody's, or there is none such. */
export async function creditorOfTarget(store: Store, target: string): Promise<string | undefined> {
  if (/^R\d+$/.test(target)) return creditorOfRun(store, target);
  return withClient(store, async (client) => {
    const letter = await readLetter(client, target);
    const [account] = letter ? await findAccounts(client, [letter.account]) : [];
    return account?.creditor;
  });
}
