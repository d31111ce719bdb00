import type { Activity, Happening } from "../core/process/activity.ts";
import { debtorFacts } from "../core/process/block.ts";
import { UserError } from "../core/user-error.ts";
import { checkDispute, checkResolution } from "./dispute-check.ts";
import { checkPlan } from "./plan-check.ts";
import { checkPromise } from "./promise-check.ts";
import type { RecordGround } from "./record-ground.ts";

/**
 * The log is only ever added to: what makes no sense is refused before it is in there.
 * @returns what is allowed and still worth a second look
 * @throws UserError saying what is wrong with it
 */
export function checkHappening(happening: Happening, ground: RecordGround): readonly string[] {
  const { happenedOn, asOf } = ground;
  if (happenedOn > asOf)
    throw new UserError("happened-later", `What is known on ${asOf} cannot have happened on ${happenedOn}. Record it as of that day, or later.`);
  switch (happening.kind) {
    case "promise":
      return checkPromise(happening, ground);
    case "plan":
      return checkPlan(happening, ground);
    case "dispute":
      return checkDispute(happening, ground);
    case "dispute-resolved":
      return checkResolution(happening, ground);
    case "hold":
    case "debtor-hold":
      return checkHold(happening, ground);
    case "promise-withdrawn":
      return refuseUnknown(ground, happening.promise, "promise", (a) => a.kind === "promise-withdrawn" && a.promise === happening.promise, "withdrawn");
    case "plan-withdrawn":
      return refuseUnknown(ground, happening.plan, "plan", (a) => a.kind === "plan-withdrawn" && a.plan === happening.plan, "withdrawn");
    case "lift":
      return refuseUnknown(ground, happening.hold, "hold", (a) => a.kind === "lift" && a.hold === happening.hold, "lifted");
    case "debtor-lift":
      return refuseUnknown(ground, happening.hold, "debtor-hold", (a) => a.kind === "debtor-lift" && a.hold === happening.hold, "lifted");
    case "insolvency-ended":
      return refuseNoInsolvency(ground);
    default:
      return [];
  }
}

function checkHold(hold: Extract<Happening, { kind: "hold" | "debtor-hold" }>, { happenedOn, view }: RecordGround): string[] {
  if (hold.until !== null && hold.until < happenedOn)
    throw new UserError("hold-past", `A hold that begins on ${happenedOn} cannot end on ${hold.until}: name its last day, or leave --until out.`);
  if (hold.kind === "hold" || hold.contact === null) return [];
  const { email, phone } = view.reach;
  if (hold.contact === email || hold.contact === phone) return [];
  const onFile = [email, phone].filter((each) => each !== null).join(", ");
  return [`${hold.contact} is not on file for this debtor${onFile ? ` (${onFile})` : ""}: the hold closes nothing as long as that is so.`];
}

type Undone = "promise" | "plan" | "hold" | "debtor-hold";

function refuseUnknown({ account, view }: RecordGround, id: number, kind: Undone, undoes: (activity: Activity) => boolean, done: string): string[] {
  const activities = kind === "debtor-hold" ? [...view.activities, ...view.debtorActivities] : view.activities;
  const word = kind === "debtor-hold" ? "hold" : kind;
  const ofKind = activities.filter((activity) => activity.kind === kind);
  if (!ofKind.some((activity) => activity.id === id)) {
    const known = ofKind.map((activity) => activity.id).join(", ");
    throw new UserError(`${word}-unknown`, `Account A${account.id} has no ${word} with the number ${id}. ${known ? `It has: ${known}.` : "It has none."}`);
  }
  const before = activities.find(undoes);
  if (before) throw new UserError(`${word}-over`, `The ${word} ${id} was ${done} already, on ${before.happenedOn}.`);
  return [];
}

function refuseNoInsolvency({ account, view }: RecordGround): string[] {
  if (!debtorFacts(view).insolvency) throw new UserError("insolvency-none", `No insolvency of debtor "${account.debtor}" is known, so that none can end.`);
  return [];
}
