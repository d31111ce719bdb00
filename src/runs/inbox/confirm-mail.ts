import type { PoolClient } from "pg";
import type { Happening } from "../../core/process/activity.ts";
import { UserError } from "../../core/user-error.ts";
import type { Day } from "../../core/values/day.ts";
import type { Store } from "../../store/database.ts";
import { closeMail } from "../../store/inbox-store.ts";
import { lockDebtor } from "../../store/letter-store.ts";
import { inTransaction } from "../../store/transaction.ts";
import { happeningOf } from "../happening-of.ts";
import { type NextDocument, type Recorded, recordWithin } from "../record.ts";
import type { Said } from "../said.ts";
import { findMail, type KeptMail } from "./kept-reading.ts";

const MOST_AT_ONCE = 10;

export interface ConfirmOptions {
  /** "M12" */
  readonly message: string;
  readonly by: string;
  readonly asOf: Day;
  /** What the message comes to, in the order of recording; none: it was read, and there is nothing to record. */
  readonly said?: readonly Said[];
  /** A remark for the log. */
  readonly detail?: string;
}

export interface ConfirmedMail {
  readonly message: string;
  /** "A17" */
  readonly account: string;
  /** What was recorded beside that it was read. */
  readonly recorded: readonly Recorded[];
  readonly warnings: readonly string[];
  readonly notes: readonly string[];
  /** What happens to the account now; null where nothing was recorded on it. */
  readonly next: NextDocument | null;
}

/**
 * A person has read a message and says what it comes to: all of it is recorded, the message is closed, and the automation goes on unless another
 * message of the debtor waits. All or nothing, once.
 * @throws UserError `message-closed` where somebody was quicker, `message-open` where nobody has said whom it is about
 */
export async function confirmMail(store: Store, { message, by, asOf, said = [], detail = "" }: ConfirmOptions): Promise<ConfirmedMail> {
  if (said.length > MOST_AT_ONCE) throw new UserError("too-many-happenings", `A message comes to ${MOST_AT_ONCE} things at most.`);
  return inTransaction(store, async (client) => {
    const mail = await findMail(client, message);
    const { account } = mail;
    if (account === null) throw new UserError("message-open", `Nobody has said yet whom M${mail.number} is about: assign it to an account first.`);
    refuseClosed(mail);
    await lockDebtor(client, account);
    const options = { account: `account:A${account}`, by, asOf };
    const recorded: Recorded[] = [];
    for (const each of said) recorded.push(await recordWithin(client, options, (ground) => happeningOf(each, ground)));
    await close(client, mail, "done", by, [...new Set(said.map(({ kind }) => kind))].join(", ") || "read");
    const read = await markRead(client, mail, options, detail);
    return {
      message: `M${mail.number}`,
      account: `A${account}`,
      recorded,
      warnings: recorded.flatMap(({ warnings }) => warnings),
      notes: [...recorded, ...read].flatMap(({ notes }) => notes),
      next: [...recorded, ...read].at(-1)?.next ?? null,
    };
  });
}

/** The message says nothing to us. @throws UserError `message-closed` */
export async function ignoreMail(store: Store, { message, by, asOf }: Pick<ConfirmOptions, "message" | "by" | "asOf">): Promise<void> {
  await inTransaction(store, async (client) => {
    const mail = await findMail(client, message);
    refuseClosed(mail);
    if (mail.account !== null) await lockDebtor(client, mail.account);
    await close(client, mail, "ignored", by, "ignored");
    if (mail.account !== null) await markRead(client, mail, { account: `account:A${mail.account}`, by, asOf }, "ignored");
  });
}

function refuseClosed({ number, state, closedBy }: KeptMail): void {
  if (state === "unread" || state === "unrouted") return;
  const who = closedBy === null ? "nobody has to" : `${closedBy} has`;
  throw new UserError("message-closed", `M${number} does not wait any more: ${who} ${closedBy === null ? "read it" : "dealt with it"}.`);
}

/** Of two people who deal with it at the same time, one is told so. */
async function close(client: PoolClient, { number }: KeptMail, as: "done" | "ignored", by: string, what: string): Promise<void> {
  if (await closeMail(client, number, as, by, what)) return;
  throw new UserError("message-closed", `Somebody else has dealt with M${number} at this moment.`);
}

/** Of a person's reply only: nothing else has stopped anything. */
async function markRead(
  client: PoolClient,
  { number, kind }: KeptMail,
  options: { readonly account: string; readonly by: string; readonly asOf: Day },
  detail: string,
): Promise<readonly Recorded[]> {
  if (kind !== "reply") return [];
  const happening: Happening = { kind: "reply-read", detail, message: `M${number}` };
  return [await recordWithin(client, options, () => ({ happening, notes: [] }))];
}
