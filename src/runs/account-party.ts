import type { AccountRow } from "../store/account-store.ts";

/** Which account a command was about: a debtor's name may have been given. */
export interface AccountParty {
  /** "A17" */
  readonly account: string;
  readonly debtor: { readonly id: string; readonly name: string };
}

export function partyOf({ id, debtor, debtorName }: Pick<AccountRow, "id" | "debtor" | "debtorName">): AccountParty {
  return { account: `A${id}`, debtor: { id: debtor, name: debtorName } };
}
