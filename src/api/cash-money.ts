import { z } from "@hono/zod-openapi";
import { accountId, amount, day, reason } from "./decision.ts";

/** The JSON face of bank money, one for the page of the cash and that of the account. */
export const transactionId = z
  .string()
  .regex(/^T\d{1,15}$/, "a transaction's id looks like T17")
  .openapi({ example: "T17" });

export const allocation = z.object({ document: z.string(), amount });

const found = z
  .array(z.object({ text: z.string(), names: z.string() }))
  .readonly()
  .openapi({ description: "The pieces of what the payer wrote that name something, and what they name." });
const debtor = z.object({ id: z.string(), name: z.string() });

const money = z.object({
  id: transactionId,
  creditor: z.string(),
  bankAccount: z.string(),
  booked: day,
  amount,
  currency: z.string(),
  payer: z.object({ name: z.string().nullable(), iban: z.string().nullable() }),
  reference: z.string().nullable(),
  text: z.string(),
});

const proposal = z.object({
  option: z.number().openapi({ description: "1 is the likeliest." }),
  account: accountId,
  debtor,
  rule: z.string(),
  confidence: z.number(),
  allocations: z.array(z.object({ document: z.string(), credit: z.string().nullable(), amount, open: amount.nullable(), due: day.nullable() })).readonly(),
  writeOffs: z.array(z.object({ document: z.string(), amount, reason: z.string() })).readonly(),
  onAccount: amount,
  evidence: z.object({ payer: z.string(), found, doubts: z.array(z.string()).readonly() }),
  because: z.array(reason).readonly(),
  doubts: z.array(reason).readonly(),
});

export const waitingTransaction = money.extend({ proposals: z.array(proposal).readonly() }).openapi("WaitingTransaction");

export const matchedTransaction = money
  .extend({
    state: z.enum(["posted", "known", "dismissed"]).openapi({ description: "Booked; in the ledger already; none of the debtors'." }),
    account: accountId.nullable(),
    debtor: debtor.nullable(),
    rule: z.string().nullable(),
    found,
    because: z.array(reason).readonly(),
    allocations: z.array(allocation).readonly(),
    by: z.string().nullable().openapi({ description: "Who said so; null: a rule." }),
    reason: z.string().nullable(),
    doneOn: day,
  })
  .openapi("MatchedTransaction");
