import type { Activity } from "./activity.ts";
import type { Decision, Reason } from "./decision.ts";
import type { Day } from "../values/day.ts";
import type { Procedure } from "./procedure.ts";
import type { AccountView } from "./view.ts";

/** What ends a stop: whoever did it meant the stop to end, not a letter to go out in the same minute. */
export const ENDS_A_STOP: ReadonlySet<Activity["kind"]> = new Set([
  "lift",
  "debtor-lift",
  "reply-read",
  "contact-allowed",
  "insolvency-ended",
  "promise-withdrawn",
  "plan-withdrawn",
  "dispute-resolved",
  "delivery-held-resolved",
  "delivery-resolved",
  "reversal-acknowledged",
]);

/**
 * Whether a letter is approved by what its procedure says (`approval: none`), or why a person must look at it all the same.
 * Null: the procedure asks for a person anyway, or nothing leaves.
 */
export function approvalFree(
  decision: Decision,
  procedure: Procedure,
  view: Pick<AccountView, "activities" | "debtorActivities">,
  today: Day,
): "approved" | Reason | null {
  if (decision.kind !== "dun" || procedure.steps[decision.step].approval) return null;
  const old = decision.why.find(({ code }) => code === "first-import");
  if (old) return { code: "needs-person-first-import" };
  const warning = decision.why.find(({ code }) => code.startsWith("warn-"));
  if (warning) return { code: "needs-person-warning" };
  const held = view.activities.findLast(({ kind }) => kind === "delivery-held" || kind === "letter");
  if (held?.kind === "delivery-held" && held.code === "findings") return { code: "needs-person-findings" };
  const ended = [...view.activities, ...view.debtorActivities].find((activity) => activity.knownOn === today && ENDS_A_STOP.has(activity.kind));
  return ended ? { code: "needs-person-today", day: ended.knownOn } : "approved";
}
