import { type Headers, headerOf, mediaTypeOf, parameterOf, readHeaders } from "./headers.ts";
import type { MailPart } from "./open-mail.ts";

const MOST_PARTS = 200;

interface Found {
  readonly text: string;
  readonly html: string;
  readonly parts: readonly MailPart[];
}

/**
 * The parts of a mail whose structure is broken: the boundary is not the one that is named, or none is. A line that begins with "--" and
 * is followed by a Content- header begins a part; from the first mail inside on, everything belongs to that mail.
 */
export function splitByHand(bytes: Uint8Array, headers: Headers): Found {
  // One byte, one sign: what is encoded is decoded part by part.
  const source = new TextDecoder("latin1").decode(bytes).replaceAll("\r\n", "\n");
  const start = source.indexOf("\n\n");
  const body = start === -1 ? "" : source.slice(start + 2);
  const pieces = cut(body);
  if (pieces.length < 2) return whole(body, headers);
  let text = "";
  let html = "";
  const parts: MailPart[] = [];
  for (const piece of pieces.slice(1)) {
    const head = readHeaders(piece);
    const type = mediaTypeOf(head);
    if (type.startsWith("multipart/")) continue;
    const gap = piece.indexOf("\n\n");
    const content = decoded(gap === -1 ? "" : piece.slice(gap + 2), head);
    if (type === "text/html") html += `${charset(content, head)}\n`;
    else if (type === "text/plain" || type === "") text += `${charset(content, head)}\n`;
    else parts.push({ mediaType: type, name: nameOf(head), bytes: content });
  }
  return { text, html, parts };
}

function whole(body: string, headers: Headers): Found {
  const content = charset(decoded(body, headers), headers);
  return mediaTypeOf(headers) === "text/html" ? { text: "", html: content, parts: [] } : { text: content, html: "", parts: [] };
}

function cut(body: string): string[] {
  const lines = body.split("\n");
  const starts: number[] = [];
  for (let i = 0; i < lines.length && starts.length < MOST_PARTS; i++) {
    if (!/^--\S/.test(lines[i]!)) continue;
    const head = lines.slice(i + 1, i + 6);
    const end = head.findIndex((line) => line.trim() === "");
    const block = (end === -1 ? head : head.slice(0, end)).join("\n");
    if (!/^content-/im.test(block)) continue;
    starts.push(i);
    // Everything after it is the mail inside, with parts of its own.
    if (/^content-type:\s*(?:message\/rfc822|text\/rfc822-headers)/im.test(block)) break;
  }
  return [0, ...starts.map((line) => line + 1)].map((from, index) => lines.slice(from, starts[index] ?? lines.length).join("\n"));
}

function nameOf(headers: Headers): string | null {
  return parameterOf(headerOf(headers, "content-disposition") ?? "", "filename") ?? parameterOf(headerOf(headers, "content-type") ?? "", "name");
}

function decoded(content: string, headers: Headers): Uint8Array {
  const encoding = (headerOf(headers, "content-transfer-encoding") ?? "").trim().toLowerCase();
  if (encoding === "base64") return new Uint8Array(Buffer.from(content, "base64"));
  if (encoding !== "quoted-printable") return new Uint8Array(Buffer.from(content, "latin1"));
  const plain = content.replace(/=[ \t]*\n/g, "").replace(/=([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return new Uint8Array(Buffer.from(plain, "latin1"));
}

function charset(content: Uint8Array, headers: Headers): string {
  const named = parameterOf(headerOf(headers, "content-type") ?? "", "charset") ?? "utf-8";
  try {
    return new TextDecoder(named).decode(content);
  } catch {
    return new TextDecoder("windows-1252").decode(content);
  }
}
