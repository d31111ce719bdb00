import type { ZodType } from "zod";
import type { Enclosures } from "../core/letter/enclosures.ts";
import type { Debtor } from "../core/values/party.ts";
import type { ConnectionFault } from "../core/values/connection-fault.ts";
import type { Day } from "../core/values/day.ts";

/** The forms that a letter is rendered in: a PDF page, a finished e-mail (RFC 5322 bytes), and what a voice message says (JSON). */
export type LetterForm = "pdf" | "email" | "voice";

export interface LetterFile {
  /** A plain file name, safe on every file system. */
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/** What is handed to a channel. The same message is handed over again after a crash, byte for byte. */
export interface Message {
  /** Stable over every attempt: idempotency keys and Message-IDs derive from it. */
  readonly deliveryId: string;
  /** The sending day. */
  readonly day: Day;
  /** As `recipient` told it when the delivery was claimed. */
  readonly recipient: string;
  /** Where bounces of a mail go, with its token; absent: to the sender. */
  readonly returnPath?: string;
  /** One file for each form in `carries`, in that order. */
  readonly files: readonly LetterFile[];
  /** What has to lie in the envelope beside the letter; absent: nothing. */
  readonly enclosures?: Enclosures;
}

/**
 * What came of handing a message over. `accepted`: the other side has it. `refused`: it never will, another address or
 * channel is needed. `failed`: it certainly was not taken; trying later is right. `uncertain`: it may have been taken.
 */
export type Receipt =
  | { readonly outcome: "accepted"; readonly providerId: string; readonly answer: string }
  | { readonly outcome: "refused"; readonly detail: string }
  /** `about`: whether it was this recipient that failed, or the way to all of them (server away, sign-in refused, too many at once). */
  | { readonly outcome: "failed"; readonly detail: string; readonly about?: "recipient" | "channel" }
  | { readonly outcome: "uncertain"; readonly detail: string };

/** Where a trial gets stuck. `unsettled`: the other side has the message, and has not said whether it takes it. `busy`: it takes none now. */
export type TrialFault = ConnectionFault | "token" | "sign-in" | "sender" | "relay" | "recipient" | "message" | "busy" | "unsettled";

/** What came of trying the settings. `isPassing`: the other side says that it is so for now only. `said`: its own words, or the system's. */
export type Trial =
  | { readonly works: true; readonly answer: string }
  | { readonly works: false; readonly fault: TrialFault; readonly isPassing: boolean; readonly said: string };

/**
 * What is heard of a delivery after it was handed over: from its provider, or from the mail that comes back. `delivered`: it has reached the debtor's
 * mailbox, letter box or ear. `delayed`: the other side still tries. `bounced` (mail) and `returned` (post): it never arrived. `opted-out`: the
 * debtor does not want to be reached by this channel again.
 */
export interface News {
  /** One of the two says which delivery it is about. */
  readonly deliveryId?: string;
  readonly providerId?: string;
  readonly outcome: "delivered" | "delayed" | "bounced" | "returned" | "opted-out";
  /** Only where nothing has told before that it was delivered: a call has ended, and the channel does not know whether it was heard. */
  readonly unlessDelivered?: boolean;
  /** For a person, in one line. */
  readonly detail: string;
  /** As it came, for the proof. */
  readonly raw: string;
}

/** A provider's request to us, as it came. */
export interface HookRequest {
  readonly method: string;
  /** As the provider addressed it: what it signed. */
  readonly url: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

export interface Heard {
  readonly news: readonly News[];
  /** What the provider is answered; absent: that it was heard. */
  readonly answer?: { readonly mediaType: string; readonly body: string };
}

/** So many messages a minute, at most, for everything that shares the key ("mail.example.com", "to gmail.com"): over all workers. */
export interface RateLimit {
  readonly key: string;
  readonly perMinute: number;
}

/**
 * One way out of the house. A channel is one file of this folder with this as its default export; `S` is its own part of
 * the creditor's settings. Adding one: docs/guides/delivery.md.
 */
export interface Channel<S = unknown> {
  readonly name: string;
  readonly settings: ZodType<S>;
  /** The forms of the letter that this channel hands over. */
  readonly carries: readonly LetterForm[];
  /** The address that this channel would use, as text; null where the debtor has none that it can use. */
  recipient(debtor: Debtor, settings: S): string | null;
  /** It reaches the debtor at the moment it is sent, so that it waits where it is night there (R14). */
  readonly arrivesAtOnce: boolean;
  /** Business days from handing over to expected delivery, to this recipient. */
  transitBusinessDays(settings: S, recipient: string): number;
  /** Never throws for what the outside does: that is a receipt. */
  send(message: Message, settings: S): Promise<Receipt>;
  /**
   * Asks after a crash whether this message was taken. A channel that cannot tell has no `reconcile`, or says "unknown":
   * then a person decides, and nothing is sent again by itself.
   */
  reconcile?(message: Message, settings: S): Promise<"accepted" | "not-sent" | "unknown">;
  /** What limits how fast messages to this recipient may go; absent: nothing. */
  limits?(recipient: string, settings: S): readonly RateLimit[];
  /**
   * Understands a request of the provider's, which comes to `/hooks/<creditor>/<channel>...`. Says "not-authentic" where it does not bear
   * the provider's signature. `find` gives the message of a delivery of this creditor's on this channel, as it was handed over.
   */
  hear?(request: HookRequest, settings: S, find: (deliveryId: string) => Promise<Message | null>): Promise<Heard | "not-authentic">;
  /** Hands over a message that is no delivery, to see whether the settings are right. Never throws for what the outside does; absent: cannot be tried. */
  trial?(message: Pick<Message, "recipient" | "returnPath" | "files">, settings: S): Promise<Trial>;
  /** Closes what it keeps open between messages (connections). It may be used again afterwards. */
  close?(): Promise<void>;
}
