import type { IntentKind, IntentLexicon } from "../core/letter/intent-lexicon.ts";
import type { Day } from "../core/values/day.ts";

/**
 * What a message that came back is. `bounce`: a mail of ours did not arrive (also where some program says so in its own words). `delay`: the other
 * side still tries. `auto-reply`: a robot answered; it is never answered, and stops nothing. `reply`: a person wrote.
 */
export type MailKind = "bounce" | "delay" | "auto-reply" | "reply";

/** One recipient that a bounce or delay tells of. */
export interface FailedRecipient {
  readonly address: string;
  /** Enhanced status code (RFC 3463), "5.1.1"; null where none is given and none follows from the words. */
  readonly status: string | null;
  /** Whether another try to this address can never succeed. */
  readonly permanent: boolean;
  /** In the field's words, such as "mailbox-unknown", "mailbox-full", "policy", "host-unknown". */
  readonly reason: string;
  /** What the server said, in one line; null where it said nothing. */
  readonly diagnostic: string | null;
}

export type { IntentKind, IntentLexicon };

/** What the writer seems to want: a suggestion, which a person confirms. It never moves money. */
export interface Intent {
  readonly kind: IntentKind;
  /** Of a promise or a payment, where the words name one. */
  readonly day: Day | null;
  /** Decimal text, "1234.50", where the words name one. */
  readonly amount: string | null;
  /** A dispute's reason code as in the process (price, quantity, ...), where the words tell. */
  readonly reason: string | null;
  /** The writer's own words that led to it. */
  readonly words: string;
}

export interface MailAddress {
  readonly name: string | null;
  readonly address: string;
}

export interface Attachment {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/** One message as Firmly understands it. Everything in it was written by somebody else: nothing is acted on without a check. */
export interface ReadMail {
  readonly kind: MailKind;
  readonly from: MailAddress | null;
  /** Every address that it was sent to: To, Cc, Delivered-To, X-Original-To, Envelope-To. */
  readonly to: readonly string[];
  readonly subject: string;
  /** ISO 8601; null where it has no date that can be read. */
  readonly date: string | null;
  readonly messageId: string | null;
  /** Message-IDs that it answers or returns, without brackets: In-Reply-To, References, and that of the mail inside a bounce. */
  readonly references: readonly string[];
  /** Envelope senders and recipients that are named inside a bounce: our VERP address may be among them. */
  readonly inside: readonly string[];
  /** For bounce and delay; of a report that all went well (an `auto-reply`) those who have it, with status 2.x.x and reason "delivered". */
  readonly recipients: readonly FailedRecipient[];
  /** The day on which an absent person is back, where an automatic reply tells. */
  readonly until: Day | null;
  /** What the writer wrote, without what is quoted and without signature. */
  readonly text: string;
  /** For replies by people only. */
  readonly intent: readonly Intent[];
  readonly attachments: readonly Attachment[];
  /** What the receiving server found (Authentication-Results of the topmost one, RFC 8601): "pass", "fail", "none"; null where it says nothing. */
  readonly authentication: { readonly spf: string | null; readonly dkim: string | null; readonly dmarc: string | null };
}

/** What reading a message needs besides its bytes. */
export interface ReadOptions {
  readonly lexicons: readonly IntentLexicon[];
  /** Days without a year are read as the next such day. The day it came in; absent: the message's own date decides. */
  readonly today?: Day;
}
