import { onOrAfter } from "../values/business-days.ts";
import { addDays, type Day, latest } from "../values/day.ts";
import { isLetterStep, type Step } from "./procedure.ts";
import type { Context } from "./context.ts";

/** Why a message that is due does not leave today, and the day on which it may. */
export interface Pause {
  readonly code: "waits-for-gap" | "waits-for-cap" | "waits-for-business-day";
  readonly until: Day;
}

/** What every message waits for: the debtor's gaps (R6), the cap on messages (R14), a day that is open for both (R3). */
export function pauseBefore(step: Step, context: Context): Pause | null {
  const { rules, today } = context;
  const gap = gapEnds(step, context);
  const cap = capEnds(context);
  const until = onOrAfter(rules.isBusinessDay, latest(gap, cap, today)!);
  if (until <= today) return null;
  if (cap && cap > today && (!gap || cap >= gap)) return { code: "waits-for-cap", until };
  return { code: gap && gap > today ? "waits-for-gap" : "waits-for-business-day", until };
}

function gapEnds(step: Step, { procedure, state }: Context): Day | null {
  const afterMessage = state.lastMessageOn && addDays(state.lastMessageOn, procedure.gapDays.messages);
  const afterLetter = isLetterStep(step) && state.lastLetterOn ? addDays(state.lastLetterOn, procedure.gapDays.letters) : null;
  return latest(afterMessage, afterLetter);
}

/** The day on which the debtor has had fewer messages than the cap within its days; null where it has always been so. */
function capEnds({ procedure, state }: Context): Day | null {
  const { messages, days } = procedure.contactCap;
  const last = [...state.messageDays].sort().at(-messages);
  return last ? addDays(last, days) : null;
}
