import type { Creditor } from "../../core/values/party.ts";
import { UserError } from "../../core/user-error.ts";
import { lookInto } from "../../inbox/look.ts";
import type { Store } from "../../store/database.ts";
import { readCursor } from "../../store/inbox-store.ts";
import { inTransaction } from "../../store/transaction.ts";
import type { ChannelTrial } from "../channel-trial.ts";
import { takeTrial } from "../trial-turn.ts";
import { mailboxSeen, mailboxSentence } from "../trial-words.ts";
import { accessOf, mailboxName } from "./fetch-inbox.ts";
import type { ImapSettings } from "./inbox-settings.ts";

/** Signs in to the mailbox of answers as it is stored and looks into it; nothing is taken, moved or marked. @throws UserError `inbox-missing`, `trial-too-soon` */
export async function tryMailbox(store: Store, creditor: Creditor): Promise<ChannelTrial> {
  const imap = creditor.inbox.imap as ImapSettings | null;
  if (!imap) throw new UserError("inbox-missing", `No mailbox is set up for ${creditor.name}: save its settings first.`);
  await inTransaction(store, (client) => takeTrial(client, creditor.id));
  const access = await accessOf(imap).catch((error: Error) => error);
  if (access instanceof Error) return stuck("token", access.message, imap);
  const since = await readCursor(store.pool, creditor.id, mailboxName(imap));
  const found = await lookInto(access, since);
  if ("fault" in found) return stuck(found.fault, found.said, imap);
  return { works: true, fault: null, sentence: mailboxSeen(imap, found), said: null, mailbox: found };
}

function stuck(fault: Parameters<typeof mailboxSentence>[0], said: string, imap: ImapSettings): ChannelTrial {
  return { works: false, fault, sentence: mailboxSentence(fault, imap), said, mailbox: null };
}
