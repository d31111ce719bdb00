import { z } from "@hono/zod-openapi";
import { STEPS } from "../core/process/procedure.ts";

/** The JSON face of decisions, one for the proposal and the account page. Amounts are strings in major units. */
export const amount = z.string().openapi({ example: "1234.50" });
export const day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, "a day looks like 2026-11-23")
  .openapi({ example: "2026-11-23" });
export const step = z.enum(STEPS);
export const accountId = z
  .string()
  .regex(/^A\d{1,15}$/, "an account id looks like A17")
  .openapi({ example: "A17" });
export const runId = z
  .string()
  .regex(/^R\d{1,15}$/, "a run id looks like R12")
  .openapi({ example: "R12" });

export const creditorId = z.string().min(1).max(200);

export const KINDS = ["dun", "task", "wait", "blocked", "hand-over", "clear"] as const;
export const kind = z.enum(KINDS);

const party = z.object({ id: z.string(), name: z.string() });

/** A code of the catalogue of reasons (`/api/reasons`) and the values its sentence names. */
export const reason = z.object({ code: z.string() }).catchall(z.union([z.string(), z.number(), z.array(z.string()).readonly(), z.null()]));

const decidedItem = z.object({
  document: z.string(),
  instalment: z.number(),
  issued: day,
  due: day,
  overdueDays: z.number(),
  amount,
  open: amount,
  step: z.string().nullable(),
});

export const decision = z
  .object({
    account: z.object({ id: z.string(), currency: z.string(), creditor: party, debtor: party }),
    kind,
    step: z.string().nullable(),
    payBy: day.nullable(),
    until: day.nullable(),
    task: z.string().nullable(),
    block: z.string().nullable(),
    items: z.array(decidedItem),
    left: z.array(z.object({ document: z.string(), block: z.string() })),
    credits: z.array(z.object({ document: z.string(), kind: z.string(), open: amount })),
    charges: z
      .array(z.object({ kind: z.string(), document: z.string(), from: day, to: day, amount, booked: z.boolean() }))
      .openapi({ description: "Late-payment interest, lump sums and fees; booked: an earlier letter made it." }),
    total: amount,
    ends: z.string().nullable(),
    why: z.array(reason).readonly(),
    tasks: z
      .array(z.object({ task: z.enum(["call", "answer-dispute", "book-credit-memo", "collect-charges", "hold-ending"]), dueOn: day, why: reason }))
      .readonly()
      .openapi({ description: "What people are to do meanwhile, the most urgent first; it holds nothing back." }),
    approval: z.string().nullable().openapi({ description: "approved, left-out, superseded, withdrawn or delivered" }),
    language: z.string().nullable().openapi({ description: "What the letter is written in; null where no letter leaves.", example: "de" }),
  })
  .openapi("Decision");
