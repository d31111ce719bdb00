import type { OpenItem } from "../ledger/open-items.ts";
import { type Day, latest } from "../values/day.ts";
import type { Activity, ActivityOf } from "./activity.ts";
import { isLetterStep, type Step, stepRank } from "./procedure.ts";
import type { AccountView } from "./view.ts";

type Letter = ActivityOf<"letter">;

/** How far an item has come, derived from the letters that named it (R7). */
export interface ItemState {
  readonly level: Step;
  /** The letter that took it to its level. */
  readonly letter: Letter;
}

/** What the recorded activities say about an account, folded once per decision. Nothing of it is stored. */
export interface DunningState {
  readonly items: ReadonlyMap<number, ItemState>;
  /** How often each item's letters were recalled. */
  readonly recalls: ReadonlyMap<number, number>;
  /** The newest message, and the newest letter (`first` and up), to the debtor on any of its accounts (R6). */
  readonly lastMessageOn: Day | null;
  readonly lastLetterOn: Day | null;
  /** The days of all messages to the debtor on any of its accounts, in no order: what the cap counts (R14). */
  readonly messageDays: readonly Day[];
  /** Letters of this account whose every delivery came back, newest last. */
  readonly returned: readonly Letter[];
}

/** A message that somebody sent by hand counts like one of ours: nobody is written to again on the next morning. */
const WRITTEN: ReadonlySet<string> = new Set(["email", "post", "sms", "fax"]);

export function dunningState(view: AccountView): DunningState {
  const items = new Map<number, ItemState>();
  const recalls = new Map<number, number>();
  const returned: Letter[] = [];
  const { recalled, cameBack } = lettersUndone(view.activities);
  const takenBack = placementsRecalled(view.activities, recalls);
  let lastMessageOn: Day | null = null;
  let lastLetterOn: Day | null = null;
  const messageDays: Day[] = [];
  for (const activity of view.activities) {
    if (activity.kind === "contact" && WRITTEN.has(activity.channel)) {
      messageDays.push(activity.happenedOn);
      lastMessageOn = latest(lastMessageOn, activity.happenedOn);
    }
    if (activity.kind !== "letter") continue;
    if (recalled.has(activity.letter)) {
      for (const { item } of activity.items) recalls.set(item, (recalls.get(item) ?? 0) + 1);
    } else if (isBack(activity, cameBack)) {
      returned.push(activity);
      continue;
    } else {
      raise(items, activity, takenBack);
    }
    messageDays.push(activity.sentOn);
    lastMessageOn = latest(lastMessageOn, activity.sentOn);
    if (isLetterStep(activity.step)) lastLetterOn = latest(lastLetterOn, activity.sentOn);
  }
  for (const activity of view.debtorActivities) {
    if (activity.kind !== "letter") continue;
    messageDays.push(activity.sentOn);
    lastMessageOn = latest(lastMessageOn, activity.sentOn);
    if (isLetterStep(activity.step)) lastLetterOn = latest(lastLetterOn, activity.sentOn);
  }
  return { items, recalls, lastMessageOn, lastLetterOn, messageDays, returned };
}

/** The ids of letters that count as never sent: recalled, or come back by every way (R4, R7). */
export function undoneLetters(activities: readonly Activity[]): ReadonlySet<string> {
  const { recalled, cameBack } = lettersUndone(activities);
  for (const activity of activities) if (activity.kind === "letter" && isBack(activity, cameBack)) recalled.add(activity.letter);
  return recalled;
}

/** The letters that stand, in the order of recording. */
export function standingLetters(activities: readonly Activity[]): readonly Letter[] {
  const undone = undoneLetters(activities);
  return activities.filter((activity): activity is Letter => activity.kind === "letter" && !undone.has(activity.letter));
}

/** Whether a letter came back by every way that it went, or did not leave by it after all. */
export function isBack({ letter, channels }: Pick<Letter, "letter" | "channels">, cameBack: ReadonlyMap<string, ReadonlySet<string>>): boolean {
  return channels.every((channel) => cameBack.get(letter)?.has(channel));
}

/** The letters that were recalled, and on which ways which came back. */
export function lettersUndone(activities: readonly Activity[]) {
  const recalled = new Set<string>();
  const cameBack = new Map<string, Set<string>>();
  for (const activity of activities) {
    if (activity.kind === "recall") recalled.add(activity.letter);
    if (activity.kind === "letter-returned" || activity.kind === "copy-given-up") {
      const channels = cameBack.get(activity.letter) ?? new Set();
      cameBack.set(activity.letter, channels.add(activity.channel));
    }
  }
  return { recalled, cameBack };
}

const NONE: ReadonlyMap<number, number> = new Map();

/** The newest activity by which the agency gave each item back: final notices from before it count no more. */
function placementsRecalled(activities: readonly Activity[], recalls: Map<number, number>): ReadonlyMap<number, number> {
  let takenBack: Map<number, number> | null = null;
  for (const activity of activities) {
    if (activity.kind !== "placement-recalled") continue;
    takenBack ??= new Map();
    for (const item of activity.items) {
      takenBack.set(item, activity.id);
      recalls.set(item, (recalls.get(item) ?? 0) + 1);
    }
  }
  return takenBack ?? NONE;
}

function raise(items: Map<number, ItemState>, letter: Letter, takenBack: ReadonlyMap<number, number>): void {
  for (const { item, step } of letter.items) {
    if (step === "final" && (takenBack.get(item) ?? 0) > letter.id) continue;
    const known = items.get(item);
    if (!known || stepRank(step) > stepRank(known.level)) items.set(item, { level: step, letter });
  }
}

/** The generation in which an item is taken to its next step: it rises by recall or re-opening only (R7). */
export function generationOf(state: DunningState, item: OpenItem): number {
  return (state.recalls.get(item.item) ?? 0) + item.reopened;
}

/** An item's rank: -1 before any step, else the rank of its level. */
export function levelRank(state: DunningState, item: OpenItem): number {
  const known = state.items.get(item.item);
  return known ? stepRank(known.level) : -1;
}
