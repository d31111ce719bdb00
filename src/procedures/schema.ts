import { z } from "zod";
import { LETTER_CHANNELS, STEPS } from "../core/process/procedure.ts";
import { parseMinor } from "../core/values/money.ts";
import { refuseWhatCannotMoveOn } from "./rules.ts";
import { strictObject } from "./strict-object.ts";

/** So many days are ten years: more is a slip of the finger. */
const MOST_DAYS = 3650;
const days = z.int().min(0).max(MOST_DAYS);
const businessDays = z.int().min(0).max(260);
const minutesPerHour = 60;
const timeOfDay = z
  .string()
  .regex(/^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'must be a time of day, such as "08:00"')
  .transform((text) => Number(text.slice(0, 2)) * minutesPerHour + Number(text.slice(3)));

/** Decimal text; a YAML or JSON number means the same. */
const amount = z
  .union([z.string(), z.number()])
  .transform(String)
  .refine((text) => /^\d{1,12}(\.\d{1,4})?$/.test(text), 'must be an amount in major units without a currency sign, such as "25.00"');
const amounts = z
  .record(z.string().regex(/^([A-Z]{3}|\*)$/, 'must be a currency such as "EUR", or "*" for all others'), amount)
  .superRefine((given, context) => {
    for (const [currency, text] of Object.entries(given)) {
      if (currency !== "*" && parseMinor(text, currency) === null)
        context.addIssue({ code: "custom", path: [currency], message: `${currency} has no such small coin as in "${text}"` });
    }
  });

