import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isMap, parse, parseDocument } from "yaml";
import { z } from "zod";
import { LETTER_CHANNELS, type Procedure, STEPS, type Step, type StepRule } from "../core/process/procedure.ts";
import { UserError } from "../core/user-error.ts";
import { nearestName } from "../core/values/nearest-name.ts";
import { explainIssues, strictObject } from "./strict-object.ts";

const days = z.int().min(0).max(3650);
const step = z.enum(STEPS);
const minutesPerHour = 60;
const timeOfDay = z
  .string()
  .regex(/^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'must be a time of day, such as "08:00"')
  .transform((text) => Number(text.slice(0, 2)) * minutesPerHour + Number(text.slice(3)));
const channels = z.array(z.enum(LETTER_CHANNELS)).min(1);
const amounts = z.record(
  z.string().regex(/^([A-Z]{3}|\*)$/, 'must be a currency such as "EUR", or "*"'),
  z.string().regex(/^\d{1,12}(\.\d{1,4})?$/, 'must be an amount such as "25.00"'),
);
const shared = {
  leastLeadDays: days,
  channels,
  also: z.array(z.enum(LETTER_CHANNELS)).default([]),
  minimum: strictObject({ amount: amounts.default({}), percent: z.number().min(0).max(100).default(0) }).default({ amount: {}, percent: 0 }),
  approval: z.enum(["required", "none"]).default("required"),
  tell: z.array(z.string().min(1)).default([]),
  fee: amounts.default({}),
};

const message = strictObject({ from: z.literal("due-date"), days: z.int().min(-3650).max(3650), payBy: z.union([days, z.literal("due-date")]), ...shared });
const letter = strictObject({ from: z.enum(["due-date", "delivery"]), days, payBy: days, ...shared });
const final = strictObject({ from: z.literal("hand-over"), payBy: z.literal("none"), ...shared });
const never = z.literal("none");

const schema = strictObject({
  version: z.int().min(1),
  steps: strictObject({ reminder: z.union([never, message]), "past-due": z.union([never, message]), first: letter, second: letter, third: letter, final }),
  graceDays: days.default(0),
  leastArrearsDays: days.default(0),
  handOverBusinessDays: days,
  gapDays: strictObject({ messages: days, letters: days }),
  contactCap: strictObject({ messages: z.int().min(1).max(1000), days: z.int().min(1).max(365) }),
  contactHours: strictObject({ from: timeOfDay, to: timeOfDay }).refine(({ from, to }) => from < to, "must begin before they end"),
  reminder: strictObject({ takeAlongDays: days, leastTermDays: days }),
  partPaymentRestDays: days,
  promise: strictObject({ toleranceBankDays: days, renewals: days.default(2), longestDays: days.default(60) }),
  plan: strictObject({ toleranceBankDays: days, missesToDefault: z.int().min(1).max(100), remindDays: days }).default({
    toleranceBankDays: 1,
    missesToDefault: 2,
    remindDays: 3,
  }),
  answers: strictObject({ replyBusinessDays: days, disputeBusinessDays: days, creditMemoBusinessDays: days }).default({
    replyBusinessDays: 2,
    disputeBusinessDays: 10,
    creditMemoBusinessDays: 10,
  }),
  calls: strictObject({
    after: z.union([z.literal("none"), z.enum(["first", "second"])]),
    waits: z.boolean(),
    waitBusinessDays: days,
    againBusinessDays: days,
  }).default({ after: "first", waits: false, waitBusinessDays: 5, againBusinessDays: 2 }),
  charges: strictObject({
    from: step,
    interest: z.union([
      z.enum(["none", "statutory"]),
      strictObject({ rate: z.string().regex(/^\d{1,2}(\.\d{1,4})?$/, 'must be percent a year such as "9.5"') }),
    ]),
    lumpSum: z.enum(["none", "statutory"]),
  }).default({ from: "second", interest: "none", lumpSum: "none" }),
  freshness: strictObject({ from: step, ledgerAgeDays: days }),
  salesCheck: strictObject({ before: step, waitBusinessDays: days, unanswered: z.enum(["send", "wait"]).default("send") }),
}).superRefine(({ steps }, context) => {
  // What the order of the steps means must hold, or an account would never move on.
  const refuse = (path: string[], text: string) => context.addIssue({ code: "custom", path: ["steps", ...path], message: text });
  if (steps.reminder !== "none" && steps.reminder.days >= 0) refuse(["reminder", "days"], "must be negative: a reminder goes before the due date");
  const notice = steps["past-due"];
  if (notice !== "none" && notice.days < 1) refuse(["past-due", "days"], "must be at least 1: on the due date itself nobody is late");
  if (notice !== "none" && notice.payBy === "due-date") refuse(["past-due", "payBy"], "must be a number of days: the due date has passed by then");
  if (steps.first.from !== "due-date") refuse(["first", "from"], 'must be "due-date": no letter goes before the first');
  if (notice !== "none" && steps.first.from === "due-date" && steps.first.days <= notice.days)
    refuse(["first", "days"], "must be later than the past-due notice");
  for (const each of ["third", "final"] as const)
    if (steps[each].approval === "none") refuse([each, "approval"], 'must be "required": from the third letter on a person answers for it');
  for (const later of ["second", "third"] as const) {
    if (steps[later].from !== "delivery") refuse([later, "from"], 'must be "delivery": it follows the letter before');
  }
});

