import { statSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Hono } from "hono";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestStore } from "../../test/support/test-store.ts";
import type { Store } from "../store/database.ts";
import { allowedOrigins, guardOrigin, headers } from "./guard.ts";
import type { Env, ServerContext } from "./server-context.ts";
import { requireSession, session, signInPage } from "./session.ts";
import { createSignIn, loadSecret } from "./sign-in.ts";

const ORIGIN = "http://localhost:7070";
/** What the server adds to a request: the address at the other end. */
const ENV = { incoming: { socket: { remoteAddress: "127.0.0.1", remotePort: 5000, remoteFamily: "IPv4" } } };

let store: Store;
beforeAll(async () => void (store = await createTestStore()));
afterAll(() => store.close());

async function serve() {
  const signIn = await createSignIn(store.pool, { origin: ORIGIN, secret: "0123456789abcdef0123456789abcdef" });
  const server: ServerContext = { store, signIn, origins: allowedOrigins(ORIGIN, "127.0.0.1", 7070), preparing: () => null };
  const app = new Hono<Env>();
  app.use(headers());
  app.use(guardOrigin(server.origins));
  app.route("/", signInPage(server));
  app.use("/api/*", requireSession(server));
  app.route("/api/session", session(server));
  const ask = (path: string, init: RequestInit = {}) =>
    app.request(`${ORIGIN}${path}`, { ...init, headers: { host: "localhost:7070", ...(init.headers as Record<string, string>) } }, ENV);
  const open = async (link: string) => {
    const answer = await ask(link.slice(ORIGIN.length));
    return {
      answer,
      cookie: answer.headers
        .getSetCookie()
        .map((cookie) => cookie.split(";")[0])
        .join("; "),
    };
  };
  return { signIn, ask, open };
}

describe("sign-in", () => {
  it("opens a session by a link that works once", async () => {
    const { signIn, ask, open } = await serve();
    const link = await signIn.createLink();
    const { answer, cookie } = await open(link);
    expect(answer.status).toBe(302);
    expect(answer.headers.get("location")).toBe("/");
    const signedIn = await ask("/api/session", { headers: { cookie } });
    expect(signedIn.status).toBe(200);
    expect(await signedIn.json()).toMatchObject({ name: expect.any(String), preparing: null });
    const again = await open(link);
    expect(again.answer.headers.get("location")).toBe("/?link=used");
    expect(again.cookie).toBe("");
  });

  it("keeps its cookies from scripts and from other sites", async () => {
    const { signIn, open } = await serve();
    const cookies = (await open(await signIn.createLink())).answer.headers.getSetCookie();
    expect(cookies.length).toBeGreaterThan(0);
    for (const cookie of cookies) {
      expect(cookie).toMatch(/HttpOnly/i);
      expect(cookie).toMatch(/SameSite=Lax/i);
    }
  });

  it("stores the link's token only as a hash", async () => {
    const { signIn } = await serve();
    const token = new URL(await signIn.createLink()).searchParams.get("token")!;
    const { rows } = await store.pool.query("select identifier || value as all from sign_in_verification");
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows) expect(row.all).not.toContain(token);
  });

  it("refuses a link that is too old", async () => {
    const { signIn, open } = await serve();
    const link = await signIn.createLink();
    await store.pool.query("update sign_in_verification set expires_at = now() - interval '1 second'");
    expect((await open(link)).answer.headers.get("location")).toBe("/?link=used");
  });

  it("answers 401 without a session, with a forged one, and after the end of one", async () => {
    const { signIn, ask, open } = await serve();
    expect((await ask("/api/session")).status).toBe(401);
    expect((await ask("/api/session", { headers: { cookie: "firmly-7070.session_token=abc.def" } })).status).toBe(401);
    const { cookie } = await open(await signIn.createLink());
    const ended = await ask("/api/session", { method: "DELETE", headers: { cookie, origin: ORIGIN } });
    expect(ended.status).toBe(200);
    expect(ended.headers.getSetCookie().join()).toMatch(/Max-Age=0/i);
    const token = cookie
      .split("; ")
      .filter((each) => each.includes("session_token"))
      .join("; ");
    expect((await ask("/api/session", { headers: { cookie: token } })).status).toBe(401);
  });

  it("does not use a link up for a browser that only loads ahead", async () => {
    const { signIn, ask, open } = await serve();
    const link = await signIn.createLink();
    expect((await ask(link.slice(ORIGIN.length), { headers: { "sec-purpose": "prefetch;prerender" } })).status).toBe(503);
    expect((await open(link)).answer.headers.get("location")).toBe("/");
  });

  it("lets an address try ten times a minute", async () => {
    const { ask } = await serve();
    const states: number[] = [];
    for (let tries = 0; tries < 11; tries++) states.push((await ask("/sign-in?token=guess")).status);
    expect(states).toEqual([...Array(10).fill(302), 429]);
  });
});

describe("the guard", () => {
  it("answers to its own names only", async () => {
    const { ask } = await serve();
    expect((await ask("/api/session", { headers: { host: "evil.example:7070" } })).status).toBe(403);
    expect((await ask("/api/session", { headers: { host: "127.0.0.1:7070" } })).status).toBe(401);
  });

  it("refuses changes that another origin asks for", async () => {
    const { signIn, ask, open } = await serve();
    const { cookie } = await open(await signIn.createLink());
    const end = (more: Record<string, string>) => ask("/api/session", { method: "DELETE", headers: { cookie, ...more } });
    expect((await end({ origin: "http://evil.example" })).status).toBe(403);
    expect((await end({ origin: "http://localhost:3000" })).status).toBe(403);
    expect((await end({ origin: "null" })).status).toBe(403);
    expect((await end({ "sec-fetch-site": "cross-site" })).status).toBe(403);
    expect((await end({ origin: ORIGIN })).status).toBe(200);
  });

  it("lets no page run foreign scripts or stand in a frame", async () => {
    const { ask } = await serve();
    const policy = (await ask("/api/session")).headers.get("content-security-policy")!;
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
  });
});

describe("the secret", () => {
  it("is made once and is its owner's alone", () => {
    const folder = mkdtempSync(join(tmpdir(), "firmly-secret-"));
    const secret = loadSecret(null, folder);
    expect(secret).toMatch(/^[0-9a-f]{64}$/);
    expect(loadSecret(null, folder)).toBe(secret);
    expect(statSync(join(folder, "secret")).mode & 0o777).toBe(0o600);
    expect(loadSecret("a".repeat(32), folder)).toBe("a".repeat(32));
  });
});
