import { randomBytes } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { userInfo } from "node:os";
import { join } from "node:path";
import type { Pool } from "pg";
import { signInDatabase } from "../store/sign-in-store.ts";

export interface Person {
  readonly id: string;
  readonly name: string;
}

/** Sign-in by a one-time link on the same database. The session is a signed, httpOnly, same-site cookie. */
export interface SignIn {
  /** A fresh link, good for one use within `LINK_MINUTES`. */
  createLink(): Promise<string>;
  /** Uses up a link's token; null where it is unknown, used or too old, else the headers that set the session's cookie. */
  redeem(token: string, headers: Headers): Promise<Headers | null>;
  /** Who asks; `renewed` are headers to send along (a cookie that is renewed). */
  identify(headers: Headers): Promise<{ person: Person; renewed: Headers } | null>;
  /** Ends the session; the headers take the cookie away. */
  end(headers: Headers): Promise<Headers>;
}

export const LINK_MINUTES = 15;
const SESSION_SECONDS = 7 * 86_400;

/** `origin` is where the browser goes, e.g. `http://localhost:7070`. */
export async function createSignIn(pool: Pool, options: { origin: string; secret: string }): Promise<SignIn> {
  const [{ betterAuth }, { magicLink }] = await Promise.all([import("better-auth"), import("better-auth/plugins/magic-link")]);
  let sent = "";
  const auth = betterAuth({
    appName: "Firmly",
    baseURL: options.origin,
    basePath: "/api/auth",
    secret: options.secret,
    database: { db: signInDatabase(pool), type: "postgres" },
    telemetry: { enabled: false },
    logger: { level: "error" },
    ...TABLES,
    session: { ...TABLES.session, expiresIn: SESSION_SECONDS, cookieCache: { enabled: true, maxAge: 300 } },
    advanced: {
      // Browsers do not tell the cookies of two ports apart: two Firmlys on one machine must not sign each other out.
      cookiePrefix: `firmly-${new URL(options.origin).port || "443"}`,
      defaultCookieAttributes: { sameSite: "lax", httpOnly: true },
      useSecureCookies: options.origin.startsWith("https:"),
    },
    plugins: [magicLink({ expiresIn: LINK_MINUTES * 60, storeToken: "hashed", sendMagicLink: async ({ token }) => void (sent = token) })],
  });
  const owner = ownerOfThisMachine();
  return {
    async createLink() {
      await auth.api.signInMagicLink({ body: { email: owner.email, name: owner.name }, headers: new Headers() });
      return `${options.origin}/sign-in?token=${sent}`;
    },
    async redeem(token, headers) {
      const address = new URL(`${options.origin}/api/auth/magic-link/verify`);
      address.searchParams.set("token", token);
      const answer = await auth.handler(new Request(address, { headers }));
      return answer.ok ? cookiesOf(answer.headers) : null;
    },
    async identify(headers) {
      const { response, headers: renewed } = await auth.api.getSession({ headers, returnHeaders: true });
      return response ? { person: { id: response.user.id, name: response.user.name }, renewed: cookiesOf(renewed) } : null;
    },
    async end(headers) {
      const { headers: cleared } = await auth.api.signOut({ headers, returnHeaders: true });
      return cookiesOf(cleared);
    },
  };
}

/** The library's tables and columns under the names of our migration. */
const TIMES = { createdAt: "created_at", updatedAt: "updated_at" };
const TABLES = {
  user: { modelName: "sign_in_user", fields: { ...TIMES, emailVerified: "email_verified" } },
  session: { modelName: "sign_in_session", fields: { ...TIMES, expiresAt: "expires_at", ipAddress: "ip_address", userAgent: "user_agent", userId: "user_id" } },
  account: {
    modelName: "sign_in_account",
    fields: {
      ...TIMES,
      accountId: "account_id",
      providerId: "provider_id",
      userId: "user_id",
      accessToken: "access_token",
      refreshToken: "refresh_token",
      idToken: "id_token",
      accessTokenExpiresAt: "access_token_expires_at",
      refreshTokenExpiresAt: "refresh_token_expires_at",
    },
  },
  verification: { modelName: "sign_in_verification", fields: { ...TIMES, expiresAt: "expires_at" } },
};

function cookiesOf(headers: Headers): Headers {
  const cookies = new Headers();
  for (const cookie of headers.getSetCookie()) cookies.append("set-cookie", cookie);
  return cookies;
}

/** Whoever can read the terminal of `firmly start` is the owner; approvals are recorded under the name of this login. */
function ownerOfThisMachine(): { name: string; email: string } {
  let name = "owner";
  try {
    name = userInfo().username || name;
  } catch {
    // A container may run under a number that has no name.
  }
  return { name, email: "owner@firmly.localhost" };
}

/** The configured secret, else one made once and kept in the data folder for its owner's eyes only. */
export function loadSecret(given: string | null, folder: string | null): string {
  if (given) return given;
  // Without a folder of our own (a database by URL) sessions last until the next start.
  if (!folder) return randomBytes(32).toString("hex");
  const file = join(folder, "secret");
  if (!existsSync(file)) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writeFileSync(file, randomBytes(32).toString("hex"), { mode: 0o600 });
  }
  chmodSync(file, 0o600);
  return readFileSync(file, "utf8").trim();
}
