import { hc } from "hono/client";
import { type Api, createApp } from "../../src/api/app.ts";
import { allowedOrigins } from "../../src/api/guard.ts";
import { createSignIn } from "../../src/api/sign-in.ts";
import type { Store } from "../../src/store/database.ts";

const ORIGIN = "http://localhost:7070";
/** What the server adds to a request: the address at the other end. */
const ENV = { incoming: { socket: { remoteAddress: "127.0.0.1", remotePort: 5000, remoteFamily: "IPv4" } } };

/** The whole app over a store: requests without a session, with one, and as a typed client with one. */
export async function signedInClient(store: Store) {
  const signIn = await createSignIn(store.pool, { origin: ORIGIN, secret: "0123456789abcdef0123456789abcdef" });
  const app = createApp({ store, signIn, origins: allowedOrigins(ORIGIN, "127.0.0.1", 7070), preparing: () => null });
  const request = (path: string, init: RequestInit = {}) =>
    app.request(`${ORIGIN}${path}`, { ...init, headers: { host: "localhost:7070", ...Object.fromEntries(new Headers(init.headers)) } }, ENV);
  const signedIn = await request((await signIn.createLink()).slice(ORIGIN.length));
  const cookie = signedIn.headers
    .getSetCookie()
    .map((each) => each.split(";")[0])
    .join("; ");
  const fetch = (path: string | URL | Request, init?: RequestInit) =>
    Promise.resolve(
      request(typeof path === "string" ? path : "url" in path ? path.url : path.pathname, {
        ...init,
        headers: { ...Object.fromEntries(new Headers(init?.headers)), cookie, origin: ORIGIN },
      }),
    );
  return { request, fetch, api: hc<Api>("/api", { fetch }) };
}
