import { Hono } from "hono";
import { dayIn, now } from "../runs/clock.ts";
import { isLinkGood } from "../runs/mail-token.ts";
import { readDocument } from "../store/letter-store.ts";
import { mailKey } from "../store/secret-store.ts";
import { sendFile } from "./documents.ts";
import type { Env, ServerContext } from "./server-context.ts";

/** Debtors read it, who have no account here; it tells not which part of a link was wrong. */
const GONE = "There is no letter at this address, or it is no longer kept here. Please ask its sender for a copy.\n";

/** The PDFs that mails lead to instead of carrying them: without a sign-in, by a sealed link that ends. */
export function letterLinks({ store }: Pick<ServerContext, "store">): Hono<Env> {
  return new Hono<Env>().get("/letter-files/:hash/:until/:seal", async (context) => {
    const { hash, until, seal } = context.req.param();
    const isGood = isLinkGood(await mailKey(store.pool), { hash, until, seal }, dayIn("UTC", now()));
    const document = isGood ? await readDocument(store.pool, hash) : null;
    const answer = document?.mediaType === "application/pdf" ? sendFile(document.bytes, document.mediaType, "letter.pdf") : new Response(GONE, { status: 404 });
    answer.headers.set("cache-control", "no-store");
    answer.headers.set("x-robots-tag", "noindex, nofollow");
    return answer;
  });
}
