import { type Day, latest } from "../../core/values/day.ts";
import type { Store } from "../../store/database.ts";
import { newestKnown } from "../../store/decision-store.ts";
import { closeMail, earlyMails } from "../../store/inbox-store.ts";
import { lockDebtor } from "../../store/letter-store.ts";
import { inRetriedTransaction } from "../../store/transaction.ts";
import { actOnMail } from "./act-on-mail.ts";
import { findMail } from "./kept-reading.ts";

/**
 * What mail servers have told of letters that were still being handed over, or that a worker was lost with: it waits unplaced, where a person sees it,
 * and is acted on as soon as something is known of the letter. Returns the messages ("M12").
 */
export async function hearEarlyMails(store: Store, creditor: string, today: Day): Promise<string[]> {
  const heard: string[] = [];
  for (const { number, account } of await earlyMails(store.pool, creditor)) {
    const message = `M${number}`;
    const isHeard = await inRetriedTransaction(store, async (client) => {
      await lockDebtor(client, account);
      if (!(await closeMail(client, number, "done", null, "heard"))) return false;
      const { reading, warning, delivery, hash } = await findMail(client, message);
      const knownOn = latest(today, (await newestKnown(client, creditor)) ?? today)!;
      const route = { account, delivery, by: null, warning };
      await actOnMail(client, { number, hash, reading: { ...reading, attachments: [] }, route, knownOn });
      return true;
    });
    if (isHeard) heard.push(message);
  }
  return heard;
}
