import { createRoute, z } from "@hono/zod-openapi";
import { channelForms, setMode, setUp } from "../runs/channel-forms.ts";
import { answers, jsonBody } from "./answers.ts";
import { creditorId } from "./decision.ts";
import { addresses, type ServerContext } from "./server-context.ts";

const form = z
  .object({
    name: z.string(),
    path: z.string().openapi({ description: 'Where its settings stand: "channels.email".' }),
    schema: z.record(z.string(), z.any()).openapi({ description: 'JSON Schema of its settings; `secret` fields are shown as "(kept)".' }),
    settings: z.record(z.string(), z.any()).nullable().openapi({ description: "Null: not set up." }),
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
    .openapi(switchMode, async (context) => {
      const { creditor } = context.req.valid("param");
      await setMode(store, creditor, context.req.valid("json").mode);
      return context.json(await channelForms(store, creditor), 200);
    });
}
