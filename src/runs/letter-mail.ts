import { usableAddress } from "../channels/email.ts";
import type { ClosedChannels } from "../core/process/view.ts";
import type { Day } from "../core/values/day.ts";
import type { Creditor } from "../core/values/party.ts";
import type { EmailOptions } from "../letters/email.ts";
import { dayIn, now } from "./clock.ts";
import type { LetterParties } from "./letter-facts.ts";
import { replyToken } from "./mail-token.ts";

export type MailHead = Pick<EmailOptions, "messageId" | "from" | "replyTo" | "to" | "date">;

/**
 * Head of the e-mail of a delivery. It is made once, when the letter is claimed, and kept: every attempt hands over the
 * same bytes with the same Message-ID, which derives from the delivery. Without an address that is usable,
 * and may be used, there is no To: such a mail is only ever written to the outbox.
 */
export function mailHead(deliveryId: string, { creditor, debtor }: LetterParties, sentOn: Day, closed: ClosedChannels, key: Uint8Array): MailHead {
  const { domain, from, date } = senderHead(creditor, sentOn);
  return {
    messageId: `${deliveryId}@${domain}`,
    from,
    replyTo: replyAddressOf(creditor, deliveryId, key),
    // An empty To is none; without it the debtor's address would be taken, usable or not.
    to: (closed.has("email") ? null : usableAddress(debtor.email)) ?? "",
    date,
  };
}

/** The address set for replies, with its token; else the contact's, where that is not the sender's anyway. */
function replyAddressOf(creditor: Creditor, deliveryId: string, key: Uint8Array): string | null {
  const set = creditor.channels.email?.replyAddress;
  if (set !== undefined) return set.replace("{token}", () => replyToken(key, deliveryId));
  const contact = usableAddress(creditor.contact?.email ?? null);
  return contact && contact !== senderOf(creditor)?.address ? contact : null;
}

/** Where the bounces of a delivery's mail come to, as set, with its token; null: to the sender. */
export function returnPathOf(creditor: Creditor, deliveryId: string, key: Uint8Array): string | null {
  return bounceAddressOf(creditor, () => replyToken(key, deliveryId));
}

/** As `returnPathOf`, for a mail that is no delivery's: the same address with a token that names none. */
export function trialReturnPath(creditor: Creditor): string | null {
  return bounceAddressOf(creditor, () => "test");
}

function bounceAddressOf(creditor: Creditor, token: () => string): string | null {
  const { bounceAddress, bounceDomain } = creditor.channels.email ?? {};
  const set = bounceAddress ?? (bounceDomain === undefined ? null : `bounces+{token}@${bounceDomain}`);
  return set && set.replace("{token}", token);
}

/** What every mail of a creditor's begins with: the domain of its Message-IDs, its From, and its Date. */
export function senderHead(creditor: Creditor, sentOn: Day): { readonly domain: string; readonly from: string | null; readonly date: string } {
  const from = senderOf(creditor);
  return {
    domain: from?.address.split("@").at(-1) ?? "creditor.invalid",
    from: from && `"${from.name.replace(/["\\<>\p{Cc}]/gu, " ").trim()}" <${from.address}>`,
    date: momentOf(sentOn, creditor.timeZone),
  };
}

/** The sender as set for e-mail, else the contact; null where neither is known, and then nothing leaves by mail. */
function senderOf(creditor: Creditor): { name: string; address: string } | null {
  const set = creditor.channels.email?.from;
  const named = set === undefined ? null : /^\s*"?([^"<]*?)"?\s*<([^<>]+)>\s*$/.exec(set);
  const address = usableAddress(named?.[2] ?? set ?? null) ?? usableAddress(creditor.contact?.email ?? null);
  return address ? { name: named?.[1] || creditor.name, address } : null;
}

/** This instant on the real day; nine in the morning on the sending day of a calendar that is played through. */
function momentOf(sentOn: Day, timeZone: string): string {
  const instant = now();
  return dayIn(timeZone, instant) === sentOn ? instant.toISOString() : `${sentOn}T09:00:00Z`;
}
