import { UserError } from "../core/user-error.ts";
import type { Day } from "../core/values/day.ts";
import { todayFor } from "../runs/clock.ts";
import { findAccounts } from "../store/account-store.ts";
import type { Store } from "../store/database.ts";
import { withClient } from "../store/transaction.ts";

/** The day on which something is said about an account: the today of its creditor. `account` is an id, "A17". */
export async function todayOfAccount(store: Store, account: string): Promise<Day> {
  const [found] = await withClient(store, (client) => findAccounts(client, [accountNumber(account)]));
  if (!found) throw new UserError("account-unknown", `There is no account ${account}.`);
  return todayFor(store, found.creditor);
}

export function accountNumber(id: string): number {
  return Number(id.slice(1));
}
