import { createRoute, z } from "@hono/zod-openapi";
import { UserError } from "../core/user-error.ts";
import type { Day } from "../core/values/day.ts";
import { reportAccount } from "../runs/account-report.ts";
import { previewLetter } from "../runs/preview-run.ts";
import { answers } from "./answers.ts";
import { searchAccounts } from "../store/account-store.ts";
import { matchedTransaction, waitingTransaction } from "./cash-money.ts";
import { accountId, amount, creditorId, day, decision, runId, step } from "./decision.ts";
import { sendFile } from "./documents.ts";
import { addresses, type ServerContext } from "./server-context.ts";

const MOST_FOUND = 12;
const params = z.object({ account: accountId });
const query = z.object({ asOf: day });

const openItem = z.object({
  document: z.string(),
  instalment: z.number(),
  issued: day,
  due: day,
  overdueDays: z.number(),
  amount,
  open: amount,
  level: z.string().nullable(),
});
const charge = z.object({
  id: z.string(),
  kind: z.enum(["interest", "lump-sum", "fee"]),
  document: z.string(),
  from: day,
  to: day,
  amount,
  open: amount,
  state: z.enum(["open", "paid", "waived", "reversed"]),
  letter: z.string(),
  calculation: z.array(z.object({ from: day, to: day, days: z.number(), rate: z.string(), principal: amount, amount, source: z.string() })),
});
const withWhom = { number: z.number(), by: z.string().nullable(), contact: z.string().nullable(), channel: z.string().nullable() };
const promise = z.object({
  ...withWhom,
  madeOn: day,
  day,
  amount,
  documents: z.array(z.string()).openapi({ description: "Empty: the whole account." }),
  status: z.enum(["open", "kept", "partly-kept", "broken", "withdrawn"]),
  paid: amount,
  lastDay: day,
  idle: z.enum(["promise-renewals", "promise-too-far"]).nullable().openapi({ description: "Why it holds no letter back; null: it does." }),
});
const plan = z.object({
  ...withWhom,
  agreedOn: day,
  documents: z.array(z.string()).openapi({ description: "Empty: all that was open." }),
  interest: z.enum(["runs", "waived"]),
  status: z.enum(["running", "kept", "broken", "withdrawn"]),
  missed: z.number(),
  instalments: z.array(z.object({ number: z.number(), day, amount, paid: amount, open: amount, lastDay: day, status: z.enum(["open", "paid", "missed"]) })),
});
const dispute = z.object({
  ...withWhom,
  since: day,
  document: z.string(),
  reason: z.string(),
  amount: amount.nullable().openapi({ description: "Null: the whole." }),
  excluded: amount.openapi({ description: "What is not asked for today because of it." }),
  state: z.enum(["open", "credit-expected", "answered"]),
  owner: z.string().nullable(),
  answerBy: day.nullable(),
  evidence: z.string(),
  detail: z.string(),
});
const hold = z.object({
  number: z.number(),
  by: z.string().nullable(),
  scope: z.enum(["account", "document", "debtor", "channel", "contact"]),
  document: z.string().nullable(),
  channel: z.string().nullable(),
  contact: z.string().nullable(),
  reason: z.string(),
  since: day,
  until: day.nullable(),
});
const madeWith = z
  .object({ template: z.string(), phrases: z.number(), letterhead: z.number() })
  .openapi({ description: "The versions of the creditor's own words and letterhead; 0 is Firmly's." });
const file = z.object({ name: z.string(), mediaType: z.string(), hash: z.string() });

const delivery = z
  .object({
    id: z.string(),
    letter: z.string(),
    step: z.string(),
    channel: z.string(),
    recipient: z.string(),
    standing: z.enum(["claimed", "accepted", "refused", "failed", "uncertain", "bounced", "returned", "delivered", "replied"]),
    receipts: z.array(z.object({ outcome: z.string(), at: z.string(), providerId: z.string().nullable(), answer: z.string().nullable() })).readonly(),
  })
  .openapi("ProvenDelivery");

