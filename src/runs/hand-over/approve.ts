import { personKey } from "../../core/process/dun.ts";
import { stillMissing } from "../../core/process/hand-over-checklist.ts";
import { UserError } from "../../core/user-error.ts";
import type { Day } from "../../core/values/day.ts";
import { resolveAccount } from "../../store/account-store.ts";
import { appendActivities } from "../../store/activity-store.ts";
import type { Store } from "../../store/database.ts";
import { lockAccount } from "../../store/letter-store.ts";
import { inTransaction } from "../../store/transaction.ts";
import { refuseBackdating } from "../backdating.ts";
import { reasonSentences } from "../reason-sentence.ts";
import { loadHandOver } from "./case.ts";
import { type AccountParty, partyOf } from "../account-party.ts";

/** What a command on a hand-over is given: an account's id, or a debtor's where that has one account; the day; who says so. */
export interface HandOverOptions {
  readonly account: string;
  readonly asOf: Day;
  readonly by: string;
  readonly backdate?: boolean;
}

/**
 * One person's approval of a hand-over; two different people are needed (R18). What the person saw of the preconditions is
 * kept with it. Returns who has approved so far.
 * @throws UserError `no-hand-over`, `same-person`, or `not-ready` naming the preconditions that are not met
 */
export async function approveHandOver(store: Store, options: HandOverOptions): Promise<AccountParty & { readonly approved: readonly string[] }> {
  const { asOf, by } = options;
  return inTransaction(store, async (client) => {
    const account = await resolveAccount(client, options.account);
    await lockAccount(client, account);
    const { decided, approved, checklist } = await loadHandOver(client, account, asOf);
    await refuseBackdating(client, decided.account.creditor, options);
    const { kind } = decided.decision;
    if (kind !== "hand-over") throw new UserError("no-hand-over", `Account A${account} is not up for hand-over on ${asOf}: its decision is "${kind}".`);
    if (approved.some((person) => personKey(person) === personKey(by)))
      throw new UserError("same-person", `${by} has approved this hand-over already; a second, different person must.`);
    const missing = stillMissing(checklist);
    if (missing.length > 0) {
      const sentences = reasonSentences(missing.map(({ detail }) => detail));
      throw new UserError(
        "not-ready",
        `Account A${account} cannot be handed over yet. ${sentences.join(" ")} Settle this first; \`firmly hand-over A${account} check\` shows the whole list.`,
      );
    }
    const items = decided.decision.items.map(({ item }) => item);
    const seen = checklist.map(({ code, document, state }) => ({ code, document, state }));
    const covered = { items: items.map(({ item }) => item), open: items.map(({ openMinor }) => String(openMinor)) };
    await appendActivities(client, [{ account, happening: { kind: "hand-over-approved", ...covered, seen }, happenedOn: asOf, knownOn: asOf, by }]);
    return { ...partyOf(decided.account), approved: [...approved, by] };
  });
}
