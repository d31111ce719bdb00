import { createRoute, z } from "@hono/zod-openapi";
import { UserError } from "../core/user-error.ts";
import { pauseSending, readSending, resumeSending } from "../runs/pausing.ts";
import type { Store } from "../store/database.ts";
import { answers, jsonBody } from "./answers.ts";
import { creditorId } from "./decision.ts";
import { addresses, type ServerContext } from "./server-context.ts";

const sending = z.object({
  pauses: z
    .array(z.object({ creditor: creditorId.nullable(), reason: z.string(), by: z.string(), at: z.string() }))
    .readonly()
    .openapi({ description: "What holds now. `creditor` null: nothing leaves at all." }),
  rests: z
    .array(
      z.object({
        creditor: creditorId,
        channel: z.string(),
        failures: z.number(),
        since: z.string(),
        until: z.string().nullable(),
        detail: z.string(),
        long: z.boolean().openapi({ description: "It has failed for more than a day." }),
      }),
    )
    .readonly()
    .openapi({ description: "Channels that fail as a whole, and are tried less and less often." }),
});

const show = createRoute({ method: "get", path: "/", responses: answers(sending, "What keeps letters from leaving.") });

const change = createRoute({
  method: "put",
  path: "/",
  request: {
    body: jsonBody(
      z.object({
        creditor: creditorId.nullable().default(null).openapi({ description: "Null: everything." }),
        paused: z.boolean(),
        reason: z.string().trim().max(500).optional().openapi({ description: "Needed for a pause." }),
      }),
    ),
  },
  responses: answers(sending, "Recorded under the person's name; what is on its way is settled."),
});

/** The switch that stops everything that leaves. */
export function pause({ store }: ServerContext) {
  return addresses()
    .openapi(show, async (context) => context.json(await present(store), 200))
    .openapi(change, async (context) => {
      const { creditor, paused, reason } = context.req.valid("json");
      const by = context.var.person.name;
      if (!paused) await resumeSending(store, { creditor, by });
      else if (reason) await pauseSending(store, { creditor, by, reason });
      else throw new UserError("reason-missing", "Say why nothing is to be sent: others will want to know.");
      return context.json(await present(store), 200);
    });
}

async function present(store: Store): Promise<z.infer<typeof sending>> {
  const { pauses, rests } = await readSending(store);
  return { pauses, rests: rests.map(({ minutes: _minutes, ...rest }) => rest) };
}
