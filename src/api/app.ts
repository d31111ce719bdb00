import { OpenAPIHono } from "@hono/zod-openapi";
import { bodyLimit } from "hono/body-limit";
import { compress } from "hono/compress";
import { accounts } from "./accounts.ts";
import { callSheets } from "./call-sheets.ts";
import { calls } from "./calls.ts";
import { cash } from "./cash.ts";
import { channelSettings } from "./channel-settings.ts";
import { chargeWaivers } from "./charge-waivers.ts";
import { creditors } from "./creditors.ts";
import { documents } from "./documents.ts";
import { onError, onInvalid, onNotFound, problem } from "./errors.ts";
import { guardOrigin, headers } from "./guard.ts";
import { handOvers } from "./hand-over.ts";
import { happenings } from "./happenings.ts";
import { hooks } from "./hooks.ts";
import { imports } from "./imports.ts";
import { inbox } from "./inbox.ts";
import { letterLinks } from "./letter-links.ts";
import { lint } from "./lint.ts";
import { letterheads } from "./letterheads.ts";
import { pause } from "./pause.ts";
import { procedures } from "./procedures.ts";
import { proposals } from "./proposals.ts";
import { recalls } from "./recalls.ts";
import { reasons } from "./reasons.ts";
import { runs } from "./runs.ts";
import type { Env, ServerContext } from "./server-context.ts";
import { requireSession, session, signInPage } from "./session.ts";
import { statements } from "./statements.ts";
import { templates } from "./templates.ts";

const LARGEST_BODY_BYTES = 1_000_000;

/** Everything below /api, behind the sign-in. Its type is what the web is checked against. */
function nouns(server: ServerContext) {
  return new OpenAPIHono<Env>({ defaultHook: onInvalid })
    .route("/session", session(server))
    .route("/creditors", creditors(server))
    .route("/creditors", channelSettings(server))
    .route("/reasons", reasons())
    .route("/proposals", proposals(server))
    .route("/proposals", runs(server))
    .route("/accounts", accounts(server))
    .route("/accounts", happenings(server))
    .route("/accounts", handOvers(server))
    .route("/accounts", callSheets(server))
    .route("/accounts", statements(server))
    .route("/accounts", chargeWaivers(server))
    .route("/accounts", recalls(server))
    .route("/calls", calls(server))
    .route("/procedures", procedures(server))
    .route("/templates", templates(server))
    .route("/letterheads", letterheads(server))
    .route("/documents", documents(server))
    .route("/cash", cash(server))
    .route("/imports", imports(server))
    .route("/inbox", inbox(server))
    .route("/pause", pause(server))
    .route("/lint", lint());
}

/** The web's typed client is made from this. */
export type Api = ReturnType<typeof nouns>;

/** The HTTP face of Firmly: guards, sign-in and the API. The built pages are added by the server that starts it. */
export function createApp(server: ServerContext): OpenAPIHono<Env> {
  const app = new OpenAPIHono<Env>();
  app.onError(onError);
  app.notFound(onNotFound);
  app.use(headers());
  app.use(compress());
  // Before the guard of names: debtors come by the address that the creditor has set, and a link opens nothing but itself.
  app.route("/", letterLinks(server));
  app.route("/", hooks(server));
  app.use(guardOrigin(server.origins));
  const limit = bodyLimit({ maxSize: LARGEST_BODY_BYTES, onError: (context) => problem(context, 413, "too-large", "The request is larger than 1 MB.") });
  // A file is streamed to the disk, and counted on its way there.
  app.use((context, next) => (context.req.method === "POST" && context.req.path === "/api/imports" ? next() : limit(context, next)));
  app.route("/", signInPage(server));
  app.use("/api/*", requireSession(server));
  app.use("/api/*", async (context, next) => {
    await next();
    if (!context.res.headers.has("cache-control")) context.header("cache-control", "no-store");
  });
  app.use("/api/*", async (context, next) => {
    const busy = server.preparing();
    // A proposal made in between would supersede the demo's own, and stop its play.
    if (busy && context.req.method !== "GET") return problem(context, 503, "still-preparing", `Firmly is not ready yet. ${busy}`);
    return next();
  });
  app.route("/api", nouns(server));
  app.doc31("/api/openapi.json", {
    openapi: "3.1.0",
    info: {
      title: "Firmly",
      version: "0.1.0",
      description: "Propose, approve and deliver dunning letters. Amounts are strings in major units, days are ISO 8601.",
    },
  });
  return app;
}
