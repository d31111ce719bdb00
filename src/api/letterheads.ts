import { createRoute, z } from "@hono/zod-openapi";
import { todayFor } from "../runs/clock.ts";
import { previewLetterhead } from "../runs/house/draft-preview.ts";
import { showLetterhead } from "../runs/house/letterhead-source.ts";
import { draftLetterhead, type GivenLetterhead, saveLetterhead } from "../runs/house/save-letterhead.ts";
import { loadCreditor } from "../store/settings-store.ts";
import { answers, jsonBody } from "./answers.ts";
import { creditorId, day } from "./decision.ts";
import { addresses, type ServerContext } from "./server-context.ts";
import { drawnLetter } from "./templates.ts";

const shownPicture = z.object({ mediaType: z.string(), alt: z.string(), bytes: z.string().openapi({ description: "Base64." }) });
const shown = z
  .object({
    creditor: z.string(),
    version: z.number().openapi({ description: "0: Firmly's plain one." }),
    accent: z.string(),
    signatory: z.object({ name: z.string(), title: z.string().nullable() }).nullable(),
    window: z.string().nullable(),
    logo: shownPicture.nullable(),
    signature: shownPicture.nullable(),
    versions: z.array(z.object({ version: z.number(), by: z.string(), on: day, reason: z.string(), isPlain: z.boolean() })).readonly(),
    windows: z.array(z.object({ name: z.string(), title: z.string() })).readonly(),
  })
  .openapi("Letterhead");

/** "keep": the picture of the newest version. */
const picture = z.union([
  z.literal("keep"),
  z.object({
    bytes: z
      .string()
      .max(800_000)
      .regex(/^[A-Za-z0-9+/]*={0,2}$/, "must be Base64"),
    alt: z.string().max(200).optional(),
  }),
]);
const given = z
  .object({
    accent: z.string().max(20),
    signatory: z.object({ name: z.string().max(200), title: z.string().max(200).nullable() }).nullable(),
    window: z.string().max(60).nullable(),
    logo: picture.nullable(),
    signature: picture.nullable(),
  })
  .openapi("GivenLetterhead");

const read = createRoute({
  method: "get",
  path: "/{creditor}",
  request: { params: z.object({ creditor: creditorId }) },
  responses: answers(shown, "The letterhead in force, its versions, and the envelopes to choose from."),
});
const preview = createRoute({
  method: "post",
  path: "/{creditor}/preview",
  request: { params: z.object({ creditor: creditorId }), body: jsonBody(given) },
  responses: answers(z.object({ letter: drawnLetter }), "A made-up letter with this letterhead. Nothing is stored."),
});
const save = createRoute({
  method: "post",
  path: "/{creditor}",
  request: {
    params: z.object({ creditor: creditorId }),
    body: jsonBody(
      z.object({ letterhead: given.nullable().openapi({ description: "Null: back to Firmly's plain one." }), reason: z.string().trim().min(1).max(500) }),
    ),
  },
  responses: answers(z.object({ version: z.number(), isNew: z.boolean() }), "Saved as the next version, under the name of who is signed in."),
});

/** How a creditor's letters look, in versions. */
export function letterheads({ store }: ServerContext) {
  return addresses()
    .openapi(read, async (context) => {
      const { id } = await loadCreditor(store, context.req.valid("param").creditor);
      return context.json(await showLetterhead(store, id), 200);
    })
    .openapi(preview, async (context) => {
      const { creditor } = context.req.valid("param");
      const letterhead = await draftLetterhead(store, creditor, withBytes(context.req.valid("json")));
      return context.json({ letter: await previewLetterhead(store, creditor, letterhead) }, 200);
    })
    .openapi(save, async (context) => {
      const { creditor } = context.req.valid("param");
      const { letterhead, reason } = context.req.valid("json");
      const asOf = await todayFor(store, creditor);
      const request = { creditor, given: letterhead && withBytes(letterhead), reason, by: context.var.person.name, asOf };
      return context.json(await saveLetterhead(store, request), 200);
    });
}

function withBytes({ logo, signature, ...rest }: z.infer<typeof given>): GivenLetterhead {
  const read = (each: z.infer<typeof picture> | null) =>
    each === null || each === "keep" ? each : { bytes: Buffer.from(each.bytes, "base64"), ...(each.alt !== undefined && { alt: each.alt }) };
  return { ...rest, logo: read(logo), signature: read(signature) };
}
