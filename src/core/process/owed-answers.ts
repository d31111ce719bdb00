import type { Day } from "../values/day.ts";
import type { Activity, ActivityOf, Agreed } from "./activity.ts";
import { debtorFacts } from "./block.ts";
import { type DisputeState, disputeStates } from "./dispute.ts";
import { isBack, lettersUndone } from "./dunning-state.ts";
import type { AccountView } from "./view.ts";

/** What is still to be told the debtor in writing: the confirmation of what was agreed, or that a letter was wrong. */
export type OwedAnswer =
  | ActivityOf<"promise">
  | ActivityOf<"plan">
  | ActivityOf<"dispute">
  | (ActivityOf<"recall"> & { readonly corrected: ActivityOf<"letter"> });

/** Agreed on the phone, there is nothing in writing yet; agreed otherwise, where somebody asked for it. */
export function needsWriting({ channel, confirm }: Agreed): boolean {
  return confirm ?? channel === "phone";
}

/**
 * The answers that an account is owed today, oldest first. Nothing of it is stored: what was agreed and has not been
 * answered since, as long as it still stands. An answer that came back by every way was none.
 */
export function owedAnswers(view: AccountView, today: Day): readonly OwedAnswer[] {
  const { activities } = view;
  const { answered, corrected } = answersGiven(activities);
  const disputes = disputeStates(view);
  const withdrawn = new Set(
    activities.flatMap((each) => (each.kind === "promise-withdrawn" ? [each.promise] : each.kind === "plan-withdrawn" ? [each.plan] : [])),
  );
  return activities.flatMap((activity): OwedAnswer[] => {
    if (answered.has(activity.id)) return [];
    switch (activity.kind) {
      case "promise":
        return needsWriting(activity) && !withdrawn.has(activity.id) && today <= activity.day ? [activity] : [];
      case "plan":
        return needsWriting(activity) && !withdrawn.has(activity.id) && today <= activity.instalments.at(-1)!.day ? [activity] : [];
      case "dispute":
        return needsWriting(activity) && isOpen(activity, disputes.get(activity.item)) ? [activity] : [];
      case "recall":
        return corrected.has(activity.letter) ? [] : correction(activity, activities);
      default:
        return [];
    }
  });
}

function isOpen(dispute: ActivityOf<"dispute">, known: DisputeState | undefined): boolean {
  return known?.dispute.id === dispute.id && known.state === "open";
}

function correction(recall: ActivityOf<"recall">, activities: readonly Activity[]): OwedAnswer[] {
  if (!recall.correct) return [];
  const letter = activities.find((each): each is ActivityOf<"letter"> => each.kind === "letter" && each.letter === recall.letter);
  if (!letter) return [];
  // A letter that came back was never read: there is nothing to correct.
  return isBack(letter, lettersUndone(activities).cameBack) ? [] : [{ ...recall, corrected: letter }];
}

/** The activities that were answered, and the letters that were corrected. */
function answersGiven(activities: readonly Activity[]) {
  const { cameBack } = lettersUndone(activities);
  const answered = new Set(activities.flatMap((each) => (each.kind === "answer" && !isBack(each, cameBack) ? [each.of] : [])));
  const corrected = new Set(activities.flatMap((each) => (each.kind === "recall" && answered.has(each.id) ? [each.letter] : [])));
  return { answered, corrected };
}

/** Why the debtor must not be written to at all today; null: it may be answered. Holds stop demands, not answers. */
export function answersStop(view: AccountView): "insolvency" | "stop-contact" | null {
  const { insolvency, stopContact } = debtorFacts(view);
  return insolvency ? "insolvency" : stopContact ? "stop-contact" : null;
}
