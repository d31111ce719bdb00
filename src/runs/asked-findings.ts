import type { Step } from "../core/process/procedure.ts";
import { UserError } from "../core/user-error.ts";
import type { Day } from "../core/values/day.ts";
import type { NewActivity } from "../store/activity-store.ts";
import type { Store } from "../store/database.ts";
import { type AskedFinding, openFindings } from "./overridden-findings.ts";
import { composePreview } from "./preview-run.ts";

/** Why a person lets a letter leave in spite of a finding. */
export interface Override {
  /** "L15" */
  readonly check: string;
  readonly reason: string;
}

/** What the checks ask about in the letter that an account would get on a day; none where none would leave, or it cannot be written yet. */
export async function askedFindings(store: Store, account: number, asOf: Day): Promise<AskedFinding[]> {
  try {
    const made = await composePreview(store, `A${account}`, asOf);
    return made ? openFindings(made.composed.findings, []) : [];
  } catch (error) {
    if (error instanceof UserError) return [];
    throw error;
  }
}

/** Letters among these that need a word, each with its findings. Composed one after the other: a page of a list, not a run. */
export async function lettersAsking(
  store: Store,
  accounts: readonly number[],
  asOf: Day,
): Promise<{ readonly account: number; readonly findings: readonly AskedFinding[] }[]> {
  const asking: { account: number; findings: readonly AskedFinding[] }[] = [];
  for (const account of accounts) {
    const findings = await askedFindings(store, account, asOf);
    if (findings.length > 0) asking.push({ account, findings });
  }
  return asking;
}

/** An approval of named letters looks at the words of this many; those of more are found when they are to leave, and come back. */
const MOST_READ = 100;

export interface OverrideRequest {
  readonly run: number;
  readonly accounts: readonly { readonly account: number; readonly step: Step }[];
  readonly overrides: readonly Override[];
  readonly by: string | null;
  readonly asOf: Day;
}

/**
 * What is recorded with the approval of named letters: every finding with the reason to let it pass.
 * @throws UserError `findings-open` naming what still needs a reason, `finding-unknown` where a reason is given for nothing
 */
export async function overridesFor(store: Store, { run, accounts, overrides, by, asOf }: OverrideRequest): Promise<NewActivity[]> {
  if (accounts.length > MOST_READ && overrides.length === 0) return [];
  const activities: NewActivity[] = [];
  const open: string[] = [];
  const used = new Set<Override>();
  for (const { account, step } of accounts) {
    for (const { check, message } of await askedFindings(store, account, asOf)) {
      const override = overrides.find((each) => each.check === check && each.reason.trim() !== "");
      if (!override) open.push(`A${account}: ${check} ${message}`);
      else {
        used.add(override);
        const happening = { kind: "finding-overridden", run, step, check, message, reason: override.reason.trim() } as const;
        activities.push({ account, happening, happenedOn: asOf, knownOn: asOf, by });
      }
    }
  }
  if (open.length > 0) {
    throw new UserError(
      "findings-open",
      `The checks found something; nothing was approved. Say for each why the letter may leave all the same (on the letter's page, or with --override "L15: every invoice has to be named"), or mend it:\n  ${open.join("\n  ")}`,
    );
  }
  const idle = overrides.find((each) => !used.has(each));
  if (idle) throw new UserError("finding-unknown", `None of these letters has a finding ${idle.check}: leave its override out.`);
  return activities;
}
