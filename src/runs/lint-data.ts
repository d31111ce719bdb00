import { z } from "zod";
import { type Enabled, type LintFacts, NOTHING_KNOWN } from "../core/letter/lint/lint-facts.ts";
import { STEPS } from "../core/process/procedure.ts";
import { UserError } from "../core/user-error.ts";
import { type Day, daysBetween, parseDay } from "../core/values/day.ts";
import { parseMinor, sumMinor } from "../core/values/money.ts";

const day = z.string().transform((text, context): Day => {
  const parsed = parseDay(text);
  if (parsed) return parsed;
  context.issues.push({ code: "custom", message: "is no day; write it as year-month-day", input: text });
  return z.NEVER;
});
const amount = z.string().regex(/^-?\d+(?:\.\d+)?$/, 'is no amount; write it in major units, as "1234.50"');

const itemSchema = z.object({ document: z.string(), due: day, overdueDays: z.number().int().optional(), amount: amount.optional(), open: amount });

const rateSchema = z.object({ rate: z.string().regex(/^-?\d+(?:\.\d+)?$/, "is no rate in percent"), from: day, to: day });

/** A decision as `firmly propose --json` prints it, with the days of sending and delivery; unknown keys are left alone. */
const dataSchema = z.object({
  account: z.object({ currency: z.string().optional() }).optional(),
  currency: z.string().optional(),
  sentOn: day.nullish(),
  asOf: day.nullish(),
  deliveredOn: day.nullish(),
  payBy: day.nullish(),
  items: z.array(itemSchema).default([]),
  credits: z.array(z.object({ document: z.string().optional(), open: amount })).default([]),
  charges: z.array(z.object({ amount, kind: z.enum(["interest", "lump-sum", "fee"]).optional(), calculation: z.array(rateSchema).default([]) })).optional(),
  left: z.array(z.object({ document: z.string(), block: z.string() })).optional(),
  contacts: z.array(z.object({ day, kind: z.string().default("contact") })).optional(),
  otherDays: z.array(day).default([]),
  company: z.object({ name: z.string(), country: z.string().length(2).nullable(), lines: z.array(z.string()) }).optional(),
  lawful: z
    .object({ interest: z.boolean().nullish(), lumpSum: z.boolean().nullish(), fee: z.boolean().nullish(), source: z.string().default("the law of the claim") })
    .optional(),
  creditReport: z.object({ allowed: z.boolean(), reason: z.string().default("its preconditions are not met") }).optional(),
  sending: z
    .object({
      closed: z.object({ channel: z.string(), why: z.string() }).nullish(),
      quietUntil: z.string().nullish(),
      sameTextOn: day.nullish(),
      leastGapDays: z.number().int().default(3),
    })
    .optional(),
  thirtyDayNotice: z.boolean().optional(),
  partPayments: z.array(z.object({ amount })).default([]),
  total: amount.nullish(),
  consequences: z
    .object({ creditTerms: z.boolean().optional(), agency: z.string().nullish(), attorney: z.string().nullish(), creditReport: z.boolean().optional() })
    .optional(),
});

/** JSON from a file. @throws UserError `lint-data` */
export function readJson(bytes: Uint8Array, file: string): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8").decode(bytes).replace(/^\uFEFF/, ""));
  } catch {
    throw new UserError("lint-data", `"${file}" is no JSON. ${WANTED}`);
  }
}

/**
 * The facts that a letter is held against: one decision, or a whole proposal, of which the letter's own decision is taken.
 * @param name what a message calls the data
 * @throws UserError `lint-data` with the place of what is wrong
 */
export function lintFactsOf(json: unknown, name: string, letter: string): LintFacts {
  const data = isRecord(json) && Array.isArray(json.decisions) ? chooseDecision(json.decisions, json.asOf, letter, name) : json;
  // Nothing to compare with would pass every letter.
  if (!isRecord(data) || !Object.keys(dataSchema.shape).some((key) => key in data)) {
    throw new UserError("lint-data", `"${name}" holds nothing that a letter can be compared with. ${WANTED}`);
  }
  const result = dataSchema.safeParse(data);
  if (!result.success) throw new UserError("lint-data", `"${name}" does not fit:\n${z.prettifyError(result.error)}`);
  return toFacts(result.data, name);
}

const WANTED = 'Give a proposal, or one of its decisions, as "firmly propose --json" prints it.';

function isRecord(data: unknown): data is Record<string, unknown> {
  return typeof data === "object" && data !== null && !Array.isArray(data);
}

