import type { OpenItem } from "../ledger/open-items.ts";
import { addBusinessDays, onOrAfter } from "../values/business-days.ts";
import { addDays, type Day, earliest, latest } from "../values/day.ts";
import { NO_CALLS } from "./allot-calls.ts";
import { accountStop } from "./block.ts";
import { isConversation, lastCall } from "./call-caps.ts";
import type { Context } from "./context.ts";
import type { Reason } from "./decision.ts";

/** The next call to a debtor. */
export interface NextCall {
  /** A business day; it may lie in the future. */
  readonly dueOn: Day;
  readonly why: Reason;
}

/**
 * When the account is to be called next: on the day after the pay-by of the letter that the procedure names was ignored,
 * again where nobody was reached, and on the day that the newest call agreed on. Null: no call is due, nor will one be
 * unless something happens; or none can be made (`callHindrance` says why). A missing number is for whoever is to call to find.
 * @param free what may be dunned today: neither held, disputed, promised nor in a plan
 */
export function nextCall(context: Context, free: readonly OpenItem[]): NextCall | null {
  const wanted = wantedCall(context, free);
  return wanted && !hindrance(context) ? wanted : null;
}

/**
 * Why a call that would be due is not made, so that the letter goes in its place: something stops the whole account, no
 * calls are made for it, no number is known, or the debtor asked not to be called. Null where it can be made, or where none is due.
 */
export function callHindrance(context: Context, free: readonly OpenItem[]): Reason | null {
  return wantedCall(context, free) && (hindrance(context) ?? (context.view.reach.phone === null ? { code: "no-phone" } : null));
}

function hindrance(context: Context): Reason | null {
  const { view, closed } = context;
  // Insolvency, stop-contact, a hold and an unread reply come before anything that we do (R19).
  const stop = accountStop(context);
  if (stop) return stop.why;
  if (!view.callsPossible) return { code: NO_CALLS };
  return closed.has("phone") ? { code: "phone-closed" } : null;
}

/** The call that the procedure, or the caller before, wants, whether or not it can be made. */
function wantedCall(context: Context, free: readonly OpenItem[]): NextCall | null {
  const { view, procedure, rules, state } = context;
  const last = lastCall(view.activities);
  if (last?.nextOn && view.ledger.items.some(({ item }) => state.items.get(item)?.level !== "final")) {
    const agreed = onOrAfter(rules.isBusinessDay, last.nextOn);
    return { dueOn: agreed, why: { code: "call-agreed", day: agreed, said: last.happenedOn } };
  }
  const ignored = ignoredOn(context, free);
  if (!ignored) return null;
  // A wrong number says nothing about the debtor: where another is known by now, it is called at once.
  if (!last || last.happenedOn < ignored || last.outcome === "wrong_number") {
    const dueOn = onOrAfter(rules.isBusinessDay, ignored);
    return { dueOn, why: { code: "call-due", day: dueOn } };
  }
  if (isConversation(last) && last.outcome !== "rpc_callback") return null;
  const dueOn = addBusinessDays(rules.isBusinessDay, last.happenedOn, procedure.calls.againBusinessDays);
  return { dueOn, why: { code: "call-again", day: dueOn, last: last.happenedOn, outcome: last.outcome } };
}

/**
 * The day after the pay-by of the letter that the procedure names, or after the later one that the answer to a dispute has
 * set (R16), where something in it is still open.
 */
function ignoredOn({ procedure, state, disputes }: Context, free: readonly OpenItem[]): Day | null {
  const { after } = procedure.calls;
  let ignored: Day | null = null;
  if (after === null || state.items.size === 0) return null;
  for (const { item } of free) {
    const known = state.items.get(item);
    if (known?.level !== after || !known.letter.payBy) continue;
    const payBy = latest(known.letter.payBy, disputes.get(item)?.answer?.payBy ?? null)!;
    ignored = earliest(ignored, addDays(payBy, 1));
  }
  return ignored;
}
