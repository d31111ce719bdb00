/** What came of a request. `not-sent`: the other side has certainly not seen it. `unclear`: it may have. */
export type Asked =
  | { readonly kind: "answer"; readonly status: number; readonly data: Readonly<Record<string, unknown>>; readonly text: string }
  | { readonly kind: "not-sent" | "unclear"; readonly detail: string };

/** A request, but for where it goes. */
export interface Call {
  readonly method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: FormData | Uint8Array<ArrayBuffer> | string;
}

/** How long an answer is waited for, and how long between two questions after one was not answered; milliseconds. */
export interface Pace {
  readonly answerMs: number;
  readonly pausesMs: readonly number[];
}

export const USUAL_PACE: Pace = { answerMs: 60_000, pausesMs: [1000, 4000] };

const MOST_ANSWER_BYTES = 2_000_000;

/** Failures of a connection before anything of the request can have been seen: name, route, refusal, TLS. */
const NOT_SENT = new Set([
  "ENOTFOUND",
  "EAI_AGAIN",
  "ECONNREFUSED",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
  "CERT_HAS_EXPIRED",
  "ERR_TLS_CERT_ALTNAME_INVALID",
  "EPROTO",
]);

interface NetworkError extends Error {
  readonly code?: string;
  readonly errors?: readonly NetworkError[];
}

/** Makes one request. Redirects are not followed: what is sent is for this address alone. It never throws. */
export async function ask(url: string, call: Call, answerMs: number): Promise<Asked> {
  try {
    const response = await fetch(url, { ...call, redirect: "manual", signal: AbortSignal.timeout(answerMs) });
    const text = await boundedText(response);
    return { kind: "answer", status: response.status, data: fieldsOf(text), text };
  } catch (error) {
    const cause = causeOf(error as NetworkError);
    // A name with several addresses fails with all of their errors.
    const codes = [cause, ...(cause.errors ?? [])].map(({ code }) => code);
    const isUnseen = codes.some((code) => NOT_SENT.has(code ?? "")) && codes.every((code) => code === undefined || NOT_SENT.has(code));
    return { kind: isUnseen ? "not-sent" : "unclear", detail: `${new URL(url).host}: ${cause.message || cause.code || "no answer"}` };
  }
}

/** fetch says "fetch failed"; what failed is its cause. */
function causeOf(error: NetworkError): NetworkError {
  return error.cause instanceof Error ? causeOf(error.cause) : error;
}

async function boundedText(response: Response): Promise<string> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of response.body ?? []) {
    size += piece.byteLength;
    if (size > MOST_ANSWER_BYTES) throw new Error("the answer is longer than 2 MB");
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString("utf8");
}

function fieldsOf(text: string): Readonly<Record<string, unknown>> {
  try {
    return fields(JSON.parse(text));
  } catch {
    return {};
  }
}

/** A group of fields as it came from outside; empty where it is none. */
export function fields(data: unknown): Readonly<Record<string, unknown>> {
  return typeof data === "object" && data !== null && !Array.isArray(data) ? (data as Record<string, unknown>) : {};
}

/** Text as it came from outside; null where it is none. */
export function textOf(data: unknown): string | null {
  return typeof data === "string" && data !== "" ? data : null;
}

/** The first so many letters, in one line. */
export function brief(text: string, most = 300): string {
  return text.replace(/\s+/g, " ").trim().slice(0, most);
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
