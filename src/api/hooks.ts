import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { hearMessage } from "../runs/inbox/hear-message.ts";
import { hearProvider, type ProviderRequest } from "../runs/hear-provider.ts";
import type { Env, ServerContext } from "./server-context.ts";

const LARGEST_HOOK_BYTES = 1_000_000;
/** As much as is read of a message (25 MiB). */
const LARGEST_MESSAGE_BYTES = 25 * 1024 * 1024;

/** Where providers tell what became of deliveries: without a sign-in, because the channel checks the provider's own signature. */
export function hooks({ store }: Pick<ServerContext, "store">): Hono<Env> {
  const limit = bodyLimit({ maxSize: LARGEST_HOOK_BYTES, onError: (context) => context.text("The request is larger than 1 MB.\n", 413) });
  const roomy = bodyLimit({ maxSize: LARGEST_MESSAGE_BYTES, onError: (context) => context.text("The message is larger than 25 MB.\n", 413) });
  const hooked = new Hono<Env>().post("/hooks/:creditor/inbox", roomy, async (context) => {
    const bytes = new Uint8Array(await context.req.arrayBuffer());
    const taken = await hearMessage(store, context.req.param("creditor"), context.req.header("x-firmly-signature") ?? "", bytes);
    return taken ? context.body(null, 204) : context.text("There is nothing here.\n", 404);
  });
  return hooked.on(["GET", "POST"], "/hooks/:creditor/:channel/*", limit, async (context) => {
    const { creditor, channel } = context.req.param();
    const { url, method, raw } = context.req;
    const headers = Object.fromEntries(raw.headers);
    const body = new Uint8Array(await context.req.arrayBuffer());
    const said = await hearProvider(store, creditor, channel, { method, url: outsideUrl(url, headers), headers, body });
    if (said.said === "nowhere") return context.text("There is nothing here.\n", 404);
    if (said.said === "later") return context.text("Too early: please tell it again.\n", 503, { "retry-after": "60" });
    const { answer } = said;
    return answer ? context.body(answer.body, 200, { "content-type": answer.mediaType }) : context.body(null, 204);
  });
}

/** As the provider addressed it: behind a proxy, what the proxy says that it was. Whoever forges it cannot make the signature over it. */
function outsideUrl(url: string, headers: ProviderRequest["headers"]): string {
  const { protocol, host, pathname, search } = new URL(url);
  const first = (name: string) => headers[name]?.split(",")[0]?.trim() || undefined;
  return `${first("x-forwarded-proto") ?? protocol.slice(0, -1)}://${first("x-forwarded-host") ?? host}${pathname}${search}`;
}