const account = z
  .object({
    account: decision.shape.account,
    asOf: day,
    debtor: z.object({
      id: z.string(),
      name: z.string(),
      type: z.string(),
      language: z.string().nullable(),
      country: z.string().nullable(),
      region: z.string().nullable(),
      segment: z.string().nullable(),
      salesperson: z.string().nullable(),
      contactName: z.string().nullable(),
      email: z.string().nullable(),
      phone: z.string().nullable(),
      address: z
        .object({
          lines: z.array(z.string()).readonly().optional(),
          street: z.string().optional(),
          postalCode: z.string().optional(),
          city: z.string().optional(),
          region: z.string().optional(),
          country: z.string().optional(),
        })
        .nullable(),
    }),
    items: z.array(openItem),
    credits: decision.shape.credits,
    charges: z.array(charge).openapi({ description: "What letters have added to the claim: open, paid, waived and taken back." }),
    aging: z.array(z.object({ bucket: z.enum(["not-due", "1-30", "31-60", "61-90", "91-120", "over-120"]), amount })),
    promises: z.array(promise),
    plans: z.array(plan),
    disputes: z.array(dispute).openapi({ description: "The newest of each document." }),
    holds: z.array(hold).openapi({ description: "Those that run on the day, over the debtor too." }),
    timeline: z.array(
      z.object({
        day,
        kind: z.string(),
        by: z.string().nullable(),
        values: z.record(z.string(), z.unknown()),
        letter: z.object({ id: z.string(), step: z.string(), files: z.array(file).readonly(), madeWith: madeWith.nullable() }).optional(),
        cash: matchedTransaction.optional().openapi({ description: "The bank's transaction that a payment was booked for, and why it was." }),
      }),
    ),
    deliveries: z.array(delivery).openapi({ description: "What was handed over, to whom, and what was answered: oldest first." }),
    next: decision,
    procedure: z.object({ name: z.string(), version: z.number() }).openapi({ description: "The dunning procedure that it is decided by." }),
    proposedCash: z.array(waitingTransaction).openapi({ description: "Bank money that waits, and of which a proposal names this account." }),
    approval: z
      .object({
        run: runId,
        state: z.enum(["approved", "left-out", "superseded", "withdrawn", "delivered"]),
        by: z.string().nullable(),
        reason: z.string().nullable(),
      })
      .nullable()
      .openapi({ description: "What was said about the letter that the day's newest proposal has for this account." }),
  })
  .openapi("Account");

const preview = z
  .object({
    step,
    channels: z.array(z.string()).openapi({ description: "The ways by which it will leave." }),
    subject: z.string(),
    text: z.string(),
    html: z.string(),
    picture: z.object({ svg: z.string(), pages: z.number() }).openapi({ description: "The PDF's layout as one drawing: equally high pages under each other." }),
    findings: z.array(z.object({ code: z.string(), severity: z.enum(["E", "W"]), message: z.string() })).readonly(),
    madeWith,
    waived: z.array(z.object({ element: z.string(), reason: z.string() })).readonly(),
  })
  .openapi("Letter");

const search = createRoute({
  method: "get",
  path: "/",
  request: {
    query: z.object({ creditor: creditorId, search: z.string().trim().min(1).max(200), currency: z.string().length(3).optional() }),
  },
  responses: answers(
    z.object({ accounts: z.array(z.object({ id: accountId, currency: z.string(), debtor: z.object({ id: z.string(), name: z.string() }) })) }),
    "The first accounts whose debtor's name or number, or own number, holds these words.",
  ),
});

const read = createRoute({
  method: "get",
  path: "/{account}",
  request: { params, query },
  responses: answers(account, "Items, aging, what happened, and what happens next and why."),
});
const letter = createRoute({
  method: "get",
  path: "/{account}/letter",
  request: { params, query },
  responses: answers(z.object({ letter: preview.nullable() }), "The letter as it would leave on the day; null where none would."),
});
const pdf = createRoute({
  method: "get",
  path: "/{account}/letter.pdf",
  request: { params, query },
  responses: { 200: { description: "The same letter as PDF.", content: { "application/pdf": { schema: z.string().openapi({ format: "binary" }) } } } },
});

/** Accounts: one debtor with one creditor in one currency. */
export function accounts({ store }: ServerContext) {
  return addresses()
    .openapi(search, async (context) => {
      const { creditor, search: text, currency = null } = context.req.valid("query");
      const found = await searchAccounts(store.pool, { creditor, currency, words: text.split(/\s+/).slice(0, 8), limit: MOST_FOUND });
      const accounts = found.map(({ id, currency: own, debtor, debtorName }) => ({ id: `A${id}`, currency: own, debtor: { id: debtor, name: debtorName } }));
      return context.json({ accounts }, 200);
    })
    .openapi(read, async (context) =>
      context.json(await reportAccount(store, `account:${context.req.valid("param").account}`, context.req.valid("query").asOf as Day), 200),
    )
    .openapi(letter, async (context) => {
      const found = await previewLetter(store, context.req.valid("param").account, context.req.valid("query").asOf as Day);
      if (!found) return context.json({ letter: null }, 200);
      const { pdf: _bytes, ...shown } = found;
      return context.json({ letter: shown }, 200);
    })
    .openapi(pdf, async (context) => {
      const { account: id } = context.req.valid("param");
      const found = await previewLetter(store, id, context.req.valid("query").asOf as Day);
      if (!found) throw new UserError("letter-missing", "No letter would leave for this account on this day.");
      return sendFile(found.pdf, "application/pdf", `${id}-${found.step}.pdf`);
    });
}
