import { createRoute, z } from "@hono/zod-openapi";
import { UserError } from "../core/user-error.ts";
import { readDocument } from "../store/letter-store.ts";
import { addresses, type ServerContext } from "./server-context.ts";

const read = createRoute({
  method: "get",
  path: "/{hash}",
  request: {
    params: z.object({ hash: z.string().regex(/^[0-9a-f]{64}$/, "a document is asked for by its SHA-256") }),
    query: z.object({ name: z.string().max(200).default("document") }),
  },
  responses: {
    200: { description: "The exact bytes that left.", content: { "application/octet-stream": { schema: z.string().openapi({ format: "binary" }) } } },
  },
});

/** The files of delivered letters, by their hash. */
export function documents({ store }: ServerContext) {
  return addresses().openapi(read, async (context) => {
    const document = await readDocument(store.pool, context.req.valid("param").hash);
    if (!document) throw new UserError("document-unknown", "No document has this hash. Open it from the account's timeline.");
    return sendFile(document.bytes, document.mediaType, context.req.valid("query").name);
  });
}

/** PDF opens in the browser; anything else is saved, so that no outside content ever runs under our address. */
export function sendFile(bytes: Uint8Array, mediaType: string, name: string): Response {
  const shown = mediaType === "application/pdf";
  const safeName = name.replace(/[^\w. -]/g, "_");
  return new Response(new Uint8Array(bytes), {
    headers: {
      "content-type": shown ? mediaType : mediaType === "message/rfc822" ? mediaType : "application/octet-stream",
      "content-disposition": `${shown ? "inline" : "attachment"}; filename="${safeName}"`,
      "x-content-type-options": "nosniff",
      "cache-control": "private, no-store",
    },
  });
}
