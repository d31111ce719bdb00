import { createRoute, z } from "@hono/zod-openapi";
import type { Day } from "../core/values/day.ts";
import { reportHandOver } from "../runs/hand-over/hand-over-report.ts";
import { answers } from "./answers.ts";
import { accountId, amount, day, decision } from "./decision.ts";
import { addresses, type ServerContext } from "./server-context.ts";

const openDocument = z.object({ document: z.string(), due: day, open: amount });

const handOver = z
  .object({
    account: accountId,
    debtor: z.object({ id: z.string(), name: z.string() }),
    asOf: day,
    currency: z.string(),
    state: z.enum(["waits", "up", "approved", "placed", "beside"]),
    items: z.array(openDocument).readonly(),
    total: amount,
    approved: z.array(z.string()).readonly(),
    ready: z.boolean(),
    checklist: z
      .array(
        z.object({
          code: z.string(),
          document: z.string().nullable(),
          state: z.enum(["met", "unmet", "unknown"]),
          blocking: z.boolean(),
          detail: decision.shape.why.unwrap().element,
        }),
      )
      .readonly(),
    placed: z.array(z.object({ document: z.string(), since: day, letter: z.string() })).readonly(),
    beside: z.array(openDocument).readonly(),
    filed: z
      .array(
        z.object({
          day,
          by: z.string().nullable(),
          agency: z.string().nullable(),
          version: z.number(),
          hash: z.string(),
          files: z.array(z.object({ name: z.string(), mediaType: z.string(), hash: z.string() })).readonly(),
        }),
      )
      .readonly(),
    unreported: z
      .array(z.object({ entry: z.number(), kind: z.string(), day, knownOn: day, document: z.string(), payment: z.string().nullable(), amount }))
      .readonly(),
  })
  .openapi("HandOver");

const read = createRoute({
  method: "get",
  path: "/{account}/hand-over",
  request: { params: z.object({ account: accountId }), query: z.object({ asOf: day }) },
  responses: answers(
    handOver,
    "How far the account is on its way out of the house: the preconditions with their proofs, approvals, what is placed, the files written.",
  ),
});

/** The end of the road of an account. */
export function handOvers({ store }: ServerContext) {
  return addresses().openapi(read, async (context) =>
    context.json(await reportHandOver(store, `account:${context.req.valid("param").account}`, context.req.valid("query").asOf as Day), 200),
  );
}