/** The one decision whose documents the letter names: all of them, or where it forgot one, some of them. */
function chooseDecision(decisions: readonly unknown[], asOf: unknown, letter: string, file: string): object {
  const named = decisions.flatMap((decision) => {
    if (!isRecord(decision) || !Array.isArray(decision.items)) return [];
    const documents = decision.items.flatMap((item: unknown) => (isRecord(item) && typeof item.document === "string" ? [item.document] : []));
    return [{ decision, of: documents.length, found: documents.filter((document) => isNamed(document, letter)).length }];
  });
  const whole = named.filter(({ of, found }) => of > 0 && found === of);
  const fitting = whole.length > 0 ? whole : named.filter(({ found }) => found > 0);
  if (fitting.length === 1) return { asOf, ...fitting[0]!.decision };
  const accounts = fitting.map(({ decision }) => (isRecord(decision.account) ? String(decision.account.id) : "?")).join(", ");
  throw new UserError(
    "lint-data",
    fitting.length === 0
      ? `None of the ${decisions.length} decisions in "${file}" is about a document that the letter names. Give the decision that the letter was written from.`
      : `The letter names documents of ${fitting.length} decisions in "${file}" (${accounts}). Give only the decision that it was written from.`,
  );
}

function isNamed(document: string, letter: string): boolean {
  const exact = document.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`(?<![\\p{L}\\p{N}])${exact}(?![\\p{L}\\p{N}])`, "u").test(letter);
}

function toFacts(data: z.infer<typeof dataSchema>, file: string): LintFacts {
  const currency = data.account?.currency ?? data.currency ?? null;
  if (currency === null && (data.items.length > 0 || data.total))
    throw new UserError("lint-data", `"${file}" states amounts but no currency. Add "currency": "EUR".`);
  const minor = (text: string): bigint => {
    const value = parseMinor(text, currency ?? "EUR");
    if (value === null) throw new UserError("lint-data", `"${file}": ${text} is finer than ${currency} allows.`);
    return value;
  };
  const sentOn = data.sentOn ?? data.asOf ?? null;
  const open = data.items.map((item) => minor(item.open));
  const credits = data.credits.map((credit) => minor(credit.open));
  const charges = (data.charges ?? []).map((charge) => minor(charge.amount));
  const gross = sumMinor(open) + sumMinor(charges);
  const total = data.total ? minor(data.total) : data.items.length > 0 ? gross - sumMinor(credits) : null;
  const all = [
    ...open,
    ...credits,
    ...charges,
    ...data.items.flatMap((item) => (item.amount ? [minor(item.amount), minor(item.amount) - minor(item.open)] : [])),
    ...data.partPayments.map((part) => minor(part.amount)),
    gross,
    sumMinor(open),
    sumMinor(charges),
    sumMinor(credits),
    ...(total === null ? [] : [total]),
  ];
  return {
    ...NOTHING_KNOWN,
    sentOn,
    deliveredOn: data.deliveredOn ?? sentOn,
    payBy: data.payBy ?? null,
    currency,
    items: data.items.map((item) => ({
      document: item.document,
      due: item.due,
      overdueDays: item.overdueDays ?? (sentOn ? Math.max(0, daysBetween(item.due, sentOn)) : 0),
      openMinor: minor(item.open),
    })),
    totalMinor: total,
    amountsMinor: new Set(data.items.length > 0 || total !== null ? all : []),
    enabled: data.consequences ? enabledOf(data.consequences) : null,
    ...restOf(data, minor),
  };
}

function restOf(data: z.infer<typeof dataSchema>, minor: (text: string) => bigint): Partial<LintFacts> {
  const { charges, left, contacts, lawful, company, creditReport, sending, thirtyDayNotice } = data;
  return {
    charges:
      charges?.flatMap(({ kind, amount: of, calculation }) =>
        kind ? [{ kind, amountMinor: minor(of), rates: calculation.map(({ rate, from, to }) => ({ percent: rate, from, to })) }] : [],
      ) ?? null,
    leftOut: left?.map(({ document, block }) => ({ document, why: BLOCKS[block] ?? "left out" })) ?? null,
    contacts: contacts?.map(({ day: on, kind }) => ({ day: on, isLetter: STEPS.some((step) => step === kind) })) ?? null,
    otherDays: new Set([...data.otherDays, ...data.items.map(({ due }) => due)]),
    company: company ?? null,
    lawful: lawful ? { interest: lawful.interest ?? null, "lump-sum": lawful.lumpSum ?? null, fee: lawful.fee ?? null, source: lawful.source } : null,
    creditReport: creditReport ?? null,
    sending: sending
      ? { closed: sending.closed ?? null, quietUntil: sending.quietUntil ?? null, sameTextOn: sending.sameTextOn ?? null, leastGapDays: sending.leastGapDays }
      : null,
    thirtyDayNotice: thirtyDayNotice ?? null,
  };
}

/** Why a document is left out, for a person. */
const BLOCKS: Readonly<Record<string, string>> = {
  disputed: "in dispute",
  "credit-expected": "to be credited",
  promised: "promised",
  planned: "in a payment plan",
  hold: "on hold",
  paid: "paid",
  "direct-debit": "to be collected",
};

function enabledOf({ creditTerms, agency, attorney, creditReport }: NonNullable<z.infer<typeof dataSchema>["consequences"]>): LintFacts["enabled"] {
  const enabled = new Set<Enabled>();
  if (creditTerms) enabled.add("credit-terms");
  if (agency) enabled.add("agency");
  if (attorney) enabled.add("attorney");
  if (creditReport) enabled.add("credit-report");
  return enabled;
}
