import { z } from "@hono/zod-openapi";
import { accountId, amount, day } from "./decision.ts";

/** The JSON face of a message that came in. Everything in it was written by somebody else. */
export const messageId = z
  .string()
  .regex(/^M[1-9]\d{0,14}$/, "a message's number looks like M12")
  .openapi({ example: "M12" });

const intentKind = z.enum(["already-paid", "promise", "dispute", "copy-wanted", "plan-wanted", "wrong-contact", "stop-contact", "insolvency"]);
const address = z.object({ name: z.string().nullable(), address: z.string() });

const listed = {
  id: messageId,
  creditor: z.string(),
  kind: z.enum(["bounce", "delay", "auto-reply", "reply"]),
  state: z.enum(["unrouted", "unread", "done", "ignored"]).openapi({ description: "unrouted: nobody knows whom it is about; unread: a person is to read it." }),
  from: address.nullable(),
  subject: z.string(),
  words: z.string().openapi({ description: "The beginning of what was written." }),
  receivedAt: z.string(),
  day,
  about: z
    .object({ account: accountId, debtor: z.object({ id: z.string(), name: z.string() }), currency: z.string() })
    .nullable()
    .openapi({ description: "Null: nobody knows." }),
  intents: z.array(intentKind).readonly(),
  warning: z.string().nullable().openapi({ description: "Why to be careful with it." }),
  closedBy: z.string().nullable(),
  closedAs: z.string().nullable(),
};
export const listedMail = z.object(listed).openapi("ListedMessage");

const suggested = z.object({
  kind: z.enum(["promise", "dispute", "hold", "note", "stop-contact", "insolvency"]),
  amount: amount.optional(),
  day: day.optional(),
  documents: z.array(z.string()).readonly().optional(),
  document: z.string().optional(),
  reason: z.string().optional(),
  scope: z.enum(["account", "contact"]).optional(),
  contact: z.string().optional(),
  channel: z.literal("email").optional(),
  until: day.optional(),
  detail: z.string().optional(),
});

const suggestion = z.object({
  number: z.number(),
  intent: intentKind,
  words: z.string().openapi({ description: "The writer's own words that led to it." }),
  happening: suggested.openapi({ description: "What is recorded, as the confirmation takes it." }),
  missing: z
    .array(z.enum(["day", "amount", "document"]))
    .readonly()
    .openapi({ description: "What a person has to add first." }),
});

export const mailDocument = z
  .object({
    ...listed,
    to: z.array(z.string()).readonly(),
    date: z.string().nullable(),
    text: z.string().openapi({ description: "What a person wrote, without what is quoted and without signature." }),
    routedBy: z.enum(["token", "reference", "case-number", "sender", "person"]).nullable(),
    delivery: z.string().nullable().openapi({ description: "The delivery that it answers or returns." }),
    recipients: z
      .array(z.object({ address: z.string(), status: z.string().nullable(), permanent: z.boolean(), reason: z.string(), diagnostic: z.string().nullable() }))
      .readonly(),
    until: day.nullable().openapi({ description: "The day on which who is absent is back." }),
    intent: z.array(z.object({ kind: intentKind, words: z.string() })).readonly(),
    suggestions: z.array(suggestion).readonly(),
    attachments: z.array(z.object({ number: z.number(), name: z.string(), mediaType: z.string(), size: z.number() })).readonly(),
  })
  .openapi("Message");
