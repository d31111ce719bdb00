import { type ChargeState, chargeStates } from "../core/ledger/charge-state.ts";
import { UserError } from "../core/user-error.ts";
import type { Day } from "../core/values/day.ts";
import { formatMinor } from "../core/values/money.ts";
import { findAccounts, loadAccounts, resolveAccount } from "../store/account-store.ts";
import { appendActivities } from "../store/activity-store.ts";
import { bookWaiver } from "../store/charge-store.ts";
import type { Store } from "../store/database.ts";
import { lockAccount } from "../store/letter-store.ts";
import { inTransaction } from "../store/transaction.ts";
import { type AccountParty, partyOf } from "./account-party.ts";
import { refuseBackdating } from "./backdating.ts";

export interface Waiver {
  /** An account's id, or a debtor's where that has one account. */
  readonly account: string;
  /** The charge's number, as `firmly account` lists it. */
  readonly charge: string;
  readonly reason: string;
  readonly by: string | null;
  readonly asOf: Day;
  readonly backdate?: boolean;
}

export interface Waived extends AccountParty {
  /** The activity's number. */
  readonly activity: number;
  readonly charge: string;
  /** What was open of it and is given up, major units. */
  readonly amount: string;
  readonly currency: string;
}

/**
 * Gives up what is open of a charge: a write-off and a word in the log, in one transaction. It is not made again: a letter
 * charges an item for a period once, whatever became of the charge.
 * @throws UserError where there is no such charge, or nothing is open of it
 */
export async function waive(store: Store, { account: name, charge: number, reason, by, asOf, backdate }: Waiver): Promise<Waived> {
  if (reason.trim() === "") throw new UserError("reason-missing", "Say why the charge is waived: --reason R.");
  return inTransaction(store, async (client) => {
    const account = await resolveAccount(client, name);
    await lockAccount(client, account);
    const [row] = await findAccounts(client, [account]);
    await refuseBackdating(client, row!.creditor, { asOf, ...(backdate && { backdate }) });
    const [loaded] = await loadAccounts(client, [row!], asOf);
    const charge = openCharge(chargeStates(loaded!.entries, asOf), number, `A${account}`);
    await bookWaiver(client, { account, charge: charge.item, amountMinor: charge.openMinor, reason, by }, asOf);
    const happening = { kind: "waive", charge: charge.item, document: charge.document, amountMinor: charge.openMinor, reason } as const;
    const [activity] = await appendActivities(client, [{ account, happening, happenedOn: asOf, knownOn: asOf, by }]);
    const { currency } = row!;
    return { activity: activity!, ...partyOf(row!), charge: charge.document, amount: formatMinor(charge.openMinor, currency), currency };
  });
}

const OVER: Readonly<Record<Exclude<ChargeState["state"], "open">, string>> = {
  paid: "is paid: nothing of it is left to waive",
  waived: "was waived already",
  reversed: "was taken back with its letter",
};

function openCharge(charges: readonly ChargeState[], number: string, account: string): ChargeState {
  const found = charges.find(({ document }) => document === number);
  if (!found) {
    const open = charges.filter(({ state }) => state === "open").map(({ document }) => document);
    const known = open.length > 0 ? `Open are: ${open.join(", ")}.` : "It has no open charge.";
    throw new UserError("charge-unknown", `Account ${account} has no charge "${number}". ${known}`);
  }
  if (found.state !== "open") throw new UserError(`charge-${found.state}`, `The charge ${number} ${OVER[found.state]}.`);
  return found;
}
