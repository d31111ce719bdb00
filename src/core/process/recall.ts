import type { Day } from "../values/day.ts";
import type { Activity, ActivityOf, LetterItem } from "./activity.ts";
import { stepRank } from "./procedure.ts";

/** A step that a letter which stands has taken an item to. */
export interface StandingStep extends LetterItem {
  readonly letter: string;
  readonly sentOn: Day;
}

/** Why a letter cannot be recalled: a later letter builds on it, or what it demanded is with an agency. */
export type RecallRefusal =
  | { readonly code: "later-letter"; readonly letter: string; readonly step: StandingStep["step"]; readonly sentOn: Day }
  | { readonly code: "placed"; readonly agency: string | null; readonly filedOn: Day };

/** What rests on a letter, so that it cannot be recalled; null: nothing does. `standing`: the steps of all letters of the account that stand. */
export function recallRefusal(
  letter: { readonly id: string; readonly items: readonly LetterItem[] },
  standing: readonly StandingStep[],
  activities: readonly Activity[],
): RecallRefusal | null {
  const own = new Map(letter.items.map((each) => [each.item, each]));
  const placement = standingPlacement(activities, own);
  if (placement) return { code: "placed", agency: placement.agency, filedOn: placement.happenedOn };
  const later = standing.filter((other) => {
    const taken = own.get(other.item);
    return other.letter !== letter.id && taken && stepRank(other.step) > stepRank(taken.step) && other.generation >= taken.generation;
  });
  // Of several, the one that has to be recalled first.
  const last = later.reduce<StandingStep | null>((newest, each) => (!newest || stepRank(each.step) > stepRank(newest.step) ? each : newest), null);
  return last && { code: "later-letter", letter: last.letter, step: last.step, sentOn: last.sentOn };
}

/** The newest placement file that names one of the items and from which the agency has not given it back. */
function standingPlacement(activities: readonly Activity[], items: ReadonlyMap<number, unknown>): ActivityOf<"placement-filed"> | null {
  const filed = new Map<number, ActivityOf<"placement-filed">>();
  for (const activity of activities) {
    if (activity.kind === "placement-filed") for (const item of activity.items) filed.set(item, activity);
    if (activity.kind === "placement-recalled") for (const item of activity.items) filed.delete(item);
  }
  return [...filed].findLast(([item]) => items.has(item))?.[1] ?? null;
}
