import { createRoute, z } from "@hono/zod-openapi";
import type { Day } from "../core/values/day.ts";
import { makeStatement, printStatement, type StatementRequest } from "../runs/statement-run.ts";
import { todayOfAccount } from "./account-day.ts";
import { answers } from "./answers.ts";
import { accountId, amount, day } from "./decision.ts";
import { sendFile } from "./documents.ts";
import { addresses, type ServerContext } from "./server-context.ts";

const params = z.object({ account: accountId });
const query = z.object({ asOf: day.optional(), language: z.string().max(20).optional() });

const statement = z
  .object({
    account: accountId,
    currency: z.string(),
    asOf: day,
    language: z.string(),
    items: z
      .array(
        z.object({
          document: z.string(),
          instalment: z.number().nullable(),
          charge: z.string().nullable(),
          issued: day,
          due: day,
          overdueDays: z.number(),
          amount,
          open: amount,
          disputed: amount,
          toBeCredited: amount,
          agreed: z.boolean(),
        }),
      )
      .readonly(),
    credits: z.array(z.object({ kind: z.string(), document: z.string(), day, open: amount })).readonly(),
    overdue: amount,
    disputed: amount,
    balance: amount,
    subject: z.string(),
    text: z.string(),
  })
  .openapi("Statement");

const asJson = createRoute({
  method: "get",
  path: "/{account}/statement",
  summary: "The statement of an account: all that is open on a day, and no demand",
  request: { params, query },
  responses: answers(statement, "The statement, as values and in words."),
});

const asPdf = createRoute({
  method: "get",
  path: "/{account}/statement.pdf",
  summary: "The statement of an account on paper",
  request: { params, query },
  responses: { 200: { description: "The page.", content: { "application/pdf": { schema: z.string().openapi({ format: "binary" }) } } } },
});

export function statements({ store }: ServerContext) {
  const requestOf = async (account: string, { asOf, language }: z.infer<typeof query>): Promise<StatementRequest> => ({
    account: `account:${account}`,
    asOf: (asOf as Day | undefined) ?? (await todayOfAccount(store, account)),
    language: language ?? null,
  });
  return addresses()
    .openapi(asJson, async (context) => {
      const { account } = context.req.valid("param");
      return context.json(await makeStatement(store, await requestOf(account, context.req.valid("query"))), 200);
    })
    .openapi(asPdf, async (context) => {
      const { account } = context.req.valid("param");
      const request = await requestOf(account, context.req.valid("query"));
      return sendFile(await printStatement(store, request), "application/pdf", `${account}-statement-${request.asOf}.pdf`);
    });
}
