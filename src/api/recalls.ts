import { createRoute, z } from "@hono/zod-openapi";
import { CORRECTION_REASONS } from "../core/process/activity.ts";
import { UserError } from "../core/user-error.ts";
import { recall } from "../runs/recall.ts";
import { readLetter } from "../store/letter-store.ts";
import { withClient } from "../store/transaction.ts";
import { accountNumber, todayOfAccount } from "./account-day.ts";
import { answers, jsonBody } from "./answers.ts";
import { accountId } from "./decision.ts";
import { addresses, type ServerContext } from "./server-context.ts";

const takeBack = createRoute({
  method: "post",
  path: "/{account}/letters/{letter}/recall",
  request: {
    params: z.object({ account: accountId, letter: z.string().min(1).max(100) }),
    body: jsonBody(
      z.object({
        reason: z.string().trim().min(1).max(500),
        correct: z
          .enum(CORRECTION_REASONS)
          .nullable()
          .default(null)
          .openapi({ description: "Tells the debtor in writing to disregard it, and why; null: does not." }),
      }),
    ),
  },
  responses: answers(
    z.object({
      hadLeft: z.boolean().openapi({ description: "False: nothing of it had left yet." }),
      charges: z.number().openapi({ description: "How many charges were taken back with it." }),
      withdrawn: z.number().openapi({ description: "Approvals that were open and must be given anew." }),
      corrections: z.object({ sent: z.number(), owed: z.number() }),
    }),
    "The letter is taken back: its items return to where they were, its charges are gone.",
  ),
});

/** Letters that somebody takes back. */
export function recalls({ store }: ServerContext) {
  return addresses().openapi(takeBack, async (context) => {
    const { account, letter } = context.req.valid("param");
    const { reason, correct } = context.req.valid("json");
    const asOf = await todayOfAccount(store, account);
    const found = await withClient(store, (client) => readLetter(client, letter));
    if (found?.account !== accountNumber(account)) throw new UserError("letter-unknown", `Account ${account} has no letter ${letter}.`);
    const report = await recall(store, { target: letter, reason, correct, by: context.var.person.name, asOf });
    const [done] = report.recalled;
    const [before] = report.already;
    if (!done && before && correct === null)
      throw new UserError("recall-closed", `This letter was recalled already, on ${before.on}${before.by ? ` by ${before.by}` : ""}.`);
    const { deliveries, held } = report.corrections;
    const corrections = { sent: deliveries.length, owed: held.length };
    return context.json({ hadLeft: done?.hadLeft ?? true, charges: done?.charges ?? 0, withdrawn: report.withdrawn, corrections }, 200);
  });
}
