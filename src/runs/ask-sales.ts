import type { ActivityOf } from "../core/process/activity.ts";
import type { Decision } from "../core/process/decision.ts";
import type { Day } from "../core/values/day.ts";
import { loadAccountSalesperson } from "../store/tell-store.ts";
import { renderSalesCheck } from "../letters/sales-check.ts";
import { appendActivities } from "../store/activity-store.ts";
import { accountsAsking } from "../store/decision-store.ts";
import { lockAccount } from "../store/letter-store.ts";
import { inTransaction } from "../store/transaction.ts";
import { decideBesideOthers } from "./decide-accounts.ts";
import type { Sender } from "./send-delivery.ts";
import { sendInside } from "./send-inside.ts";

/**
 * Asks the salespeople of the accounts whose second letter waits for their word (R19): once for each question, which is new
 * when another letter has gone before it. The account is decided again first: what was answered meanwhile is not asked. A crash
 * between the mail and its record may send the same mail again, under the same Message-ID.
 */
export async function askSales(sender: Sender, creditor: string | null): Promise<void> {
  for (const account of await accountsAsking(sender.store.pool, creditor)) {
    await inTransaction(sender.store, async (client) => {
      await lockAccount(client, account);
      const { decision, view, account: row } = await decideBesideOthers(client, account, sender.asOf);
      const since = questionOf(decision);
      const isAsked = view.activities.some((activity): activity is ActivityOf<"sales-asked"> => activity.kind === "sales-asked" && activity.since === since);
      if (since === null || isAsked) return;
      const owner = await sender.creditorOf(account);
      const { salesperson, name } = await loadAccountSalesperson(client, row.debtor);
      const question = {
        debtor: { id: row.debtor, name },
        currency: row.currency,
        totalMinor: decision.totalMinor,
        contact: owner.contact?.name ?? owner.name,
        items: decision.items.map(({ item }) => ({ document: item.document, due: item.due, openMinor: item.openMinor })),
      };
      const told = await sendInside(sender, owner, {
        named: salesperson,
        id: `A${account}-sales-check-${since}`,
        day: sender.asOf,
        render: (language, head) => renderSalesCheck(question, language, owner.country, head),
      });
      if (!told) return;
      await appendActivities(client, [
        { account, happening: { kind: "sales-asked", since, ...told }, happenedOn: sender.asOf, knownOn: sender.asOf, by: null },
      ]);
    });
  }
}

/** The day since which the question is open tells one question from the next; null: nothing is asked. */
function questionOf(decision: Decision): Day | null {
  if (decision.kind !== "task" || decision.task !== "sales-check") return null;
  const why = decision.why.find(({ code }) => code === "sales-check" || code === "sales-check-waits");
  return (why?.["since"] as Day | undefined) ?? null;
}
