import { createRoute, z } from "@hono/zod-openapi";
import type { Day } from "../core/values/day.ts";
import { keepPlacement } from "../runs/hand-over/file-placement.ts";
import { reportHandOver } from "../runs/hand-over/hand-over-report.ts";
import { answerBeside, takeBack } from "../runs/hand-over/take-back.ts";
import { todayOfAccount } from "./account-day.ts";
import { answers, jsonBody } from "./answers.ts";
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

const params = z.object({ account: accountId });
const documents = z.array(z.string().min(1).max(200)).max(1_000).optional().openapi({ description: "Left out: all of them." });
const said = z.object({ activity: z.number(), documents: z.array(z.string()).readonly() });
const files = z.array(z.object({ name: z.string(), mediaType: z.string(), hash: z.string() })).readonly();

const file = createRoute({
  method: "post",
  path: "/{account}/hand-over/files",
  request: { params, body: jsonBody(z.object({ agency: z.string().trim().min(1).max(200).optional() })) },
  responses: answers(
    z.object({ placement: z.string(), version: z.number(), fresh: z.boolean(), agency: z.string().nullable(), files }),
    "The placement file of what is placed or approved; its files are read below /documents by their hashes. On the same state it is the same file.",
  ),
});
const recall = createRoute({
  method: "post",
  path: "/{account}/hand-over/recall",
  request: { params, body: jsonBody(z.object({ reason: z.string().trim().min(1).max(500), documents })) },
  responses: answers(said, "The agency gives documents back: they stand where their third letter left them."),
});
const beside = createRoute({
  method: "post",
  path: "/{account}/hand-over/beside",
  request: { params, body: jsonBody(z.object({ answer: z.enum(["place", "dun"]), documents })) },
  responses: answers(said, "What becomes of other documents that are overdue beside placed ones."),
});

/** The end of the road of an account. */
export function handOvers({ store }: ServerContext) {
  /** Who says it, about which account, on its today. */
  const options = async (account: string, by: string) => ({ account: `account:${account}`, asOf: await todayOfAccount(store, account), by });
  return addresses()
    .openapi(read, async (context) =>
      context.json(await reportHandOver(store, `account:${context.req.valid("param").account}`, context.req.valid("query").asOf as Day), 200),
    )
    .openapi(file, async (context) => {
      const { agency } = context.req.valid("json");
      const told = await options(context.req.valid("param").account, context.var.person.name);
      const { placement, version, fresh, agency: receiver, files: made } = await keepPlacement(store, { ...told, ...(agency && { agency }) });
      return context.json({ placement, version, fresh, agency: receiver, files: made }, 200);
    })
    .openapi(recall, async (context) => {
      const { reason, documents: named } = context.req.valid("json");
      const back = await takeBack(store, {
        ...(await options(context.req.valid("param").account, context.var.person.name)),
        reason,
        ...(named && { documents: named }),
      });
      return context.json({ activity: back.activity, documents: back.documents }, 200);
    })
    .openapi(beside, async (context) => {
      const { answer, documents: named } = context.req.valid("json");
      const done = await answerBeside(store, {
        ...(await options(context.req.valid("param").account, context.var.person.name)),
        answer,
        ...(named && { documents: named }),
      });
      return context.json({ activity: done.activity, documents: done.documents }, 200);
    });
}
