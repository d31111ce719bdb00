import { ImapFlow } from "imapflow";
import { type ConnectionFault, connectionFault } from "../core/values/connection-fault.ts";
import { connectionOptions, type MailboxAccess, type Place, plain } from "./imap.ts";

/** What is seen of a mailbox without touching it. */
export interface MailboxSeen {
  readonly messages: number;
  /** Of them, those after the place up to which it was read. */
  readonly fresh: number;
  /** The server tells by itself when something comes (RFC 2177); otherwise it is asked every minute. */
  readonly knowsIdle: boolean;
}

/** Where a look gets stuck, and what the server, or the system, said of it. */
export interface MailboxTrouble {
  readonly fault: ConnectionFault | "sign-in" | "folder" | "processed-folder";
  readonly said: string;
}

/** Somebody sits before it. Longer than a connection may take, so that what keeps it is told apart. */
const PATIENCE_MS = 45_000;
/** Of what a server says. */
const MOST_LETTERS = 2_000;

/** Signs in and looks into the folder, which is opened for reading only (EXAMINE): no message is taken, moved or marked. */
export async function lookInto(access: MailboxAccess, since: Place | null, patienceMs = PATIENCE_MS): Promise<MailboxSeen | MailboxTrouble> {
  const client = new ImapFlow(connectionOptions(access));
  let trouble: Error | null = null;
  let isLate = false;
  // Without a listener a lost connection would end the process.
  client.on("error", (error: Error) => (trouble = error));
  const timer = setTimeout(() => {
    isLate = true;
    client.close();
  }, patienceMs);
  let stage: MailboxTrouble["fault"] = "lost";
  try {
    await client.connect();
    stage = "folder";
    await client.mailboxOpen(access.folder, { readOnly: true });
    const fresh = await countFresh(client, since);
    const { exists } = openFolder(client);
    stage = "processed-folder";
    if (access.processedFolder !== null) await client.status(access.processedFolder, { messages: true });
    return { messages: exists, fresh, knowsIdle: client.capabilities.has("IDLE") };
  } catch (error) {
    if (isLate) return { fault: "timeout", said: "no answer for a long time" };
    return { fault: faultOf((trouble ?? error) as ImapError, stage), said: plain(trouble ?? error).message.slice(0, MOST_LETTERS) };
  } finally {
    clearTimeout(timer);
    client.close();
  }
}

interface ImapError extends Error {
  readonly code?: string;
  readonly authenticationFailed?: boolean;
  readonly tlsFailed?: boolean;
}

function faultOf({ code, authenticationFailed, tlsFailed }: ImapError, stage: MailboxTrouble["fault"]): MailboxTrouble["fault"] {
  if (authenticationFailed) return "sign-in";
  return connectionFault(code) ?? (tlsFailed ? "no-tls" : stage);
}

/** Under another validity all of the folder is new, as in fetching (RFC 3501, 2.3.1.1). */
async function countFresh(client: ImapFlow, since: Place | null): Promise<number> {
  const { exists, uidValidity } = openFolder(client);
  if (exists === 0 || since?.uidValidity !== String(uidValidity)) return exists;
  const found = await client.search({ uid: `${since.lastUid + 1}:*` }, { uid: true });
  // "n:*" names the last message even where that is older than n.
  return (found || []).filter((uid) => uid > since.lastUid).length;
}

function openFolder({ mailbox }: ImapFlow) {
  if (!mailbox) throw new Error("the folder was closed");
  return mailbox;
}
