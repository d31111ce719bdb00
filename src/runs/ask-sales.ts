import type { PoolClient } from "pg";
import { sumMinor } from "../core/values/money.ts";
import type { Creditor } from "../core/values/party.ts";
import { renderSalesCheck, type SalesQuestion } from "../letters/sales-check.ts";
import { appendActivities } from "../store/activity-store.ts";
import { claimAsking, readUnasked, type Unasked } from "../store/sales-check-store.ts";
import { inTransaction } from "../store/transaction.ts";
import { decideBesideOthers, type DecidedAccount } from "./decide-accounts.ts";
import type { Sender } from "./send-delivery.ts";
import { sendInside } from "./send-inside.ts";

/**
 * Asks the salespeople about the letters that wait for their word (R19), once for each letter. The account is decided again
 * first: what was answered meanwhile is not asked. A crash between the mail and its record may send the same mail again,
 * under the same Message-ID. Whom no address reaches is named on the timeline all the same. It changes no decision.
 */
export async function askSales(sender: Sender, creditor: string | null): Promise<void> {
  for (const unasked of await readUnasked(sender.store.pool, creditor)) {
    await inTransaction(sender.store, async (client) => {
      if (await claimAsking(client, unasked)) await ask(sender, client, unasked);
    });
  }
}

async function ask(sender: Sender, client: PoolClient, { account, salesperson, since }: Unasked): Promise<void> {
  const { asOf } = sender;
  const owner = await sender.creditorOf(account);
  const question = questionOf(await decideBesideOthers(client, account, asOf), owner, sender);
  if (!question) return;
  const told = await sendInside(sender, owner, {
    named: salesperson,
    id: `A${account}-sales-check-${since}`,
    day: asOf,
    render: (language, head) => renderSalesCheck(question, language, owner.country, head),
  });
  if (told) await appendActivities(client, [{ account, happening: { kind: "sales-asked", ...told }, happenedOn: asOf, knownOn: asOf, by: null }]);
}

/** Null: nothing waits for the salesperson any more. */
function questionOf({ account, decision, procedure }: DecidedAccount, { name, contact }: Creditor, { asOf }: Sender): SalesQuestion | null {
  if (decision.kind !== "task" || decision.task !== "sales-check") return null;
  const items = decision.items.flatMap(({ item }) => (item.due < asOf ? [item] : []));
  const until = decision.why.find(({ code }) => code === "sales-check")?.["until"];
  return {
    step: procedure.salesCheck.before,
    until: (until as SalesQuestion["until"] | undefined) ?? null,
    debtor: { id: account.debtor, name: account.debtorName },
    contact: { name: contact?.name ?? name, email: contact?.email ?? null },
    currency: account.currency,
    totalMinor: sumMinor(items.map(({ openMinor }) => openMinor)),
    items,
  };
}
