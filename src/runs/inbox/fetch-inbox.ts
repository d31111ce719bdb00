import { accessToken } from "../../channels/email/access-token.ts";
import type { Creditor } from "../../core/values/party.ts";
import { Mailbox, type MailboxAccess } from "../../inbox/imap.ts";
import type { Store } from "../../store/database.ts";
import { moveCursor, readCursor } from "../../store/inbox-store.ts";
import { todayOf } from "../clock.ts";
import type { ImapSettings } from "./inbox-settings.ts";
import { type Taken, takeMail } from "./take-mail.ts";

/** Names a mailbox among those of all creditors. */
export function mailboxName({ host, port, user, folder }: ImapSettings): string {
  return `imap://${user}@${host}:${port}/${folder}`;
}

/** Of several processes the one that holds this lock reads the mailbox. */
export function mailboxLock(creditor: string, imap: ImapSettings): string {
  return `${creditor} ${mailboxName(imap)}`;
}

export async function openInbox(settings: ImapSettings): Promise<Mailbox> {
  return Mailbox.open(await accessOf(settings));
}

/** @throws Error where OAuth2 gives no access token */
export async function accessOf({ oauth2, user, password, processedFolder, ca, ...rest }: ImapSettings): Promise<MailboxAccess> {
  const token = oauth2 ? await accessToken({ ...oauth2, user }) : null;
  return { ...rest, user, password: password ?? null, accessToken: token, processedFolder: processedFolder ?? null, ca: ca ?? null };
}

/** Takes what has come into an open mailbox since the last time; how far it got is remembered message by message. */
export async function takeNewMail(
  store: Store,
  creditor: Creditor,
  settings: ImapSettings,
  mailbox: Mailbox,
  onTaken: (taken: Taken) => void = () => {},
): Promise<void> {
  const name = mailboxName(settings);
  const since = await readCursor(store.pool, creditor.id, name);
  await mailbox.takeNew(since, async ({ place, bytes, isWhole }) => {
    const taken = await takeMail(store, { creditor: creditor.id, bytes, isWhole, today: todayOf(creditor) });
    await moveCursor(store.pool, creditor.id, name, place);
    onTaken(taken);
  });
}
