import { createRoute, z } from "@hono/zod-openapi";
import type { Day } from "../core/values/day.ts";
import { makeCallSheet } from "../runs/call-sheet-run.ts";
import { todayOfAccount } from "./account-day.ts";
import { answers } from "./answers.ts";
import { accountId, amount, day, reason } from "./decision.ts";
import { addresses, type ServerContext } from "./server-context.ts";

const params = z.object({ account: accountId });
const script = z.object({
  language: z.string(),
  opening: z.string(),
  identify: z.string(),
  reason: z.string(),
  listen: z.string(),
  complaint: z.string(),
  offer: z.string(),
  close: z.string(),
  closeOpen: z.string(),
  thirdParty: z.string(),
  voicemail: z.string().nullable().openapi({ description: "Null: no message may be left." }),
});
const conduct = z.object({
  mayCall: z.boolean(),
  stops: z.array(reason).readonly(),
  hours: z.object({ from: z.string(), to: z.string() }),
  weekdays: z.array(z.number()).readonly(),
  voicemail: z.string(),
  jurisdiction: z.string().nullable(),
  attemptsToday: z.number(),
  attemptsInSevenDays: z.number(),
  conversationsInSevenDays: z.number(),
  attemptsLeft: z.number(),
  allowedOn: day,
});
const item = z.object({
  document: z.string(),
  instalment: z.number(),
  issued: day,
  due: day,
  amount,
  open: amount,
  daysLate: z.number(),
  level: z.string().nullable(),
  block: z.string().nullable(),
  dispute: z.object({ day, reason: z.string(), kept: amount, outcome: z.string().nullable() }).nullable(),
});

const callSheet = z
  .object({
    version: z.literal(1),
    account: accountId,
    currency: z.string(),
    asOf: day,
    creditor: z.object({ id: z.string(), name: z.string() }),
    debtor: z.object({ id: z.string(), name: z.string(), type: z.string() }),
    contact: z.object({
      name: z.string().nullable(),
      phone: z.string().nullable(),
      language: z.string(),
      localTimes: z.array(z.object({ zone: z.string(), time: z.string() })).readonly(),
      salesperson: z.string().nullable(),
    }),
    amounts: z.object({ overdue: amount, open: amount, charges: amount, credits: amount }),
    items: z.array(item).readonly(),
    payments: z.array(z.object({ document: z.string(), day, amount, daysLate: z.number().nullable() })).readonly(),
    medianDaysLate: z.number().nullable(),
    promises: z.array(z.object({ made: day, day, amount, state: z.string() })).readonly(),
    kept: z.object({ kept: z.number(), of: z.number() }),
    plan: z.object({ made: day, state: z.string(), instalments: z.array(z.object({ day, amount, open: amount, state: z.string() })).readonly() }).nullable(),
    letters: z.array(z.object({ day, step: z.string(), payBy: day.nullable(), channels: z.array(z.string()).readonly() })).readonly(),
    contacts: z.array(z.object({ day, kind: z.string(), outcome: z.string().nullable(), by: z.string().nullable(), detail: z.string() })).readonly(),
    risks: z.array(reason).readonly(),
    call: z.object({ dueOn: day, why: reason }).nullable(),
    noCall: reason.nullable(),
    goal: z.string().openapi({ description: "Its sentence is `goal-CODE` in the catalogue of reasons." }),
    about: z.string().nullable(),
    concessions: z.object({
      promiseUntil: day,
      renewalsLeft: z.number(),
      fullAmountBy: day.nullable(),
      missesToDefault: z.number(),
      needsManager: z.array(z.string()).readonly(),
    }),
    conduct,
    script,
    at: z.string().nullable().openapi({ description: "The instant for which its clocks hold; null on a day that is played through." }),
  })
  .openapi("CallSheet");

const read = createRoute({
  method: "get",
  path: "/{account}/call-sheet",
  request: { params, query: z.object({ asOf: day }) },
  responses: answers(callSheet, "What to know and what to say when the account is called, and whether it may be called now."),
});
const freeze = createRoute({
  method: "post",
  path: "/{account}/call-sheet",
  request: { params },
  responses: answers(z.object({ hash: z.string() }), "Kept as it is now, under its SHA-256, which the record of the call names."),
});

/** What lies before whoever calls. */
export function callSheets({ store }: ServerContext) {
  return addresses()
    .openapi(read, async (context) => {
      const account = `account:${context.req.valid("param").account}`;
      const { sheet } = await makeCallSheet(store, { account, asOf: context.req.valid("query").asOf as Day, freeze: false });
      return context.json(sheet, 200);
    })
    .openapi(freeze, async (context) => {
      const { account } = context.req.valid("param");
      const { hash } = await makeCallSheet(store, { account: `account:${account}`, asOf: await todayOfAccount(store, account), freeze: true });
      return context.json({ hash: hash! }, 200);
    });
}
