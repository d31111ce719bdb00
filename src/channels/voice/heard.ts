import type { Heard, HookRequest, Message, News } from "../contract.ts";
import { turnOf } from "./dialogue.ts";
import type { VoiceSettings } from "./settings.ts";
import { isSigned } from "./signature.ts";
import { callOf } from "./spoken-call.ts";
import { readSpoken } from "./spoken-file.ts";

/** `/hooks/<creditor>/voice/<delivery>/<moment>`; what stands before it is the proxy's affair. */
const PATH = /\/hooks\/[A-Za-z0-9._~%-]{1,200}\/voice\/([A-Za-z0-9-]{1,80})\/([a-z]{1,20}(?:-[1-9])?)$/;
const MOST_FORM_BYTES = 50_000;
const MOST_FIELDS = 200;

/** A call that reached nobody is over and was not heard: its letter was not sent, unless it went by another way too. */
const UNREACHED: ReadonlyMap<string, string> = new Map([
  ["busy", "the line was busy"],
  ["no-answer", "nobody answered"],
  ["failed", "the call could not be put through"],
  ["canceled", "the call was called off"],
]);

/**
 * Understands what the provider asks or tells during a call. Nothing is believed that does not bear the signature over the address as this
 * server is reached from outside, that comes from another account, or that is about a call to another number than the letter was made for.
 */
export async function hearCall(
  request: HookRequest,
  settings: VoiceSettings,
  find: (deliveryId: string) => Promise<Message | null>,
): Promise<Heard | "not-authentic"> {
  const path = request.method === "POST" && URL.canParse(request.url) ? PATH.exec(new URL(request.url).pathname) : null;
  if (!path || request.body.byteLength > MOST_FORM_BYTES) return "not-authentic";
  const form = new URLSearchParams(new TextDecoder().decode(request.body));
  const { search } = new URL(request.url);
  // Built from the setting: what a proxy says of the host is not asked.
  if (form.size > MOST_FIELDS || !isSigned(request.headers["x-twilio-signature"], settings.publicUrl + path[0] + search, form, settings.authToken))
    return "not-authentic";
  const [, deliveryId, moment] = path;
  const message = await find(deliveryId!);
  const spoken = message && readSpoken(message);
  if (!spoken || form.get("AccountSid") !== settings.accountSid || form.get("To") !== message.recipient) return "not-authentic";
  const told = (news: Omit<News, "deliveryId" | "raw"> | null): readonly News[] =>
    news ? [{ ...news, deliveryId: deliveryId!, raw: rawOf(moment!, form) }] : [];
  if (moment === "status") return { news: told(statusNews(form)) };
  const turn = turnOf(moment!, callOf(spoken, settings), { digits: form.get("Digits") ?? "", answeredBy: form.get("AnsweredBy") ?? "" });
  return turn ? { news: told(turn.news), answer: { mediaType: "text/xml; charset=utf-8", body: turn.twiml } } : "not-authentic";
}

function statusNews(form: URLSearchParams): Omit<News, "deliveryId" | "raw"> | null {
  const status = form.get("CallStatus") ?? "";
  if (status === "in-progress" || status === "answered") return { outcome: "delayed", detail: "the call was answered" };
  if (status === "completed") return { outcome: "bounced", unlessDelivered: true, detail: `the call ended, and the message was not heard${answeredBy(form)}` };
  const unreached = UNREACHED.get(status);
  return unreached === undefined ? null : { outcome: "bounced", unlessDelivered: true, detail: unreached };
}

function answeredBy(form: URLSearchParams): string {
  const by = form.get("AnsweredBy") ?? "";
  if (by.startsWith("machine")) return " (a machine answered)";
  return by === "fax" ? " (a fax answered)" : "";
}

/** As it came, without the keys: among them is the PIN. */
function rawOf(moment: string, form: URLSearchParams): string {
  const kept = new URLSearchParams(form);
  kept.delete("Digits");
  return `${moment} ${kept.toString()}`;
}
