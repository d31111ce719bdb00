import { createRoute, z } from "@hono/zod-openapi";
import { callWorklist } from "../runs/call-worklist.ts";
import { todayFor } from "../runs/clock.ts";
import { answers } from "./answers.ts";
import { accountId, amount, creditorId, day, reason, runId } from "./decision.ts";
import { addresses, type ServerContext } from "./server-context.ts";

const MOST_CALLS = 1_000;

const call = z.object({
  account: z.object({ id: accountId, currency: z.string(), creditor: z.string(), debtor: z.object({ id: z.string(), name: z.string() }) }),
  phone: z.string().nullable(),
  overdue: amount,
  dueOn: day,
  why: reason,
  waits: z.boolean().openapi({ description: "The next letter waits for this call." }),
  block: z.string().nullable().openapi({ description: "What else stands in the way of a letter." }),
  withinCapacity: z.boolean().openapi({ description: "Within the calls that the day has." }),
  points: z.number(),
  lines: z
    .array(z.object({ code: z.string(), points: z.number() }).catchall(z.union([z.string(), z.number()])))
    .readonly()
    .openapi({ description: "What the points are made of: the sentence is `points-CODE` in the catalogue of reasons." }),
  lastContact: z.object({ day, kind: z.string(), outcome: z.string().nullable() }).nullable(),
});

const worklist = z
  .object({
    asOf: day,
    run: runId.nullable().openapi({ description: "The run whose decisions it is made from; null: nothing has been proposed yet." }),
    capacity: z.array(z.object({ creditor: creditorId, segment: z.string(), perDay: z.number(), made: z.number() })).readonly(),
    due: z.number(),
    calls: z.array(call).readonly(),
  })
  .openapi("Calls");

const list = createRoute({
  method: "get",
  path: "/",
  request: { query: z.object({ creditor: creditorId, limit: z.coerce.number().int().min(1).max(MOST_CALLS).default(100) }) },
  responses: answers(worklist, "Whom to call today, the most urgent first, with the points that say why."),
});

/** The worklist of whoever calls. */
export function calls({ store }: ServerContext) {
  return addresses().openapi(list, async (context) => {
    const { creditor, limit } = context.req.valid("query");
    return context.json(await callWorklist(store, { asOf: await todayFor(store, creditor), creditor, limit }), 200);
  });
}
