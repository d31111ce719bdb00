import type { PoolClient } from "pg";
import { addDays, type Day, latest } from "../core/values/day.ts";
import { type InternalNote, renderInternalNote } from "../letters/internal-note.ts";
import { appendActivities } from "../store/activity-store.ts";
import { lockAccount } from "../store/letter-store.ts";
import { claimTelling, markTold, readUntold, type Untold } from "../store/tell-store.ts";
import { inTransaction } from "../store/transaction.ts";
import type { Sender } from "./send-delivery.ts";
import { sendInside, type Told } from "./send-inside.ts";

/** A note that could not be sent for so long is no news any more. */
const NEWS_DAYS = 14;
/** A run of many letters is not told of all at once: each brings its whole notice. */
const PAGE = 200;

/**
 * Tells colleagues of letters that have left, as their procedures say: by the creditor's e-mail, or where nothing leaves the
 * house, as a file in the outbox folder's `internal`. Once per letter and person; a crash in between may send the same
 * mail again, under the same Message-ID. Whom no address reaches is listed on the timeline all the same.
 */
export async function tellOthers(sender: Sender, creditor: string | null): Promise<void> {
  const since = addDays(sender.asOf, -NEWS_DAYS);
  let page: readonly Untold[] = await readUntold(sender.store.pool, creditor, since, null, PAGE);
  while (page.length > 0) {
    for (const untold of page) {
      await inTransaction(sender.store, async (client) => {
        if (!(await claimTelling(client, untold))) return;
        const told = await tell(sender, untold);
        if (told) await recordTold(client, untold, told, sender.asOf);
      });
    }
    page = await readUntold(sender.store.pool, creditor, since, page.at(-1)!, PAGE);
  }
}

/** Null: it was certainly not sent, and the next delivery tries again. */
async function tell(sender: Sender, untold: Untold): Promise<Told | null> {
  const creditor = await sender.creditorOf(untold.account);
  return sendInside(sender, creditor, {
    named: untold.to === "salesperson" ? untold.salesperson : untold.to,
    id: `${untold.letter}-told`,
    day: untold.sentOn,
    render: (language, head) => renderInternalNote(noteOf(untold), language, creditor.country, head),
  });
}

function noteOf({ notice, step, sentOn, payBy, currency, totalMinor }: Untold): InternalNote {
  const { debtor, items } = JSON.parse(notice) as { debtor: { id: string; name: string }; items: { document: string; due: Day; openMinor: string }[] };
  return { step, sentOn, payBy, currency, totalMinor, debtor, items: items.map((item) => ({ ...item, openMinor: BigInt(item.openMinor) })) };
}

async function recordTold(client: PoolClient, untold: Untold, { to, how, detail }: Told, asOf: Day): Promise<void> {
  const day = latest(asOf, untold.sentOn)!;
  await lockAccount(client, untold.account);
  await appendActivities(client, [
    { account: untold.account, happening: { kind: "told", letter: untold.letter, to, how, detail }, happenedOn: day, knownOn: day, by: null },
  ]);
  await markTold(client, untold);
}
