import { type Account, api, ask, type Happening, type Recorded } from "../api.ts";
import { useAction } from "../queries.ts";

/** Records what happened on an account. Afterwards the account is asked for again. */
export function useRecord(account: Account["account"]["id"]) {
  return useAction((json: Happening): Promise<Recorded> => ask(api.accounts[":account"].happenings.$post({ param: { account }, json })));
}
