import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Procedure, STEPS, type Step, type StepRule } from "../core/process/procedure.ts";
import { UserError } from "../core/user-error.ts";
import { nearestName } from "../core/values/nearest-name.ts";
import { type ChangedValue, readProcedureFile } from "./file.ts";
import type { ProcedureFile } from "./schema.ts";

/**
 * Reads a procedure: its file in the form that decisions use.
 * @throws UserError `procedure-invalid` naming every path that is wrong and what to write there
 */
export function readProcedure(yaml: string, name: string, changes: readonly ChangedValue[] = []): Procedure {
  const { $schema: _schema, steps, calls, ...rest } = readProcedureFile(yaml, name, changes);
  return {
    name,
    ...rest,
    calls: { ...calls, after: calls.after === "none" ? null : calls.after },
    steps: Object.fromEntries(STEPS.map((each) => [each, ruleOf(each, steps)])) as Record<Step, StepRule>,
  };
}

function ruleOf(each: Step, steps: ProcedureFile["steps"]): StepRule {
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
