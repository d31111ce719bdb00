import MailComposer from "nodemailer/lib/mail-composer";
import { usableAddress } from "../channels/email.ts";
import type { Day } from "../core/values/day.ts";
import type { Creditor, Debtor } from "../core/values/party.ts";
import { dayIn, now } from "./clock.ts";

export interface MailParts {
  readonly deliveryId: string;
  readonly creditor: Creditor;
  readonly debtor: Debtor;
  readonly sentOn: Day;
  readonly subject: string;
  readonly text: string;
  /** A whole document. */
  readonly html: string;
  /** The letter as it goes by post; null for short notices, which are mail only. */
  readonly page: { readonly name: string; readonly bytes: Uint8Array } | null;
}

/**
 * The finished e-mail (RFC 5322). It is made once, when the letter is claimed, and kept: every attempt hands over the same
 * bytes with the same Message-ID, which derives from the delivery. Without a usable address there is no To.
 */
export async function buildMail(parts: MailParts): Promise<Uint8Array> {
  const { creditor, debtor, page } = parts;
  const from = senderOf(creditor);
  const address = usableAddress(debtor.email);
  const to = address ? { to: { name: debtor.contactName ?? debtor.name, address } } : {};
  const replyTo = usableAddress(creditor.contact?.email ?? null);
  const composer = new MailComposer({
    from,
    ...to,
    ...(replyTo && replyTo !== from.address ? { replyTo: { name: creditor.name, address: replyTo } } : {}),
    subject: parts.subject,
    text: parts.text,
    html: parts.html,
    date: dateOf(parts.sentOn, creditor.timeZone),
    messageId: `<${parts.deliveryId}@${from.address.split("@").at(-1)}>`,
    // Keeps vacation notices and other machines from answering (RFC 3834).
    headers: { "Auto-Submitted": "auto-generated" },
    attachments: page ? [{ filename: page.name, content: Buffer.from(page.bytes), contentType: "application/pdf" }] : [],
    newline: "\r\n",
    // Everything is given as bytes; nothing is fetched or read from a path that a name might spell.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return composer.compile().build();
}

/** The sender as set for e-mail, else the contact, else an address that can never exist: then nothing is sent anyway. */
function senderOf(creditor: Creditor): { name: string; address: string } {
  const set = creditor.channels.email?.from;
  const named = set === undefined ? null : /^\s*"?([^"<]*?)"?\s*<([^<>]+)>\s*$/.exec(set);
  const address = usableAddress(named?.[2] ?? set ?? null) ?? usableAddress(creditor.contact?.email ?? null) ?? "accounts@creditor.invalid";
  return { name: named?.[1] || creditor.name, address };
}

/** This instant on the real day; at noon on the sending day of a calendar that is played through. */
function dateOf(sentOn: Day, timeZone: string): Date {
  const instant = now();
  return dayIn(timeZone, instant) === sentOn ? instant : new Date(`${sentOn}T12:00:00Z`);
}
