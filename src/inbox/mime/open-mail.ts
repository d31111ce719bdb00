import PostalMime, { decodeWords, type Email } from "postal-mime";
import { type Headers, headerOf, mediaTypeOf, readHeaders } from "./headers.ts";
import { htmlText } from "./html-text.ts";
import { evenLineEnds } from "./line-ends.ts";
import { splitByHand } from "./split-by-hand.ts";

/** A part that is not the text of the mail: an attachment, a report, a mail inside the mail. */
export interface MailPart {
  readonly mediaType: string;
  readonly name: string | null;
  readonly bytes: Uint8Array;
}

/** A mail taken apart, nothing of it judged. A mail inside it is a part, never mixed with the outer one. */
export interface OpenMail {
  readonly headers: Headers;
  readonly subject: string;
  /** The plain text, or what the HTML says; lines end with LF. */
  readonly text: string;
  /** The HTML, where nothing is written in plain text; else null. */
  readonly html: string | null;
  readonly parts: readonly MailPart[];
}

/** What is read of one mail, 25 MB; servers take no larger ones. The rest of a larger one is not looked at. */
export const MOST_MAIL_BYTES = 25 * 1024 * 1024;
const MOST_TEXT = 1_000_000;
const MOST_PARTS = 200;
/** HTML with more tags is read up to here: each costs as much as a long text, and no person writes so many. */
const MOST_TAGS = 8000;
/** The parser takes long for every line, however short it is. Encoded attachments have long ones; a mail with more short ones is split by hand. */
const MOST_SHORT_LINES = 10_000;
const SHORT_LINE = 40;
const LIMITS = { forceRfc822Attachments: true, maxNestingDepth: 30, maxHeadersSize: 1024 * 1024, maxRfc822NestingDepth: 0 } as const;

/** Takes any bytes apart. Never throws: what no parser understands is split by hand, and what has no structure is text. */
export async function openMail(bytes: Uint8Array): Promise<OpenMail> {
  const even = evenLineEnds(bytes.subarray(0, MOST_MAIL_BYTES));
  const headers = readHeaders(headBlock(even));
  const parsed = hasTooManyLines(even) ? null : await PostalMime.parse(even, LIMITS).catch(() => null);
  const found = parsed && !hasLost(parsed, headers, even) ? fromParser(parsed) : splitByHand(even, headers);
  const markup = upToTag(found.html.slice(0, MOST_TEXT));
  const isPlain = found.text.trim() !== "";
  return {
    headers,
    subject: decodeWords(headerOf(headers, "subject") ?? "").slice(0, 1000),
    text: clean((isPlain ? found.text : safeHtmlText(markup)).slice(0, MOST_TEXT)),
    html: isPlain || markup.trim() === "" ? null : markup,
    parts: found.parts.slice(0, MOST_PARTS),
  };
}

function hasTooManyLines(bytes: Uint8Array): boolean {
  let short = 0;
  let start = 0;
  for (let end = bytes.indexOf(0x0a); end !== -1; end = bytes.indexOf(0x0a, start)) {
    if (end - start < SHORT_LINE && ++short > MOST_SHORT_LINES) return true;
    start = end + 1;
  }
  return false;
}

function upToTag(html: string): string {
  let tags = 0;
  for (let at = html.indexOf("<"); at !== -1; at = html.indexOf("<", at + 1)) {
    if (++tags > MOST_TAGS) return html.slice(0, at);
  }
  return html;
}

function fromParser(mail: Email): { text: string; html: string; parts: MailPart[] } {
  const parts = mail.attachments.map(({ mimeType, filename, content }) => ({
    mediaType: mimeType.toLowerCase(),
    name: filename,
    bytes: typeof content === "string" ? new TextEncoder().encode(content) : new Uint8Array(content),
  }));
  return { text: mail.text ?? "", html: mail.html ?? "", parts };
}

/** A mail of several parts of which none was found (its boundary is missing or wrong), or one that names a report that was not found. */
function hasLost(mail: Email, headers: Headers, bytes: Uint8Array): boolean {
  const type = mediaTypeOf(headers);
  if (!type.startsWith("multipart/")) return !mail.text && !mail.html && mail.attachments.length === 0 && hasBody(bytes);
  if (!mail.text?.trim() && !mail.html?.trim() && mail.attachments.length === 0) return true;
  return type === "multipart/report" && !mail.attachments.some(({ mimeType }) => /^(?:message|text)\//i.test(mimeType));
}

function hasBody(bytes: Uint8Array): boolean {
  return textOf(bytes.subarray(0, 65_536)).replaceAll("\r", "").split("\n\n").slice(1).join("").trim() !== "";
}

function headBlock(bytes: Uint8Array): string {
  const text = textOf(bytes.subarray(0, LIMITS.maxHeadersSize));
  const end = /\r?\n[ \t]*\r?\n/.exec(text);
  return end ? text.slice(0, end.index) : text;
}

/** Text of bytes whose character set nobody names: UTF-8 where it is that, else Windows-1252, which every byte is. */
export function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}

function safeHtmlText(html: string): string {
  try {
    return htmlText(html);
  } catch {
    return html.replace(/<[^<>]{0,2000}>/g, " ");
  }
}

/** Lines end with LF, and hold no NUL, no no-break space and no soft hyphen. */
function clean(text: string): string {
  return text
    .replace(/\r\n?/g, "\n")
    .replaceAll("\0", "")
    .replace(/[\u00a0\u2007\u202f]/g, " ")
    .replace(/[\u00ad\u200b\ufeff]/g, "");
}