type Read = z.infer<typeof schema>;

/** One value of a procedure set to another: a path such as `steps.second.minimum.percent`, and what YAML would write there. */
export interface ChangedValue {
  readonly path: string;
  readonly value: string;
}

/**
 * Reads a procedure written in YAML, or in JSON, which is YAML too.
 * @param changes values to set first, for a variant of it; what is wrong with them is refused as in the text itself
 * @throws UserError `procedure-invalid` naming every path that is wrong and what to write there
 */
export function readProcedure(yaml: string, name: string, changes: readonly ChangedValue[] = []): Procedure {
  const document = parseDocument(yaml);
  const [broken] = document.errors;
  if (broken) throw new UserError("procedure-invalid", `Procedure "${name}" is no valid YAML: ${broken.message}`);
  for (const { path, value } of changes) {
    const at = path.split(".");
    // A group that the text leaves out is made; below a plain value nothing can be set.
    const over = at.findIndex((_, depth) => depth > 0 && document.hasIn(at.slice(0, depth)) && !isMap(document.getIn(at.slice(0, depth), true)));
    if (over >= 0) throw new UserError("procedure-invalid", `Procedure "${name}" has no ${path}: ${at.slice(0, over).join(".")} is one value.`);
    document.setIn(at, parse(value));
  }
  const read = schema.safeParse(document.toJS({ maxAliasCount: 100 }), { reportInput: true });
  if (!read.success) throw new UserError("procedure-invalid", `Procedure "${name}" cannot be used. Mend these and try again:\n${explainIssues(read.error)}`);
  const { steps, calls, ...rest } = read.data;
  return {
    name,
    ...rest,
    calls: { ...calls, after: calls.after === "none" ? null : calls.after },
    steps: Object.fromEntries(STEPS.map((each) => [each, ruleOf(each, steps)])) as Record<Step, StepRule>,
  };
}

function ruleOf(each: Step, steps: Read["steps"]): StepRule {
  const given = steps[each];
  if (given === "none") return { ...NEVER, step: each };
  const { from, payBy, approval, ...rest } = given;
  const trigger: StepRule["trigger"] = from === "hand-over" ? { from } : { from, days: (given as { days: number }).days };
  const { leastLeadDays, channels: order, also, minimum, tell, fee } = rest;
  return {
    step: each,
    trigger,
    payByDays: payBy === "none" ? null : payBy,
    leastLeadDays,
    channels: order,
    also,
    minimum,
    approval: approval === "required",
    tell,
    fee,
  };
}

/** A step that the procedure does without. */
const NEVER: Omit<StepRule, "step"> = {
  trigger: { from: "never" },
  payByDays: null,
  leastLeadDays: 0,
  channels: ["email"],
  also: [],
  minimum: { amount: {}, percent: 0 },
  approval: true,
  tell: [],
  fee: {},
};

const loaded = new Map<string, Procedure>();

/** The names of the procedures on file. */
export function listProcedures(): string[] {
  return readdirSync(import.meta.dirname)
    .filter((file) => file.endsWith(".yaml"))
    .map((file) => file.slice(0, -".yaml".length))
    .sort();
}

/**
 * A procedure by its name; the file is read once.
 * @throws UserError `procedure-unknown`, or `procedure-invalid` where the file cannot be used
 */
export function loadProcedure(name: string): Procedure {
  const known = loaded.get(name);
  if (known) return known;
  const procedure = readProcedure(procedureText(name), name);
  loaded.set(name, procedure);
  return procedure;
}

/**
 * A procedure as its file has it.
 * @throws UserError `procedure-unknown`
 */
export function procedureText(name: string): string {
  // A name becomes part of a path only after it has been found to be a plain word.
  const file = /^[a-z0-9][a-z0-9-]{0,60}$/.test(name) ? join(import.meta.dirname, `${name}.yaml`) : null;
  if (!file || !existsSync(file)) {
    const names = listProcedures();
    const nearest = nearestName(name, names);
    throw new UserError("procedure-unknown", `There is no procedure "${name}". ${nearest ? `Did you mean "${nearest}"? ` : ""}Known: ${names.join(", ")}.`);
  }
  return readFileSync(file, "utf8");
}

/** The names and texts of all procedures as one short text: where it changes, decisions may change. */
export function proceduresMark(): string {
  const hash = createHash("sha256");
  for (const name of listProcedures())
    hash
      .update(name)
      .update("\0")
      .update(readFileSync(join(import.meta.dirname, `${name}.yaml`)));
  return hash.digest("hex");
}
