import { isAbsolute, resolve } from "node:path";
import { z } from "zod";
import type emailChannel from "../channels/email.ts";
import type postChannel from "../channels/post.ts";
import { line } from "../channels/settings/fields.ts";
import { FREE_STEPS, WEEKDAYS } from "../core/values/daily.ts";
import { parseDay } from "../core/values/day.ts";
import { nearestName } from "../core/values/nearest-name.ts";
import { isIban } from "../core/values/reference.ts";
import { lawOf } from "../jurisdictions/in-force.ts";
import { channels as openChannels, jurisdictions } from "../open-folders.ts";
import { strictObject } from "../procedures/strict-object.ts";
import { inboxSettings } from "./inbox/inbox-settings.ts";

// A law that is not on file would give no interest, and nobody would see why.
const laws = await jurisdictions();

const text = line;
const flag = z.boolean();
const email = text.regex(/^[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;]+$/, 'must be an e-mail address, such as "ar@example.com"');

/** A code that the platform knows, in the spelling it prefers; else a sentence that shows a right one. */
function code<Code extends string>(example: string, canonical: (written: string) => Code | undefined) {
  return text.transform((written, context) => {
    const known = attempt(() => canonical(written));
    if (known !== undefined) return known;
    context.addIssue({ code: "custom", message: `"${written.slice(0, 40)}" is not known; write it like ${example}` });
    return z.NEVER;
  });
}

