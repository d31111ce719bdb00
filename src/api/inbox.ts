import { createRoute, z } from "@hono/zod-openapi";
import type { Day } from "../core/values/day.ts";
import { todayFor } from "../runs/clock.ts";
import { confirmAtOnce } from "../runs/confirm-at-once.ts";
import { assignMail } from "../runs/inbox/assign-mail.ts";
import { confirmMail, ignoreMail } from "../runs/inbox/confirm-mail.ts";
import { creditorOfMail, listInbox, mailAttachment, PARTS, rawMail, showMail } from "../runs/inbox/inbox-desk.ts";
import { SAID } from "../runs/said.ts";
import { countOpenMail } from "../store/inbox-store.ts";
import { answers, jsonBody } from "./answers.ts";
import { accountId, creditorId } from "./decision.ts";
import { sendFile } from "./documents.ts";
import { listedMail, mailDocument, messageId } from "./inbox-mail.ts";
import { addresses, type ServerContext } from "./server-context.ts";

const MOST_SAID = 10;
const params = z.object({ message: messageId });

const list = createRoute({
  method: "get",
  path: "/",
  request: {
    query: z.object({
      creditor: creditorId,
      part: z.enum(PARTS).default("waiting"),
      account: accountId.optional().openapi({ description: "Only messages about this account." }),
      before: messageId.optional().openapi({ description: "Only older ones: the last of the page before." }),
      size: z.coerce.number().int().min(1).max(100).default(30),
    }),
  },
  responses: answers(z.object({ messages: z.array(listedMail), more: z.boolean() }), "The messages of an inbox, newest first."),
});

const count = createRoute({
  method: "get",
  path: "/counts",
  request: { query: z.object({ creditor: creditorId }) },
  responses: answers(z.object({ unread: z.number(), unrouted: z.number() }), "How many messages wait for a person."),
});

const show = createRoute({
  method: "get",
  path: "/{message}",
  request: { params },
  responses: answers(mailDocument, "One message, and what a person may record of it today."),
});

const file = {
  200: { description: "Always saved, never shown.", content: { "application/octet-stream": { schema: z.string().openapi({ format: "binary" }) } } },
};
const raw = createRoute({ method: "get", path: "/{message}/raw", request: { params }, responses: file });
const attachment = createRoute({
  method: "get",
  path: "/{message}/attachments/{number}",
  request: { params: params.extend({ number: z.coerce.number().int().min(1).max(1_000) }) },
  responses: file,
});

const confirmation = createRoute({
  method: "post",
  path: "/{message}/confirmation",
  request: {
    params,
    body: jsonBody(
      z.object({
        happenings: z
          .array(z.discriminatedUnion("kind", [...SAID]))
          .max(MOST_SAID)
          .default([])
          .openapi({ description: "What the message comes to; none: it was read." }),
        detail: z.string().trim().max(2_000).default(""),
      }),
    ),
  },
  responses: answers(
    z.object({
      message: z.string(),
      account: z.string(),
      recorded: z.array(z.string()),
      warnings: z.array(z.string()).readonly(),
      notes: z.array(z.string()).readonly(),
    }),
    "Recorded and read, under the name of who is signed in: all of it, or nothing.",
  ),
});

const assignment = createRoute({
  method: "post",
  path: "/{message}/assignment",
  request: { params, body: jsonBody(z.object({ account: accountId })) },
  responses: answers(z.object({ message: z.string(), account: z.string() }), "A person says whom the message is about."),
});

const dismissal = createRoute({
  method: "post",
  path: "/{message}/dismissal",
  request: { params },
  responses: answers(z.object({ message: z.string() }), "The message says nothing to us."),
});

/** The mail that came back: what waits, what it says, and what a person makes of it. */
export function inbox({ store }: ServerContext) {
  return addresses()
    .openapi(list, async (context) => {
      const { creditor, part, account, before, size } = context.req.valid("query");
      const page = { creditor, part, limit: size, ...(account !== undefined && { account }), ...(before !== undefined && { before }) };
      return context.json(await listInbox(store, page), 200);
    })
    .openapi(count, async (context) => context.json(await countOpenMail(store.pool, context.req.valid("query").creditor), 200))
    .openapi(show, async (context) => {
      const { message } = context.req.valid("param");
      return context.json(await showMail(store, message, await todayOfMail(message)), 200);
    })
    .openapi(raw, async (context) => {
      const { name, bytes } = await rawMail(store, context.req.valid("param").message);
      return sendFile(bytes, "message/rfc822", name);
    })
    .openapi(attachment, async (context) => {
      const { message, number } = context.req.valid("param");
      const { name, bytes } = await mailAttachment(store, message, number);
      // Whatever it calls itself: it comes from outside, and is opened by a program of the reader's choice.
      return sendFile(bytes, "application/octet-stream", name);
    })
    .openapi(confirmation, async (context) => {
      const { happenings, detail } = context.req.valid("json");
      const act = await actOf(context.req.valid("param").message, context.var.person.name);
      const { recorded, next: _next, ...confirmed } = await confirmMail(store, { ...act, said: happenings, detail });
      await confirmAtOnce(store, confirmed.account, act.asOf);
      return context.json({ ...confirmed, recorded: recorded.map(({ kind }) => kind) }, 200);
    })
    .openapi(assignment, async (context) => {
      const act = await actOf(context.req.valid("param").message, context.var.person.name);
      return context.json(await assignMail(store, { ...act, account: `account:${context.req.valid("json").account}` }), 200);
    })
    .openapi(dismissal, async (context) => {
      const act = await actOf(context.req.valid("param").message, context.var.person.name);
      await ignoreMail(store, act);
      return context.json({ message: act.message }, 200);
    });

  async function todayOfMail(message: string): Promise<Day> {
    return todayFor(store, await creditorOfMail(store, message));
  }

  /** Recorded on the creditor's today. */
  async function actOf(message: string, by: string): Promise<{ message: string; by: string; asOf: Day }> {
    return { message, by, asOf: await todayOfMail(message) };
  }
}
