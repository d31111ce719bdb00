import { createHmac, randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { readTwiml, type TwimlElement } from "./twilio-twiml.ts";

/**
 * A strict double of Twilio's Calls resource, built from the published interface (twilio-oai 2.1.13, spec/yaml/twilio_api_v2010.yaml, commit
 * 00c8d368, CreateCall, ListCall and ListCallEvent). It checks the sign-in, refuses parameters and values that the interface does not
 * know, really asks for the TwiML with a signature of its own, reads it strictly, and plays whoever takes the call.
 */
export interface Twilio {
  readonly baseUrl: string;
  /** Every call that was made, in order. */
  readonly calls: readonly PlayedCall[];
  /** Who takes the next calls. */
  listener: Listener;
  /** What goes wrong with the next request that makes a call. */
  fault: "none" | "lost-answer" | "server-error" | "too-many";
  /** Somebody takes the calls that ring by now, or nobody does; resolves when all are over. Until then they ring. */
  quiet(): Promise<void>;
  close(): Promise<void>;
}

export interface Listener {
  readonly answers: "human" | "unknown" | "machine_end_beep" | "machine_end_silence" | "machine_start" | "fax" | "busy" | "no-answer" | "failed";
  /** What is pressed at each question in turn; null: nothing. After the last: nothing. */
  readonly keys?: readonly (string | null)[];
  /** Hangs up while these words are being said. */
  readonly hangsUpAt?: RegExp;
}

export interface PlayedCall {
  readonly sid: string;
  readonly parameters: Readonly<Record<string, readonly string[]>>;
  /** What the listener heard to its end. */
  readonly said: string[];
  /** Numbers that the call was put through to. */
  readonly dialled: string[];
  /** Our answers' faults; a call with one says "an application error has occurred". */
  readonly faults: string[];
  readonly requests: SignedRequest[];
  status: string;
  readonly createdAt: Date;
}

/** What was asked of us, as it was signed. */
export interface SignedRequest {
  readonly url: string;
  readonly body: string;
  readonly signature: string;
  readonly code: number;
  readonly answer: string;
}

interface Owner {
  readonly accountSid: string;
  readonly authToken: string;
  readonly apiKey?: { readonly sid: string; readonly secret: string };
  readonly numbers: readonly string[];
}

const E164 = /^\+[1-9]\d{6,14}$/;
const WEB = /^https?:\/\/\S+$/;
const METHOD = /^(?:GET|POST)$/;
const WHOLE = /^\d{1,4}$/;
const ANY = /^[^]{0,2000}$/;
/** Of CreateCallRequest; those that Firmly does not use are known all the same, and fit no value. */
const CREATE: Readonly<Record<string, RegExp>> = {
  To: ANY,
  From: ANY,
  Url: WEB,
  Method: METHOD,
  FallbackUrl: WEB,
  FallbackMethod: METHOD,
  StatusCallback: WEB,
  StatusCallbackMethod: METHOD,
  StatusCallbackEvent: /^(?:initiated|ringing|answered|completed)$/,
  MachineDetection: /^(?:Enable|DetectMessageEnd)$/,
  Timeout: WHOLE,
  TimeLimit: WHOLE,
};
const REPEATED = new Set(["StatusCallbackEvent"]);
const LIST = new Set([
  "To",
  "From",
  "ParentCallSid",
  "Status",
  "StartTime",
  "StartTime<",
  "StartTime>",
  "EndTime",
  "EndTime<",
  "EndTime>",
  "PageSize",
  "Page",
  "PageToken",
]);
const MOST_TURNS = 40;

export async function startTwilio(owner: Owner): Promise<Twilio> {
  const calls: PlayedCall[] = [];
  const ringing: PlayedCall[] = [];
  const server = createServer((request, answer) => void handle(request, answer).catch((error: Error) => refuse(answer, 500, 20500, error.message)));
  const handle = async (request: IncomingMessage, answer: ServerResponse): Promise<void> => {
    const body = await bodyOf(request);
    const url = new URL(request.url!, "http://double");
    if (!isSignedIn(request, owner)) return refuse(answer, 401, 20003, "Authenticate");
    const path = `/2010-04-01/Accounts/${owner.accountSid}/Calls`;
    if (url.pathname === `${path}.json` && request.method === "POST") return create(request, body, answer);
    if (url.pathname === `${path}.json` && request.method === "GET") return list(url.searchParams, answer);
    const events = new RegExp(`^${path}/(CA[0-9a-f]{32})/Events\\.json$`).exec(url.pathname);
    const call = events && calls.find(({ sid }) => sid === events[1]);
    if (call && request.method === "GET")
      return send(answer, 200, { events: call.requests.map(({ url: asked }) => ({ request: { url: asked, method: "POST" }, response: {} })) });
    refuse(answer, 404, 20404, `The requested resource ${url.pathname} was not found`);
  };
  const create = (request: IncomingMessage, body: string, answer: ServerResponse): void => {
    const fault = twilio.fault;
    twilio.fault = "none";
    if (fault === "too-many") return refuse(answer, 429, 20429, "Too Many Requests");
    if (!/^application\/x-www-form-urlencoded\b/.test(request.headers["content-type"] ?? "")) return refuse(answer, 415, 20415, "Unsupported media type");
    const form = new URLSearchParams(body);
    const wrong = wrongIn(form, owner);
    if (wrong) return refuse(answer, 400, wrong[0], wrong[1]);
    const parameters = Object.fromEntries([...new Set(form.keys())].map((name) => [name, form.getAll(name)]));
    const call: PlayedCall = {
      sid: `CA${randomBytes(16).toString("hex")}`,
      parameters,
      said: [],
      dialled: [],
      faults: [],
      requests: [],
      status: "queued",
      createdAt: new Date(),
    };
    calls.push(call);
    ringing.push(call);
    if (fault === "lost-answer") return void request.socket.destroy();
    if (fault === "server-error") return refuse(answer, 500, 20500, "Internal Server Error");
    send(answer, 201, resourceOf(call, owner));
  };
  const list = (query: URLSearchParams, answer: ServerResponse): void => {
    for (const name of query.keys()) if (!LIST.has(name)) return refuse(answer, 400, 20001, `Unknown parameter ${name}`);
    const after = query.get("StartTime>") ?? "";
    const found = calls.filter(
      (call) =>
        [call.parameters.To![0], null].includes(query.get("To")) &&
        [call.parameters.From![0], null].includes(query.get("From")) &&
        call.createdAt.toISOString().slice(0, 10) >= after,
    );
    send(answer, 200, { calls: found.map((call) => resourceOf(call, owner)), page: 0, page_size: Number(query.get("PageSize") ?? 50), next_page_uri: null });
  };
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const twilio: Twilio = {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    listener: { answers: "human" },
    fault: "none",
    quiet: async () => {
      for (const call of ringing.splice(0)) await play(call, owner, twilio.listener);
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
  return twilio;
}

function wrongIn(form: URLSearchParams, { numbers }: Owner): readonly [number, string] | null {
  for (const name of new Set(form.keys())) {
    if (!Object.hasOwn(CREATE, name)) return [20001, `Unknown parameter ${name}`];
    const values = form.getAll(name);
    if (values.length > 1 && !REPEATED.has(name)) return [20001, `${name} is given ${values.length} times`];
    for (const value of values) if (!CREATE[name]!.test(value)) return [20001, `Invalid value for ${name}: ${value}`];
  }
  if (!form.has("To")) return [21201, "No 'To' number is specified"];
  if (!form.has("From")) return [21213, "'From' phone number is required"];
  if (!form.has("Url")) return [21205, "Url parameter is required."];
  if (!E164.test(form.get("To")!)) return [21211, `Invalid 'To' Phone Number: ${form.get("To")!}`];
  if (!numbers.includes(form.get("From")!)) return [21210, `'From' phone number not verified: ${form.get("From")!}`];
  return null;
}

/** The call from ringing to hanging up. */
async function play(call: PlayedCall, owner: Owner, listener: Listener): Promise<void> {
  const events = call.parameters.StatusCallbackEvent ?? ["completed"];
  const status = async (callStatus: string, more: Readonly<Record<string, string>> = {}) => {
    call.status = callStatus;
    const url = call.parameters.StatusCallback?.[0];
    if (url) await ask(call, owner, url, { CallStatus: callStatus, CallbackSource: "call-progress-events", ...more });
  };
  if (["busy", "no-answer", "failed"].includes(listener.answers)) return status(listener.answers, { CallDuration: "0" });
  if (events.includes("answered")) await status("in-progress");
  call.status = "in-progress";
  await talk(call, owner, listener);
  if (events.includes("completed")) await status("completed", { CallDuration: "21", AnsweredBy: listener.answers });
}

async function talk(call: PlayedCall, owner: Owner, listener: Listener): Promise<void> {
  const keys = [...(listener.keys ?? [])];
  let next: { url: string; fields: Readonly<Record<string, string>> } | null = { url: call.parameters.Url![0]!, fields: { AnsweredBy: listener.answers } };
  for (let turn = 0; next; turn++) {
    if (turn === MOST_TURNS) return void call.faults.push("the call goes round in circles");
    const document = await fetchTwiml(call, owner, next.url, next.fields);
    next = document && perform(call, document, listener, keys);
  }
}

/** Twilio asks the fallback address once where the first one fails; then the call is over. */
async function fetchTwiml(call: PlayedCall, owner: Owner, url: string, fields: Readonly<Record<string, string>>): Promise<TwimlElement | null> {
  const fallback = call.parameters.FallbackUrl?.[0];
  for (const [address, more] of [[url, fields], ...(fallback ? [[fallback, { ErrorCode: "11200", ErrorUrl: url }] as const] : [])] as const) {
    const { code, answer, mediaType } = await ask(call, owner, address, { CallStatus: "in-progress", ...more });
    try {
      if (code !== 200) throw new Error(`${address} answered ${code}`);
      if (!/^(?:text|application)\/xml\b/.test(mediaType)) throw new Error(`${address} is ${mediaType}`);
      return readTwiml(answer);
    } catch (error) {
      call.faults.push((error as Error).message);
    }
  }
  return null;
}

/** Carries the verbs out until one leads elsewhere; null: the call is over. */
function perform(
  call: PlayedCall,
  { children }: TwimlElement,
  listener: Listener,
  keys: (string | null)[],
): { readonly url: string; readonly fields: Readonly<Record<string, string>> } | null {
  for (const verb of children) {
    if (verb.name === "Hangup") return null;
    if (verb.name === "Redirect") return { url: verb.text.trim(), fields: {} };
    if (verb.name === "Dial") call.dialled.push(...verb.children.map(({ text }) => text));
    if (verb.name === "Say" && !hears(call, verb, listener)) return null;
    if (verb.name !== "Gather") continue;
    if (!verb.children.every((inner) => inner.name !== "Say" || hears(call, inner, listener))) return null;
    const pressed = keys.shift() ?? null;
    if (pressed !== null) return { url: verb.attributes.action!, fields: { Digits: pressed.slice(0, Number(verb.attributes.numDigits)), msg: "Gather End" } };
  }
  return null;
}

function hears(call: PlayedCall, { text }: TwimlElement, { hangsUpAt }: Listener): boolean {
  if (hangsUpAt?.test(text)) return false;
  call.said.push(text);
  return true;
}

async function ask(
  call: PlayedCall,
  owner: Owner,
  url: string,
  more: Readonly<Record<string, string>>,
): Promise<SignedRequest & { readonly mediaType: string }> {
  const fields: Record<string, string> = {
    AccountSid: owner.accountSid,
    ApiVersion: "2010-04-01",
    CallSid: call.sid,
    Direction: "outbound-api",
    From: call.parameters.From![0]!,
    To: call.parameters.To![0]!,
    ...more,
  };
  const signature = sign(url, fields, owner.authToken);
  const body = new URLSearchParams(fields).toString();
  const headers = { "content-type": "application/x-www-form-urlencoded; charset=UTF-8", "x-twilio-signature": signature, "user-agent": "TwilioProxy/1.1" };
  const answer = await fetch(url, { method: "POST", headers, body, redirect: "manual" }).catch((error: Error) => error);
  const request = answer instanceof Error ? { code: 0, answer: answer.message, mediaType: "" } : await readAnswer(answer);
  const signed = { url, body, signature, ...request };
  call.requests.push(signed);
  return signed;
}

async function readAnswer(answer: Response) {
  return { code: answer.status, answer: await answer.text(), mediaType: answer.headers.get("content-type") ?? "" };
}

/** Twilio's published scheme, spelt out here once more so that it does not rest on Firmly's own. */
export function sign(url: string, fields: Readonly<Record<string, string>>, authToken: string): string {
  const text = Object.keys(fields)
    .sort()
    .reduce((joined, name) => joined + name + fields[name]!, url);
  return createHmac("sha1", authToken).update(Buffer.from(text, "utf-8")).digest("base64");
}

function isSignedIn({ headers }: IncomingMessage, { accountSid, authToken, apiKey }: Owner): boolean {
  const given = /^Basic (.+)$/.exec(headers.authorization ?? "")?.[1];
  const right = apiKey ? `${apiKey.sid}:${apiKey.secret}` : `${accountSid}:${authToken}`;
  return given !== undefined && Buffer.from(given, "base64").toString() === right;
}

function resourceOf({ sid, parameters, status, createdAt }: PlayedCall, { accountSid }: Owner) {
  const [to, from] = [parameters.To![0], parameters.From![0]];
  const uri = `/2010-04-01/Accounts/${accountSid}/Calls/${sid}.json`;
  return {
    sid,
    account_sid: accountSid,
    api_version: "2010-04-01",
    to,
    from,
    status,
    direction: "outbound-api",
    date_created: createdAt.toUTCString(),
    answered_by: null,
    uri,
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  return Buffer.concat(pieces).toString();
}

function refuse(answer: ServerResponse, status: number, code: number, message: string): void {
  send(answer, status, { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status });
}

function send(answer: ServerResponse, status: number, body: object): void {
  answer.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}
