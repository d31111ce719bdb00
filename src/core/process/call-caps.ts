import { CALLED_AS } from "../letter/call-outcome.ts";
import { addDays, type Day } from "../values/day.ts";
import type { Activity, ActivityOf } from "./activity.ts";
import type { Conduct } from "./conduct.ts";
import type { AccountView } from "./view.ts";

type Call = ActivityOf<"call">;

/** How often a debtor was called of late, and whether that leaves room for another call. */
export interface CallRoom {
  readonly attemptsToday: number;
  readonly attemptsInSevenDays: number;
  readonly conversationsInSevenDays: number;
  /** So many more attempts are allowed today; 0 also where he was spoken to in these days as often as is allowed. */
  readonly attemptsLeft: number;
  /** The first day, from today on, on which another attempt is allowed. */
  readonly allowedOn: Day;
}

const WEEK = 7;

/** Calls of all accounts of the debtor: whoever is rung up three times does not care for which of them (R14). */
export function callsOf({ activities, debtorActivities }: Pick<AccountView, "activities" | "debtorActivities">): readonly Call[] {
  const isCall = (activity: Activity): activity is Call => activity.kind === "call";
  return [...activities.filter(isCall), ...debtorActivities.filter(isCall)];
}

/** The newest call of an account. */
export function lastCall(activities: readonly Activity[]): Call | null {
  return activities.findLast((activity): activity is Call => activity.kind === "call") ?? null;
}

/** The days of the voice messages to all accounts of the debtor: each is one call, heard or not. */
export function voiceDays({ activities, debtorActivities }: Pick<AccountView, "activities" | "debtorActivities">): readonly Day[] {
  const daysOf = (each: Activity) => (each.kind === "letter" && each.channels.includes("voice") ? [each.sentOn] : []);
  return [...activities.flatMap(daysOf), ...debtorActivities.flatMap(daysOf)];
}

/**
 * What the caps on calls leave. Attempts are ours; a call that the debtor made counts as a conversation only. Seven days are
 * consecutive ones, with today.
 * @param spoken days on which a machine has called (`voiceDays`): attempts like any other
 */
export function callRoom(calls: readonly Call[], caps: Conduct["calls"], today: Day, spoken: readonly Day[] = []): CallRoom {
  const ours = calls.filter(({ direction }) => direction !== "inbound").map(({ happenedOn }) => happenedOn);
  const attempts = [...ours, ...spoken];
  const conversations = calls.filter(isConversation).map(({ happenedOn }) => happenedOn);
  const leftOn = (day: Day): number => {
    if (within(conversations, day, WEEK) >= caps.conversationsPerSevenDays) return 0;
    return Math.max(0, Math.min(caps.perDay - within(attempts, day, 1), caps.perSevenDays - within(attempts, day, WEEK)));
  };
  // A week after the last call all of them are behind.
  let allowedOn = today;
  for (let days = 0; days <= WEEK && leftOn(allowedOn) === 0; days++) allowedOn = addDays(allowedOn, 1);
  return {
    attemptsToday: within(attempts, today, 1),
    attemptsInSevenDays: within(attempts, today, WEEK),
    conversationsInSevenDays: within(conversations, today, WEEK),
    attemptsLeft: leftOn(today),
    allowedOn,
  };
}

/** With the debtor on the line; a wrong number, or somebody else who answered, is none. */
export function isConversation({ outcome }: Pick<Call, "outcome">): boolean {
  return CALLED_AS[outcome] === "call";
}

/** How many of the days lie within the last `length` days up to `day`. */
export function within(days: readonly Day[], day: Day, length: number): number {
  const before = addDays(day, -length);
  return days.filter((each) => before < each && each <= day).length;
}
