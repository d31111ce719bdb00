import { z } from "zod";
import { CALL_OUTCOMES, CONTACT_CHANNELS } from "../core/process/activity.ts";
import { DELAY_REASONS } from "../core/process/delay-reasons.ts";
import { DISPUTE_REASONS } from "../core/process/dispute-reason.ts";
import { WAYS } from "../core/process/way.ts";
import { parseDay } from "../core/values/day.ts";

const MOST_DOCUMENTS = 1_000;
const MOST_INSTALMENTS = 120;

const day = z.string().transform((text, context) => {
  const parsed = parseDay(text);
  if (parsed) return parsed;
  context.addIssue({ code: "custom", message: `must be a day like 2026-03-05, not "${text}"` });
  return z.NEVER;
});
const words = z.string().trim().max(2_000).default("");
const needed = z.string().trim().min(1).max(2_000);
const name = z.string().trim().min(1).max(200);
/** Major units, as the account's currency writes them: "1234.50". */
const amount = z.string().trim().min(1).max(40);
/** The number of an activity; null or left out: the only one that is open. */
const number = z.number().int().positive().nullable().default(null);
const documents = z.array(name).max(MOST_DOCUMENTS).default([]);
const plan = {
  instalments: z.array(z.object({ day, amount })).min(1).max(MOST_INSTALMENTS),
  documents,
  interest: z.enum(["runs", "waived"]).default("runs"),
};
const agreed = { contact: name.nullable().default(null), channel: z.enum(WAYS).nullable().default(null) };

/**
 * What people say happened, by its kind: documents by their numbers, amounts in major units. What is left out is filled in
 * from the account and its procedure. The command line and the browser say it in the same way.
 */
export const SAID = [
  z.object({ kind: z.literal("promise"), amount, day, documents, ...agreed }),
  z.object({ kind: z.literal("promise-withdrawn"), promise: number }),
  z.object({ kind: z.literal("plan"), ...plan, ...agreed }),
  z.object({ kind: z.literal("plan-withdrawn"), plan: number }),
  z.object({
    kind: z.literal("dispute"),
    document: name,
    reason: z.enum(DISPUTE_REASONS),
    amount: amount.nullable().default(null),
    owner: name.nullable().default(null),
    answerBy: day.nullable().default(null),
    evidence: words,
    detail: words,
    ...agreed,
  }),
  z.object({
    kind: z.literal("dispute-resolved"),
    document: name,
    outcome: z.enum(["justified", "unjustified"]),
    payBy: day.nullable().default(null),
    detail: words,
  }),
  z.object({
    kind: z.literal("hold"),
    scope: z.enum(["account", "debtor", "channel", "contact"]).default("account"),
    document: name.nullable().default(null),
    on: z.enum(CONTACT_CHANNELS).nullable().default(null),
    contact: name.nullable().default(null),
    reason: needed,
    until: day.nullable().default(null),
  }),
  z.object({ kind: z.literal("lift"), hold: number, document: name.nullable().default(null) }),
  z.object({ kind: z.literal("reply"), detail: words, channel: z.enum(WAYS).nullable().default(null) }),
  z.object({ kind: z.literal("reply-read"), detail: words }),
  z
    .object({ kind: z.literal("sales-check"), answer: z.enum(["no-dispute", "dispute"]), detail: words })
    .refine(({ answer, detail }) => answer === "no-dispute" || detail !== "", { path: ["detail"], message: "say in a few words what is in dispute" }),
  z.object({
    kind: z.literal("call"),
    outcome: z.enum(CALL_OUTCOMES),
    detail: words,
    direction: z.enum(["outbound", "inbound"]).default("outbound"),
    /** Name and role of who was reached. */
    person: name.nullable().default(null),
    identified: z.boolean().nullable().default(null),
    /** Left out: the debtor's number on file. */
    number: name.nullable().default(null),
    delayReason: z.enum(DELAY_REASONS).nullable().default(null),
    agreed: words,
    nextOn: day.nullable().default(null),
    /** SHA-256 of the frozen call sheet. */
    sheet: z
      .string()
      .regex(/^[0-9a-f]{64}$/, "must be the SHA-256 of a frozen call sheet")
      .nullable()
      .default(null),
    /** What came out of it, recorded with the call: only with the outcome of the same name. */
    promise: z.object({ amount, day, documents }).nullable().default(null),
    plan: z.object(plan).nullable().default(null),
    dispute: z
      .object({ document: name, reason: z.enum(DISPUTE_REASONS), amount: amount.nullable().default(null) })
      .nullable()
      .default(null),
  }),
  z.object({ kind: z.literal("contact"), channel: z.enum(WAYS), detail: words }),
  z.object({ kind: z.literal("note"), detail: needed }),
  z.object({ kind: z.literal("delivery-held-resolved") }),
  z.object({ kind: z.literal("reversal-acknowledged") }),
  z.object({ kind: z.literal("insolvency") }),
  z.object({ kind: z.literal("insolvency-ended") }),
  z.object({ kind: z.literal("stop-contact") }),
  z.object({ kind: z.literal("contact-allowed") }),
] as const;

export type Said = z.infer<(typeof SAID)[number]>;
export type SaidOf<K extends Said["kind"]> = Extract<Said, { kind: K }>;

const said = z.discriminatedUnion("kind", [...SAID]);

/** What a program has written for a person, as if that person had said it. @throws ZodError where it is incomplete */
export function readSaid(written: unknown): Said {
  return said.parse(written);
}
