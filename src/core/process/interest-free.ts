import type { OpenItem } from "../ledger/open-items.ts";
import { addDays, type Day, earliest } from "../values/day.ts";
import { sumMinor } from "../values/money.ts";
import type { Activity, ActivityOf } from "./activity.ts";
import type { Context } from "./schedule.ts";

/** Days on which an item, or a part of it, bears no interest. */
export interface FreeStretch {
  readonly from: Day;
  /** The last day; null: not ended. */
  readonly to: Day | null;
  /** What of it is free, minor units; null: all of it. */
  readonly lessMinor: bigint | null;
}

/** What is in dispute bears no interest until it is answered, nor what a plan covers that waives it. */
export function interestFree(item: OpenItem, context: Context): FreeStretch[] {
  const { activities } = context.view;
  if (activities.length === 0) return [];
  return [...disputes(item, activities), ...plans(item, context)];
}

/** Whether an item is in dispute, in whole or in part. */
export function isDisputed(item: number, activities: readonly Activity[]): boolean {
  const said = activities.findLast((activity) => (activity.kind === "dispute" || activity.kind === "dispute-resolved") && activity.item === item);
  return said?.kind === "dispute";
}

/** A later dispute of the item takes the place of the one before. Where it was justified, a credit memo is to come. */
function disputes(item: OpenItem, activities: readonly Activity[]): FreeStretch[] {
  const free: FreeStretch[] = [];
  let open: ActivityOf<"dispute"> | null = null;
  for (const activity of activities) {
    if ((activity.kind !== "dispute" && activity.kind !== "dispute-resolved") || activity.item !== item.item) continue;
    const isJustified = activity.kind === "dispute-resolved" && activity.outcome === "justified";
    if (open && !isJustified) free.push(stretch(item, open, addDays(activity.happenedOn, -1)));
    if (!isJustified) open = activity.kind === "dispute" ? activity : null;
  }
  if (open) free.push(stretch(item, open, null));
  return free.filter(({ from, to }) => to === null || from <= to);
}

/** The credit memo of a dispute that was justified takes its amount off for good: it is not taken off twice. */
function stretch(item: OpenItem, { happenedOn, amountMinor }: ActivityOf<"dispute">, to: Day | null): FreeStretch {
  if (amountMinor === undefined || amountMinor === null) return { from: happenedOn, to, lessMinor: null };
  const credited = sumMinor(item.parts.filter((part) => part.isRemission && part.bookedOn >= happenedOn).map((part) => part.amountMinor));
  return { from: happenedOn, to, lessMinor: amountMinor > credited ? amountMinor - credited : 0n };
}

/** A plan that waives interest does so until it is withdrawn, or its last day has passed. */
function plans(item: OpenItem, { view: { activities } }: Context): FreeStretch[] {
  return activities.flatMap((plan) => {
    if (plan.kind !== "plan" || plan.interest !== "waived") return [];
    if (plan.items.length > 0 ? !plan.items.includes(item.item) : item.knownOn > plan.knownOn) return [];
    const withdrawn = activities.find((activity) => activity.kind === "plan-withdrawn" && activity.plan === plan.id);
    return [{ from: plan.happenedOn, to: earliest(plan.instalments.at(-1)?.day, withdrawn && addDays(withdrawn.happenedOn, -1)), lessMinor: null }];
  });
}
