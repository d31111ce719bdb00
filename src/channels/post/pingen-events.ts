import type { Heard, HookRequest, News } from "../contract.ts";
import { brief, fields, textOf } from "./ask.ts";
import { isSigned } from "./signature.ts";

type Group = Readonly<Record<string, unknown>>;

/**
 * Issues after which Pingen does nothing more with a letter; with all others it waits for a person, who mends them there. The codes are not
 * published: they are those that its own pages know, as github.com/AMANDA-Technology/PingenApiNet tells them (unproven).
 */
const FINAL_ISSUES = new Set([
  "cancellation_completed",
  "file_removed",
  "rejected_from_printcenter",
  "retracted_from_printcenter",
  "shipping_country_blocked",
  "waiting_for_funds_expired",
  "waiting_for_legitimacy_expired",
]);

/** Longer ones are cut by whoever keeps them, and could not be told from their repetition. */
const MOST_RAW_LETTERS = 15_000;

/**
 * Pingen's webhooks (api.pingen.com/documentation, "Webhooks"; shapes as in github.com/pingencom/n8n-nodes-pingen2 at 8d8cb23): `Signature` is the
 * HMAC-SHA256 of the body, in hexadecimal. Nothing in them says when they were signed: an old one that is sent again says nothing new.
 */
export function hearPingen({ method, headers, body }: HookRequest, secret: string | undefined): Heard | "not-authentic" {
  if (method !== "POST" || !secret || !isSigned(secret, [body], headers.signature)) return "not-authentic";
  const text = Buffer.from(body).toString("utf8");
  const news = readEvent(text);
  return { news: news ? [news] : [] };
}

function readEvent(text: string): News | null {
  let document: Group;
  try {
    document = fields(JSON.parse(text));
  } catch {
    return null;
  }
  const data = fields(document.data);
  const included = Array.isArray(document.included) ? document.included.map(fields) : [];
  const outcome = outcomeOf(textOf(data.type) ?? "", included);
  const { deliverable, letter } = fields(data.relationships);
  // The first is what is published now; the second is still sent.
  const providerId = [deliverable, letter].map((each) => textOf(fields(fields(each).data).id)).find((id) => id !== null);
  if (!outcome || !providerId) return null;
  const deliveryId = deliveryOf(included, providerId);
  const attributes = fields(data.attributes);
  const raw = text.length <= MOST_RAW_LETTERS ? text : JSON.stringify({ id: data.id, type: data.type, letter: providerId, attributes });
  return { ...(deliveryId !== null && { deliveryId }), providerId, outcome, detail: detailOf(data, attributes), raw };
}

function outcomeOf(type: string, included: readonly Group[]): News["outcome"] | null {
  if (type === "webhook_delivered") return "delivered";
  if (type === "webhook_undeliverable") return "returned";
  if (type !== "webhook_issues") return null;
  const codes = included.map(({ attributes }) => textOf(fields(attributes).code) ?? "");
  return codes.some((code) => FINAL_ISSUES.has(code)) ? "returned" : "delayed";
}

/** The file's name is the delivery's id: it is known also where the answer to the order was lost. */
function deliveryOf(included: readonly Group[], providerId: string): string | null {
  const letter = included.find(({ type, id }) => type === "letters" && id === providerId);
  return /^([A-Za-z0-9-]{1,64})\.pdf$/.exec(textOf(fields(letter?.attributes).file_original_name) ?? "")?.[1] ?? null;
}

function detailOf({ type }: Group, { reason, corrected_address: corrected }: Group): string {
  const { name, street, number, zip, city } = fields(corrected);
  const place = [name, [street, number].filter(textOf).join(" "), [zip, city].filter(textOf).join(" ")].filter((part) => textOf(part) !== null).join(", ");
  const words = String(type).replace(/^webhook_/, "");
  return brief(`Pingen: ${words}${textOf(reason) ? `; ${textOf(reason)}` : ""}${place ? `; the address may be ${place}` : ""}`, 250);
}
