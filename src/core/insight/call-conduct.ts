import { type CallRoom, callRoom, callsOf, voiceDays } from "../process/call-caps.ts";
import { closedChannels } from "../process/closed-channels.ts";
import type { Conduct } from "../process/conduct.ts";
import { type ContactHours, mayArrive, stricterHours, timeOfDay } from "../process/contact-hours.ts";
import type { Decision, Reason } from "../process/decision.ts";
import type { Procedure } from "../process/procedure.ts";
import type { AccountView, Rules } from "../process/view.ts";
import { type Day, weekday } from "../values/day.ts";

/** What a clock of the debtor shows; of several that show the same one is enough. */
export interface DebtorClock {
  /** IANA name. */
  readonly zone: string;
  readonly day: Day;
  /** Minutes after midnight. */
  readonly minute: number;
}

export interface CallConduct extends CallRoom {
  readonly mayCall: boolean;
  /** Why not, all that applies. */
  readonly stops: readonly Reason[];
  /** "08:00" */
  readonly hours: { readonly from: string; readonly to: string };
  /** ISO weekdays. */
  readonly weekdays: readonly number[];
  readonly voicemail: Conduct["voicemail"];
  /** The file of the debtor's country that was read; null: none is on file, and only the defaults hold. */
  readonly jurisdiction: string | null;
}

export interface ConductFacts {
  readonly view: AccountView;
  readonly procedure: Procedure;
  readonly rules: Rules;
  readonly decision: Decision;
  readonly conduct: Conduct;
  /** Empty on a day that is played through: then only the day is looked at. */
  readonly clocks: readonly DebtorClock[];
  readonly today: Day;
}

/** Whether the debtor may be called at this moment, and what speaks against it (R14, R17). */
export function callConduct(facts: ConductFacts): CallConduct {
  const { view, conduct, procedure, today } = facts;
  const room = callRoom(callsOf(view), conduct.calls, today, voiceDays(view));
  const hours = stricterHours(conduct.contactHours, procedure.contactHours);
  const stops = [...accountStops(facts), ...numberStops(facts), ...timeStops(facts, hours)];
  if (room.attemptsLeft === 0) stops.push({ code: "stop-cap", day: room.allowedOn });
  return {
    mayCall: stops.length === 0,
    stops,
    ...room,
    hours: { from: timeOfDay(hours.from), to: timeOfDay(hours.to) },
    weekdays: conduct.weekdays,
    voicemail: conduct.voicemail,
    jurisdiction: conduct.jurisdiction,
  };
}

/** What covers the whole account is the decision's own reason, so that both tell the same. */
function accountStops({ decision }: ConductFacts): Reason[] {
  if (decision.kind === "clear") return [{ code: "nothing-open" }];
  if (decision.kind === "task" && decision.task === "answer-reply") return decision.why.slice(0, 1);
  const covering = decision.kind === "blocked" && COVERING.has(decision.block);
  return covering ? decision.why.slice(0, 1) : [];
}

const COVERING: ReadonlySet<string> = new Set(["placed", "insolvency", "stop-contact", "hold", "credit-covers"]);

function numberStops({ view, today }: ConductFacts): Reason[] {
  if (view.reach.phone === null) return [{ code: "no-phone" }];
  return closedChannels(view, today).has("phone") ? [{ code: "phone-closed" }] : [];
}

function timeStops({ rules, conduct, clocks, today }: ConductFacts, hours: ContactHours): Reason[] {
  const days = clocks.length > 0 ? clocks.map(({ day }) => day) : [today];
  if (!rules.isBusinessDay(today) || days.some((day) => !conduct.weekdays.includes(weekday(day)))) return [{ code: "stop-closed-day", day: today }];
  const minutes = clocks.map(({ minute }) => minute);
  return mayArrive(hours, minutes) ? [] : [{ code: "stop-quiet-hours", from: timeOfDay(hours.from), to: timeOfDay(hours.to) }];
}
