import { createRoute, z } from "@hono/zod-openapi";
import type { Day } from "../core/values/day.ts";
import { formatMinor, parseMinor, sumMinor } from "../core/values/money.ts";
import { todayFor } from "../runs/clock.ts";
import { presentDecision } from "../runs/present-decision.ts";
import { latestRun, propose } from "../runs/proposal-run.ts";
import { findRun, parseRun } from "../store/decision-store.ts";
import { groupDecisions, type ListedDecision, listDecisions, openAmounts } from "../store/proposal-list.ts";
import { answers, jsonBody } from "./answers.ts";
import { amount, creditorId, day, decision, KINDS, runId, step } from "./decision.ts";
import { addresses, type ServerContext } from "./server-context.ts";

const group = z.object({
  kind: z.enum(KINDS),
  step: z.string().nullable(),
  reason: z.string().nullable().openapi({ description: "The task, the block, or the code of the first reason." }),
  currency: z.string(),
  approval: z.string().nullable(),
  count: z.number(),
  total: amount,
});

const summary = z.object({ run: runId, asOf: day, groups: z.array(group) }).openapi("ProposalSummary");

const listed = decision
  .extend({
    open: amount.openapi({ description: "All that is open on the account before credits, also what is disputed or promised." }),
    changed: z.boolean().openapi({ description: "Somebody recorded something on the account since: decide again to see what follows." }),
  })
  .openapi("ListedDecision");

const newest = createRoute({
  method: "get",
  path: "/newest",
  request: { query: z.object({ creditor: creditorId }) },
  responses: answers(z.object({ proposal: summary.nullable() }), "The creditor's newest proposal, counted; null where there is none yet."),
});

const make = createRoute({
  method: "post",
  path: "/",
  request: { body: jsonBody(z.object({ creditor: creditorId })) },
  responses: answers(z.object({ run: runId, asOf: day, decided: z.number() }), "A new proposal for the creditor's today. It changes nothing by itself."),
});

const page = createRoute({
  method: "get",
  path: "/{run}/decisions",
  request: {
    params: z.object({ run: runId }),
    query: z.object({
      creditor: creditorId,
      part: z.enum(["send", "tasks", "calls", "rest"]),
      search: z.string().max(200).default(""),
      kind: z.enum(KINDS).optional(),
      step: step.optional(),
      reason: z.string().max(100).optional(),
      sort: z.enum(["step", "debtor", "total", "task"]).default("step"),
      page: z.coerce.number().int().min(1).max(1_000_000).default(1),
      size: z.coerce.number().int().min(1).max(200).default(50),
    }),
  },
  responses: answers(z.object({ count: z.number(), decisions: z.array(listed) }), "One page of a part of the proposal, and how many decisions the part has."),
});

/** Proposals: what would happen today, and why. */
export function proposals({ store }: ServerContext) {
  return addresses()
    .openapi(newest, async (context) => {
      const { creditor } = context.req.valid("query");
      const run = await latestRun(store, creditor);
      if (!run) return context.json({ proposal: null }, 200);
      const { asOf } = await findRun(store.pool, parseRun(run));
      const groups = await groupDecisions(store.pool, parseRun(run), creditor);
      return context.json({ proposal: { run, asOf, groups: groups.map((each) => ({ ...each, total: formatMinor(each.total, each.currency) })) } }, 200);
    })
    .openapi(make, async (context) => {
      const { creditor } = context.req.valid("json");
      return context.json(await propose(store, { asOf: await todayFor(store, creditor), creditor }), 200);
    })
    .openapi(page, async (context) => {
      const { run } = context.req.valid("param");
      const { creditor, page: number, size, ...query } = context.req.valid("query");
      const { asOf } = await findRun(store.pool, parseRun(run));
      const { count, rows } = await listDecisions(store.pool, parseRun(run), creditor, { ...query, offset: (number - 1) * size, limit: size });
      return context.json({ count, decisions: await present(rows, asOf) }, 200);
    });

  async function present(rows: readonly ListedDecision[], asOf: Day): Promise<z.infer<typeof listed>[]> {
    const decisions = rows.map((row) => ({ row, decision: presentDecision(row, asOf) }));
    // Only where items were left out does the whole differ from the items decided about.
    const parted = decisions.filter(({ decision: { left } }) => left.length > 0).map(({ row }) => Number(row.account_id));
    const client = await store.pool.connect();
    const amounts = await openAmounts(client, parted, asOf).finally(() => client.release());
    return decisions.map(({ row, decision }) => {
      const whole = amounts.get(Number(row.account_id));
      const open =
        whole === undefined
          ? addMinor(
              decision.items.map((item) => item.open),
              row.currency,
            )
          : whole;
      return { ...decision, open: formatMinor(open, row.currency), changed: row.changed };
    });
  }
}

function addMinor(amounts: readonly string[], currency: string): bigint {
  return sumMinor(amounts.map((each) => parseMinor(each, currency)!));
}
