import { createRoute, z } from "@hono/zod-openapi";
import type { Day } from "../core/values/day.ts";
import { acceptCash, dismissCash, undoCash } from "../runs/cash-desk.ts";
import { listWaiting } from "../runs/cash-list.ts";
import { listMatchedCash } from "../runs/cash-matched.ts";
import { todayFor } from "../runs/clock.ts";
import { countTransactions } from "../store/cash-list.ts";
import { creditorOf } from "../store/cash-store.ts";
import { withClient } from "../store/transaction.ts";
import { answers, jsonBody } from "./answers.ts";
import { allocation, matchedTransaction, transactionId, waitingTransaction } from "./cash-money.ts";
import { accountId, creditorId } from "./decision.ts";
import { addresses, type ServerContext } from "./server-context.ts";

const page = {
  creditor: creditorId,
  page: z.coerce.number().int().min(1).max(100_000).default(1),
  size: z.coerce.number().int().min(1).max(100).default(20),
};
const counts = z.object({ proposed: z.number(), unapplied: z.number() });

const waiting = createRoute({
  method: "get",
  path: "/",
  request: {
    query: z.object({
      ...page,
      part: z.enum(["proposed", "unapplied"]).openapi({ description: "With proposals, or of nobody that is known." }),
      account: accountId.optional().openapi({ description: "Only money of which a proposal names this account." }),
    }),
  },
  responses: answers(z.object({ count: z.number(), transactions: z.array(waitingTransaction) }), "Bank money that waits for a person, oldest first."),
});

const matched = createRoute({
  method: "get",
  path: "/matched",
  request: { query: z.object(page) },
  responses: answers(z.object({ more: z.boolean(), transactions: z.array(matchedTransaction) }), "What was matched or dismissed, newest first."),
});

const count = createRoute({
  method: "get",
  path: "/counts",
  request: { query: z.object({ creditor: creditorId }) },
  responses: answers(counts, "How many payments wait."),
});

const params = z.object({ transaction: transactionId });
const reason = z.string().trim().min(1).max(500);
const acceptance = z.union([
  z.strictObject({ account: accountId, documents: z.array(z.string().max(200)).max(500).default([]) }).openapi({
    description: "A person's own word: the account, and what is paid, in this order; the rest stays on account.",
  }),
  z.strictObject({ option: z.number().int().min(1).max(50).default(1) }).openapi({ description: "One of the proposals." }),
]);

const accept = createRoute({
  method: "post",
  path: "/{transaction}/acceptance",
  request: { params, body: jsonBody(acceptance) },
  responses: answers(
    z.object({ id: z.string(), account: z.string(), rule: z.string(), allocations: z.array(allocation).readonly(), onAccount: z.string() }),
    "Booked, under the name of who is signed in.",
  ),
});

const undo = createRoute({
  method: "post",
  path: "/{transaction}/undoing",
  request: { params, body: jsonBody(z.object({ reason: reason.optional() })) },
  responses: answers(z.object({ id: z.string(), account: z.string().nullable() }), "Taken back; the money waits again."),
});

const dismiss = createRoute({
  method: "post",
  path: "/{transaction}/dismissal",
  request: { params, body: jsonBody(z.object({ reason })) },
  responses: answers(z.object({ id: z.string() }), "None of the debtors' money; its proposals are closed."),
});

/** Bank money: what waits for a person, what was matched, and what a person says about it. */
export function cash({ store }: ServerContext) {
  return addresses()
    .openapi(waiting, async (context) => {
      const { creditor, part, account, page: number, size } = context.req.valid("query");
      const which = { creditor, asOf: await todayFor(store, creditor), proposed: part === "proposed", limit: size, offset: (number - 1) * size };
      const own = account === undefined ? {} : { account: Number(account.slice(1)) };
      const { transactions, total } = await withClient(store, (client) => listWaiting(client, { ...which, ...own }));
      return context.json({ count: total, transactions }, 200);
    })
    .openapi(matched, async (context) => {
      const { creditor, page: number, size } = context.req.valid("query");
      const found = await listMatchedCash(store, { creditor, asOf: await todayFor(store, creditor), limit: size, offset: (number - 1) * size });
      return context.json(found, 200);
    })
    .openapi(count, async (context) => {
      const { creditor } = context.req.valid("query");
      return context.json(await countTransactions(store.pool, creditor, await todayFor(store, creditor)), 200);
    })
    .openapi(accept, async (context) => {
      const said = context.req.valid("json");
      const act = await actOf(context.req.valid("param").transaction, context.var.person.name);
      return context.json(await acceptCash(store, { ...act, ...said }), 200);
    })
    .openapi(undo, async (context) => {
      const { reason: why } = context.req.valid("json");
      const act = await actOf(context.req.valid("param").transaction, context.var.person.name);
      return context.json(await undoCash(store, { ...act, ...(why !== undefined && { reason: why }) }), 200);
    })
    .openapi(dismiss, async (context) => {
      const act = await actOf(context.req.valid("param").transaction, context.var.person.name);
      return context.json(await dismissCash(store, { ...act, ...context.req.valid("json") }), 200);
    });

  /** Recorded on the creditor's today. */
  async function actOf(id: string, by: string): Promise<{ id: string; by: string; asOf: Day }> {
    const creditor = await creditorOf(store.pool, Number(id.slice(1)));
    return { id, by, asOf: await todayFor(store, creditor ?? undefined) };
  }
}
