import { createRoute, z } from "@hono/zod-openapi";
import { CALL_OUTCOMES, type Happening } from "../core/process/activity.ts";
import { UserError } from "../core/user-error.ts";
import type { Day } from "../core/values/day.ts";
import { todayFor } from "../runs/clock.ts";
import { confirmAtOnce } from "../runs/confirm-at-once.ts";
import { approveHandOver, recordHappening } from "../runs/record.ts";
import { resolveUncertain } from "../runs/settle-delivery.ts";
import { findAccounts } from "../store/account-store.ts";
import { readDelivery } from "../store/delivery-store.ts";
import { answers, jsonBody } from "./answers.ts";
import { accountId, day } from "./decision.ts";
import { addresses, type ServerContext } from "./server-context.ts";

const detail = z.string().trim().max(2_000).default("");

/** What a person can say about an account, by its kind: the answers to the tasks, and calls. */
const happening = z
  .discriminatedUnion("kind", [
    z.object({ kind: z.literal("reply-read"), detail }),
    z
      .object({ kind: z.literal("sales-check"), answer: z.enum(["no-dispute", "dispute"]), detail })
      .refine(({ answer, detail: told }) => answer === "no-dispute" || told !== "", { path: ["detail"], message: "say in a few words what is in dispute" }),
    z.object({ kind: z.literal("delivery-held-resolved") }),
    z.object({ kind: z.literal("call"), outcome: z.enum(CALL_OUTCOMES), detail }),
    z.object({ kind: z.literal("hand-over-approved") }),
    z.object({ kind: z.literal("delivery-resolved"), delivery: z.string().min(1).max(100), outcome: z.enum(["accepted", "not-sent"]) }),
  ])
  .openapi("Happening");
type Said = z.infer<typeof happening>;

const record = createRoute({
  method: "post",
  path: "/{account}/happenings",
  request: { params: z.object({ account: accountId }), body: jsonBody(happening) },
  responses: answers(z.object({ recorded: z.string(), asOf: day }), "Recorded for the creditor's today, under the name of who is signed in."),
});

/** What happened on an account, as people say it. */
export function happenings({ store }: ServerContext) {
  return addresses().openapi(record, async (context) => {
    const { account } = context.req.valid("param");
    const said = context.req.valid("json");
    const asOf = await todayOfAccount(account);
    await save(account, said, context.var.person.name, asOf);
    return context.json({ recorded: said.kind, asOf }, 200);
  });

  /** A hand-over and an uncertain delivery have rules of their own; everything else is simply appended. */
  async function save(account: string, said: Said, by: string, asOf: Day): Promise<void> {
    if (said.kind === "hand-over-approved") await approveHandOver(store, { account: `account:${account}`, asOf, by });
    else if (said.kind === "delivery-resolved") await resolveDelivery(account, said.delivery, said.outcome, by, asOf);
    else {
      await recordHappening(store, { account: `account:${account}`, asOf, by, happening: said satisfies Happening });
      await confirmAtOnce(store, account, asOf);
    }
  }

  async function resolveDelivery(account: string, id: string, outcome: "accepted" | "not-sent", by: string, asOf: Day): Promise<void> {
    const delivery = await readDelivery(store.pool, id);
    if (delivery?.account !== accountNumber(account)) throw new UserError("delivery-unknown", `Account ${account} has no delivery ${id}.`);
    await resolveUncertain(store, id, outcome, by, asOf);
  }

  async function todayOfAccount(account: string): Promise<Day> {
    const client = await store.pool.connect();
    const [found] = await findAccounts(client, [accountNumber(account)]).finally(() => client.release());
    if (!found) throw new UserError("account-unknown", `There is no account ${account}.`);
    return todayFor(store, found.creditor);
  }
}

function accountNumber(id: string): number {
  return Number(id.slice(1));
}
