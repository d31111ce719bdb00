import { once } from "node:events";
import { ImapFlow, type ImapFlowOptions, type MailboxLockObject } from "imapflow";
import { isLoopback } from "../core/values/loopback.ts";
import { MOST_MAIL_BYTES } from "./mime/open-mail.ts";

/** How to get at a mailbox. */
export interface MailboxAccess {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte (port 993); otherwise STARTTLS is demanded, save on this machine. */
  readonly secure: boolean;
  readonly user: string;
  readonly password: string | null;
  /** OAuth 2, in the place of a password. */
  readonly accessToken: string | null;
  readonly folder: string;
  /** What was taken is moved there; null: it is marked as seen where it lies. */
  readonly processedFolder: string | null;
  /** PEM of a certificate authority of the user's own; null: the usual ones. */
  readonly ca: string | null;
}

/** Up to where a folder has been read. UIDs count only under the same validity (RFC 3501, 2.3.1.1). */
export interface Place {
  readonly uidValidity: string;
  readonly lastUid: number;
}

export interface FetchedMail {
  readonly place: Place;
  /** Of a message that is too large, its beginning. */
  readonly bytes: Uint8Array;
  readonly isWhole: boolean;
}

const CONNECT_MS = 30_000;
const SILENCE_MS = 120_000;
/** Servers may end an IDLE of half an hour (RFC 2177). */
const LONGEST_IDLE_MS = 25 * 60_000;

/** An open mailbox. Whatever goes wrong with its connection is thrown by the call at hand; then it is opened anew. */
export class Mailbox {
  readonly #client: ImapFlow;
  readonly #access: MailboxAccess;
  #lock: MailboxLockObject | null = null;
  #trouble: Error | null = null;
  /** Something has come since it was looked at last: the server may tell so in the middle of another answer. */
  #hasCome = false;

  private constructor(access: MailboxAccess) {
    this.#access = access;
    this.#client = new ImapFlow(connectionOptions(access));
    // Without a listener a lost connection would end the process; the next call throws it.
    this.#client.on("error", (error: Error) => (this.#trouble = error));
    this.#client.on("exists", () => (this.#hasCome = true));
  }

  /** @throws Error where it cannot be reached or opened; it names no secret */
  static async open(access: MailboxAccess): Promise<Mailbox> {
    const mailbox = new Mailbox(access);
    try {
      await mailbox.#client.connect();
      mailbox.#lock = await mailbox.#client.getMailboxLock(access.folder);
    } catch (error) {
      mailbox.close();
      throw plain(error);
    }
    return mailbox;
  }

  /**
   * Hands over what has come since the place, oldest first, one after the other: each is marked or moved only after `take` has kept it. Under
   * another validity all of the folder is new: what was taken before is known again by its content.
   */
  async takeNew(since: Place | null, take: (mail: FetchedMail) => Promise<void>): Promise<void> {
    try {
      await this.#client.noop();
      this.#hasCome = false;
      const uidValidity = String(this.#open().uidValidity);
      const from = since?.uidValidity === uidValidity ? since.lastUid : 0;
      // "n:*" names the last message even where that is older than n (RFC 3501, 6.4.8).
      const found = await this.#client.fetchAll(`${from + 1}:*`, { uid: true, size: true }, { uid: true });
      const fresh = found.filter(({ uid }) => uid > from).sort((a, b) => a.uid - b.uid);
      for (const { uid, size = 0 } of fresh) {
        const message = await this.#client.fetchOne(String(uid), { source: { maxLength: MOST_MAIL_BYTES } }, { uid: true });
        // Somebody has deleted it meanwhile.
        if (!message || !message.source) continue;
        await take({ place: { uidValidity, lastUid: uid }, bytes: new Uint8Array(message.source), isWhole: size <= MOST_MAIL_BYTES });
        await this.#putAway(uid);
      }
    } catch (error) {
      throw plain(this.#trouble ?? error);
    }
  }

  /** Returns when something has come, or may have, or after so long, or at the signal. */
  async wait(longestMs: number, signal: AbortSignal): Promise<void> {
    // One that was given before is not told again.
    if (signal.aborted || this.#hasCome) return;
    const come = new AbortController();
    const stop = () => come.abort();
    signal.addEventListener("abort", stop, { once: true });
    const timer = setTimeout(stop, longestMs);
    try {
      // Where the server knows no IDLE, this asks it now and then.
      const idling = this.#client.idle();
      idling.catch(() => {});
      await Promise.race([once(this.#client, "exists", { signal: come.signal }), once(this.#client, "close", { signal: come.signal })]).catch(() => {});
    } finally {
      clearTimeout(timer);
      signal.removeEventListener("abort", stop);
      come.abort();
    }
    if (!this.#client.usable) throw plain(this.#trouble ?? new Error("the mail server closed the connection"));
  }

  close(): void {
    this.#lock?.release();
    this.#client.close();
  }

  #open() {
    const { mailbox } = this.#client;
    if (!mailbox) throw new Error("the folder was closed");
    return mailbox;
  }

  async #putAway(uid: number): Promise<void> {
    const { processedFolder } = this.#access;
    if (processedFolder === null) await this.#client.messageFlagsAdd(String(uid), ["\\Seen"], { uid: true });
    else await this.#client.messageMove(String(uid), processedFolder, { uid: true });
  }
}

/** Of any connection to a mailbox. */
export function connectionOptions({ host, port, secure, user, password, accessToken, ca }: MailboxAccess): ImapFlowOptions {
  return {
    host,
    port,
    secure,
    // A password never crosses a network in the clear.
    ...(!secure && !isLoopback(host) && { doSTARTTLS: true }),
    auth: accessToken === null ? { user, pass: password ?? "" } : { user, accessToken },
    tls: { rejectUnauthorized: true, ...(ca !== null && { ca }) },
    logger: false,
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    socketTimeout: LONGEST_IDLE_MS + SILENCE_MS,
    maxIdleTime: LONGEST_IDLE_MS,
    disableAutoIdle: true,
  };
}

/** The server's own words, and nothing of what was sent to it. */
export function plain(error: unknown): Error {
  const { message, responseText, code } = error as { message?: string; responseText?: string; code?: string };
  return new Error([responseText ?? message ?? "unknown", code && responseText === undefined ? `(${code})` : null].filter(Boolean).join(" "));
}
