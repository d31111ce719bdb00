import type { Heard, HookRequest, News } from "../contract.ts";
import { brief, fields, textOf } from "./ask.ts";
import { isSigned } from "./signature.ts";

/** Under this name the delivery's id stands in a letter's metadata. */
export const METADATA_KEY = "firmly_delivery";

/** A request older than this may be a copy that somebody kept. */
const TOLERANCE_MS = 5 * 60_000;

/** What becomes of a letter, by the event that tells it; all others tell nothing that changes anything. */
const OUTCOMES: Readonly<Record<string, News["outcome"]>> = {
  "letter.delivered": "delivered",
  "letter.certified.delivered": "delivered",
  "letter.re-routed": "delayed",
  "letter.certified.re-routed": "delayed",
  "letter.certified.issue": "delayed",
  "letter.certified.pickup_available": "delayed",
  "letter.returned_to_sender": "returned",
  "letter.certified.returned_to_sender": "returned",
  // It was never printed.
  "letter.failed": "returned",
  "letter.deleted": "returned",
};

/**
 * Lob's webhooks (help.lob.com, "Using webhooks"): `Lob-Signature` is the HMAC-SHA256 of the timestamp, a dot and the body, in hexadecimal. Whether
 * `Lob-Signature-Timestamp` counts seconds or milliseconds is not said there; both are understood (unproven).
 */
export function hearLob({ method, headers, body }: HookRequest, secret: string | undefined, now: number): Heard | "not-authentic" {
  const timestamp = headers["lob-signature-timestamp"] ?? "";
  if (method !== "POST" || !secret || !/^\d{10,13}$/.test(timestamp)) return "not-authentic";
  const at = timestamp.length > 10 ? Number(timestamp) : Number(timestamp) * 1000;
  if (Math.abs(now - at) > TOLERANCE_MS || !isSigned(secret, [timestamp, ".", body], headers["lob-signature"])) return "not-authentic";
  const news = readEvent(Buffer.from(body).toString("utf8"));
  return { news: news ? [news] : [] };
}

function readEvent(text: string): News | null {
  let event: Readonly<Record<string, unknown>>;
  try {
    event = fields(JSON.parse(text));
  } catch {
    return null;
  }
  const type = textOf(fields(event.event_type).id) ?? "";
  const outcome = Object.hasOwn(OUTCOMES, type) ? OUTCOMES[type] : undefined;
  const letter = fields(event.body);
  const providerId = textOf(event.reference_id) ?? textOf(letter.id);
  if (!outcome || !providerId) return null;
  const deliveryId = textOf(fields(letter.metadata)[METADATA_KEY]);
  return {
    ...(deliveryId && { deliveryId }),
    providerId,
    outcome,
    detail: detailOf(type, letter),
    raw: JSON.stringify({ ...event, body: withoutLinks(letter) }),
  };
}

/** "Lob: returned to sender; the newest event: package_undeliverable". */
function detailOf(type: string, letter: Readonly<Record<string, unknown>>): string {
  const events = Array.isArray(letter.tracking_events) ? letter.tracking_events.map(fields) : [];
  const details = fields(events.at(-1)?.details);
  const more = textOf(fields(letter.failure_reason).message) ?? textOf(details.description) ?? textOf(details.event);
  const words = type.replace(/^letter\.(certified\.)?/, "").replaceAll("_", " ");
  return brief(`Lob: ${words}${more ? `; ${more}` : ""}`, 200);
}

/** Without the addresses that open the letter for whoever has them, and the pictures of its pages. */
export function withoutLinks(letter: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { url: _url, thumbnails: _thumbnails, raw_url: _raw, ...rest } = letter;
  return rest;
}
