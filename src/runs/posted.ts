import type { PaymentsKnown } from "../core/process/payments-known.ts";
import { UserError } from "../core/user-error.ts";
import type { Day } from "../core/values/day.ts";
import { nearestName } from "../core/values/nearest-name.ts";
import type { Creditor } from "../core/values/party.ts";
import type { Store } from "../store/database.ts";
import { movePostedThrough } from "../store/bank-closings.ts";
import { loadPostedThrough, savePostedThrough } from "../store/decision-store.ts";
import { loadCreditors } from "../store/settings-store.ts";
import { refuseBackdating } from "./backdating.ts";
import { inTransaction } from "../store/transaction.ts";

export interface Posted {
  readonly creditor: string | undefined;
  readonly bankAccount: string | null;
  readonly through: Day;
  readonly by: string;
  readonly asOf: Day;
  /** Allows a day before what is known already (R1). */
  readonly backdate?: boolean;
}

/**
 * Records a person's word that payments are posted up to a day (R25). Returns the creditor it is about, the bank account by its
 * id, and up to which day all payments of the creditor are known now.
 */
export async function statePosted(store: Store, posted: Posted): Promise<Stated> {
  const known = await loadCreditors(store);
  const creditors = known.map(({ id }) => id);
  const creditor = posted.creditor ?? (creditors.length === 1 ? creditors[0] : undefined);
  if (!creditor || !creditors.includes(creditor)) {
    throw new UserError("creditor-unknown", `Name the creditor with --creditor: ${creditors.join(", ") || "there is none yet; import a ledger first"}.`);
  }
  if (posted.through > posted.asOf) throw new UserError("posted-future", `Payments cannot be posted through ${posted.through}: that is after ${posted.asOf}.`);
  const bankAccount = posted.bankAccount === null ? null : accountOf(posted.bankAccount, known.find(({ id }) => id === creditor)!);
  return inTransaction(store, async (client) => {
    await refuseBackdating(client, creditor, posted);
    await savePostedThrough(client, { ...posted, bankAccount, creditor });
    // It may bridge a gap before statements that are there.
    if (bankAccount !== null) await movePostedThrough(client, creditor, bankAccount, posted.asOf);
    return { creditor, bankAccount, known: (await loadPostedThrough(client, posted.asOf)).get(creditor)! };
  });
}

export interface Stated {
  readonly creditor: string;
  readonly bankAccount: string | null;
  readonly known: PaymentsKnown;
}

/** A bank account by its id or IBAN. A name that the settings do not have would make no payments known, and look as if it did. */
function accountOf(named: string, { id, bankAccounts }: Creditor): string {
  if (bankAccounts.length === 0) return named;
  const plain = (text: string) => text.replace(/\s+/g, "").toUpperCase();
  const found = bankAccounts.find((account) => account.id === named) ?? bankAccounts.find((account) => plain(account.iban) === plain(named));
  if (found) return found.id;
  const ids = bankAccounts.map((account) => account.id);
  const nearest = nearestName(named, ids);
  throw new UserError(
    "bank-account-unknown",
    `Creditor "${id}" has no bank account "${named}". ${nearest ? `Did you mean "${nearest}"? ` : ""}Known: ${ids.join(", ")}; \`firmly settings set\` adds others.`,
  );
}
