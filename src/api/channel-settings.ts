import { createRoute, z } from "@hono/zod-openapi";
import { channelForms, setMode, setUp } from "../runs/channel-forms.ts";
import { tryChannel } from "../runs/channel-trial.ts";
import { answers, jsonBody } from "./answers.ts";
import { creditorId } from "./decision.ts";
import { addresses, type ServerContext } from "./server-context.ts";

const form = z
  .object({
    name: z.string(),
    path: z.string().openapi({ description: 'Where its settings stand: "channels.email".' }),
    schema: z.record(z.string(), z.any()).openapi({ description: 'JSON Schema of its settings; `secret` fields are shown as "(kept)".' }),
    settings: z.record(z.string(), z.any()).nullable().openapi({ description: "Null: not set up." }),
    trial: z
      .object({ kind: z.enum(["mail", "mailbox"]), to: z.string().nullable() })
      .nullable()
      .openapi({ description: "How it is tried as it is stored: by a test mail, usually to `to`, or by a look into the mailbox. Null: it cannot be." }),
  })
  .openapi("SettingsForm");
const forms = z.object({ mode: z.enum(["outbox", "live"]), channels: z.array(form).readonly(), besides: z.array(form).readonly() }).openapi("ChannelForms");
const params = z.object({ creditor: creditorId });

const read = createRoute({
  method: "get",
  path: "/{creditor}/channels",
  request: { params },
  responses: answers(forms, "How each channel is set up, and what its form is drawn from."),
});

const put = createRoute({
  method: "put",
  path: "/{creditor}/channels/{channel}",
  request: { params: params.extend({ channel: z.string() }), body: jsonBody(z.object({ settings: z.record(z.string(), z.any()).nullable() })) },
  responses: answers(forms, "Sets a channel, the inbox or the schedule up as said, or takes it away (null)."),
});

const trial = z
  .object({
    works: z.boolean(),
    fault: z.string().nullable().openapi({ description: 'Where it got stuck: "sign-in", "certificate", "recipient" ... Null: it works.' }),
    sentence: z.string().openapi({ description: "What happened and what to do, in whole sentences." }),
    said: z.string().nullable().openapi({ description: "What the server, or the system, said word for word." }),
    mailbox: z.object({ messages: z.number(), fresh: z.number(), knowsIdle: z.boolean() }).nullable(),
  })
  .openapi("ChannelTrial");

const attempt = createRoute({
  method: "post",
  path: "/{creditor}/channels/{channel}/trial",
  request: {
    params: params.extend({ channel: z.string() }),
    body: jsonBody(z.object({ to: z.string().max(320).nullable().openapi({ description: "Where a test mail goes. Null: to the creditor's contact." }) })),
  },
  responses: answers(trial, "Tries a channel as it is stored by a test mail, or looks into the mailbox of answers (inbox); nothing there is taken or marked."),
});

const switchMode = createRoute({
  method: "put",
  path: "/{creditor}/mode",
  request: { params, body: jsonBody(z.object({ mode: z.enum(["outbox", "live"]) })) },
  responses: answers(forms, "Whether letters leave the house, or are written into the outbox folder."),
});

/** The channels of a creditor as forms. */
export function channelSettings({ store }: ServerContext) {
  return addresses()
    .openapi(read, async (context) => context.json(await channelForms(store, context.req.valid("param").creditor), 200))
    .openapi(put, async (context) => {
      const { creditor, channel } = context.req.valid("param");
      await setUp(store, creditor, channel, context.req.valid("json").settings);
      return context.json(await channelForms(store, creditor), 200);
    })
    .openapi(attempt, async (context) => {
      const { creditor, channel } = context.req.valid("param");
      return context.json(await tryChannel(store, creditor, channel, context.req.valid("json").to), 200);
    })
    .openapi(switchMode, async (context) => {
      const { creditor } = context.req.valid("param");
      await setMode(store, creditor, context.req.valid("json").mode);
      return context.json(await channelForms(store, creditor), 200);
    });
}