function attempt<T>(ask: () => T): T | undefined {
  try {
    return ask();
  } catch (error) {
    // Intl's way of saying no.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

const countryNames = new Intl.DisplayNames("en", { type: "region", fallback: "none" });
const currencies = new Set(Intl.supportedValuesOf("currency"));

const country = code('"GB" (ISO 3166, two letters)', (written) => {
  const region = /^[a-z]{2}$/i.test(written) ? new Intl.Locale(`und-${written}`).region : undefined;
  return region !== undefined && countryNames.of(region) !== undefined ? region : undefined;
});
const jurisdiction = code(`"de" (on file: ${[...laws.keys()].join(", ")})`, (written) => lawOf(laws, written)?.country.toLowerCase());
const currency = code('"EUR" (ISO 4217, three letters)', (written) => (currencies.has(written.toUpperCase()) ? written.toUpperCase() : undefined));
const language = code('"en" or "de-CH" (BCP 47)', (written) => Intl.getCanonicalLocales(written)[0]);
const timeZone = code('"Europe/London" (IANA)', (written) => new Intl.DateTimeFormat("en", { timeZone: written }).resolvedOptions().timeZone);
const day = code('"2026-11-23"', (written) => parseDay(written) ?? undefined);
const iban = code('"DE89 3704 0044 0532 0130 00", with the right check digits', (written) =>
  isIban(written) ? written.replace(/\s+/g, "").toUpperCase() : undefined,
);
const bic = code('"COBADEFF"', (written) => (/^[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?$/i.test(written) ? written.toUpperCase() : undefined));
const webAddress = code('"https://pay.example.com"', (written) => (/^https?:\/\/[^\s"<>]+$/i.test(written) && URL.canParse(written) ? written : undefined));

/** Amounts are decimal text; a YAML or JSON number means the same. */
const amount = z
  .union([z.string(), z.number()], "must be an amount")
  .transform(String)
  .refine((written) => /^\d{1,15}(\.\d{1,4})?$/.test(written), 'must be an amount in major units without a currency sign, such as "5000" or "5000.00"');

function record<Value extends z.ZodType>(names: z.ZodType<string>, value: Value) {
  return z.record(z.string(), value).superRefine((written, context) => {
    for (const name of Object.keys(written)) {
      const read = name === "*" ? null : names.safeParse(name);
      if (read && !read.success) context.addIssue({ code: "custom", path: [name], message: read.error.issues[0]!.message });
      else if (read && read.data !== name) context.addIssue({ code: "custom", path: [name], message: `is written "${read.data}"` });
    }
  });
}

/** The worker reads it, wherever it was started. */
const wholePath = text.refine((path) => isAbsolute(path), 'must be a whole path, such as "/srv/firmly/in"').transform((path) => resolve(path));

const address = strictObject({
  lines: z.array(text).min(1).max(8).optional(),
  street: text.optional(),
  postalCode: text.optional(),
  city: text.optional(),
  region: text.optional(),
  country: country.optional(),
});

const bankAccount = strictObject({
  id: text.optional(),
  iban,
  bic: bic.optional(),
  bank: text.optional(),
  holder: text.optional(),
  currency: currency.optional(),
});

/** What each channel lets a creditor set, in its own words; the outbox needs nothing, and its folder may be chosen. */
const ways = new Map([...(await openChannels())].filter(([name]) => name !== "outbox").map(([name, { settings }]) => [name, settings.optional()] as const));

const channels = strictObject({
  mode: z.enum(["outbox", "live"]).optional(),
  outbox: strictObject({ folder: text.optional() }).optional(),
  ...(Object.fromEntries(ways) as { email: z.ZodOptional<typeof emailChannel.settings>; post: z.ZodOptional<typeof postChannel.settings> }),
}).superRefine((set, context) => {
  if (set.mode === "live" && [...ways.keys()].every((name) => !(set as Record<string, unknown>)[name]))
    context.addIssue({ code: "custom", path: ["mode"], message: 'can be "live" only with channels.email or channels.post set: else nothing could leave' });
});

/**
 * What one creditor may set. Absent is the default; `null` has been taken out before (it means: back to the default).
 * `procedures` are the names of those that there are.
 */
export function creditorSchema(procedures: readonly string[]) {
  return strictObject({ ...SETTINGS, procedures: procedureChoice(procedures).optional() }).superRefine(refuseUnclearAccounts);
}

const WEEKDAY_NAMES = { mon: "Monday", tue: "Tuesday", wed: "Wednesday", thu: "Thursday", fri: "Friday", sat: "Saturday", sun: "Sunday" };

const SETTINGS = {
  id: text.regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,59}$/, "must be letters, digits, dots and dashes, at most 60"),
  name: text,
  country: country.optional(),
  region: text.optional(),
  claimLaw: jurisdiction.optional(),
  timeZone: timeZone.optional(),
  language: language.optional(),
  address: address.optional(),
  contact: strictObject({ name: text, phone: text, email }).optional(),
  companyDetails: z.array(text).max(8).optional(),
  bankAccounts: z.array(bankAccount).max(20).optional(),
  paymentOptions: strictObject({ portalUrl: webAddress.optional(), cardByPhone: flag.optional(), chequeEnclosure: flag.optional() }).optional(),
  termsDays: z.int().min(0).max(365).optional(),
  currency: currency.optional(),
  imports: strictObject({ folder: wholePath.optional() }).optional(),
  channels: channels.optional(),
  inbox: inboxSettings.optional(),
  salesCheckThreshold: record(currency, amount).optional(),
  firstWavePerDay: z.int().min(1).max(1_000_000).optional(),
  callsPerDay: record(text, z.int().min(0).max(1_000_000)).optional(),
  lettersInsteadOfCalls: z.array(text).max(1000).optional(),
  cash: strictObject({
    tolerancePercent: z.number().min(0).max(5).optional(),
    toleranceAmounts: record(currency, amount).optional(),
    discount: strictObject({ percent: z.number().gt(0).max(10), days: z.int().min(1).max(90) }).optional(),
    oldestFirst: z.array(text).max(10_000).optional(),
  }).optional(),
  consequences: strictObject({ creditTerms: flag.optional(), agency: text.optional(), attorney: text.optional(), creditReport: flag.optional() }).optional(),
  schedule: strictObject({
    dailyAt: text
      .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time of day, such as "07:00"')
      .meta({ title: "Time of day", description: "By the creditor's own clock. What an outage has missed is made up for at once.", input: "time" }),
    approveUpTo: z
      .enum(FREE_STEPS)
      .optional()
      .meta({
        title: "Goes without approval up to",
        description: "Letters up to this step leave without a person's word, where nothing asks for one.",
        words: { reminder: "Reminder", "past-due": "Past-due note", first: "First letter", second: "Second letter" },
        unset: "As the procedure says",
      }),
    days: z
      .array(z.enum(WEEKDAYS))
      .min(1)
      .max(7)
      .optional()
      .meta({ title: "On these days", description: "None ticked: every day. Letters keep to business days in any case.", words: WEEKDAY_NAMES }),
  }).optional(),
  clock: day.optional(),
};

/** Whom a procedure is chosen for: everybody, a segment, a debtor or an invoice. A second colon is part of the id or number. */
const chosenFor = text.regex(/^(\*|[^:]+|debtor:.+|document:.+)$/, 'must be "*", a segment, "debtor:" with an id, or "document:" with a number');

function procedureChoice(procedures: readonly string[]) {
  const name = text.refine((written) => procedures.includes(written), {
    error: ({ input }) => {
      const nearest = nearestName(String(input), procedures);
      return `There is no procedure "${String(input)}". ${nearest ? `Did you mean "${nearest}"? ` : ""}Known: ${procedures.join(", ")}.`;
    },
  });
  return record(chosenFor, name);
}

type BankAccounts = { readonly bankAccounts?: readonly z.output<typeof bankAccount>[] | undefined; readonly currency?: string | undefined };

function refuseUnclearAccounts({ bankAccounts = [], currency: own }: BankAccounts, context: z.core.$RefinementCtx): void {
  const ids = new Set<string>();
  for (const [index, account] of bankAccounts.entries()) {
    const id = account.id ?? account.iban;
    if (ids.has(id)) context.addIssue({ code: "custom", path: ["bankAccounts", index], message: `"${id}" is listed twice` });
    ids.add(id);
    if (!account.currency && !own)
      context.addIssue({ code: "custom", path: ["bankAccounts", index, "currency"], message: 'is missing; write "EUR", or set the creditor\'s currency' });
  }
}
