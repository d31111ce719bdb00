import { createRoute, z } from "@hono/zod-openapi";
import { approve, leaveOut } from "../runs/approval.ts";
import { lettersAsking } from "../runs/asked-findings.ts";
import { todayFor } from "../runs/clock.ts";
import { enqueueDelivery } from "../runs/worker.ts";
import { answers, jsonBody } from "./answers.ts";
import { accountId, creditorId, runId } from "./decision.ts";
import { addresses, type ServerContext } from "./server-context.ts";

const params = z.object({ run: runId });
const accounts = z.array(accountId).min(1).max(10_000);
const overrides = z
  .array(z.object({ check: z.string().regex(/^L\d{2}$/), reason: z.string().trim().min(1).max(500) }))
  .max(24)
  .optional()
  .openapi({ description: "Why the letters named may leave in spite of what the checks found in them." });
const done = z.object({ count: z.number().openapi({ description: "How many accounts this concerned." }) });

const approvals = createRoute({
  method: "post",
  path: "/{run}/approvals",
  request: { params, body: jsonBody(z.object({ creditor: creditorId, accounts: z.union([z.literal("all"), accounts]), overrides })) },
  responses: answers(done, "Approved: account, step, items and amounts as proposed."),
});

const findings = createRoute({
  method: "get",
  path: "/{run}/findings",
  request: {
    params,
    query: z.object({ creditor: creditorId, accounts: z.string().regex(/^A\d{1,15}(,A\d{1,15}){0,199}$/, "accounts look like A17,A18; at most 200") }),
  },
  responses: answers(
    z.object({ letters: z.array(z.object({ account: accountId, findings: z.array(z.object({ check: z.string(), message: z.string() })).readonly() })) }),
    "Letters among these that need a word: findings that a person overrides with a reason.",
  ),
});

const omissions = createRoute({
  method: "post",
  path: "/{run}/omissions",
  request: { params, body: jsonBody(z.object({ creditor: creditorId, accounts, reason: z.string().trim().min(1).max(500) })) },
  responses: answers(done, "Left out of this proposal; the next one decides again."),
});

const deliveries = createRoute({
  method: "post",
  path: "/{run}/deliveries",
  request: { params, body: jsonBody(z.object({ creditor: creditorId })) },
  responses: answers(z.object({ queued: z.boolean() }), "What is approved is handed to the worker, which decides again and delivers."),
});

/** What a person does with a proposal: approve, leave out, send. Everything is recorded under the person's name. */
export function runs({ store }: ServerContext) {
  return addresses()
    .openapi(approvals, async (context) => {
      const { creditor, accounts: which, overrides: reasons = [] } = context.req.valid("json");
      const said = { by: context.var.person.name, asOf: await todayFor(store, creditor) };
      const { approved } = await approve(
        store,
        context.req.valid("param").run,
        which === "all" ? { all: true, ...said } : { accounts: which.map(accountNumber), overrides: reasons, ...said },
      );
      return context.json({ count: approved.length }, 200);
    })
    .openapi(findings, async (context) => {
      const { creditor, accounts: which } = context.req.valid("query");
      const asking = await lettersAsking(store, which.split(",").map(accountNumber), await todayFor(store, creditor));
      return context.json({ letters: asking.map(({ account, findings: found }) => ({ account: `A${account}`, findings: found })) }, 200);
    })
    .openapi(omissions, async (context) => {
      const { creditor, accounts: which, reason } = context.req.valid("json");
      const said = { by: context.var.person.name, asOf: await todayFor(store, creditor), reason };
      const { approved } = await leaveOut(store, context.req.valid("param").run, { accounts: which.map(accountNumber), ...said });
      return context.json({ count: approved.length }, 200);
    })
    .openapi(deliveries, async (context) => {
      await enqueueDelivery(store, context.req.valid("param").run, await todayFor(store, context.req.valid("json").creditor));
      return context.json({ queued: true }, 200);
    });
}

function accountNumber(id: string): number {
  return Number(id.slice(1));
}
