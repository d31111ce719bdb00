import type { Creditor } from "../../core/values/party.ts";
import { UserError } from "../../core/user-error.ts";
import { openFolderLocks } from "../../store/folder-lock.ts";
import { endRest, INBOX, readRests } from "../../store/rest-store.ts";
import type { Store } from "../../store/database.ts";
import { loadCreditor, loadCreditors } from "../../store/settings-store.ts";
import { mailboxLock, mailboxName, openInbox, takeNewMail } from "./fetch-inbox.ts";
import type { ImapSettings } from "./inbox-settings.ts";
import type { Taken } from "./take-mail.ts";

export interface FetchedMailbox {
  readonly creditor: string;
  readonly mailbox: string;
  /** Null: a worker follows this mailbox, and has what is new, unless it fails. */
  readonly taken: readonly Taken[] | null;
  /** How the worker that follows it fails; null: it does not, or none follows it. */
  readonly failing: string | null;
}

/**
 * Takes what has come into the mailboxes of a creditor, or of all, since the last time.
 * @throws UserError `inbox-missing` where no mailbox is set up, `inbox-unreachable` where one cannot be opened
 */
export async function fetchOnce(store: Store, creditor: string | null): Promise<FetchedMailbox[]> {
  const creditors = creditor === null ? await loadCreditors(store) : [await loadCreditor(store, creditor)];
  const wanted = creditors.filter(({ inbox }) => inbox.imap !== null);
  if (wanted.length === 0)
    throw new UserError(
      "inbox-missing",
      "No mailbox is set up: write inbox.imap into the settings (docs/guides/inbox.md), or import messages with firmly inbox import.",
    );
  const fetched: FetchedMailbox[] = [];
  for (const each of wanted) fetched.push(await fetchFrom(store, each));
  return fetched;
}

async function fetchFrom(store: Store, creditor: Creditor): Promise<FetchedMailbox> {
  const imap = creditor.inbox.imap as ImapSettings;
  const name = mailboxName(imap);
  const locks = await openFolderLocks(store.pool);
  try {
    if (!(await locks.take(mailboxLock(creditor.id, imap))))
      return { creditor: creditor.id, mailbox: name, taken: null, failing: await failingOf(store, creditor.id) };
    const mailbox = await openInbox(imap).catch((error: Error) => {
      throw new UserError("inbox-unreachable", `${name}: ${error.message}`);
    });
    const taken: Taken[] = [];
    try {
      await takeNewMail(store, creditor, imap, mailbox, (each) => taken.push(each));
    } finally {
      mailbox.close();
    }
    await endRest(store.pool, creditor.id, INBOX);
    return { creditor: creditor.id, mailbox: name, taken, failing: null };
  } finally {
    locks.close();
  }
}

async function failingOf(store: Store, creditor: string): Promise<string | null> {
  return (await readRests(store.pool, creditor)).find(({ channel }) => channel === INBOX)?.detail ?? null;
}
