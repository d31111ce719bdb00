import { createRoute, z } from "@hono/zod-openapi";
import { waive } from "../runs/waive.ts";
import { todayOfAccount } from "./account-day.ts";
import { answers, jsonBody } from "./answers.ts";
import { accountId, amount } from "./decision.ts";
import { addresses, type ServerContext } from "./server-context.ts";

const giveUp = createRoute({
  method: "post",
  path: "/{account}/charges/{charge}/waive",
  request: {
    params: z.object({ account: accountId, charge: z.string().min(1).max(200) }),
    body: jsonBody(z.object({ reason: z.string().trim().min(1).max(500) })),
  },
  responses: answers(
    z.object({ activity: z.number(), charge: z.string(), amount, currency: z.string() }),
    "What is open of the charge is given up, under the name of who is signed in. It is not made again.",
  ),
});

/** Charges that somebody gives up. */
export function chargeWaivers({ store }: ServerContext) {
  return addresses().openapi(giveUp, async (context) => {
    const { account, charge } = context.req.valid("param");
    const { reason } = context.req.valid("json");
    const asOf = await todayOfAccount(store, account);
    const waived = await waive(store, { account: `account:${account}`, charge, reason, by: context.var.person.name, asOf });
    const { activity, amount: given, currency } = waived;
    return context.json({ activity, charge: waived.charge, amount: given, currency }, 200);
  });
}
