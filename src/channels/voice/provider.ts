import { z } from "zod";
import type { Receipt } from "../contract.ts";
import type { Call } from "./dialogue.ts";
import type { VoiceSettings } from "./settings.ts";

/**
 * Twilio's REST interface for calls, version 2010-04-01, as published in twilio-oai 2.1.13 (spec/yaml/twilio_api_v2010.yaml, commit
 * 00c8d368): create a call, list calls, list a call's events.
 */
const ANSWER_MS = 30_000;
const MOST_ANSWER_LETTERS = 200_000;
/** The longest message, three times, with its PIN. */
const LONGEST_CALL_SECONDS = 600;

const created = z.object({ sid: z.string().min(1), status: z.string().nullish() });
const listed = z.object({ calls: z.array(z.object({ sid: z.string(), date_created: z.string().nullish() })) });
const events = z.object({ events: z.array(z.object({ request: z.object({ url: z.string().nullish() }).nullish() })) });
const refusal = z.object({ code: z.number().nullish(), message: z.string().nullish() });

/** Errors that say that the number itself cannot be called: 21211 invalid, 21214 cannot be reached, 21217 does not appear to be valid, 13223 and 13224 its form. */
const BAD_NUMBER: ReadonlySet<number> = new Set([21211, 21214, 21217, 13223, 13224]);

/** Nothing of the request was written: no name, no connection, no TLS. */
const NEVER_LEFT =
  /^(?:ENOTFOUND|EAI_AGAIN|ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT|CERT_|ERR_TLS_|ERR_SSL_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO)/;

interface Answer {
  readonly status: number;
  readonly text: string;
}

/** Has the call made. There is no key by which a second request would be known: whatever may have been taken is uncertain. */
export async function makeCall(call: Call, settings: VoiceSettings): Promise<Receipt> {
  const form = new URLSearchParams({
    To: call.spoken.phone,
    From: settings.from,
    Url: call.urlOf("answer"),
    Method: "POST",
    FallbackUrl: call.urlOf("sorry"),
    FallbackMethod: "POST",
    StatusCallback: call.urlOf("status"),
    StatusCallbackMethod: "POST",
    MachineDetection: "DetectMessageEnd",
    Timeout: String(settings.ringSeconds),
    TimeLimit: String(LONGEST_CALL_SECONDS),
  });
  for (const event of ["answered", "completed"]) form.append("StatusCallbackEvent", event);
  try {
    return receiptOf(await ask("POST", callsPath(settings), settings, form));
  } catch (error) {
    const { detail, neverLeft } = faultOf(error);
    return neverLeft ? { outcome: "failed", about: "channel", detail } : { outcome: "uncertain", detail };
  }
}

function receiptOf({ status, text }: Answer): Receipt {
  const detail = `${status} ${text.slice(0, 1000)}`;
  if (status >= 200 && status < 300) {
    const read = created.safeParse(json(text));
    return read.success ? { outcome: "accepted", providerId: read.data.sid, answer: text } : { outcome: "uncertain", detail };
  }
  // An error of theirs, or of something between us: the call may be under way all the same.
  if (status >= 500 || status === 408) return { outcome: "uncertain", detail };
  const { code, message } = refusal.safeParse(json(text)).data ?? {};
  if (code && BAD_NUMBER.has(code)) return { outcome: "refused", detail: `${code} ${message ?? ""}`.trim() };
  return { outcome: "failed", about: "channel", detail };
}

/**
 * Whether the provider has made this call, by what it tells: a call to the number from ours on that day whose record of questions names
 * the delivery. It has such a record only 15 minutes after the call, and how soon a new call is listed is promised nowhere: whatever
 * is not proved is unknown.
 */
export async function findCall(call: Call, day: string, settings: VoiceSettings): Promise<"accepted" | "unknown"> {
  const query = new URLSearchParams({ To: call.spoken.phone, From: settings.from, "StartTime>": day, PageSize: "50" });
  const { calls } = listed.parse(json((await ask("GET", `${callsPath(settings)}?${query.toString()}`, settings)).text));
  for (const { sid } of calls) {
    const path = `${callsPath(settings).replace(/\.json$/, "")}/${encodeURIComponent(sid)}/Events.json`;
    const answer = await ask("GET", path, settings);
    const read = events.safeParse(json(answer.text));
    const own = call.urlOf("");
    if (read.success && read.data.events.some(({ request }) => request?.url?.startsWith(own))) return "accepted";
  }
  return "unknown";
}

function callsPath({ accountSid }: VoiceSettings): string {
  return `/2010-04-01/Accounts/${encodeURIComponent(accountSid)}/Calls.json`;
}

async function ask(method: "GET" | "POST", path: string, settings: VoiceSettings, form?: URLSearchParams): Promise<Answer> {
  const { accountSid, authToken, apiKeySid, apiKeySecret, baseUrl } = settings;
  const user = apiKeySid && apiKeySecret ? `${apiKeySid}:${apiKeySecret}` : `${accountSid}:${authToken}`;
  const answer = await fetch(baseUrl + path, {
    method,
    headers: { authorization: `Basic ${Buffer.from(user).toString("base64")}`, accept: "application/json" },
    ...(form && { body: form }),
    redirect: "manual",
    signal: AbortSignal.timeout(ANSWER_MS),
  });
  return { status: answer.status, text: (await answer.text()).slice(0, MOST_ANSWER_LETTERS) };
}

function json(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

function faultOf(error: unknown): { readonly detail: string; readonly neverLeft: boolean } {
  const { message, cause } = error as Error & {
    readonly cause?: { readonly code?: string; readonly message?: string; readonly errors?: readonly { readonly code?: string }[] };
  };
  const codes = [cause?.code, ...(cause?.errors ?? []).map(({ code }) => code)].filter((code): code is string => code !== undefined);
  return {
    detail: [message, cause?.message, ...codes].filter(Boolean).join(": "),
    neverLeft: codes.length > 0 && codes.every((code) => NEVER_LEFT.test(code)),
  };
}
