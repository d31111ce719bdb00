import type { PoolClient } from "pg";
import { UserError } from "../../core/user-error.ts";
import { type Day, latest } from "../../core/values/day.ts";
import { findAccounts, resolveAccount } from "../../store/account-store.ts";
import type { Store } from "../../store/database.ts";
import { newestKnown } from "../../store/decision-store.ts";
import { accountDeliveries } from "../../store/delivery-store.ts";
import { assignMail as assign, closeMail } from "../../store/inbox-store.ts";
import { lockDebtor } from "../../store/letter-store.ts";
import { inRetriedTransaction } from "../../store/transaction.ts";
import { actOnMail } from "./act-on-mail.ts";
import { findMail, type KeptMail } from "./kept-reading.ts";

export interface Assignment {
  /** "M12" */
  readonly message: string;
  /** An account's id, or a debtor's where that has one account. */
  readonly account: string;
  readonly by: string;
  readonly asOf: Day;
}

/**
 * A person says whom a message is about that nobody could place: what follows of such a message follows now. Of a bounce the newest mail to the
 * address that failed is meant.
 * @throws UserError `message-closed` where it is placed already, `message-delivery` where no mail of that account went there
 */
export async function assignMail(
  store: Store,
  { message, account: name, by, asOf }: Assignment,
): Promise<{ readonly message: string; readonly account: string }> {
  return inRetriedTransaction(store, async (client) => {
    const mail = await findMail(client, message);
    const account = await resolveAccount(client, name);
    const [row] = await findAccounts(client, [account]);
    if (row!.creditor !== mail.creditor)
      throw new UserError("message-creditor", `M${mail.number} came in for ${mail.creditor}, and A${account} is an account with ${row!.creditor}.`);
    await lockDebtor(client, account);
    if (!(await assign(client, mail.number, account)))
      throw new UserError(
        "message-closed",
        `M${mail.number} does not wait to be assigned: ${mail.account === null ? "it was dealt with" : `it is about A${mail.account}`}.`,
      );
    const isReport = mail.kind === "bounce" || mail.kind === "delay";
    const delivery = isReport ? await deliveryMeant(client, mail, account) : null;
    const knownOn = latest(asOf, (await newestKnown(client, mail.creditor)) ?? asOf)!;
    const reading = { ...mail.reading, attachments: [] };
    await actOnMail(client, { number: mail.number, hash: mail.hash, reading, route: { account, delivery, by: "person", warning: mail.warning }, knownOn });
    // Only what a person wrote is still to be read.
    if (mail.kind !== "reply") await closeMail(client, mail.number, "done", by, "assigned");
    return { message: `M${mail.number}`, account: `A${account}` };
  });
}

async function deliveryMeant(client: PoolClient, { number, reading }: KeptMail, account: number): Promise<string> {
  const failed = new Set(reading.recipients.map(({ address }) => address.toLowerCase()));
  const mails = await accountDeliveries(client, account);
  const newest = mails.findLast(({ channel, recipient }) => channel === "email" && failed.has(recipient.toLowerCase()));
  if (newest) return newest.id;
  throw new UserError("message-delivery", `No mail of A${account} went to an address that M${number} names: record the letter that came back by itself.`);
}
