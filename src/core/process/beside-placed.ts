import type { OpenItem } from "../ledger/open-items.ts";
import type { Activity } from "./activity.ts";
import type { Context, Scheduled } from "./context.ts";
import type { Sorted } from "./sort-items.ts";

/** What a person has said about each item beside placed ones: hand it over too, or dun it (R18). The newest word counts. */
export function besideAnswers(activities: readonly Activity[]): ReadonlyMap<number, { readonly answer: "place" | "dun"; readonly activity: Activity }> {
  const answers = new Map<number, { answer: "place" | "dun"; activity: Activity }>();
  for (const activity of activities) {
    if (activity.kind !== "beside-placed") continue;
    for (const item of activity.items) answers.set(item, { answer: activity.answer, activity });
  }
  return answers;
}

/** The items that somebody has decided about, each with its next step: the ordinary one, or the hand-over that was asked for. */
export function besidePlaced({ view }: Context, sorted: Sorted): Sorted {
  const answers = besideAnswers(view.activities);
  const free = sorted.free.filter(({ item }) => answers.has(item));
  const scheduled = free.flatMap((item): Scheduled[] => {
    const { answer, activity } = answers.get(item.item)!;
    const own = sorted.scheduled.find((each) => each.item === item);
    if (answer === "dun") return own ? [own] : [];
    const why = { code: "place-too", document: item.document, day: activity.happenedOn };
    return [{ item, step: "hand-over", dueOn: activity.happenedOn, why }];
  });
  return { ...sorted, free, scheduled };
}

/** Which items somebody still has to decide about. */
export function unanswered(items: readonly OpenItem[], { view }: Context): OpenItem[] {
  const answers = besideAnswers(view.activities);
  return items.filter(({ item }) => !answers.has(item));
}
