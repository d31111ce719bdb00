import type { Activity, ActivityOf } from "./activity.ts";
import { undoneLetters } from "./dunning-state.ts";
import type { Step } from "./procedure.ts";

type Letter = ActivityOf<"letter">;

/** The items that an agency or attorney holds, each with the final notice that told the debtor: it stands, and nobody has given them back since. */
export function placedItems(activities: readonly Activity[]): ReadonlyMap<number, Letter> {
  const undone = undoneLetters(activities);
  const placed = new Map<number, Letter>();
  for (const activity of activities) {
    if (activity.kind === "letter" && !undone.has(activity.letter)) {
      for (const { item, step } of activity.items) if (step === "final") placed.set(item, activity);
    } else if (activity.kind === "placement-recalled") {
      for (const item of activity.items) placed.delete(item);
    }
  }
  return placed;
}

/** Of the letters that stand, the newest that took the item to this step; null: there is none. */
export function letterOfStep(standing: readonly Letter[], item: number, step: Step): Letter | null {
  return standing.findLast(({ items }) => items.some((each) => each.item === item && each.step === step)) ?? null;
}

/** The placement files that were written of an account, oldest first. */
export function placementsFiled(activities: readonly Activity[]): readonly ActivityOf<"placement-filed">[] {
  return activities.filter((activity): activity is ActivityOf<"placement-filed"> => activity.kind === "placement-filed");
}

/** The bookings that the agency was told of, with a placement file or a report. */
export function entriesTold(activities: readonly Activity[]): ReadonlySet<number> {
  const told = new Set<number>();
  for (const activity of activities) {
    if (activity.kind === "placement-filed") for (const entry of activity.told ?? []) told.add(entry);
    if (activity.kind === "placement-reported") for (const entry of activity.entries) told.add(entry);
  }
  return told;
}
