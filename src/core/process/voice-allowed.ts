import type { Day } from "../values/day.ts";
import { addDays } from "../values/day.ts";
import { callRoom, callsOf, voiceDays, within } from "./call-caps.ts";
import type { Conduct } from "./conduct.ts";
import type { Reason } from "./decision.ts";
import type { Step } from "./procedure.ts";
import type { AccountView, ClosedChannels } from "./view.ts";

export interface VoiceFacts {
  readonly step: Step;
  readonly view: AccountView;
  /** Ways that must not be used today. */
  readonly closed: ClosedChannels;
  readonly conduct: Conduct;
  /** The debtor has agreed to calls by a machine, which is on file. */
  readonly hasAgreed: boolean;
  /** A number is on file that can be dialled. */
  readonly hasNumber: boolean;
  /** Something can be asked for that shows who is listening. */
  readonly hasPin: boolean;
  /** The name by which the caller introduces himself gives away what the call is about. */
  readonly nameTells: boolean;
  readonly today: Day;
}

/** Counted in the days of the TCPA's exemption. */
const MONTH = 30;

/** What speaks against a voice message to this debtor on this day, all that applies; empty: it may be made (R14, R17). The hour is asked at sending. */
export function voiceStops({ step, view, closed, conduct, hasAgreed, hasNumber, hasPin, nameTells, today }: VoiceFacts): Reason[] {
  const { automatedCalls: law, calls } = conduct;
  const stops: Reason[] = [];
  if (step === "final") stops.push({ code: "voice-final" });
  if (law.mode === "never") stops.push({ code: "voice-never" });
  if (law.mode === "with-consent" && !hasAgreed) stops.push({ code: "voice-consent" });
  if (!hasNumber) stops.push({ code: "voice-no-number" });
  else if (closed.has("voice") || closed.has("phone")) stops.push({ code: "voice-closed" });
  if (!hasPin) stops.push({ code: "voice-no-pin" });
  if (nameTells) stops.push({ code: "voice-name" });
  const spoken = voiceDays(view);
  const room = callRoom(callsOf(view), calls, today, spoken);
  if (room.attemptsLeft === 0) stops.push({ code: "voice-cap", day: room.allowedOn });
  const most = law.perThirtyDays;
  if (most !== null && within(spoken, today, MONTH) >= most) stops.push({ code: "voice-cap-month", most, days: MONTH, day: freeAgain(spoken, most, today) });
  return stops;
}

/** The first day on which fewer than `most` lie within the thirty days. */
function freeAgain(spoken: readonly Day[], most: number, today: Day): Day {
  let day = today;
  for (let days = 0; days <= MONTH && within(spoken, day, MONTH) >= most; days++) day = addDays(day, 1);
  return day;
}
