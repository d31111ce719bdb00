import type { Day } from "../core/values/day.ts";
import { isConfirmation } from "./auto-reply/confirmation.ts";
import { isAutoReply } from "./auto-reply/is-auto-reply.ts";
import { returnDay } from "./auto-reply/return-day.ts";
import { authenticationOf } from "./authentication.ts";
import { type Bounce, readBounce } from "./bounce/read-bounce.ts";
import { evidenceOf } from "./bounce/robot-evidence.ts";
import { messageIdsIn } from "./bounce/returned-mail.ts";
import type { Attachment, MailKind, ReadMail, ReadOptions } from "./contract.ts";
import { findIntents } from "./intent/find-intents.ts";
import { dateOf } from "./mime/date.ts";
import { addressesIn, mailboxOf } from "./mime/address.ts";
import { headerOf, headersOf } from "./mime/headers.ts";
import { type MailPart, MOST_MAIL_BYTES, type OpenMail, openMail } from "./mime/open-mail.ts";
import { htmlReplyText } from "./reply/html-reply-text.ts";
import { replyText } from "./reply/reply-text.ts";

export { MOST_MAIL_BYTES };

const MOST_ATTACHMENTS = 50;
const MOST_TEXT = 200_000;
const MOST_REFERENCES = 200;
const TO = ["to", "cc", "delivered-to", "x-original-to", "envelope-to", "x-envelope-to", "x-delivered-to"] as const;

/**
 * What Firmly makes of one message. Pure, and it never throws: whatever the bytes are, the worst that comes of them is a reply without text. Of more
 * than 25 MB only the first 25 are looked at. No message that a person wrote is ever a bounce: whether a server wrote it is told by its
 * headers, and only then is its text read.
 */
export async function readMail(bytes: Uint8Array, options: ReadOptions): Promise<ReadMail> {
  const mail = await openMail(bytes);
  const bounce = readBounce(mail);
  const date = dateOf(headerOf(mail.headers, "date") ?? "");
  const today = options.today ?? ((date?.slice(0, 10) ?? null) as Day | null);
  const seen = kindOf(mail, bounce);
  const text = seen === "bounce" || seen === "delay" ? bounce!.text : ownWords(mail);
  const intent = seen === "reply" && today ? findIntents(text, options.lexicons, today) : [];
  // Below the heading of a help desk's program, who wants something is a person.
  const kind = seen === "reply" && intent.length === 0 && isConfirmation(mail.subject, text) ? "auto-reply" : seen;
  return {
    kind,
    from: mailboxOf(headerOf(mail.headers, "from") ?? headerOf(mail.headers, "sender") ?? ""),
    to: addressesIn(headersOf(mail.headers, ...TO).join("\n"), MOST_REFERENCES),
    subject: mail.subject,
    date,
    messageId: messageIdsIn(headerOf(mail.headers, "message-id") ?? "", 1)[0] ?? null,
    references: referencesOf(mail, bounce),
    inside: bounce?.inside ?? [],
    recipients: bounce?.recipients ?? [],
    until: kind === "auto-reply" && today ? returnDay(`${mail.subject}\n${text}`, today, options.lexicons) : null,
    text: text.slice(0, MOST_TEXT).trim(),
    intent,
    attachments: mail.parts
      .filter((part) => !bounce || !isReturned(part))
      .slice(0, MOST_ATTACHMENTS)
      .map(attachmentOf),
    authentication: authenticationOf(mail.headers),
  };
}

/** What the writer wrote; of a mail in HTML the markup tells what is quoted. */
function ownWords({ text, html }: OpenMail): string {
  try {
    return html === null ? replyText(text.slice(0, MOST_TEXT)) : htmlReplyText(html);
  } catch {
    // Markup that the reader of HTML gives up on: its words are better than nothing.
    return replyText(text.slice(0, MOST_TEXT));
  }
}

function kindOf(mail: OpenMail, bounce: Bounce | null): MailKind {
  if (bounce) return bounce.kind === "arrived" ? "auto-reply" : bounce.kind;
  // What else a mail server writes (statistics, a test, a quarantine) is no person either.
  return evidenceOf(mail) === "server" || isAutoReply(mail) ? "auto-reply" : "reply";
}

/** What it answers, and what it returns: In-Reply-To first, the mail inside a bounce before that. */
function referencesOf({ headers }: OpenMail, bounce: Bounce | null): string[] {
  const own = ["in-reply-to", "references"].flatMap((name) => messageIdsIn(headersOf(headers, name).join(" "), MOST_REFERENCES));
  return [...new Set([...(bounce?.messageIds ?? []), ...own])].slice(0, MOST_REFERENCES);
}

/** Parts of a report are read already; the mail that it returns is ours. */
function isReturned({ mediaType }: MailPart): boolean {
  return /^message\/|^text\/rfc822/.test(mediaType);
}

function attachmentOf({ name, mediaType, bytes }: MailPart, index: number): Attachment {
  // A name is shown and saved: no path, no control characters.
  const plain = (name ?? "")
    .replace(/^.*[/\\]/s, "")
    .replace(/\p{Cc}/gu, "")
    .trim()
    .slice(0, 200);
  return { name: plain === "" || /^\.+$/.test(plain) ? `attachment-${index + 1}${mediaType === "message/rfc822" ? ".eml" : ""}` : plain, mediaType, bytes };
}
