import type { ClientBase } from "pg";
import { UserError } from "../core/user-error.ts";
import type { Day } from "../core/values/day.ts";
import { newestKnown } from "../store/decision-store.ts";

/**
 * What is recorded is known from its day on; putting it before what is known already would change the past (R1).
 * @throws UserError `backdated`
 */
export async function refuseBackdating(
  client: ClientBase,
  creditor: string | null,
  { asOf, backdate }: { readonly asOf: Day; readonly backdate?: boolean },
): Promise<void> {
  if (backdate) return;
  const newest = await newestKnown(client, creditor);
  if (newest && asOf < newest) {
    throw new UserError(
      "backdated",
      `Something is known from ${newest} already, so recording for ${asOf} would change the past. Record it for ${newest} or later, or add --backdate.`,
    );
  }
}
