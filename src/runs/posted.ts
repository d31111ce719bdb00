import { UserError } from "../core/user-error.ts";
import type { Day } from "../core/values/day.ts";
import type { Store } from "../store/database.ts";
import { savePostedThrough } from "../store/decision-store.ts";
import { loadCreditors } from "../store/settings-store.ts";
import { inTransaction } from "../store/transaction.ts";

export interface Posted {
  readonly creditor: string | undefined;
  readonly bankAccount: string | null;
  readonly through: Day;
  readonly by: string;
  readonly asOf: Day;
}

/** Records a person's word that payments are posted up to a day (R25). Returns the creditor it is about. */
export async function statePosted(store: Store, posted: Posted): Promise<string> {
  const creditors = (await loadCreditors(store)).map(({ id }) => id);
  const creditor = posted.creditor ?? (creditors.length === 1 ? creditors[0] : undefined);
  if (!creditor || !creditors.includes(creditor)) {
    throw new UserError("creditor-unknown", `Name the creditor with --creditor: ${creditors.join(", ") || "there is none yet; import a ledger first"}.`);
  }
  if (posted.through > posted.asOf) throw new UserError("posted-future", `Payments cannot be posted through ${posted.through}: that is after ${posted.asOf}.`);
  await inTransaction(store, (client) => savePostedThrough(client, { ...posted, creditor }));
  return creditor;
}
