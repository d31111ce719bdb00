import { createRoute, OpenAPIHono, z } from "@hono/zod-openapi";
import type { Context, MiddlewareHandler } from "hono";
import { getConnInfo } from "@hono/node-server/conninfo";
import { answers } from "./answers.ts";
import { problem } from "./errors.ts";
import { addresses, type Env, type ServerContext } from "./server-context.ts";

const MINUTE_MS = 60_000;
const TRIES_A_MINUTE = 10;

const person = z.object({
  name: z.string(),
  preparing: z.string().nullable().openapi({ description: "What the server is still busy with, after its first start." }),
});

const read = createRoute({ method: "get", path: "/", responses: answers(person, "Who is signed in.") });
const end = createRoute({ method: "delete", path: "/", responses: answers(z.object({ ended: z.boolean() }), "Signed out.") });

/** Who is signed in. */
export function session(server: ServerContext) {
  return addresses()
    .openapi(read, (context) => context.json({ name: context.var.person.name, preparing: server.preparing() }, 200))
    .openapi(end, async (context) => {
      carry(await server.signIn.end(context.req.raw.headers), context);
      return context.json({ ended: true }, 200);
    });
}

/** Answers 401 to everybody who has not signed in; keeps the session's cookie fresh for the others. */
export function requireSession({ signIn }: ServerContext): MiddlewareHandler<Env> {
  return async (context, next) => {
    const known = await signIn.identify(context.req.raw.headers);
    if (!known) return problem(context, 401, "not-signed-in", "Open the sign-in link that firmly start printed. Press Enter in its terminal for a fresh one.");
    context.set("person", known.person);
    carry(known.renewed, context);
    await next();
  };
}

/** The address of the printed link: signs in and goes to the first page. */
export function signInPage({ signIn }: ServerContext) {
  const tries = new Map<string, number[]>();
  return new OpenAPIHono().get("/sign-in", async (context) => {
    // A browser that only loads ahead while the address is typed must not use the link up.
    if (context.req.header("sec-purpose")?.includes("prefetch")) return context.body(null, 503);
    if (!mayTry(tries, addressOf(context), Date.now()))
      return problem(context, 429, "too-many-tries", "Too many tries to sign in. Wait a minute and open the link again.");
    const cookies = await signIn.redeem(context.req.query("token") ?? "", context.req.raw.headers);
    if (!cookies) return context.redirect("/?link=used");
    carry(cookies, context);
    return context.redirect("/");
  });
}

function carry(headers: Headers, context: Context): void {
  for (const cookie of headers.getSetCookie()) context.header("set-cookie", cookie, { append: true });
}

function addressOf(context: Context): string {
  return getConnInfo(context).remote.address ?? "unknown";
}

function mayTry(tries: Map<string, number[]>, address: string, now: number): boolean {
  const recent = (tries.get(address) ?? []).filter((at) => at > now - MINUTE_MS);
  if (tries.size > 1_000) tries.clear();
  tries.set(address, [...recent, now].slice(-TRIES_A_MINUTE));
  return recent.length < TRIES_A_MINUTE;
}
