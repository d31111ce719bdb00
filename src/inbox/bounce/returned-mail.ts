import { addressesIn } from "../mime/address.ts";
import { type Headers, headersOf, readHeaders } from "../mime/headers.ts";

/** What a returned mail tells by its headers. */
export interface ReturnedMail {
  readonly headers: Headers;
  readonly messageIds: readonly string[];
  /** Envelope senders and recipients, where headers name them. */
  readonly addresses: readonly string[];
  readonly senders: readonly string[];
}

const MOST_TEXT = 200_000;

/** Reads the headers of the mail that came back; above them may stand the words that announce it. */
export function readReturned(text: string): ReturnedMail {
  const source = text.slice(0, MOST_TEXT);
  const start =
    /^[ \t>|]{0,8}(?:return-path|received|message-id|mime-version|from|to|date|subject|x-[a-z-]{1,60}|dkim-signature|delivered-to|content-type)[ \t]?:/im.exec(
      source,
    );
  const block = start ? source.slice(start.index) : "";
  const headers = readHeaders(unmarked(block));
  const trace = headersOf(headers, "received").join("\n");
  const envelope = [...trace.matchAll(/\b(?:envelope-from|for)\s+<?([^\s<>;()]{3,320})/gi)].map((match) => match[1]!);
  const senders = addressesIn(headersOf(headers, "return-path", "sender", "errors-to", "from", "x-original-sender").join("\n"), 20);
  const recipients = addressesIn(headersOf(headers, "to", "cc", "x-original-to", "delivered-to", "envelope-to", "x-rcpt-to").join("\n"), 20);
  return {
    headers,
    messageIds: messageIdsIn(headersOf(headers, "message-id").join(" ")),
    addresses: [...new Set([...senders, ...addressesIn(envelope.join("\n"), 20), ...recipients])],
    senders,
  };
}

/** A header block whose lines are all marked or indented alike. */
function unmarked(block: string): string {
  const mark = /^[ \t>|]{1,8}/.exec(block)?.[0];
  return mark === undefined
    ? block
    : block
        .split("\n", 400)
        .map((line) => (line.startsWith(mark) ? line.slice(mark.length) : line))
        .join("\n");
}

/** Message-IDs without their brackets; some programs write none. */
export function messageIdsIn(value: string, most = 100): string[] {
  const found = [...value.slice(0, 50_000).matchAll(/<([^<>\s]{1,500})>/g)].map((match) => match[1]!);
  const bare = found.length === 0 && /^\s*\S{3,500}@\S{1,300}\s*$/.test(value) ? [value.trim()] : found;
  return [...new Set(bare)].slice(0, most);
}
