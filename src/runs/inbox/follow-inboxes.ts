import { setTimeout as pause } from "node:timers/promises";
import type { Creditor } from "../../core/values/party.ts";
import type { Mailbox } from "../../inbox/imap.ts";
import type { Store } from "../../store/database.ts";
import { type FolderLocks, openFolderLocks } from "../../store/folder-lock.ts";
import { endRest, INBOX, recordChannelFailure } from "../../store/rest-store.ts";
import { loadCreditors } from "../../store/settings-store.ts";
import { mailboxLock, mailboxName, openInbox, takeNewMail } from "./fetch-inbox.ts";
import type { ImapSettings } from "./inbox-settings.ts";
import type { Taken } from "./take-mail.ts";

export interface InboxPace {
  /** How often the settings are looked at, and who follows which mailbox. */
  readonly roundMs: number;
  /** A server that tells nothing by itself is asked so often. */
  readonly pollMs: number;
  /** After a failure it is tried again after so long, then after twice as long, and so on. */
  readonly retryMs: number;
}

const PACE: InboxPace = { roundMs: 5_000, pollMs: 60_000, retryMs: 5_000 };
const LONGEST_RETRY_MS = 300_000;

export interface InboxesToFollow {
  readonly store: Store;
  readonly signal: AbortSignal;
  readonly say: (message: string) => void;
  readonly pace?: InboxPace;
}

/**
 * Follows the mailboxes of all creditors until the signal. Of several processes with the same database only one follows a mailbox; another takes
 * over when it ends.
 * @throws Error where the connection to the database is lost
 */
export async function followInboxes({ store, signal, say, pace = PACE }: InboxesToFollow): Promise<void> {
  const locks = await openFolderLocks(store.pool);
  const followed = new Map<string, { readonly creditor: string; readonly ending: AbortController; readonly done: Promise<void> }>();
  try {
    for (const { id, inbox } of await loadCreditors(store)) if (!inbox.imap) await endRest(store.pool, id, INBOX);
    while (!signal.aborted) {
      locks.confirm();
      const wanted = new Map((await wantedInboxes(store)).map((each) => [keyOf(each), each]));
      for (const [key, { creditor, ending, done }] of followed) {
        if (wanted.has(key)) continue;
        ending.abort();
        await done;
        followed.delete(key);
        // What was wrong with it is nobody's trouble any more; with its new settings it is tried afresh.
        await endRest(store.pool, creditor, INBOX);
      }
      await take(locks, wanted, (key, each) => {
        if (followed.has(key)) return;
        const ending = new AbortController();
        followed.set(key, { creditor: each.creditor.id, ending, done: follow(each, ending.signal, { store, say, pace }) });
      });
      await pause(pace.roundMs, undefined, { signal }).catch(() => {});
    }
  } finally {
    for (const { ending } of followed.values()) ending.abort();
    await Promise.all([...followed.values()].map(({ done }) => done));
    locks.close();
  }
}

interface Wanted {
  readonly creditor: Creditor;
  readonly imap: ImapSettings;
}

async function wantedInboxes(store: Store): Promise<Wanted[]> {
  return (await loadCreditors(store)).flatMap((creditor) => (creditor.inbox.imap ? [{ creditor, imap: creditor.inbox.imap as ImapSettings }] : []));
}

/** Changed settings make another one of it. */
function keyOf({ creditor, imap }: Wanted): string {
  return JSON.stringify([creditor.id, creditor.clock, imap]);
}

async function take(locks: FolderLocks, wanted: ReadonlyMap<string, Wanted>, start: (key: string, each: Wanted) => void): Promise<void> {
  const held = new Set<string>();
  for (const [key, each] of wanted) {
    const lock = mailboxLock(each.creditor.id, each.imap);
    if (!(await locks.take(lock))) continue;
    held.add(lock);
    start(key, each);
  }
  await locks.keep(held);
}

/** Opens the mailbox, takes what is there, waits for more; and after a failure begins again, later each time. */
async function follow({ creditor, imap }: Wanted, signal: AbortSignal, { store, say, pace }: Required<Omit<InboxesToFollow, "signal">>): Promise<void> {
  let retryMs = pace.retryMs;
  let said = "";
  let works = false;
  while (!signal.aborted) {
    let mailbox: Mailbox | null = null;
    try {
      mailbox = await openInbox(imap);
      while (!signal.aborted) {
        await takeNewMail(store, creditor, imap, mailbox, (taken) => tell(creditor.id, taken, say));
        retryMs = pace.retryMs;
        said = "";
        if (!works) await endRest(store.pool, creditor.id, INBOX);
        works = true;
        await mailbox.wait(pace.pollMs, signal);
      }
    } catch (error) {
      if (signal.aborted) break;
      works = false;
      const reason = (error as Error).message.replace(/\.+$/, "");
      // Without the database nothing can be written down; that is told by those who need it.
      await recordChannelFailure(store.pool, creditor.id, INBOX, reason).catch(() => {});
      const trouble = `${mailboxName(imap)}: ${reason}. It is tried again.`;
      // What goes on is not told every few seconds.
      if (trouble !== said) say(trouble);
      said = trouble;
      await pause(retryMs, undefined, { signal }).catch(() => {});
      retryMs = Math.min(retryMs * 2, LONGEST_RETRY_MS);
    } finally {
      mailbox?.close();
    }
  }
}

function tell(creditor: string, { mail, isNew }: Taken, say: (message: string) => void): void {
  if (isNew) say(`${creditor}: M${mail.number} ${mail.kind} from ${mail.sender ?? "nobody"} (${mail.state})`);
}
