import { createHash } from "node:crypto";
import type { EmailSettings } from "./settings.ts";

export type OAuth2 = NonNullable<EmailSettings["oauth2"]>;

/** A token is not used in its last minute, in which it may end on the way. */
const SPARE_MS = 60_000;
/** Where the answer does not say how long it lives (RFC 6749, 5.1 only recommends that it does). */
const DEFAULT_LIFE_SECONDS = 300;
const LONGEST_LIFE_SECONDS = 86_400;
const ANSWER_MS = 30_000;
const MOST_ANSWER_BYTES = 65_536;
const MOST_TOKEN_LETTERS = 20_000;

interface Held {
  readonly token: string;
  readonly until: number;
}

const held = new Map<string, Held>();
/** Letters that start together ask once. */
const asked = new Map<string, Promise<Held>>();

/**
 * The access token of a grant (RFC 6749, 4.4 or 6), from memory as long as it lives.
 * @param refused a token that the mail server has just refused: another one is fetched
 * @throws Error where the token server cannot be reached or gives none; it names no secret
 */
export async function accessToken(grant: OAuth2, refused: string | null = null): Promise<string> {
  const key = createHash("sha256").update(JSON.stringify(grant)).digest("hex");
  const known = held.get(key);
  if (known && known.token !== refused && Date.now() < known.until) return known.token;
  let asking = asked.get(key);
  if (!asking) {
    asking = fetchToken(grant).finally(() => asked.delete(key));
    asked.set(key, asking);
  }
  const fresh = await asking;
  held.set(key, fresh);
  return fresh.token;
}

async function fetchToken(grant: OAuth2): Promise<Held> {
  const { clientId, clientSecret, refreshToken, scope, tokenUrl } = grant;
  const form = new URLSearchParams({ client_id: clientId, client_secret: clientSecret });
  form.set("grant_type", refreshToken === undefined ? "client_credentials" : "refresh_token");
  if (refreshToken !== undefined) form.set("refresh_token", refreshToken);
  if (scope !== undefined) form.set("scope", scope);
  const start = Date.now();
  const response = await fetch(tokenUrl, {
    method: "POST",
    body: form,
    headers: { accept: "application/json" },
    // The secrets are for this address alone.
    redirect: "error",
    signal: AbortSignal.timeout(ANSWER_MS),
  }).catch((error: Error) => Promise.reject(new Error(`no answer from ${tokenUrl}: ${causeOf(error)}`)));
  const answer = fieldsOf(await boundedText(response));
  if (!response.ok) throw new Error(`${tokenUrl} gave no access token (${response.status}${reasonOf(answer)})`);
  const { access_token: token, token_type: type, expires_in: seconds } = answer;
  const isToken = typeof token === "string" && token.length <= MOST_TOKEN_LETTERS && /^[\x21-\x7e]+$/.test(token);
  if (!isToken || (type !== undefined && (typeof type !== "string" || type.toLowerCase() !== "bearer")))
    throw new Error(`${tokenUrl} answered without an access token of type Bearer`);
  const life = Number(seconds ?? DEFAULT_LIFE_SECONDS);
  const lives = Math.min(Number.isFinite(life) ? Math.max(life, 0) : DEFAULT_LIFE_SECONDS, LONGEST_LIFE_SECONDS);
  return { token, until: start + Math.max(lives * 1000 - SPARE_MS, 0) };
}

/** fetch says "fetch failed"; what failed is its cause. */
function causeOf(error: Error): string {
  return error.cause instanceof Error ? error.cause.message : error.message;
}

async function boundedText(response: Response): Promise<string> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of response.body ?? []) {
    size += piece.byteLength;
    if (size > MOST_ANSWER_BYTES) throw new Error(`the answer of ${response.url} is too long for an access token`);
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString("utf8");
}

function fieldsOf(text: string): Readonly<Record<string, unknown>> {
  try {
    const data = JSON.parse(text) as unknown;
    return typeof data === "object" && data !== null ? (data as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

/** The error code alone (RFC 6749, 5.2): a description may repeat what was sent. */
function reasonOf({ error }: Readonly<Record<string, unknown>>): string {
  return typeof error === "string" && /^[\x20-\x7e]{1,100}$/.test(error) ? `, ${error}` : "";
}
