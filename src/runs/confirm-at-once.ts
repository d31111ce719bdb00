import type { Day } from "../core/values/day.ts";
import { findAccounts } from "../store/account-store.ts";
import { accountsToAnswer } from "../store/answer-store.ts";
import type { Store } from "../store/database.ts";
import { newestKnown } from "../store/decision-store.ts";
import { takePresence } from "../store/presence.ts";
import { inTransaction } from "../store/transaction.ts";
import { deliverAnswers } from "./deliver-answers.ts";
import { type DeliveryReport, presentDeliveries, senderOf } from "./delivery-run.ts";
import { enqueueAnswers } from "./worker.ts";

/** What has left in writing, and what is still owed and why: it goes with the next `firmly deliver`. */
export type Confirmed = DeliveryReport;

/**
 * Confirms in writing what an account was just told on the phone, where a way is open now. Never throws: what was recorded
 * stays recorded, and what could not leave stays owed.
 */
export async function confirmAtOnce(store: Store, account: string, asOf: Day, instant?: () => Date): Promise<Confirmed> {
  const id = Number(account.replace(/^A/, ""));
  try {
    const scope = { creditor: null, account: id, asOf };
    if ((await accountsToAnswer(store.pool, scope, 0, 1)).length === 0) return { deliveries: [], held: [] };
    if (await isPast(store, id, asOf)) return owed(account, "postponed", "recorded for an earlier day: it leaves with the next delivery");
    const presence = await takePresence(store);
    try {
      const { sent, held } = await deliverAnswers(senderOf(store, presence, { asOf, ...(instant && { instant }) }), scope);
      const report = presentDeliveries(store, sent, held);
      await enqueueAnswers(store, report);
      return report;
    } finally {
      await presence.leave();
    }
  } catch (error) {
    return owed(account, "postponed", `it could not be sent now: ${(error as Error).message}`);
  }
}

function owed(account: string, code: Confirmed["held"][number]["code"], reason: string): Confirmed {
  return { deliveries: [], held: [{ account, code, reason }] };
}

/** Letters cannot leave on a day before what is known already. */
async function isPast(store: Store, account: number, asOf: Day): Promise<boolean> {
  return inTransaction(store, async (client) => {
    const [row] = await findAccounts(client, [account]);
    const newest = await newestKnown(client, row!.creditor);
    return newest !== null && asOf < newest;
  });
}
