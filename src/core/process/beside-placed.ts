import type { OpenItem } from "../ledger/open-items.ts";
import { addDays, type Day, latest } from "../values/day.ts";
import type { Activity } from "./activity.ts";
import type { Context, Scheduled } from "./context.ts";
import { stepDue } from "./pay-by.ts";
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
export function besidePlaced(context: Context, sorted: Sorted): Sorted {
  const { view } = context;
  const answers = besideAnswers(view.activities);
  const free = sorted.free.filter(({ item }) => answers.has(item));
  const scheduled = free.flatMap((item): Scheduled[] => {
    const { answer, activity } = answers.get(item.item)!;
    const own = sorted.scheduled.find((each) => each.item === item);
    if (answer === "dun") return own ? [own] : [];
    const why = { code: "place-too", document: item.document, day: activity.happenedOn };
    // Whoever was asked by a letter to pay by a day has until then; so has he whose due date was moved ahead.
    const dueOn = latest(activity.happenedOn, afterLetter(item, context), addDays(stepDue(item, context), 1))!;
    return [{ item, step: "hand-over", dueOn, why }];
  });
  return { ...sorted, free, scheduled };
}

/** The day after the one that the item's last letter, or the answer to its dispute, asked to be paid by. */
function afterLetter({ item }: OpenItem, { state, disputes }: Context): Day | null {
  const payBy = latest(state.items.get(item)?.letter.payBy, disputes.get(item)?.answer?.payBy);
  return payBy && addDays(payBy, 1);
}

/** Which items somebody still has to decide about. */
export function unanswered(items: readonly OpenItem[], { view }: Context): OpenItem[] {
  const answers = besideAnswers(view.activities);
  return items.filter(({ item }) => !answers.has(item));
}