const channel = z.enum(LETTER_CHANNELS);
const channels = z.array(channel).refine((list) => new Set(list).size === list.length, "must name each channel once");
const told = z
  .string()
  .max(200)
  .regex(/^(salesperson|[^\s@<>,;"]+@[^\s@<>,;"]+\.[^\s@<>,;"]+)$/, 'must be "salesperson", or an e-mail address such as "credit@example.com"');

const shared = {
  leastLeadDays: days.describe("The least days between expected delivery and the pay-by day. The law of the debtor's country may ask for more."),
  channels: channels
    .min(1)
    .describe("The letter goes by the first of these that reaches the debtor: email, post, or voice (a spoken message, where the law and the caps allow it)."),
  also: channels.default([]).describe("Further copies of the same letter, where they reach the debtor."),
  minimum: strictObject({
    amount: amounts.default({}).describe('Least amount by currency in major units, such as EUR: "20.00"; "*" stands for all other currencies.'),
    percent: z.number().min(0).max(100).default(0).describe("Least share, in percent, of all that is open on the account."),
  })
    .prefault({})
    .describe("The step is taken only if what is at it, or beyond, comes to this much; else its items wait at the step before."),
  approval: z
    .enum(["required", "none"])
    .default("required")
    .describe("none: the letter is approved by itself when it is proposed. Only up to the second letter."),
  tell: z.array(told).max(10).default([]).describe("Who is told that the letter left: salesperson, or e-mail addresses."),
  fee: amounts.default({}).describe("A fee for the letter itself, by currency in major units."),
};

const FROM = "What its days count from: the due date, or the delivery of the step before.";

const message = strictObject({
  from: z.literal("due-date").describe(FROM),
  days: z.int().min(-MOST_DAYS).max(MOST_DAYS).describe("Calendar days from the due date; negative is before."),
  payBy: z.union([days, z.literal("due-date")]).describe("Calendar days from expected delivery to the pay-by day; due-date for a reminder."),
  ...shared,
});
const letter = strictObject({
  from: z.enum(["due-date", "delivery"]).describe(FROM),
  days: days.describe("Calendar days from there."),
  payBy: days.describe("Calendar days from expected delivery to the pay-by day."),
  ...shared,
});
const final = strictObject({
  from: z.literal("hand-over").describe("It follows the approval of the hand-over by two people."),
  payBy: z.literal("none").describe("It is a notice, not a demand."),
  ...shared,
});
const never = z.literal("none").describe("The procedure does without this step.");

const steps = strictObject({
  reminder: z.union([never, message]).describe("Before the money is due."),
  "past-due": z.union([never, message]).describe("A short note that the day has passed."),
  first: letter.describe("The first letter."),
  second: letter.describe("The second letter."),
  third: letter.describe("The third letter, the last demand."),
  final: final.describe("The notice that the claim was handed over."),
}).describe("The steps of the process, in their order.");

const calls = strictObject({
  after: z
    .enum(["none", "first", "second"])
    .describe("A call is due on the day after the pay-by of this letter was ignored; none: the procedure has no calls."),
  waits: z.boolean().describe("true: the next letter waits for the call."),
  waitBusinessDays: businessDays.describe("It waits at most so many business days."),
  againBusinessDays: businessDays.min(1).describe("Business days until the next attempt where nobody was reached."),
}).describe("Calls between the letters.");

const charges = strictObject({
  from: z.enum(STEPS).describe("Charges are added from this step on."),
  interest: z
    .union([
      z.enum(["none", "statutory"]),
      strictObject({
        rate: z
          .union([z.string(), z.number()])
          .transform(String)
          .refine((text) => /^\d{1,2}(\.\d{1,4})?$/.test(text) && Number(text) > 0, 'must be percent a year, such as "9.5"'),
      }),
    ])
    .describe('Late-payment interest: none, statutory, or "rate: 9.5" where the contract says so (percent a year).'),
  lumpSum: z.enum(["none", "statutory"]).describe("The lump sum that the law grants between businesses."),
}).describe("What is added to the claim.");

/** The form of a procedure's file. Its descriptions are published with it in docs/procedure.schema.json. */
export const procedureSchema = strictObject({
  $schema: z.string().optional().describe("For editors of JSON: where this schema is."),
  version: z
    .int()
    .min(1)
    .max(1_000_000)
    .default(1)
    .describe("Raised with every change of a file that comes with Firmly; a saved procedure is counted by Firmly."),
  about: z
    .string()
    .max(300)
    .refine((text) => !/\p{Cc}/u.test(text), "must be one line, without control characters")
    .default("")
    .describe("One line for whoever chooses a procedure."),
  steps,
  graceDays: days.default(0).describe("Added to the due date before any step counts. Letters and interest keep the real due date."),
  leastArrearsDays: days.default(0).describe("An account gets letters only once its oldest item is so many days late; then all its overdue items go in."),
  handOverBusinessDays: businessDays.min(1).describe("Business days after the third letter's pay-by on which the hand-over task arises."),
  gapDays: strictObject({
    messages: days.min(1).describe("Least days between any two messages."),
    letters: days.min(1).describe("Least days between two letters, first and up: the dunning interval."),
  }).describe("To one debtor, over all its accounts."),
  contactCap: strictObject({
    messages: z.int().min(1).max(1000).describe("At most so many messages ..."),
    days: z.int().min(1).max(365).describe("... within so many days."),
  }).describe("To one debtor, over all its accounts and channels."),
  contactHours: strictObject({ from: timeOfDay.describe('Such as "08:00".'), to: timeOfDay.describe('Such as "20:00".') })
    .refine(({ from: start, to: end }) => start < end, "must begin before they end")
    .refine(({ from: start, to: end }) => start >= end || end - start >= minutesPerHour, "must leave at least an hour")
    .describe("When an e-mail may arrive, on the debtor's own clock."),
  reminder: strictObject({
    takeAlongDays: days.describe("A reminder names everything that falls due within so many days."),
    leastTermDays: days.describe("Items with a shorter term get no reminder."),
  }).describe("What goes into a reminder."),
  partPaymentRestDays: days.describe("Neither the third letter nor a hand-over so soon after a part payment was booked."),
  promise: strictObject({
    toleranceBankDays: businessDays.describe("Bank days after the promised day until the promise counts as broken."),
    renewals: z.int().min(0).max(100).default(2).describe("So many promises in a row may replace one that was not kept; a further one holds no letter back."),
    longestDays: days.default(60).describe("Nor does one for a day further away than this."),
  }).describe("Promises to pay."),
  plan: strictObject({
    toleranceBankDays: businessDays.default(1).describe("Bank days after an instalment's day until it counts as missed."),
    missesToDefault: z.int().min(1).max(100).default(2).describe("So many missed instalments end the plan."),
    remindDays: z.int().min(0).max(60).default(3).describe("So many days before each instalment a reminder goes; 0: none."),
  })
    .prefault({})
    .describe("Payment plans."),
  answers: strictObject({
    replyBusinessDays: businessDays.default(2).describe("For what the debtor wrote."),
    disputeBusinessDays: businessDays.default(10).describe("For a dispute."),
    creditMemoBusinessDays: businessDays.default(10).describe("For the credit memo of a justified dispute."),
  })
    .prefault({})
    .describe("How soon a person is to answer."),
  calls: calls.default({ after: "first", waits: false, waitBusinessDays: 5, againBusinessDays: 2 }),
  charges: charges.default({ from: "second", interest: "none", lumpSum: "none" }),
  freshness: strictObject({
    from: z.enum(STEPS).describe("From this step on, received payments must be known."),
    ledgerAgeDays: days.describe("Without bank statements: how old the last import of the ledger may be."),
  }).describe("No firm letter rests on old payments."),
  salesCheck: strictObject({
    before: z.enum(STEPS).describe("The salesperson is asked before this step, where the balance is over the creditor's threshold."),
    waitBusinessDays: businessDays.describe("So long an answer is waited for."),
    unanswered: z.enum(["send", "wait"]).default("send").describe("Without an answer: send the letter, or wait on."),
  }).describe("Asking the salesperson first."),
}).superRefine(refuseWhatCannotMoveOn);

export type ProcedureFile = z.output<typeof procedureSchema>;

/** The JSON Schema of a procedure's file, for editors and for whoever writes one with a program. What one value asks of another is not in it. */
export function procedureJsonSchema(): object {
  const { $schema, ...rest } = z.toJSONSchema(procedureSchema, { io: "input" });
  return {
    $schema,
    title: "Firmly procedure",
    description: "Which message goes to a debtor when, and what is added, asked and waited for. See docs/guides/procedure.md.",
    ...rest,
  };
}
