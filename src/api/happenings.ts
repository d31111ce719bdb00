import { createRoute, z } from "@hono/zod-openapi";
import { UserError } from "../core/user-error.ts";
import type { Day } from "../core/values/day.ts";
import { confirmAtOnce } from "../runs/confirm-at-once.ts";
import { approveHandOver } from "../runs/hand-over/approve.ts";
import { type Recorded, recordSaid } from "../runs/record.ts";
import { SAID } from "../runs/said.ts";
import { resolveUncertain } from "../runs/settle-delivery.ts";
import { readDelivery } from "../store/delivery-store.ts";
import { accountNumber, todayOfAccount } from "./account-day.ts";
import { answers, jsonBody } from "./answers.ts";
import { accountId, day } from "./decision.ts";
import { addresses, type ServerContext } from "./server-context.ts";

/** What a person can say about an account, by its kind. */
const happening = z
  .discriminatedUnion("kind", [
    ...SAID,
    z.object({ kind: z.literal("hand-over-approved") }),
    z.object({ kind: z.literal("delivery-resolved"), delivery: z.string().min(1).max(100), outcome: z.enum(["accepted", "not-sent"]) }),
  ])
  .openapi("Happening");
type Happening = z.infer<typeof happening>;

/** What the account comes to with it. */
const recorded = z.object({
  recorded: z.string(),
  asOf: day,
  activity: z.number().nullable().openapi({ description: "Its number on the timeline: what takes it back names it." }),
  warnings: z.array(z.string()).readonly(),
  notes: z.array(z.string()).readonly().openapi({ description: "What was filled in by itself, and what follows." }),
});

const record = createRoute({
  method: "post",
  path: "/{account}/happenings",
  request: { params: z.object({ account: accountId }), body: jsonBody(happening) },
  responses: answers(recorded, "Recorded for the creditor's today, under the name of who is signed in."),
});

/** What happened on an account, as people say it. */
export function happenings({ store }: ServerContext) {
  return addresses().openapi(record, async (context) => {
    const { account } = context.req.valid("param");
    const said = context.req.valid("json");
    const asOf = await todayOfAccount(store, account);
    const { activity, warnings, notes } = (await save(account, said, context.var.person.name, asOf)) ?? { activity: null, warnings: [], notes: [] };
    return context.json({ recorded: said.kind, asOf, activity, warnings, notes }, 200);
  });

  /** A hand-over and an uncertain delivery have rules of their own; everything else is recorded as on the command line. */
  async function save(account: string, said: Happening, by: string, asOf: Day): Promise<Recorded | null> {
    const options = { account: `account:${account}`, asOf, by };
    if (said.kind === "hand-over-approved") await approveHandOver(store, options);
    else if (said.kind === "delivery-resolved") await resolveDelivery(account, said.delivery, said.outcome, by, asOf);
    else {
      const recorded = await recordSaid(store, { ...options, said });
      await confirmAtOnce(store, account, asOf);
      return recorded;
    }
    return null;
  }

  async function resolveDelivery(account: string, id: string, outcome: "accepted" | "not-sent", by: string, asOf: Day): Promise<void> {
    const delivery = await readDelivery(store.pool, id);
    if (delivery?.account !== accountNumber(account)) throw new UserError("delivery-unknown", `Account ${account} has no delivery ${id}.`);
    await resolveUncertain(store, id, outcome, by, asOf);
  }
}
