import { CALLED_AS } from "../letter/call-outcome.ts";
import type { OpenItem } from "../ledger/open-items.ts";
import { addBusinessDays, onOrAfter } from "../values/business-days.ts";
import { addDays, type Day, earliest } from "../values/day.ts";
import type { ActivityOf } from "./activity.ts";
import { newest } from "./block.ts";
import { closedChannels } from "./closed-channels.ts";
import type { Reason } from "./decision.ts";
import type { Context } from "./schedule.ts";

type Call = ActivityOf<"call">;

/** The next call to a debtor. */
export interface NextCall {
  /** The day on which the first call was due; a wait for the call counts from it, however often nobody answers. */
  readonly since: Day;
  /** A business day; it may lie in the future. */
  readonly dueOn: Day;
  readonly why: Reason;
}

/**
 * When the account is to be called next: on the day after the pay-by of the letter that the procedure names was ignored,
 * again where nobody was reached, and on the day that the newest call agreed on. Null: no call is due, nor will one be
 * unless something happens; or none can be made (`callHindrance` says why).
 * @param free what may be dunned today: neither held, disputed, promised nor in a plan
 */
export function nextCall(context: Context, free: readonly OpenItem[] = context.view.ledger.items): NextCall | null {
  if (!context.view.callsPossible) return null;
  const wanted = wantedCall(context, free);
  return wanted && !hindrance(context) ? wanted : null;
}

/**
 * Why a call that would be due cannot be made, so that the letter goes in its place: no number is known, or the debtor
 * asked not to be called. Null where it can be made, or where none is due.
 */
export function callHindrance(context: Context, free: readonly OpenItem[] = context.view.ledger.items): Reason | null {
  return wantedCall(context, free) && hindrance(context);
}

function hindrance({ view, today }: Context): Reason | null {
  const word = newest([...view.activities, ...view.debtorActivities], ["stop-contact", "contact-allowed"]);
  if (word?.kind === "stop-contact") return { code: "stop-contact", day: word.happenedOn };
  if (view.reach.phone === null) return { code: "no-phone" };
  return closedChannels(view, today).has("phone") ? { code: "phone-closed" } : null;
}

/** The call that the procedure, or the caller before, wants, whether or not it can be made. */
function wantedCall({ view, procedure, rules, state }: Context, free: readonly OpenItem[]): NextCall | null {
  const last = view.activities.findLast((activity): activity is Call => activity.kind === "call");
  const agreed = last?.nextOn;
  if (last && agreed && view.ledger.items.length > 0) {
    const dueOn = onOrAfter(rules.isBusinessDay, agreed);
    return { since: dueOn, dueOn, why: { code: "call-agreed", day: dueOn, said: last.happenedOn } };
  }
  const { after, againBusinessDays } = procedure.calls;
  if (after === null) return null;
  let ignored: Day | null = null;
  for (const item of free) {
    const known = state.items.get(item.item);
    if (known?.level === after && known.letter.payBy) ignored = earliest(ignored, addDays(known.letter.payBy, 1));
  }
  if (!ignored) return null;
  const since = onOrAfter(rules.isBusinessDay, ignored);
  if (!last || last.happenedOn < ignored) return { since, dueOn: since, why: { code: "call-due", day: since } };
  // A wrong number says nothing about the debtor: where another is known by now, it is called at once.
  if (last.outcome === "wrong_number") return { since, dueOn: since, why: { code: "call-due", day: since } };
  if (CALLED_AS[last.outcome] === "call" && last.outcome !== "rpc_callback") return null;
  const dueOn = addBusinessDays(rules.isBusinessDay, last.happenedOn, againBusinessDays);
  return { since, dueOn, why: { code: "call-again", day: dueOn, last: last.happenedOn, outcome: last.outcome } };
}
